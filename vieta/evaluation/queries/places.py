"""Branches and cities beside each other, each against what was to be expected of its people; never people or workers."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils.translation import gettext as _

from vieta.base.small_groups import hidden
from vieta.base.viewer import Viewer
from vieta.organisations.models import Organisation
from vieta.programmes.models import Municipality, Region

from ..choices import Outcome, Places
from ..rules import casemix
from ..rules.casemix import Comparison, Place, compare
from . import frame
from .groups import cohort
from .words import About, too_few

FACTORS = ("labour_and_length", "education_level", "age_band", "gender", "foreign_background", "housing", "disability")


@dataclass(frozen=True)
class PlaceCard:
    """One place by name with what happened, what was to be expected, and where that stands."""

    name: str
    found: Place
    standing: str


@dataclass(frozen=True)
class PlacesCard:
    """The places by name, whether they can be put in an order, and if not, why."""

    about: About
    outcome: str
    months: int
    overall: float
    rows: tuple[PlaceCard, ...]
    adjusted_for: tuple[str, ...]
    order: tuple[str, ...]
    verdict: str
    hidden: int = 0


def places(
    viewer: Viewer, code: str, day: date | None = None, *, by: str = Places.PROVIDER, outcome: str = Outcome.JOB, months: int = 12
) -> PlacesCard:
    """Compares providers, regions or municipalities by an outcome within so many months, adjusted for who their people are.

    What is expected rests on special data too, so it is told as of the last half-year's end like groups by them (see groups.gaps).
    """
    of = frame.settled(viewer, frame.asked(viewer, code, day))
    people, happened = cohort(frame.people(of), of, outcome, months)
    where = _numbers(people[by])
    people = {name: column[where > 0] for name, column in people.items()}
    happened, where = happened[where > 0], where[where > 0]
    found = compare(where.tolist(), happened, _factors(people))
    shown = _tellable(found, of.least)
    names = _names(by, [place.key for place in found.places])
    rows = tuple(sorted((PlaceCard(names[p.key], p, _standing(p)) for p in shown), key=lambda row: row.name))
    untold = len(found.places) - len(shown)
    order = tuple(names[key] for key in found.order) if not untold else ()
    return PlacesCard(
        _about(outcome, months), str(Outcome(outcome).label), months, found.overall, rows, tuple(_factor(f) for f in found.factors),
        order, _verdict(found, untold, names, of.least), untold,
    )  # fmt: skip


def _numbers(column: np.ndarray) -> np.ndarray:
    """Keys of places as whole numbers, 0 where there is none."""
    return np.asarray([0 if value is None or value != value else int(value) for value in column.tolist()], int)


def _tellable(found: Comparison, least: int) -> tuple[Place, ...]:
    """The places whose figures may be told, so that nothing of the others follows by subtraction."""
    out = hidden({str(p.key): (p.people, p.happened) for p in found.places}, least)
    return tuple(p for p in found.places if str(p.key) not in out)


def _factors(people: frame.Frame) -> dict[str, list[str]]:
    """What the places' people may differ in, as words; not answered is an answer of its own."""
    level, age = (people[name].astype(float) for name in ("education", "age"))
    bands = np.select([age < 25, age < 35, age < 50, age >= 50], ["-24", "25-34", "35-49", "50-"], "")
    levels = np.select([level <= 2, level <= 4, level > 4], ["low", "middle", "high"], "")
    labour = [f"{status}{'-long' if long else ''}" for status, long in zip(people["labour"], people["long_term"], strict=True)]
    plain = {name: [str(value or "") for value in people[name]] for name in ("gender", "foreign_background", "housing", "disability")}
    made = {"labour_and_length": labour, "education_level": levels.tolist(), "age_band": bands.tolist(), **plain}
    return {name: made[name] for name in FACTORS}


def _factor(name: str) -> str:
    return {
        "labour_and_length": _("labour status and long-term unemployment"),
        "education_level": _("education"),
        "age_band": _("age"),
        "gender": _("gender"),
        "foreign_background": _("foreign background"),
        "housing": _("housing"),
        "disability": _("disability"),
    }[name]


def _names(by: str, keys: list[int]) -> dict[int, str]:
    rows = {Places.PROVIDER: Organisation.objects, Places.REGION: Region.objects, Places.MUNICIPALITY: Municipality.objects}[Places(by)]
    found = dict(rows.filter(pk__in=keys).order_by("pk").values_list("pk", "name"))
    return {key: found.get(key, _("Not recorded")) for key in keys}


def _standing(place: Place) -> str:
    return {
        "far-above": _("More than chance explains"),
        "above": _("More than expected; one place in twenty is by chance"),
        "within": _("As expected for its people"),
        "below": _("Fewer than expected; one place in twenty is by chance"),
        "far-below": _("Fewer than chance explains"),
    }[place.standing]


def _verdict(found: Comparison, untold: int, names: dict[int, str], least: int) -> str:
    """Whether an order is stated, in words."""
    if not found.places:
        return too_few(least)
    if untold or found.refused == casemix.TOO_SMALL:
        return _(
            "No order is stated: at least one place has too few people. With fewer than %(people)s people, "
            "or fewer than %(expected)s expected either way, chance decides."
        ) % {"people": casemix.PEOPLE, "expected": casemix.EXPECTED}
    if found.refused == casemix.ONE_PLACE:
        return _("No order is stated: you see one place only.")
    if found.refused == casemix.OVERLAP:
        one, other = (names[key] for key in found.alike)
        return _(
            "No order is stated: the intervals of “%(one)s” and “%(other)s” overlap, so the next year might as well turn them round."
        ) % {"one": one, "other": other}
    return _("The intervals lie apart, so this order is more than chance: %(order)s.") % {
        "order": ", ".join(names[key] for key in found.order)
    }


def _about(outcome: str, months: int) -> About:
    return About(
        "places",
        _("Do places differ, given whom they work with?"),
        _(
            "For everybody who entered at least %(months)s months ago the chance that “%(outcome)s” applies within %(months)s months is worked out from who "
            "they are. Adding the chances up gives what was to be expected of a place's people; what happened is set beside it. 1.00 is as expected."
        )
        % {"months": months, "outcome": Outcome(outcome).label},
        _("Indirect standardisation by logistic regression; limits after Spiegelhalter 2005; intervals Wilson 1927; order only after Bonferroni."),
        (
            _("People differ in more than was recorded: health, courage, the local labour market. What is left is a question to ask, not a verdict."),
            _("Each thing adjusted for needs ten people with the rarer answer (Peduzzi 1996); what the numbers do not bear is left out."),
            _("Places, never workers or people, are compared."),
            _("To whoever may not read disability in the files all of this is told as of the last half-year's end."),
        ),
    )  # fmt: skip
