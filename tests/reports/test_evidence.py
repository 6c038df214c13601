"""Samples for audit, documents withdrawn, and the walk from a report's number to the person behind it."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests import cast as the_cast
from tests.reports.test_checks import DAY
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused
from vieta.enrolments.actions import file_document, record_traits
from vieta.enrolments.models import EntryTrait
from vieta.enrolments.rules import Answer
from vieta.indicators import queries as indicators
from vieta.indicators.access import reach
from vieta.indicators.measures import MEASURES
from vieta.outcomes.actions import Change, record_outcome
from vieta.outcomes.models import FollowUp, Outcome
from vieta.people.choices import Level
from vieta.people.models import Grant, Person
from vieta.reports import actions, queries
from vieta.reports.models import Sample
from vieta.reports.rules import drawn


# Samples ---------------------------------------------------------------------------------------------------------------
@pytest.fixture
def sampled(cast, world, signed):
    """Twelve people counted, of whom a sample of five is drawn by whoever signs."""
    for n in range(11):
        world.enrol(entered=DAY, traits=world.WHOLE | {"gender": "W" if n < 8 else "M"})
    report = signed()

    def draw(**more):
        about = {"by": cast.viewer("sofia"), "at": the_cast.NOW, "report_id": report.pk, "measure": "EECO01", "size": 5, "method": "random"}
        return actions.draw_sample(**about | more)

    return draw


def test_the_seed_is_kept_and_draws_the_same_again(cast, sampled):
    one, two, made = sampled(seed="2021"), sampled(seed="2021"), sampled()
    people = [list(sample.records.values_list("person__reference", flat=True)) for sample in (one, two)]
    assert people[0] == people[1]
    assert people[0] == drawn(list(Person.objects.exclude(pk=cast.world.amina.pk).values_list("reference", flat=True)), 5, "2021")
    assert (one.population, one.size, one.frame == two.frame, len(made.seed)) == (11, 5, True, 16)


def test_strata_get_their_share(sampled):
    sample = sampled(method="gender", size=4, seed="s")
    assert sorted(sample.records.values_list("stratum", flat=True)) == ["M", "W", "W", "W"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"size": 0}, "size"),
        ({"size": 501}, "size"),
        ({"method": "best"}, "method"),
        *(({"measure": code}, "measure") for code in ("EECO15", "nothing", "EECR04")),
    ],
)
def test_what_cannot_be_drawn(sampled, more, field):
    with pytest.raises(Refused) as refusal:
        sampled(**more)
    assert refusal.value.field == field
    assert not Sample.objects.exists()


def test_who_prepared_or_certified_does_not_audit(cast, sampled):
    with pytest.raises(Refused):
        sampled(by=cast.farid)
    with pytest.raises(NotFound):
        sampled(by=cast.bram)
    sample = sampled(seed="s")
    one = sample.records.first()
    about = {"at": the_cast.NOW, "sample_id": sample.pk, "record_id": one.pk, "verdict": "sound"}
    with pytest.raises(Refused):
        actions.judge(by=cast.farid, **about)
    EntryTrait.objects.filter(enrolment__person=one.person).update(certified_by=cast.accounts["sofia"].pk)
    with pytest.raises(Refused, match="somebody else judges"):
        actions.judge(by=cast.viewer("sofia"), **about)


def test_findings_and_the_error_rate_with_its_interval(cast, sampled):
    sample, sofia = sampled(seed="s"), cast.viewer("sofia")
    records = list(sample.records.all())
    with pytest.raises(Refused) as refusal:
        actions.judge(by=sofia, at=the_cast.NOW, sample_id=sample.pk, record_id=records[0].pk, verdict="error", remark=" ")
    assert refusal.value.field == "remark"
    with pytest.raises(Refused):
        actions.judge(by=sofia, at=the_cast.NOW, sample_id=sample.pk, record_id=records[0].pk, verdict="error", remark="y" * 501)
    for n, one in enumerate(records):
        verdict = "error" if n == 0 else "flawed" if n == 1 else "sound"
        actions.judge(by=sofia, at=the_cast.NOW, sample_id=sample.pk, record_id=one.pk, verdict=verdict, remark="No paper lies there.")
    card, rows = queries.sample(sofia, sample.pk)
    assert (card.judged, card.errors, card.rate) == (5, 1, 20.0)
    assert (card.low, card.high) == (0.5, 71.6)  # Clopper and Pearson for one of five
    assert [row.verdict for row in rows] == ["error", "flawed", "sound", "sound", "sound"]
    assert all(row.face.name == "" for row in rows)


# Documents -------------------------------------------------------------------------------------------------------------
@pytest.fixture
def paper(cast):
    """A contract in Amina's file, and the job it proves."""
    act, stay = {"by": cast.bram, "at": the_cast.NOW}, cast.world.enrolment.pk
    file = ContentFile(b"%PDF-1.4\n%%EOF\n", "contract.pdf")
    document = file_document(**act, enrolment_id=stay, name="contract.pdf", file=file).document
    change = Change("employment", DAY, contract_kind="permanent", employer="Care home", source="document", document_id=document.pk)
    record_outcome(**act, enrolment_id=stay, change=change)
    return document


