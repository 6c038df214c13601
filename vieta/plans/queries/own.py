"""What a person sees first in their own place: each stay in a programme and how the plan of it stands."""

from dataclasses import dataclass
from datetime import date

from vieta.accounts.queries import names_of
from vieta.base.viewer import Viewer
from vieta.enrolments.access import visible_to
from vieta.enrolments.choices import OPEN_STATES, State
from vieta.enrolments.models import CaseTeamMember, Enrolment

from ..choices import Doer, StepState, VersionState
from ..models import PlanVersion, Step


@dataclass(frozen=True)
class OwnStay:
    """One stay of the person who looks: programme, who works with them, and how the plan stands."""

    enrolment_id: int
    programme: str
    provider: str
    state: str
    state_label: str
    entered_on: date | None
    running: bool
    responsible: str
    team: tuple[tuple[str, str], ...]
    waits_for_me: bool


@dataclass(frozen=True)
class OwnStep:
    """A step the person who looks does."""

    enrolment_id: int
    text: str
    by_on: date
    late: bool
    together: bool


def own_stays(viewer: Viewer) -> list[OwnStay]:
    """The stays of the person who looks, running ones first; nothing for anybody else. Four statements."""
    if viewer.person_id is None:
        return []
    rows = visible_to(viewer).exclude(state__in=(State.REFUSED, State.WITHDRAWN)).select_related("programme", "provider")
    stays = list(rows.order_by("-enquired_on", "-id"))
    team, waiting = _team(stays), _waiting(stays)
    cards = [_stay(row, team.get(row.pk, []), row.pk in waiting) for row in stays]
    return sorted(cards, key=lambda card: not card.running)


def _team(stays: list[Enrolment]) -> dict[int, list[tuple[CaseTeamMember, str]]]:
    rows = list(CaseTeamMember.objects.filter(enrolment__in=stays, until_on__isnull=True).order_by("-responsible", "id"))
    names = names_of(row.account_id for row in rows)
    team: dict[int, list[tuple[CaseTeamMember, str]]] = {}
    for row in rows:
        team.setdefault(row.enrolment_id, []).append((row, names[row.account_id]))
    return team


def _waiting(stays: list[Enrolment]) -> set[int]:
    """The stays whose plan is being written and lacks the person's own agreement."""
    drafts = PlanVersion.objects.filter(plan__enrolment__in=stays, state=VersionState.DRAFT, person_agreed_at__isnull=True)
    return set(drafts.order_by("id").values_list("plan__enrolment_id", flat=True))


def _stay(row: Enrolment, team: list[tuple[CaseTeamMember, str]], waits: bool) -> OwnStay:
    responsible = next((name for member, name in team if member.responsible), "")
    return OwnStay(
        enrolment_id=row.pk,
        programme=row.programme.name,
        provider=row.provider.name,
        state=row.state,
        state_label=row.get_state_display(),
        entered_on=row.entered_on,
        running=row.state in OPEN_STATES,
        responsible=responsible,
        team=tuple((name, member.get_profession_display()) for member, name in team),
        waits_for_me=waits,
    )


def own_steps(viewer: Viewer, *, most: int = 10) -> list[OwnStep]:
    """The open steps of the plans in force that the person who looks does, alone or together, by their day. One statement."""
    if viewer.person_id is None:
        return []
    mine = Step.objects.filter(
        state=StepState.OPEN,
        doer__in=(Doer.PERSON, Doer.BOTH),
        goal__version__state=VersionState.ACTIVE,
        goal__version__plan__enrolment__in=visible_to(viewer).filter(state__in=OPEN_STATES),
    )
    rows = mine.select_related("goal__version__plan").order_by("by_on", "id")[:most]
    return [
        OwnStep(row.goal.version.plan.enrolment_id, row.text, row.by_on, row.by_on < viewer.today, row.doer == Doer.BOTH) for row in rows
    ]
