"""The evidence chain: from a number to the person, the day that counted, the fact, its document, who certified it and when, as far as each may see."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests import cast as the_cast
from vieta.accounts.models import Assignment
from vieta.base.refusal import NotFound
from vieta.enrolments.actions import file_document, record_traits
from vieta.enrolments.choices import Trait
from vieta.enrolments.models import EntryTrait
from vieta.enrolments.rules import Answer
from vieta.indicators import actions as own
from vieta.indicators import queries
from vieta.outcomes.actions import Change, record_outcome
from vieta.people.models import FiledDocument, Grant
from vieta.reports import queries as reports

DAY = date(2021, 3, 1)
PAPER = f"contract-{the_cast.SECRET}.pdf"


@pytest.fixture
def paper(cast):
    """A contract in Amina's file, and the job it proves."""
    act, stay = {"by": cast.bram, "at": the_cast.NOW}, cast.world.enrolment.pk
    document = file_document(**act, enrolment_id=stay, name=PAPER, file=ContentFile(b"%PDF-1.4\n%%EOF\n", PAPER)).document
    change = Change("employment", DAY, contract_kind="permanent", employer="Care home", source="document", document_id=document.pk)
    record_outcome(**act, enrolment_id=stay, change=change)
    return document


@pytest.fixture
def chloe(cast):
    """Chloé coordinates Compaan: its figures, its files and their special characteristics are open to her."""
    about = {"organisation": cast.world.provider, "programme": cast.world.programme, "from_on": date(2020, 2, 1)}
    Assignment.objects.create(account=cast.accounts["chloe"], role="coordinator", **about)
    return cast.viewer("chloe")


@pytest.fixture
def sees(cast, client, as_of_the_cast):
    """A page as one of the cast sees it."""

    def page(name: str, address: str, *args, **query) -> str:
        client.force_login(cast.accounts[name], backend=the_cast.BACKEND)
        answer = client.get(reverse(address, args=args), query)
        assert answer.status_code == 200, (name, address)
        return answer.content.decode()

    return page


def fact(viewer, measure: str, person, what: str):
    return next(one for one in queries.why(viewer, "gent", measure, person.pk).facts if one.what == what)


# To the document -------------------------------------------------------------------------------------------------------
def test_three_clicks_from_a_figure_to_the_document_and_who_certified_it(cast, paper, chloe, sees, client):
    amina, stay = cast.world.amina, cast.world.enrolment.pk
    figures = sees("chloe", "figures", "gent")
    assert reverse("figure", args=["gent", "included"]) in figures
    people = sees("chloe", "figure", "gent", "included")
    assert reverse("figure_evidence", args=["gent", "included", amina.pk]) in people
    assert "Counted from" in people
    page = sees("chloe", "figure_evidence", "gent", "included", amina.pk)
    for words in ("The day that counted", "Care home", "recorded and certified by Bram Peeters (Coach, Compaan), 15 Mar 2021", PAPER):
        assert words in page
    document = reverse("file_document", args=[stay, paper.pk])
    assert document in page
    assert client.get(document).status_code == 200
    assert reverse("document_withdraw", args=[stay, paper.pk]) in page
    assert "Numbers that would fall" in sees("chloe", "document_withdraw", stay, paper.pk)


def test_whoever_sees_the_count_and_not_the_file_learns_why_and_nothing_else(cast, paper, sees):
    amina = cast.world.amina
    page = sees("farid", "figure_evidence", "gent", "included", amina.pk)
    for words in ("read by the case team and by those at Compaan who read files", "certified by Bram Peeters", "A document lies in the file",
                  "Its name and content are closed to you", "kept since 15 Mar 2021"):  # fmt: skip
        assert words.lower() in page.lower()
    for closed in (the_cast.SECRET, "Care home", "document_withdraw", reverse("file_document", args=[cast.world.enrolment.pk, paper.pk])):
        assert closed not in page
    for name in ("included", "working", "supported"):
        assert the_cast.SECRET not in sees("farid", "figure", "gent", name)


