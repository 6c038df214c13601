"""How far people travelled on each side of life, between their first talk and a later one (S1-14)."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.base.viewer import Viewer
from vieta.plans.choices import At
from vieta.plans.models import Domain

from ..rules.distance import Distance, distance
from . import frame
from .words import About, between_points, points, too_few

VIEWS = {"by_person": gettext_lazy("as the person sees it"), "by_worker": gettext_lazy("as the worker sees it")}


@dataclass(frozen=True)
class DomainCard:
    """One side of life; `moved` is None where too few have both talks or a part of the answer is too small to tell."""

    instrument: str
    name: str
    moved: Distance | None
    words: str


@dataclass(frozen=True)
class DistanceCard:
    """Every side of life of the instruments in use."""

    about: About
    rows: tuple[DomainCard, ...]
    refused: str = ""


def distance_travelled(viewer: Viewer, code: str, day: date | None = None, *, view: str = "by_person", until: str = "") -> DistanceCard:
    """From the first talk to the last one, or to the last one held at a moment (on the way, at leaving); one of both views."""
    of = frame.asked(viewer, code, day)
    found = _pairs(frame.ratings(of), view, until)
    domains = Domain.objects.filter(pk__in=found).select_related("version__instrument").order_by("version_id", "position")
    rows = tuple(_card(domain, *found[domain.pk], of.least) for domain in domains)
    return DistanceCard(_about(), rows, "" if any(row.moved for row in rows) else too_few(of.least))


def _pairs(ratings: frame.Frame, view: str, until: str) -> dict[int, tuple[list[int], list[int]]]:
    """For each side of life, the first and last level of everybody with two talks; rows come in the order of their days."""
    named = ~np.isnan(ratings[view].astype(float))
    seen: dict[tuple[int, int], list[tuple]] = {}
    for domain, person, on, moment, level in zip(
        *(ratings[n][named] for n in ("domain_id", "person", "valid_on", "moment", view)), strict=True
    ):
        seen.setdefault((int(domain), int(person)), []).append((on, moment, int(level)))
    found: dict[int, tuple[list[int], list[int]]] = {}
    for (domain, _person), talks in seen.items():
        later = [level for on, moment, level in talks[1:] if on > talks[0][0] and until in ("", moment)]
        first, last = found.setdefault(domain, ([], []))
        if later:
            first.append(talks[0][2])
            last.append(later[-1])
    return found


def _card(domain: Domain, first: list[int], last: list[int], least: int) -> DomainCard:
    instrument = f"{domain.version.instrument.name}, {domain.version.number}"
    if len(first) < least:
        return DomainCard(instrument, domain.name, None, too_few(least))
    moved = distance(first, last)
    if any(0 < part < least for part in (moved.better, moved.same, moved.worse)):
        return DomainCard(instrument, domain.name, None, _("Hidden: a part of the answer counts so few that somebody might be recognised."))
    return DomainCard(instrument, domain.name, moved, _words(moved))


def _words(moved: Distance) -> str:
    if moved.net.low > 0:
        return _("More moved up than down: by %(points)s of 100 people (%(between)s).") % _said(moved)
    if moved.net.high < 0:
        return _("More moved down than up: by %(points)s of 100 people (%(between)s).") % _said(moved)
    return _("It cannot be told whether more moved up or down: %(points)s of 100 people (%(between)s).") % _said(moved)


def _said(moved: Distance) -> dict[str, str]:
    return {"points": points(moved.net.value), "between": between_points(moved.net)}


def moments() -> list[tuple[str, str]]:
    """The moments a later talk may be of."""
    return [(at.value, str(at.label)) for at in (At.INTERIM, At.EXIT, At.FOLLOW_UP)]


def _about() -> About:
    return About(
        "distance",
        _("How far did people travel?"),
        _(
            "For each side of life the first and a later level of the same person are set beside each other, and people who moved up, "
            "stayed or moved down are counted. Levels are an order, not an amount, so nothing is summed over sides of life."
        ),
        _("Agresti and Min 2005 for the difference; the average in levels with a bootstrap interval (Efron 1979), 4 000 samples."),
        (
            _("Only people with both talks count; those who left early may have travelled less."),
            _("People who start at the highest level cannot move up, and those at the lowest cannot move down."),
            _("What moved is not yet what the programme did: some of it would have happened anyway."),
        ),
    )
