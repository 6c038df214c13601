"""A report counts again the same in November; a correction names what it corrects; the difference is told person by person."""

from datetime import date, timedelta

import pytest

from tests import cast as the_cast
from vieta.activities import actions as activities
from vieta.activities.actions import Mark, Meeting
from vieta.activities.models import Activity
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import system
from vieta.enrolments.models import EntryTrait
from vieta.indicators import ledger
from vieta.indicators import queries as indicators
from vieta.outcomes.models import Outcome
from vieta.people import actions as people
from vieta.people.models import Person
from vieta.programmes.models import Obligation
from vieta.reports import actions, queries

LATER = the_cast.NOW + timedelta(days=250)  # in November
ENTERED = date(2020, 6, 1)


@pytest.fixture
def later(cast):
    return lambda name="farid": cast.viewer(name, LATER.date())


def retracted(rows, reason: str, by) -> None:
    rows.update(retracted_at=LATER, retracted_by=by.pk, retraction_reason=reason)


def moves(viewer, report, code: str):
    return queries.moves(viewer, report.pk, code, None, queries.movers(viewer, report.pk, code).steps)


def test_the_report_of_march_is_counted_again_in_november_to_the_last_digit(cast, world, signed, later):
    stays = [world.enrol(entered=ENTERED, traits=world.WHOLE) for _ in range(5)]
    world.enrol(entered=ENTERED, traits=world.WHOLE | {"education": ""})
    world.outcome(stays[0], "employment", date(2020, 9, 1))
    report = signed()
    frozen = dict(report.figures)
    retracted(Outcome.objects.filter(enrolment=stays[0]), "The contract was never signed.", cast.accounts["bram"])
    retracted(EntryTrait.objects.filter(enrolment=stays[1], trait="education"), "Asked again.", cast.accounts["bram"])
    world.enrol(entered=date(2021, 3, 1), traits=world.WHOLE, at=LATER)
    ledger.forget()
    again = queries.counting_again(later(), report.pk)
    assert (again.identical, again.unlike) == (True, ())
    composed = queries.composed(later(), "gent", the_cast.TODAY, known=the_cast.NOW)
    for part in ("headline", "others", "indicators", "obligations", "shares", "cost_cents"):
        assert composed[part] == frozen[part], part
    assert ("Persons supported", 7, 8) in again.mended
    report.refresh_from_db()
    assert report.figures == frozen
    assert queries.report(later(), report.pk).intact


def test_a_meeting_taken_back_since_leaves_the_signed_report_as_it_was(cast, world, signed, later):
    contract = cast.world.contract
    Obligation.objects.create(contract=contract, name="One talk", kind="individual", quantity=1, due_on=date(2021, 12, 1))
    meeting = Meeting(kind="consultation", on=date(2021, 3, 1), minutes=600)
    talk = activities.log_contact(by=cast.bram, at=the_cast.NOW, enrolment_id=cast.world.enrolment.pk, meeting=meeting)
    Activity.objects.filter(pk=talk.pk).update(region=contract.region)
    report = signed(at=the_cast.NOW + timedelta(hours=1))
    assert [row["counted"] for row in report.figures["obligations"]] == [1]
    intensive = next(row for row in (*report.figures["headline"], *report.figures["others"]) if row["code"] == "intensive")
    assert intensive["value"] == 1
    activities.withdraw(by=later("bram"), at=LATER, activity_id=talk.pk, reason="It was somebody else.")
    again = queries.counting_again(later(), report.pk)
    assert (again.identical, again.unlike) == (True, ())
    assert ("Persons in intensive guidance", 1, 0) in again.mended
    known = queries.composed(later(), "gent", report.as_of, known=report.prepared_at)
    now = queries.composed(later(), "gent", report.as_of)
    assert [figures["obligations"][0]["counted"] for figures in (known, now)] == [1, 0]
    shown = indicators.why(later(), "gent", "intensive", cast.world.amina.pk, report.as_of, known=report.prepared_at)
    assert date(2021, 3, 1) in [fact.valid_on for fact in shown.facts]


def test_a_talk_counts_for_a_contract_from_the_moment_it_was_said_to_have_taken_place(cast, later):
    contract, stay = cast.world.contract, cast.world.enrolment
    Obligation.objects.create(contract=contract, name="One talk", kind="individual", quantity=1, due_on=date(2021, 12, 1))
    planned = activities.plan_contact(
        by=cast.bram, at=the_cast.NOW, enrolment_id=stay.pk, meeting=Meeting(kind="consultation", on=date(2021, 4, 1))
    )
    activities.record_attendance(by=later("bram"), at=LATER, activity_id=planned.pk, marks=[Mark(stay.pk, "present")])

    def counted(known):
        [row] = indicators.obligations(later(), "gent", known=known)
        return row.counted

    assert [counted(known) for known in (LATER - timedelta(days=1), LATER, None)] == [0, 1, 1]