def test_which_documents_may_be_withdrawn_is_asked_once_for_all(cast, paper, django_assert_num_queries):
    act, stay = {"by": cast.bram, "at": the_cast.NOW}, cast.world.enrolment.pk
    more = [file_document(**act, enrolment_id=stay, name=f"{n}.pdf", file=ContentFile(b"%PDF-1.4\n%%EOF\n", f"{n}.pdf")) for n in range(2)]
    asked = [(stay, paper.pk), *((stay, one.document_id) for one in more)]
    bram = cast.bram
    for some in (asked[:1], asked):
        with django_assert_num_queries(2):
            assert queries.withdrawable(bram, some) == {document for _stay, document in some}
    assert queries.withdrawable(cast.bram, [(stay + 1, paper.pk), (stay, 999_999)]) == set()
    for name in ("amina", "edda", "farid", "greta"):
        assert queries.withdrawable(cast.viewer(name), asked) == set(), name


def test_what_would_fall_is_seen_before_and_has_fallen_after(cast, paper):
    stay, person = cast.world.enrolment.pk, cast.world.amina.pk
    before = {one.code: one.falls for one in queries.on_document(cast.bram, stay, paper.pk).falling}
    assert {"included", "working"} <= set(before)
    assert set(before.values()) == {1}
    assert person in indicators.members(reach(cast.farid, "gent"), "included", the_cast.TODAY)  # nothing was changed by looking
    with pytest.raises(Refused) as refusal:
        actions.withdraw_document(by=cast.bram, at=the_cast.NOW, enrolment_id=stay, document_id=paper.pk, reason=" ")
    assert refusal.value.field == "reason"
    later = the_cast.NOW + timedelta(hours=1)
    actions.withdraw_document(by=cast.bram, at=later, enrolment_id=stay, document_id=paper.pk, reason="It was somebody else's.")
    for code in before:
        assert person not in indicators.members(reach(cast.farid, "gent"), code, the_cast.TODAY), code
    assert person in indicators.members(reach(cast.farid, "gent"), "included", the_cast.TODAY, known=the_cast.NOW)
    with pytest.raises(NotFound):
        queries.on_document(cast.bram, stay, paper.pk)


def test_each_room_takes_back_what_rested_on_the_document_and_tells_it(cast, paper):
    stay, later = cast.world.enrolment, the_cast.NOW + timedelta(hours=1)
    about = {"document_id": paper.pk, "source": "document", "recorded_at": the_cast.NOW, "recorded_by": cast.accounts["bram"].pk}
    asked = FollowUp.objects.create(enrolment=stay, moment="28-days", due_on=DAY, asked_on=DAY, answer="in-work", **about)
    EntryTrait.objects.create(enrolment=stay, trait="education", value="3", valid_on=DAY, **about)
    actions.withdraw_document(by=cast.bram, at=later, enrolment_id=stay.pk, document_id=paper.pk, reason="It was somebody else's.")
    told = Entry.objects.filter(at=later).order_by("pk").values_list("deed", "enrolment_id", "details__facts")
    assert list(told) == [
        ("enrolments.lose_document", stay.pk, 1),
        ("outcomes.lose_document", stay.pk, 2),
        ("documents.withdraw", None, None),
        ("reports.withdraw_document", stay.pk, None),
    ]
    reasons = {row.retraction_reason for model in (EntryTrait, Outcome) for row in model.objects.filter(document=paper)}
    assert reasons == {"Document withdrawn: It was somebody else's."}
    asked.refresh_from_db()
    assert asked.retracted_at == later
    again = FollowUp.objects.get(enrolment=stay, retracted_at__isnull=True)
    assert (again.moment, again.due_on, again.answer) == (asked.moment, asked.due_on, "")


