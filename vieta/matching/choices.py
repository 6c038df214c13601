"""The words for matching meetings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

CRITERIA = {
    "sector": _("Field of work"),
    "languages": _("Languages"),
    "interests": _("Interests"),
    "availability": _("Time in common"),
    "distance": _("Distance"),
    "waiting": _("Time waited"),
}
"""What makes a pair fit, in the engine's names; each has a weight that people set."""

HIGHEST = 10
"""The highest weight on a page; the engine takes more."""


class Groups(TextChoices):
    """By what the fairness check and report group people; used for counts and nothing else."""

    GENDER = "gender", _("Gender")
    AGE = "age", _("Age")
    BACKGROUND = "background", _("Foreign background")
    REGION = "region", _("Region")


class Asked(TextChoices):
    """What a coordinator asks of the proposal."""

    KEEP = "keep", _("Kept together")
    FORBID = "forbid", _("Not these two")


class Verdict(TextChoices):
    """What people decided at the meeting."""

    FORMED = "formed", _("Duo formed")
    NOT_NOW = "not-now", _("Waits for the next meeting")


class Ease(TextChoices):
    """What another choice would mean for the others."""

    SAME = "same", _("Fits as well")
    MOVES = "moves", _("As many meet a mentor, the whole fits a little less")
    LOSES = "loses", _("Fewer people would meet a mentor")


class AgeBand(TextChoices):
    """Ages of the fairness check, told on the day of the meeting."""

    UNDER_25 = "under-25", _("Under 25")
    FROM_25 = "25-29", _("25 to 29")
    FROM_30 = "30-plus", _("30 and older")