def test_two_files_joined_or_parted_since_leave_the_signed_report_as_it_was(cast, world, signed, later):
    one, two, three = (world.enrol(entered=ENTERED, traits=world.WHOLE).person for _ in range(3))
    job = system("test", the_cast.TODAY)
    people.merge(by=job, at=the_cast.NOW, keep=one, repeated=two, reason="One birthday, one name.")
    report = signed(at=the_cast.NOW + timedelta(hours=1))
    people.part(by=job, at=LATER, repeated=Person.objects.get(pk=two.pk))
    people.merge(by=job, at=LATER, keep=Person.objects.get(pk=one.pk), repeated=three, reason="The same person.")
    assert queries.counting_again(later(), report.pk).identical
    [moved] = [found for found in queries.comparison(later(), report.pk).measures if found.code == "EECO01"]
    assert (moved.before, moved.after, moved.came, moved.went) == (2, 2, 1, 1)
    assert {reason.words for reason in moved.reasons} == {"Two files joined by mistake parted", "Two files of one person joined"}


def test_who_moved_and_why(cast, world, signed, later):
    stays = [world.enrol(entered=ENTERED, traits=world.WHOLE | {"gender": "M"}) for _ in range(3)]
    report = signed()
    gone = EntryTrait.objects.filter(enrolment=stays[0], trait="education")
    retracted(gone, "The diploma was somebody else's.", cast.accounts["bram"])
    kept = EntryTrait.objects.get(enrolment=stays[1], trait="education")
    retracted(EntryTrait.objects.filter(pk=kept.pk), "Answered anew.", cast.accounts["bram"])
    EntryTrait.objects.create(
        enrolment=stays[1], trait="education", value="3", valid_on=ENTERED, recorded_at=LATER, recorded_by=cast.accounts["bram"].pk
    )
    ledger.forget()
    compared = queries.comparison(later(), report.pk)
    moved = {one.code: [(step.person_id, step.before, step.after) for step in one.steps] for one in compared.measures}
    assert moved["EECO01"] == [(stays[0].person_id, "men", "")]
    assert moved["EECO09"] == [(stays[0].person_id, "men", ""), (stays[1].person_id, "men", "")]
    assert moved["EECO10"] == [(stays[1].person_id, "", "men")]
    [move] = moves(later(), report, "EECO01")
    assert move.face.name == ""
    assert move.face.reference.startswith("P-")
    [cause] = move.causes
    assert (cause.what, cause.value, cause.closed, cause.deed, cause.by, cause.at, cause.reason) == (
        "Highest education completed", "", True, "taken back", "Bram Peeters", LATER, "",
    )  # fmt: skip
    [mended] = moves(later(), report, "EECO10")
    assert sorted((cause.deed, cause.at) for cause in mended.causes) == [("recorded", LATER), ("taken back", LATER)]
    summed = {one.code: (one.came, one.went, one.changed, one.reasons) for one in compared.measures}
    back = queries.Reason("trait-education-back", "Highest education completed: taken back", 1)
    anew = queries.Reason("trait-education-anew", "Highest education completed: mended", 1)
    assert summed["EECO01"] == (0, 1, 0, (back,))
    assert summed["EECO09"] == (0, 2, 0, (back, anew))
    assert summed["EECO10"] == (1, 0, 0, (anew,))


def test_who_opens_the_file_reads_the_reason(cast, world, signed, later):
    from vieta.accounts.models import Assignment

    Assignment.objects.create(
        account=cast.accounts["chloe"], role="coordinator", organisation=cast.world.provider, programme=cast.world.programme,
        from_on=date(2020, 2, 1),
    )  # fmt: skip
    report = signed(by=cast.viewer("chloe"))
    Outcome.objects.create(
        enrolment=cast.world.enrolment, kind="employment", valid_on=date(2021, 3, 1), employer="Care home", recorded_at=LATER,
        recorded_by=cast.accounts["bram"].pk,
    )  # fmt: skip
    ledger.forget()
    [move] = moves(later("chloe"), report, "included")
    assert move.face.name == f"Amina {the_cast.SECRET}"
    assert [(c.value, c.deed, c.on) for c in move.causes] == [("Care home", "recorded", date(2021, 3, 1))]
    [move] = moves(later(), report, "included")  # the lead sees the same numbers, not the name nor what the fact says
    assert (move.face.name, move.causes[0].value) == ("", "")


