"""What was funded twice, or may have been: hours, people and costs of two claims, places at one time, stays under other funders."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from vieta.activities.choices import Presence
from vieta.activities.choices import State as ActivityState
from vieta.activities.models import Attendance
from vieta.base.viewer import Viewer
from vieta.enrolments.choices import Arm
from vieta.enrolments.models import Enrolment
from vieta.indicators.access import Reach
from vieta.people.models import Person
from vieta.programmes.access import visible_to
from vieta.programmes.models import Cost, FundingShare, Programme

from ..models import ClaimedUnit
from ..rules.units import Presence as Present
from ..rules.units import Stay, overlapping_stays, same_hours
from .claims import books, joined_files


@dataclass(frozen=True)
class Twice:
    """Something that two funds or programmes paid for, or may have: the pseudonym, the day and what meets there."""

    kind: str
    reference: str
    on: date
    words: str


def funded_twice(viewer: Viewer, code: str) -> list[Twice]:
    """Hours and people charged in two claims, costs that read the same, people at two programmes' activities at one time, and
    stays that overlap under other funders.

    Another programme is named only to those who see its figures too.
    """
    programme = books(viewer, code)
    people = list(Enrolment.objects.filter(programme=programme).values_list("person_id", flat=True).distinct())
    joined = joined_files()
    shared = _shared(programme, people, joined)
    references = dict(Person.objects.filter(pk__in=shared).values_list("pk", "reference"))
    found = [*_charged_twice(programme, joined), *_recorded_twice(programme), *_same_hours(viewer, programme, shared, joined, references)]
    return sorted([*found, *_overlaps(viewer, programme, shared, joined, references)], key=lambda one: (one.kind, one.on, one.reference))


def _shared(programme: Programme, people: list[int], joined: dict[int, int]) -> set[int]:
    """People of this programme who are in another one too, merged files taken as one."""
    ours = {joined.get(person, person) for person in people}
    others = Enrolment.objects.exclude(programme=programme).filter(entered_on__isnull=False)
    return ours & {joined.get(person, person) for person in others.values_list("person_id", flat=True).distinct()}


def _everyone(people: set[int], joined: dict[int, int]) -> list[int]:
    return [*people, *(part for part, whole in joined.items() if whole in people)]


def _charged_twice(programme: Programme, joined: dict[int, int]) -> list[Twice]:
    """What two standing claims hold: the hour of an activity, or a person whose support is paid for once in a programme."""
    rows = ClaimedUnit.objects.filter(claim__withdrawn_at__isnull=True).select_related("claim__programme", "person__merged_into")
    by_record: dict[tuple, list[ClaimedUnit]] = {}
    for row in rows.order_by("pk"):
        where, person = row.activity_id is None and row.claim.programme_id, row.person_id and joined.get(row.person_id, row.person_id)
        by_record.setdefault((row.activity_id, where, person), []).append(row)
    found = []
    for units in by_record.values():
        if len(units) > 1 and any(one.claim.programme_id == programme.pk for one in units):
            first, words = units[0], _("charged in claims %(claims)s") % {"claims": ", ".join(str(one.claim.number) for one in units)}
            kind = _("The same hour charged twice") if first.activity_id else _("The same person charged twice")
            file = first.person and (first.person.merged_into or first.person)
            found.append(Twice(kind, file.reference if file else "", first.on, words))
    return found


def _recorded_twice(programme: Programme) -> list[Twice]:
    """Standing costs of one day, name and amount: one bill recorded twice, or two bills that read the same."""
    words = _("“%(what)s”, recorded %(number)s times with the same amount")
    return [
        Twice(_("The same cost twice"), "", on, words % {"what": what, "number": number})
        for on, what, _cents, number in _same_costs(programme)
    ]


def costs_twice(reach: Reach, day: date) -> list[tuple[date, str, int, int]]:
    """Standing costs up to a day that were recorded more than once: their day, name, amount and how often; none to whoever sees only
    a part of the programme (P21)."""
    return [one for one in _same_costs(reach.programme) if one[0] <= day] if reach.whole else []


def _same_costs(programme: Programme) -> list[tuple[date, str, int, int]]:
    rows = Cost.objects.filter(programme=programme, withdrawn_at__isnull=True).order_by()
    same = rows.values_list("on", "what", "cents").annotate(number=Count("pk")).filter(number__gt=1)
    return list(same.order_by("on", "what", "cents"))


def _same_hours(viewer: Viewer, programme: Programme, people: set[int], joined, references) -> list[Twice]:
    rows = Attendance.objects.filter(person_id__in=_everyone(people, joined), presence=Presence.PRESENT, retracted_at__isnull=True)
    rows = rows.filter(activity__starts_at__isnull=False).exclude(activity__state=ActivityState.CANCELLED).select_related("activity")
    there = [
        Present(
            joined.get(r.person_id, r.person_id),
            r.activity.programme_id,
            r.activity_id,
            r.on,
            r.activity.starts_at,
            r.minutes or r.activity.minutes,
        )
        for r in rows.order_by("pk")
    ]
    kind, words = _("One person in two places at a time"), _("here and in %(other)s at the same time")
    return _met(viewer, programme, same_hours(there), references, kind, words)


def _overlaps(viewer: Viewer, programme: Programme, people: set[int], joined, references) -> list[Twice]:
    funders: dict[int, set[int]] = {}
    for where, funder in FundingShare.objects.values_list("programme_id", "funder_id"):
        funders.setdefault(where, set()).add(funder)
    rows = Enrolment.objects.filter(person_id__in=_everyone(people, joined), entered_on__isnull=False, arm=Arm.SUPPORTED)
    stays = [
        Stay(joined.get(r.person_id, r.person_id), r.programme_id, r.entered_on, r.left_on, frozenset(funders.get(r.programme_id, ())))
        for r in rows.order_by("pk")
        if r.entered_on
    ]
    kind, words = _("Two stays at once under other funders"), _("also in %(other)s, which has other funders")
    return _met(viewer, programme, overlapping_stays(stays), references, kind, words)


def _met(viewer: Viewer, programme: Programme, pairs, references, kind: str, words: str) -> list[Twice]:
    """What meets between this programme and another, told on the day of the later one."""
    ours = [(a, b) for a, b in pairs if programme.pk in (a.programme, b.programme)]
    names = _names(viewer, {one.programme for pair in ours for one in pair} - {programme.pk})
    return [
        Twice(
            kind, references.get(a.person, ""), b.on, words % {"other": names[b.programme if a.programme == programme.pk else a.programme]}
        )
        for a, b in ours
    ]


def _names(viewer: Viewer, programme_ids: set[int]) -> dict[int, str]:
    """The names of programmes that the viewer's roles reach; the others are only another programme."""
    open_ones = dict(visible_to(viewer).filter(pk__in=programme_ids).values_list("pk", "name"))
    return {number: open_ones.get(number) or _("another programme") for number in programme_ids}
