"""Whose record stops a report from being signed, to whoever works with these people: what is wrong with it and where it is mended."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from vieta.base.viewer import Viewer
from vieta.enrolments.access import on_case_team, visible_to
from vieta.enrolments.choices import Arm
from vieta.enrolments.models import Enrolment
from vieta.people.choices import Level

from ..access import successor
from ..choices import Severity, State
from ..models import Finding, Report
from ..rules import CHECKS, run
from .faults import case, same_fault, tells_special
from .scope import as_prepared


@dataclass(frozen=True)
class StoppingCard:
    """One stay whose record stops a report: what is wrong in words, where it is mended, and which report waits for it."""

    enrolment_id: int
    person_id: int
    name: str
    words: str
    mending: str
    report: int


def stopping(viewer: Viewer, at: datetime) -> list[StoppingCard]:
    """Stays of the viewer's own case teams in which a check found an error that a report still waits for, each error once, the latest report first.

    Left out: who was mended since, who has a stay in the programme that is closed to the viewer, and whose special data are closed
    where the error would tell them. Two statements, while no error is of the viewer's own people.
    """
    own = visible_to(viewer).filter(pk__in=on_case_team(viewer).values("enrolment_id"), arm=Arm.SUPPORTED)
    stays: dict[int, dict[int, Enrolment]] = defaultdict(dict)  # of each programme, by the number of the person
    for stay in own.select_related("person").order_by("-pk"):
        stays[stay.programme_id][stay.person.merged_into_id or stay.person_id] = stay
    waiting = Finding.objects.filter(
        severity=Severity.ERROR, report__state__in=(State.PREPARED, State.RETURNED), report__programme__in=stays
    )
    found: dict[Report, list[Finding]] = defaultdict(list)
    for one in waiting.select_related("report__programme").defer("report__figures").order_by("-report_id", "pk"):
        if not stays[one.report.programme_id].keys().isdisjoint(one.people):
            found[one.report].append(one)
    cards: dict[tuple[int, str], StoppingCard] = {}
    for report, errors in found.items():
        for card in _cards(viewer, at, report, errors, stays[report.programme_id]) if not successor(report) else ():
            cards.setdefault((card.enrolment_id, card.words), card)
    return list(cards.values())


def _cards(viewer: Viewer, at: datetime, report: Report, errors: list[Finding], stays: dict[int, Enrolment]) -> list[StoppingCard]:
    counting, code = as_prepared(viewer, report), report.programme.code
    looked = case(counting, code, report.as_of, at, report.figures, former=None, correction=False, money=False)
    still, cards = run(looked), []
    for one in errors:
        now = {person for check, breach in still if same_fault(one, check, breach) for person in breach.people}
        own = now.intersection(one.people, stays)
        for person in sorted(own - _closed(viewer, report, own, Level.SPECIAL if tells_special(one) else Level.FILE)):
            stay = stays[person]
            cards.append(StoppingCard(stay.pk, stay.person_id, stay.person.name, *_told(one), report.number))
    return cards


def _told(one: Finding) -> tuple[str, str]:
    """What is wrong with the record, without the sums of others, and where it is mended."""
    check = next(check for check in CHECKS if check.id == one.check_id)
    return str(check.name) if one.cells else one.words, check.mending


def _closed(viewer: Viewer, report: Report, people: set[int], level: Level) -> set[int]:
    """Those with a stay in the report's programme that does not open so far: the error may be of that one."""
    theirs = Enrolment.objects.filter(programme=report.programme_id, arm=Arm.SUPPORTED)
    shut = theirs.exclude(pk__in=visible_to(viewer, level).filter(programme=report.programme_id).values("pk"))
    shut = shut.filter(Q(person__in=people) | Q(person__merged_into__in=people)).select_related("person")
    return {stay.person.merged_into_id or stay.person_id for stay in shut}