def test_a_move_in_a_special_category_is_told_by_number_only_and_by_no_mere_look(cast, world, signed, later):
    stay = world.enrol(entered=ENTERED, traits=world.WHOLE | {"minority": "yes"})
    report = signed()
    retracted(EntryTrait.objects.filter(enrolment=stay, trait="minority"), "Mistaken.", cast.accounts["bram"])
    retracted(EntryTrait.objects.filter(enrolment=stay, trait="education"), "Mistaken.", cast.accounts["bram"])
    ledger.forget()
    assert [one.code for one in queries.comparison(later(), report.pk).measures if one.code in ("EECO01", "EECO15")] == ["EECO01"]
    names = {name for name, _then, _now in queries.changed_since(later(), report.pk)}
    assert names == {name for name, _then, _now in queries.counting_again(later(), report.pk).mended}
    assert names
    assert not any("inorit" in name for name in names)
    with pytest.raises(NotFound):
        queries.movers(later(), report.pk, "EECO15")
    second = actions.prepare(
        by=later(), at=LATER, code="gent", as_of=report.as_of, corrects_id=report.pk, correction_reason="A mistake of the intake."
    )
    [moved] = [one for one in queries.comparison(later(), report.pk, second.pk).measures if one.code == "EECO15"]
    assert (moved.steps, moved.reasons, moved.closed, moved.before, moved.after) == ((), (), 1, 1, 0)


def test_a_correction_keeps_the_day_and_says_why(cast, world, signed, later, sofia):
    first = signed()
    with pytest.raises(Refused) as refusal:
        actions.prepare(by=later(), at=LATER, code="gent", as_of=first.as_of, corrects_id=first.pk, correction_reason=" ")
    assert refusal.value.field == "correction_reason"
    with pytest.raises(Refused) as refusal:
        actions.prepare(by=later(), at=LATER, code="gent", as_of=first.as_of, corrects_id=first.pk, correction_reason="y" * 501)
    assert refusal.value.field == "correction_reason"
    world.enrol(entered=date(2021, 3, 1), traits=world.WHOLE, at=LATER)
    ledger.forget()
    why = "One entry of March was recorded late."
    second = actions.prepare(by=later(), at=LATER, code="gent", as_of=LATER.date(), corrects_id=first.pk, correction_reason=why)
    assert (second.corrects, second.as_of, second.number, second.correction_reason) == (first, first.as_of, 2, why)
    waiting = queries.report(later(), first.pk)
    assert (waiting.corrected_by, waiting.correcting, waiting.may_correct) == ((), ((second.pk, 2),), False)
    with pytest.raises(Refused, match="a correction of this report already"):
        actions.prepare(by=later(), at=LATER, code="gent", as_of=first.as_of, corrects_id=first.pk, correction_reason=why)
    with pytest.raises(Refused, match="Only a signed report"):
        actions.prepare(by=later(), at=LATER, code="gent", as_of=first.as_of, corrects_id=second.pk, correction_reason=why)
    compared = queries.comparison(later(), second.pk, first.pk)
    assert (compared.report, compared.against) == (first, second)
    assert [(one.code, one.before, one.after) for one in compared.measures if one.code == "supported"] == [("supported", 1, 2)]
    actions.sign(by=later("sofia"), at=LATER, report_id=second.pk)
    told = queries.report(later(), first.pk)
    assert (told.corrected_by, told.correcting, told.may_correct) == (((second.pk, 2),), (), False)
    assert queries.report(later(), second.pk).may_correct


def test_a_providers_report_counts_its_own_part_whoever_opens_it(cast, world, sofia, signed):
    from vieta.accounts.models import Assignment

    Assignment.objects.create(
        account=cast.accounts["chloe"], role="coordinator", organisation=cast.world.provider, programme=cast.world.programme,
        from_on=date(2020, 2, 1),
    )  # fmt: skip
    other = the_cast.person(cast.world, "P-OTHER", "Other", "Person")
    the_cast.enrolment(cast.world, other, provider=cast.world.other)
    report = signed(by=cast.viewer("chloe"))
    supported = next(row for row in report.figures["others"] if row["code"] == "supported")
    assert supported["value"] == 1
    assert queries.counting_again(cast.farid, report.pk).identical
    assert queries.comparison(cast.farid, report.pk).measures == ()