def test_where_access_has_ended_the_page_says_so(cast, paper):
    Grant.objects.filter(cause_id=cast.world.enrolment.pk).update(until_on=the_cast.TODAY - timedelta(days=1))
    assert "access to this file has ended. Compaan answers for it" in fact(cast.farid, "included", cast.world.amina, "Employment").closed


def test_a_document_closed_to_other_professions_tells_nothing_of_whom(cast, paper, chloe):
    FiledDocument.objects.filter(document=paper).update(profession="psychologist")
    cast.accounts["bram"].profession = "psychologist"
    cast.accounts["bram"].save()
    for viewer in (chloe, cast.farid):
        shown = fact(viewer, "included", cast.world.amina, "Employment")
        assert (shown.paper.name, shown.paper.at) == ("", None)
        assert "closed to you" in shown.paper.closed
        assert "Bram" not in shown.paper.kept
    assert "sychologist" in fact(chloe, "included", cast.world.amina, "Employment").recorded  # she reads the file
    assert "sychologist" not in repr(queries.why(cast.farid, "gent", "included", cast.world.amina.pk))  # it would tell of the help given


def test_what_rests_on_no_document_says_what_it_rests_on(cast, world):
    stay = world.enrol(entered=date(2020, 6, 1), left=date(2020, 9, 1), traits=world.WHOLE, plan=date(2020, 7, 1))
    world.outcome(stay, "employment", date(2020, 8, 20))
    shown = {one.what: one for one in queries.why(cast.farid, "gent", "EECR04", stay.person_id).facts}
    assert "no document belongs to it" in shown["Employment"].source
    assert shown["Employment"].recorded == "brought in by world, 15 Mar 2021, 11:00"
    assert {one.recorded for one in shown.values()} == {"brought in by world, 15 Mar 2021, 11:00"}
    assert {one.what for one in shown.values() if one.counted} == {"Left", "Employment"}
    [plan] = queries.why(cast.farid, "gent", "intensive", stay.person_id).facts
    assert "brought in by world" in plan.recorded


def test_a_document_said_to_be_there_and_not_kept_is_told(cast, world):
    stay = world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE)
    record_outcome_of(stay, source="document")
    assert "none is kept here" in fact(cast.farid, "included", stay.person, "Education or training").source


def record_outcome_of(stay, **more) -> None:
    from tests.indicators.world import JOB
    from vieta.outcomes.actions.bring_in import OutcomeRow, bring_in_outcomes

    bring_in_outcomes(by=JOB, at=the_cast.NOW, rows=[OutcomeRow(stay.pk, "education", date(2020, 8, 1), **more)])


# The day that counted --------------------------------------------------------------------------------------------------
def test_a_list_says_what_was_so_in_which_window_and_a_report_too(cast, world, prepare, sees):
    stay = world.enrol(entered=date(2020, 6, 1), left=date(2020, 9, 1), traits=world.WHOLE)
    world.outcome(stay, "employment", date(2020, 9, 11))
    report = prepare()
    told = "In work since 11 Sep 2020; left on 1 Sep 2020, looked at for 28 days, to 29 Sep 2020"
    for page in (sees("farid", "figure", "gent", "EECR04"), sees("farid", "report_cell", report.pk, "EECR04", "total")):
        for words in ("Counted from", "11 Sep 2020", told):
            assert words in page
    later = "In work since 11 Sep 2020; so on 1 Mar 2021, six months after leaving on 1 Sep 2020"
    assert later in sees("farid", "figure", "gent", "EECR05")
    why = dict(queries.why(cast.farid, "gent", "EECR05", stay.person_id).inputs)
    assert (why["Counted from"], why["What counted"], why["Six months after leaving"]) == (date(2021, 3, 1), later, date(2021, 3, 1))