@pytest.mark.parametrize("name", ["amina", "chloe", "dario", "edda", "farid", "greta"])
def test_nobody_else_withdraws(cast, paper, name):
    about = {"enrolment_id": cast.world.enrolment.pk, "document_id": paper.pk}
    with pytest.raises(NotFound):
        queries.on_document(cast.viewer(name), **about)
    with pytest.raises(NotFound):
        actions.withdraw_document(by=cast.viewer(name), at=the_cast.NOW, **about, reason="It is mine.")


def test_a_special_fact_stays_closed_to_who_reads_no_special_data(cast, world, paper, client, as_of_the_cast):
    w = cast.world
    about = {"enrolment_id": w.enrolment.pk, "document_id": paper.pk}
    answers = {trait: Answer(value) for trait, value in world.WHOLE.items()}
    answers["minority"] = Answer("yes", source="document", document_id=paper.pk)
    record_traits(by=cast.bram, at=the_cast.NOW, enrolment_id=w.enrolment.pk, answers=answers)
    assert "EECO15" in {one.code for one in queries.on_document(cast.bram, **about).falling}

    Grant.objects.filter(account=cast.accounts["bram"]).update(level=Level.FILE)
    what = queries.on_document(cast.bram, **about)
    assert [(fact.value, fact.closed) for fact in what.facts] == [("", True), ("Care home", False)]
    assert not {one.code for one in what.falling} & {code for code, how in MEASURES.items() if how.special}
    with pytest.raises(Refused, match="reads special data"):
        actions.withdraw_document(by=cast.bram, at=the_cast.NOW, **about, reason="It is somebody else's.")
    client.force_login(cast.accounts["bram"], backend=the_cast.BACKEND)
    address = reverse("document_withdraw", args=[w.enrolment.pk, paper.pk])
    assert "closed to you" in client.get(address).content.decode()
    answer = client.post(address, {"reason": "It is somebody else's."})
    assert (answer.status_code, "reads special data" in answer.content.decode()) == (422, True)
    assert EntryTrait.objects.filter(trait="minority", retracted_at__isnull=True).exists()


def test_on_the_page(cast, paper, client, as_of_the_cast):
    client.force_login(cast.accounts["bram"], backend=the_cast.BACKEND)
    address = reverse("document_withdraw", args=[cast.world.enrolment.pk, paper.pk])
    page = client.get(address).content.decode()
    for words in ("Numbers that would fall", "Included in employment or education", "Care home"):
        assert words in page
    assert client.post(address, {"reason": ""}).status_code == 422
    answer = client.post(address, {"reason": "=1+1 مرحبا"}, follow=True)
    assert "No longer counted under: " in answer.content.decode()
    assert client.get(address).status_code == 404


# From a number to the person ------------------------------------------------------------------------------------------
def test_three_clicks_from_a_number_to_the_document(cast, world, paper, signed, client, as_of_the_cast):
    report = signed(at=the_cast.NOW + timedelta(minutes=1))
    later = the_cast.NOW + timedelta(days=1)
    actions.withdraw_document(
        by=cast.bram, at=later, enrolment_id=cast.world.enrolment.pk, document_id=paper.pk, reason="It was somebody else's."
    )
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    cell = reverse("report_cell", args=[report.pk, "included", "total"])
    assert cell in client.get(reverse("report", args=[report.pk])).content.decode()
    page = client.get(cell).content.decode()
    assert cast.world.amina.reference in page
    assert the_cast.SECRET not in page
    evidence = reverse("figure_evidence", args=["gent", "included", cast.world.amina.pk])
    assert f"{evidence}?report={report.pk}" in page
    page = client.get(evidence, {"report": report.pk}).content.decode()
    for words in ("Employment", "certified by Bram Peeters", "A document lies in the file"):
        assert words in page
    assert client.get(evidence).status_code == 404  # today the document is withdrawn and she no longer counts


def test_a_special_number_names_nobody_to_whom_it_is_closed(cast, world, prepare):
    stay = world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE | {"minority": "yes"})
    report = prepare()
    found = queries.cell(cast.farid, report.pk, "EECO15")
    assert (found.number, found.faces, found.closed) == (1, (), 1)
    assert [face.person_id for face in queries.cell(cast.farid, report.pk, "EECO01").faces] == [stay.person_id]
    assert queries.cell(cast.farid, report.pk, "EECO01", "men").number == 0
    with pytest.raises(NotFound):
        queries.cell(cast.farid, report.pk, "EECO01", "children")
