"""The rules of matching a programme's people set, the version in force and the former ones."""

from dataclasses import dataclass
from datetime import datetime

from vieta.accounts.queries import names_of
from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.mentoring.models import MentoringSetUp
from vieta.programmes.models import Programme

from ..access import programme_of
from ..choices import Groups
from ..models import MatchingRules
from ..rules.criteria import SHIPPED, Conditions, Tree
from .bridge import conditions_of


@dataclass(frozen=True)
class RulesCard:
    """One version of a programme's rules; number 0 is what Vieta ships before anybody set them."""

    programme_id: int
    code: str
    programme: str
    number: int
    tree: Tree
    groups: str
    groups_label: str
    reason: str
    set_at: datetime | None
    set_by: str
    conditions: Conditions
    may_set: bool


def in_force(programme: Programme) -> MatchingRules | None:
    """The newest version, for somebody who opened the programme or a meeting of it."""
    return MatchingRules.objects.filter(programme=programme).order_by("-number").first()


def rules_in_force(viewer: Viewer, code: str) -> RulesCard:
    """The rules in force of a programme, or what Vieta ships where none were set."""
    programme = programme_of(viewer, code)
    return _cards(viewer, programme, [in_force(programme) or MatchingRules(programme=programme, number=0, tree=SHIPPED)])[0]


def versions(viewer: Viewer, code: str) -> list[RulesCard]:
    """Every version, the newest first. Four statements."""
    programme = programme_of(viewer, code)
    return _cards(viewer, programme, list(MatchingRules.objects.filter(programme=programme).order_by("-number")))


def version(viewer: Viewer, code: str, number: int) -> RulesCard:
    """One version of a programme's rules, or NotFound."""
    programme = programme_of(viewer, code)
    row = MatchingRules.objects.filter(programme=programme, number=number).first()
    if row is None:
        raise NotFound(f"matching rules {code} {number}")
    return _cards(viewer, programme, [row])[0]


def _cards(viewer: Viewer, programme: Programme, rows: list[MatchingRules]) -> list[RulesCard]:
    names = names_of(row.set_by for row in rows if row.set_by)
    conditions = conditions_of(MentoringSetUp.objects.filter(programme=programme).first() or MentoringSetUp(programme=programme))
    may_set = any(viewer.may(permission, programme_id=programme.pk) for permission in (Permission.COORDINATE, Permission.SET_UP))
    return [
        RulesCard(
            programme.pk, programme.code, programme.name, row.number, row.tree, row.groups,
            str(Groups(row.groups).label) if row.groups else "", row.reason, row.set_at, names.get(row.set_by or 0, ""), conditions, may_set,
        )
        for row in rows
    ]  # fmt: skip