# Special categories ----------------------------------------------------------------------------------------------------
@pytest.fixture
def declined(cast, world):
    """Amina declined to say whether she belongs to a minority; Bram asked her."""
    record_traits(
        by=cast.bram, at=the_cast.NOW, enrolment_id=cast.world.enrolment.pk,
        answers={Trait.MINORITY: Answer(asked="declined"), Trait.DISABILITY: Answer("yes")},
    )  # fmt: skip


def test_a_refusal_is_shown_with_who_asked_only_to_who_may_read_it(cast, declined, chloe, sees):
    page = sees("chloe", "figure", "gent", "EECO15")
    for words in ("Declined to say", "1 person supported declined to say", cast.world.amina.reference, "by Bram Peeters (Coach, Compaan)"):
        assert words in page
    assert "Declined to say" not in sees("chloe", "figure", "gent", "EECO12")
    assert "asked and declined 1 time" in sees("chloe", "esf", "gent")
    page = sees("farid", "esf", "gent")
    for closed in ("asked and declined", the_cast.SECRET, "Bram Peeters"):
        assert closed not in page
    with pytest.raises(NotFound):
        queries.refusals(cast.farid, "gent", "EECO15")
    assert queries.refusals(cast.farid, "gent", "EECO02") is None


def test_another_provider_sees_no_refusal_of_theirs(cast, declined):
    about = {"organisation": cast.world.other, "programme": cast.world.programme, "from_on": date(2020, 2, 1)}
    Assignment.objects.create(account=cast.accounts["edda"], role="coordinator", **about)
    assert queries.refusals(cast.viewer("edda"), "gent", "EECO15") is None
    for name in ("bram", "greta", "dario", "amina"):
        with pytest.raises(NotFound):
            queries.refusals(cast.viewer(name), "gent", "EECO15")


def test_who_counts_by_a_special_characteristic_stays_closed(cast, world):
    stay = world.enrol(entered=date(2020, 6, 1), left=date(2020, 9, 1), traits=world.WHOLE | {"minority": "yes", "disability": "yes"})
    world.outcome(stay, "employment", date(2020, 9, 11))
    for code in ("EECO12", "EECO15", "CO15", "CO16", "CR05", "CR09"):
        for ask, more in ((queries.counted_number, ()), (queries.counted, ()), (queries.why, (stay.person_id,))):
            with pytest.raises(NotFound):
                ask(cast.farid, "gent", code, *more)


# An own measure --------------------------------------------------------------------------------------------------------
def test_an_own_measure_shows_the_facts_it_rests_on_and_falls_with_their_document(cast, paper, chloe):
    sent = {"own_code": "WORK", "name": "In work soon", "rule": "", "from_on": date(2020, 2, 1)}
    version = own.compose(
        by=cast.farid, at=the_cast.NOW, code="gent", conditions="age from 18\noutcome is employment within 400 days of entry", **sent
    )
    record_traits(
        by=cast.bram, at=the_cast.NOW, enrolment_id=cast.world.enrolment.pk,
        answers={Trait.BIRTH_ON: Answer("1994-05-17"), Trait.GENDER: Answer("W")},
    )  # fmt: skip
    why = queries.why(chloe, "gent", f"own-{version.pk}", cast.world.amina.pk)
    assert dict(why.inputs)["Counted from"] == DAY
    assert {"Date of birth", "Employment", "Support began"} <= {one.what for one in why.facts}
    assert next(one for one in why.facts if one.what == "Employment").paper.name == PAPER
    falling = {one.name: one.falls for one in reports.on_document(cast.bram, cast.world.enrolment.pk, paper.pk).falling}
    assert falling["In work soon"] == 1


def test_a_refusal_brought_in_on_paper_is_not_one_without_who_asked(cast, world, chloe):
    stays = [world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE | {"minority": None}) for _ in range(2)]
    assert queries.declined(chloe, "gent") == (2, 2)
    EntryTrait.objects.filter(enrolment=stays[0], trait="minority").update(source="document")
    assert queries.declined(chloe, "gent") == (2, 1)
