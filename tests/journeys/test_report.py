"""A report's page from the first check to the correction: an error is mended, a warning answered, another signs, an auditor samples, a
document falls and with it a number, and the correction tells who moved."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from playwright.sync_api import expect

from tests import cast as the_cast
from tests.indicators.world import World
from tests.journeys.walk import PHONE, Walk
from vieta.accounts.models import Account, Assignment
from vieta.enrolments.actions import file_document, record_traits
from vieta.enrolments.choices import Trait
from vieta.enrolments.rules import Answer
from vieta.outcomes.actions import Change, record_outcome
from vieta.programmes.models import Target
from vieta.reports import queries


@pytest.fixture
def world(transactional_db, cast, as_of_the_cast):
    """Amina with a job that a contract proves and an answer that cannot be; a target that is missing; Sofia who signs."""
    world, act = World(cast), {"by": cast.bram, "at": the_cast.NOW}
    for number in range(6):
        world.enrol(entered=date(2020, 6, 1 + number), traits=world.WHOLE)
    stay = cast.world.enrolment.pk
    answers = {Trait.GENDER: "W", Trait.BIRTH_ON: "1994-05-17", Trait.LABOUR: "unemployed", Trait.EDUCATION: "2"}
    answers[Trait.UNEMPLOYED_SINCE] = "2020-09-05"  # four days after she entered
    record_traits(**act, enrolment_id=stay, answers={trait: Answer(value) for trait, value in answers.items()})
    paper = file_document(**act, enrolment_id=stay, name="contract.pdf", file=ContentFile(b"%PDF-1.4\n%%EOF\n", "contract.pdf")).document
    change = Change("employment", date(2021, 3, 1), contract_kind="permanent", source="document", document_id=paper.pk)
    record_outcome(**act, enrolment_id=stay, change=change)
    Target.objects.filter(measure="intensive").delete()
    account = Account(username="sofia", name="Sofia Signs", organisation=cast.world.lead, profession="office")
    account.set_password("four words nobody guesses")
    account.save()
    Assignment.objects.create(account=account, role="signatory", programme=cast.world.programme, from_on=date(2020, 2, 1))
    cast.accounts["sofia"] = account
    queries.composed(
        cast.farid, "gent", the_cast.TODAY, known=the_cast.NOW
    )  # the first counting composes its statements, which takes a while
    return world


def _later(monkeypatch, turns: int) -> None:
    """The clock goes on: what was known at one moment stays known."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: the_cast.NOW + timedelta(minutes=9 * turns))


def _prepares(walk: Walk) -> str:
    walk.open("/programmes/gent/reports/new/")
    walk.day("as_of", the_cast.TODAY.day, the_cast.TODAY.month, the_cast.TODAY.year)
    walk.press("Prepare it")
    walk.sees("Checks before signing")
    return walk.page.url


def _is_told_what_to_mend(walk: Walk) -> None:
    walk.sees("1 error stops signing", "1 warning needs a reason", "Unemployed since a day after entry.")
    walk.page.get_by_text("1 person behind this").click()
    walk.sees("P-AMINA1", "Compaan mends this")
    assert the_cast.SECRET not in walk.page.content()


def _answers_and_signs(walk: Walk, report: str) -> None:
    walk.open(report)
    expect(walk.main.get_by_role("button", name="Sign the report")).to_have_count(0)
    walk.follow("Say why it may stand")
    walk.fill(reason="The council sets it in June.")
    walk.press("Write it down")
    walk.press("Sign the report")
    walk.sees("It does not change any more.")


def _takes_it_away(walk: Walk) -> None:
    for kind, begins in (("PDF", b"%PDF-1.7"), ("XLSX", b"PK"), ("CSV", b"\xef\xbb\xbf"), ("JSON", b"{")):
        with walk.page.expect_download() as taken:
            walk.page.get_by_role("link", name=re.compile(kind)).first.click()
        path = taken.value.path()
        assert path.read_bytes().startswith(begins), kind


def _samples(walk: Walk) -> None:
    walk.follow("Draw a sample")
    walk.choose(measure="supported", method="random")
    walk.fill(size="3", seed="2021")
    walk.press("Draw it")
    walk.sees("Nothing has been judged yet.", "2021")
    walk.follow(re.compile("^Judge"))
    walk.choose(verdict="sound")
    walk.press("Write it down")
    walk.sees("With 95 % confidence between 0.0 % and 97.5 %")


def test_a_report_from_the_first_check_to_its_correction(page, sign_in, world, cast, monkeypatch):
    page.set_default_timeout(120_000)
    walk = Walk(page, sign_in)
    walk.sit("farid")
    _prepares(walk)
    _is_told_what_to_mend(walk)
    act = {"by": cast.bram, "at": the_cast.NOW}
    record_traits(**act, enrolment_id=cast.world.enrolment.pk, answers={Trait.UNEMPLOYED_SINCE: Answer("2020-01-05")}, reason="Mistyped.")
    _later(monkeypatch, 1)
    report = _prepares(walk)
    walk.sit("sofia")
    _answers_and_signs(walk, report)
    _takes_it_away(walk)
    _samples(walk)
    _later(monkeypatch, 2)
    walk.sit("bram", PHONE)
    walk.open(reverse("file_documents", args=[cast.world.enrolment.pk]))
    walk.follow("Withdraw")
    walk.sees("Numbers that would fall", "Included in employment or education")
    walk.fill(reason="It was never signed.")
    walk.press("Withdraw it")
    walk.sees("No longer counted under")
    _later(monkeypatch, 3)
    walk.sit("farid")
    walk.open(report)
    walk.sees("Records were mended since")
    walk.follow("Correct it")
    walk.fill(correction_reason="The contract was never signed.")
    walk.press("Prepare the correction")
    walk.sees("This is to correct report 2, once it is signed")
    walk.follow("Who moved and why")
    walk.sees("Included in employment or education", "1 → 0", "1 went out")
    walk.follow("Included in employment or education")
    walk.sees("P-AMINA1", "out: women", "taken back 15 Mar 2021")
