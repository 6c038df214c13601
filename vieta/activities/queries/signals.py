"""Who may be slipping away: nobody has met them for too long, or they come less and less."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, DateField, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest

from vieta.base.viewer import Permission, Viewer
from vieta.enrolments.access import on_case_team, opened_by
from vieta.enrolments.access import visible_to as enrolments_visible_to
from vieta.enrolments.choices import OPEN_STATES, Arm
from vieta.enrolments.models import CaseTeamMember, Enrolment
from vieta.programmes.models import Programme

from ..access import standing, within
from ..choices import SUPPORT_KINDS, Presence
from ..rules import WINDOW, Signal, is_drifting, is_silent, silent_before
from .contact import last_contacts, next_contacts, with_last_contact

LOOK_BACK_DAYS = 90
ENOUGH = 200  # where more people than this give a signal, the first of so many are shown


@dataclass(frozen=True)
class SignalCard:
    """Somebody who needs attention, with the reason in words and what is planned already."""

    enrolment_id: int
    person_id: int
    name: str
    number: str
    programme: str
    why: str
    since_on: date
    last_contact_on: date | None
    next_on: date | None


def silent(viewer: Viewer, *, whole_organisation: bool = False, limit: int = 20) -> list[SignalCard]:
    """People whom nobody has met or reached for more than their programme's number of days, longest first.

    One's own case teams', or for a coordinator the whole organisation's.
    """
    rows = with_last_contact(_open(viewer, whole_organisation))
    rows = rows.annotate(begun=Coalesce("admitted_on", "enquired_on"), before=_silent_before(viewer.today))
    rows = rows.annotate(quiet_since=Greatest(Coalesce("last_contact_on", "begun"), "begun"))
    found = rows.filter(quiet_since__lt=F("before")).order_by()[:ENOUGH]
    quiet = sorted(found, key=lambda row: (row.quiet_since, row.pk))[:limit]
    planned = next_contacts([row.pk for row in quiet], viewer.today)
    found = []
    for row in quiet:
        signal = is_silent(row.last_contact_on, row.begun, row.programme.silent_after_days, viewer.today)
        if signal:
            found.append(_card(row, signal, row.last_contact_on, planned.get(row.pk)))
    return found


def drifting(viewer: Viewer, *, whole_organisation: bool = False, limit: int = 20) -> list[SignalCard]:
    """People who have begun to stay away from what they were expected at, the most recent first."""
    recently = standing().filter(
        enrolment=OuterRef("pk"), presence__in=(Presence.ABSENT, Presence.EXCUSED), on__gt=viewer.today - timedelta(days=LOOK_BACK_DAYS)
    )
    rows = {row.pk: row for row in _open(viewer, whole_organisation).filter(Exists(recently)).order_by()[:ENOUGH]}
    met = _met(rows, viewer.today - timedelta(days=2 * LOOK_BACK_DAYS))
    signals = {pk: signal for pk, theirs in met.items() if (signal := is_drifting(theirs))}
    chosen = sorted(signals, key=lambda pk: (-signals[pk].since_on.toordinal(), pk))[:limit]
    last, planned = last_contacts(chosen), next_contacts(chosen, viewer.today)
    return [_card(rows[pk], signals[pk], last.get(pk), planned.get(pk)) for pk in chosen]


def signals_of(viewer: Viewer, enrolment_id: int) -> list[Signal]:
    """Why one person may be slipping away, or NotFound; nothing once they have left."""
    row = opened_by(viewer, enrolment_id)
    if row.state not in OPEN_STATES:
        return []
    last = last_contacts([row.pk]).get(row.pk)
    silent = is_silent(last, row.admitted_on or row.enquired_on, row.programme.silent_after_days, viewer.today)
    met = _met([row.pk], viewer.today - timedelta(days=2 * LOOK_BACK_DAYS)).get(row.pk, [])
    return [signal for signal in (silent, is_drifting(met)) if signal]


def without_coach(viewer: Viewer, *, limit: int = 20) -> tuple[list[SignalCard], int]:
    """Open files of the coordinator's organisation that nobody is responsible for, oldest first, and how many there are."""
    someone = CaseTeamMember.objects.filter(enrolment=OuterRef("pk"), responsible=True, until_on__isnull=True)
    rows = _open(viewer, True, ~Exists(someone))
    found = [
        SignalCard(r.pk, r.person_id, r.person.name, r.number, r.programme.name, "", r.admitted_on or r.enquired_on, None, None)
        for r in rows.order_by("admitted_on", "pk")[:limit]
    ]
    return found, (rows.count() if len(found) == limit else len(found))


def _open(viewer: Viewer, whole_organisation: bool, *first: Any) -> QuerySet[Enrolment]:
    """Admitted and active stays of the viewer's case teams or organisation whose file they may open.

    What few rows fulfil comes `first`, so that no more grants are asked for than needed.
    """
    rows = Enrolment.objects.filter(*first, state__in=OPEN_STATES, arm=Arm.SUPPORTED) & enrolments_visible_to(viewer)
    rows = rows.select_related("person", "programme")
    if whole_organisation:
        here = within(viewer, Permission.COORDINATE, organisation="provider_id")
        return rows.filter(here) if viewer.job else rows.filter(here, provider_id=viewer.organisation_id)
    return rows.filter(pk__in=on_case_team(viewer).values("enrolment_id"))


def _silent_before(today: date) -> Case:
    """The day before which a last contact is too long ago, by programme."""
    limits = Programme.objects.order_by("pk").values_list("pk", "silent_after_days")
    cases = [When(programme_id=pk, then=Value(silent_before(today, days), output_field=DateField())) for pk, days in limits]
    return Case(*cases, default=Value(date.min, output_field=DateField()), output_field=DateField())


def _met(rows, since: date) -> dict[int, list[tuple[date, str]]]:
    """The last expected occasions of each enrolment, newest first."""
    occasions = standing().filter(enrolment_id__in=list(rows), activity__kind__in=SUPPORT_KINDS, on__gt=since)
    occasions = occasions.exclude(presence=Presence.EXPECTED)
    met: dict[int, list[tuple[date, str]]] = {}
    for enrolment_id, on, presence in occasions.order_by("enrolment_id", "-on", "-id").values_list("enrolment_id", "on", "presence"):
        kept = met.setdefault(enrolment_id, [])
        if len(kept) < 2 * WINDOW:
            kept.append((on, presence))
    return met


def _card(row: Enrolment, signal, last: date | None, planned: date | None) -> SignalCard:
    return SignalCard(row.pk, row.person_id, row.person.name, row.number, row.programme.name, signal.why, signal.since_on, last, planned)
