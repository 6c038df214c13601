"""Each check on records fires on the records it is about and on no others; errors stop signing, warnings need a reason."""

from datetime import date, timedelta

import pytest

from tests import cast as the_cast
from vieta.accounts.models import Assignment
from vieta.base.refusal import NotFound, Refused
from vieta.enrolments.models import EntryTrait, Event, GroundHeld
from vieta.outcomes.models import FollowUp
from vieta.people.models import Person
from vieta.programmes import actions as programmes
from vieta.programmes.models import CostPart, FundingShare, Target
from vieta.reports import actions, queries
from vieta.reports.models import Finding

DAY = date(2021, 3, 1)


def found(report) -> list[tuple[str, str, list[int]]]:
    return [(one.check_id, one.severity, one.people) for one in report.findings.order_by("pk")]


def test_nothing_is_found_where_all_is_well(world, prepare):
    world.enrol(entered=DAY, traits=world.WHOLE | {"minority": "yes", "disability": "no"})
    stay = world.enrol(entered=date(2020, 6, 1), left=date(2020, 9, 1), traits=world.WHOLE)
    world.outcome(stay, "employment", date(2020, 9, 10))
    assert found(prepare()) == []


def traits(**more):
    def made(world):
        return world.enrol(entered=DAY, traits=world.WHOLE | more)

    return made


def left(world):
    return world.enrol(entered=date(2020, 6, 1), left=date(2020, 9, 1), traits=world.WHOLE)


def left_before_entry(world):
    stay = world.enrol(entered=date(2021, 3, 10), traits=world.WHOLE)
    Event.objects.create(enrolment=stay, moment="left", valid_on=DAY, recorded_at=the_cast.NOW)
    return stay


def ground(world):
    stay = world.enrol(entered=DAY, traits=world.WHOLE)
    GroundHeld.objects.create(enrolment=stay, ground=world.w.age, valid_on=DAY, recorded_at=the_cast.NOW)
    return stay


def follow_up(world):
    stay = left(world)
    world.outcome(stay, "job-search", date(2020, 9, 5))
    FollowUp.objects.create(enrolment=stay, moment="6-months", due_on=DAY)
    return stay


@pytest.mark.parametrize(
    ("number", "severity", "made"),
    [
        ("P10", "error", left_before_entry),
        ("P10", "error", lambda world: world.enrol(entered=date(2020, 1, 15), traits=world.WHOLE)),
        ("P10", "error", lambda world: world.enrol(entered=date(2022, 2, 1), traits=world.WHOLE)),
        ("P11", "list", follow_up),
        ("P13", "warning", traits(birth_on="2007-01-01", labour="employed", unemployed_since="")),
        ("P13", "warning", traits(birth_on="2004-01-01", education="6")),
        ("P13", "warning", traits(birth_on="2007-01-01", education="3", labour="inactive", unemployed_since="")),
        ("P14", "error", traits(unemployed_since="2021-03-05")),
        ("P14", "error", traits(labour="inactive")),
        ("P14", "error", traits(birth_on="1994-05-17", unemployed_since="2009-05-16")),  # the day before turning 15
        ("P15", "error", ground),
        ("P16", "error", traits(minority=None)),
        ("P17", "list", left),
    ],
)
def test_each_fires_alone(world, prepare, number, severity, made):
    stay = made(world)
    EntryTrait.objects.filter(value="", asked="declined").exclude(trait="minority").delete()  # left empty, so not asked
    day = the_cast.TODAY if stay.entered_on <= the_cast.TODAY else stay.entered_on
    report = prepare() if day == the_cast.TODAY else prepare(as_of=day, by=_later(prepare, day))
    assert found(report) == [(number, severity, [stay.person_id])]


def _later(prepare, day):
    from vieta.accounts.models import Account
    from vieta.people.queries import viewer_with_own_place

    return viewer_with_own_place(Account.objects.get(username="farid"), day)


def test_who_declined_when_somebody_asked_is_no_finding(cast, world, prepare):
    stay = world.enrol(entered=DAY, traits=world.WHOLE | {"minority": None})
    fact = EntryTrait.objects.filter(enrolment=stay, trait="minority")
    for evidence in ({"recorded_by": cast.accounts["bram"].pk}, {"source": "document"}, {"source": "register"}):
        fact.update(**{"recorded_by": None, "source": "declared"} | evidence)
        assert found(prepare()) == []
    fact.update(source="declared", recorded_by=None)
    assert [number for number, *_rest in found(prepare())] == ["P16"]


def test_two_files_of_what_looks_like_one_person(world, prepare):
    one, two, other = (world.enrol(entered=DAY, traits=world.WHOLE) for _ in range(3))
    same = {"first_name": "Leyla", "last_name": "Demir", "birth_on": date(1990, 6, 15), "sort_name": "demir leyla"}
    Person.objects.filter(pk=one.person_id).update(**same)
    Person.objects.filter(pk=two.person_id).update(**same | {"first_name": "Leila"})
    Person.objects.filter(pk=other.person_id).update(**same | {"first_name": "Ömer", "sort_name": "demir omer"})
    assert found(prepare()) == [("P18", "warning", sorted([one.person_id, two.person_id]))]
    Person.objects.filter(pk=two.person_id).update(apart_reason="Her cousin; both were here together.")
    assert found(prepare()) == []


def test_a_number_that_falls_needs_a_reason(cast, world, sofia, signed, prepare):
    stays = [world.enrol(entered=DAY, traits=world.WHOLE) for _ in range(2)]
    signed()
    Event.objects.filter(enrolment=stays[0]).update(retracted_at=the_cast.NOW + timedelta(days=1))
    next_day = the_cast.TODAY + timedelta(days=2)
    later = prepare(as_of=next_day, by=cast.viewer("farid", next_day), at=the_cast.NOW + timedelta(days=2))
    assert {number for number, _s, _p in found(later)} == {"P09"}
    assert "EECO01 is 1 and was 2" in later.findings.first().words


