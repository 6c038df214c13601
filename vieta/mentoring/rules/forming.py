"""Whether two people may be put together as a duo, on plain values."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from vieta.base.periods import holds_on

from ..choices import Standing, TrainingRule


@dataclass(frozen=True)
class MentorFacts:
    """What is known of a mentor in a programme on the day of the matching meeting."""

    standing: str
    capacity: int
    duos: int
    from_on: date
    until_on: date | None
    trained: bool
    early_start: bool
    clearance_until: date | None
    paused: bool


@dataclass(frozen=True)
class Objection:
    """Why these two may not be put together; only one that may be overridden yields to a written reason."""

    code: str
    why: str
    overridable: bool = False


def objections(mentor: MentorFacts, *, training_rule: str, clearance_required: bool, kept_apart: str = "", on: date) -> list[Objection]:
    """Everything that speaks against this mentor for this mentee on a day; the training alone yields to a reason (S0-06)."""
    found = []
    if mentor.standing != Standing.ACCEPTED or not holds_on(on, mentor.from_on, mentor.until_on):
        found.append(Objection("standing", _("This mentor is not accepted in the programme today.")))
    if clearance_required and (mentor.clearance_until is None or mentor.clearance_until <= on):
        found.append(Objection("clearance", _("This mentor has no valid clearance on that day.")))
    if mentor.paused:
        found.append(Objection("paused", _("This mentor takes a pause.")))
    if mentor.duos >= mentor.capacity:
        found.append(Objection("capacity", _("This mentor has as many duos as agreed.")))
    if kept_apart:
        found.append(Objection("apart", _("These two are kept apart: %(why)s") % {"why": kept_apart}))
    if training_rule == TrainingRule.BEFORE and not (mentor.trained or mentor.early_start):
        words = _("This mentor has not finished the training. To form the duo nevertheless, write down why.")
        found.append(Objection("training", words, overridable=True))
    return found
