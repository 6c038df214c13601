"""Judgements on mentors: who is ready for a duo and why not, who is overdue for supervision."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vieta.base.periods import holds_on, months_after

from ..choices import Offer, Standing, TrainingRule

LAST_DAYS = 30  # a clearance that runs out within these days is shown as running out


@dataclass(frozen=True)
class TrainingAsked:
    """When a programme wants the training complete; `days` counts from the agreement of the first duo."""

    rule: str = TrainingRule.BEFORE
    days: int = 0


@dataclass(frozen=True)
class Offering:
    """What readiness for one more duo is judged on."""

    standing: str
    from_on: date
    offer: str = Offer.MENTOR
    until_on: date | None = None
    left_on: date | None = None
    trained_on: date | None = None
    early_start_on: date | None = None
    first_agreed_on: date | None = None
    cleared_until: date | None = None
    pauses: Collection[tuple[date, date | None]] = ()
    capacity: int = 1
    taken: int = 0


def training_due_by(one: Offering, asked: TrainingAsked) -> date | None:
    """By which day the training must be complete, where that day is known: so many days after the first duo began."""
    if asked.rule != TrainingRule.WITHIN or one.first_agreed_on is None or one.trained_on:
        return None
    return one.first_agreed_on + timedelta(days=asked.days)


def is_paused(one: Offering, on: date) -> bool:
    """Whether the mentor takes nobody new on a day."""
    return any(holds_on(on, start, end) for start, end in one.pauses)


def reasons_not_ready(one: Offering, asked: TrainingAsked, *, clearance_required: bool, on: date) -> list[str]:
    """Everything that stands between a mentor and one more duo on a day, each in words; nothing where they are ready (S0-06)."""
    if one.offer == Offer.VOLUNTEER:
        return [_("Offers to help, not to mentor")]
    found = []
    if one.standing != Standing.ACCEPTED:
        found.append(_("Not accepted: %(standing)s") % {"standing": Standing(one.standing).label})
    elif not holds_on(on, one.from_on, one.until_on) or (one.left_on is not None and one.left_on <= on):
        found.append(_("Not a mentor of this programme on that day"))
    found += training_reasons(one, asked, on)
    if clearance_required and one.cleared_until is None:
        found.append(_("No clearance on record"))
    elif clearance_required and one.cleared_until and one.cleared_until <= on:
        found.append(_("The clearance ran out on %(day)s") % {"day": date_format(one.cleared_until)})
    if is_paused(one, on):
        found.append(_("Takes a pause"))
    if one.taken >= one.capacity:
        found.append(_("All places are taken: %(taken)s of %(capacity)s") % {"taken": one.taken, "capacity": one.capacity})
    return found


def training_reasons(one: Offering, asked: TrainingAsked, on: date) -> list[str]:
    """What the training lacks on a day: the one thing that yields to a written reason when a duo is formed."""
    if (one.trained_on and one.trained_on <= on) or (one.early_start_on and one.early_start_on <= on):
        return []
    if asked.rule == TrainingRule.BEFORE:
        return [_("The training is not complete")]
    due = training_due_by(one, asked)
    return [_("The training was due by %(day)s") % {"day": date_format(due)}] if due and due < on else []


def supervision_due_on(last_on: date | None, since_on: date, months: int) -> date:
    """By which day a mentor is due for supervision or intervision: so many months after the last one, or after they began (S0-08)."""
    return months_after(max(last_on or since_on, since_on), months)