def test_targets_and_money(cast, world, prepare):
    Target.objects.filter(measure="intensive").delete()
    assert [(number, severity) for number, severity, _p in found(prepare())] == [("P19", "warning")]
    Target.objects.create(period=cast.world.period, measure="intensive", value=920, due_on=date(2022, 1, 31))
    programmes.record_cost(by=cast.farid, at=the_cast.NOW, code="gent", on=DAY, what="Rent", cents=10001)
    assert found(prepare()) == []
    CostPart.objects.filter(share__position=1).update(cents=1499)
    FundingShare.objects.filter(position=1).update(percent="14.00")
    report = prepare()
    assert [(one.check_id, one.words) for one in report.findings.order_by("pk")] == [
        ("P21", "The funders' shares sum to 99.00 %, not to 100.00 %."),
        ("P21", "The parts of the cost “Rent” do not sum to it."),
    ]


# Signing -------------------------------------------------------------------------------------------------------------
def test_an_error_stops_signing_and_is_mended_by_preparing_anew(cast, world, sofia, prepare):
    stay = world.enrol(entered=DAY, traits=world.WHOLE | {"unemployed_since": "2021-03-05"})
    report = prepare()
    signer = cast.viewer("sofia")
    with pytest.raises(Refused, match="P14"):
        actions.sign(by=signer, at=the_cast.NOW, report_id=report.pk)
    with pytest.raises(Refused, match="an error is mended"):
        actions.note_reason(by=signer, at=the_cast.NOW, report_id=report.pk, finding_id=report.findings.get().pk, reason="It is fine.")
    EntryTrait.objects.filter(enrolment=stay, trait="unemployed_since").update(value="2021-01-05")
    again = prepare()
    assert actions.sign(by=signer, at=the_cast.NOW, report_id=again.pk).state == "signed"


def test_a_warning_needs_a_reason(cast, world, sofia, prepare):
    Target.objects.all().delete()
    report, signer = prepare(), cast.viewer("sofia")
    with pytest.raises(Refused, match="P19"):
        actions.sign(by=signer, at=the_cast.NOW, report_id=report.pk)
    one, two = report.findings.order_by("pk")
    note = {"at": the_cast.NOW, "report_id": report.pk}
    for refused in ({"finding_id": one.pk, "reason": "  "}, {"finding_id": 999_999, "reason": "Yes."}):
        with pytest.raises((Refused, NotFound)):
            actions.note_reason(by=signer, **note, **refused)
    with pytest.raises(NotFound):
        actions.note_reason(by=cast.bram, **note, finding_id=one.pk, reason="Let it be.")
    for finding in (one, two):
        actions.note_reason(by=signer, **note, finding_id=finding.pk, reason="The council sets them in June.")
    card = queries.checked(signer, report.pk).findings[0]
    assert (card.reason, card.noted_by) == ("The council sets them in June.", "Sofia Signs")
    actions.sign(by=signer, at=the_cast.NOW, report_id=report.pk)
    with pytest.raises(Refused):
        actions.note_reason(by=signer, **note, finding_id=one.pk, reason="Later.")


def test_who_may_sees_the_name_and_the_way_others_the_pseudonym_and_who_mends(cast, world, sofia, prepare):
    FollowUp.objects.create(enrolment=cast.world.enrolment, moment="6-months", due_on=DAY)
    report = prepare()
    [finding] = queries.checked(cast.viewer("sofia"), report.pk).findings
    [face] = finding.people
    assert (face.reference, face.name, face.provider, face.opens) == ("P-AMINA1", "", "Compaan", False)
    the_cast.on_case_team(cast, cast.world.enrolment, "farid")
    Assignment.objects.create(account=cast.accounts["farid"], role="coach", programme=cast.world.programme, from_on=date(2020, 2, 1))
    [finding] = queries.checked(cast.viewer("farid"), report.pk).findings
    assert (finding.people[0].name, finding.people[0].opens) == (f"Amina {the_cast.SECRET}", True)


@pytest.mark.parametrize(("number", "made"), [("P15", ground), ("P16", traits(minority=None))])
def test_who_declined_or_stands_on_a_ground_is_named_to_those_who_may_know(cast, world, sofia, prepare, number, made):
    stay = made(world)
    report = prepare()
    [finding] = queries.checked(cast.farid, report.pk).findings
    assert (finding.check_id, finding.number, finding.people, finding.closed) == (number, 1, (), 1)
    coordinates = {"organisation": cast.world.provider, "programme": cast.world.programme, "from_on": date(2020, 2, 1)}
    Assignment.objects.create(account=cast.accounts["chloe"], role="coordinator", **coordinates)
    own = prepare(by=cast.viewer("chloe"))
    [finding] = [one for one in queries.checked(cast.viewer("chloe"), own.pk).findings if one.check_id == number]
    assert ([face.person_id for face in finding.people], finding.closed) == ([stay.person_id], 0)


def test_findings_cost_the_same_however_many(cast, world, prepare, django_assert_max_num_queries):
    world.enrol(entered=DAY, traits=world.WHOLE | {"minority": None})
    one = prepare()
    with django_assert_max_num_queries(13) as first:
        queries.checked(cast.farid, one.pk)
    for _ in range(3):
        world.enrol(entered=DAY, traits=world.WHOLE | {"minority": None, "unemployed_since": "2021-03-05"})
    two = prepare()
    assert Finding.objects.filter(report=two).count() == 2
    with django_assert_max_num_queries(len(first)):
        queries.checked(cast.farid, two.pk)
