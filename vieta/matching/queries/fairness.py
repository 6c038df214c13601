"""How long people wait and how many find a mentor, by group: aggregates only, small groups hidden (S0-15)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Min, Q
from django.utils.translation import gettext as _

from vieta.base.codes import Gender
from vieta.base.small_groups import hidden, may_be_told
from vieta.base.viewer import Viewer
from vieta.enrolments.models import Enrolment
from vieta.mentoring.choices import DuoState
from vieta.mentoring.models import Duo, Wish

from ..access import counted_of
from ..choices import AgeBand, Groups
from .facts import answers_of, groups_of


@dataclass(frozen=True)
class Share:
    """One group: how many wished for a mentor, how many met one, after how many days (the middle one). None where it is hidden."""

    label: str
    wished: int | None
    matched: int | None
    percent: int | None
    days: int | None


@dataclass(frozen=True)
class Fairness:
    """The shares of one programme by one kind of group; `threshold` is the programme's smallest group that is shown.

    `everywhere` says that they are of the whole programme and not of the viewer's own branch or region.
    """

    code: str
    programme: str
    by: str
    threshold: int
    whole: Share
    shares: tuple[Share, ...]
    hidden: int
    everywhere: bool


def fairness(viewer: Viewer, code: str, by: str) -> Fairness:
    """Everybody who ever wished for a mentor, by group, as far as the viewer sees into the programme's figures; names nobody.

    Four or five statements.
    """
    programme, seen = counted_of(viewer, code)
    rows = Wish.objects.filter(seen or Q(), enrolment__programme=programme)
    wishes = list(rows.select_related("enrolment__person", "enrolment__region").order_by("id"))
    stays = [wish.enrolment for wish in wishes]
    met = _first_duos(stays)
    group = groups_of(stays, by, viewer.today, answers_of(stays) if by == Groups.BACKGROUND else {})
    members: dict[str, list[Wish]] = defaultdict(list)
    for wish in wishes:
        members[group.get(wish.enrolment_id, "")].append(wish)
    counts = {name: (len(some), sum(wish.enrolment_id in met for wish in some)) for name, some in members.items()}
    out = hidden(counts, programme.safe_threshold)
    whole = _share("", wishes, met)
    if not may_be_told(len(wishes), whole.matched or 0, programme.safe_threshold):
        whole = _untold("")
    shares = tuple(_untold(label) if name in out else _share(label, members[name], met) for name, label in _labels(by, members))
    return Fairness(programme.code, programme.name, by, programme.safe_threshold, whole, shares, len(out), seen is None)


def _untold(label: str) -> Share:
    return Share(label, None, None, None, None)


def _first_duos(stays: Iterable[Enrolment]) -> dict[int, date]:
    """The day each of these first met a mentor's name; duos recorded by mistake left out."""
    rows = Duo.objects.filter(enrolment__in=[stay.pk for stay in stays]).exclude(state=DuoState.UNDONE)
    return dict(rows.order_by().values_list("enrolment_id").annotate(first=Min("formed_on")))


def _share(label: str, wishes: list[Wish], met: dict[int, date]) -> Share:
    days = [max((met[wish.enrolment_id] - wish.waiting_since).days, 0) for wish in wishes if wish.enrolment_id in met]
    percent = round(100 * len(days) / len(wishes)) if wishes else None
    return Share(label, len(wishes), len(days), percent, round(median(days)) if days else None)


def _labels(by: str, members: Iterable[str]) -> list[tuple[str, str]]:
    known = {
        Groups.GENDER: [(one.value, str(one.label)) for one in Gender],
        Groups.AGE: [(one.value, str(one.label)) for one in AgeBand],
        Groups.BACKGROUND: [("yes", _("Foreign background")), ("no", _("No foreign background"))],
    }.get(Groups(by))
    there = set(members)
    found = [(name, label) for name, label in known if name in there] if known else [(name, name) for name in sorted(there) if name]
    return [*found, ("", _("Not known"))] if "" in there else found
