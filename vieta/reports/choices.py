"""The words for reports, their checks and samples for audit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    PREPARED = "prepared", _("Prepared, to be signed")
    SIGNED = "signed", _("Signed")
    RETURNED = "returned", _("Returned for mending")
    WITHDRAWN = "withdrawn", _("Withdrawn before it was signed")


GONE = (State.RETURNED, State.WITHDRAWN)  # never to be signed: another takes its place


class Severity(TextChoices):
    """What a finding of a check does: an error stops signing, a warning needs a reason, a list only says what is to be done."""

    ERROR = "error", _("Error: stops signing")
    WARNING = "warning", _("Warning: needs a reason")
    LIST = "list", _("To be done")


class Mending(TextChoices):
    """Where a finding is mended."""

    ENTRY = "entry", _("Answers at entry")
    DAYS = "days", _("Days of the stay")
    FOLLOW_UP = "follow-up", _("Follow-ups")
    OUTCOMES = "outcomes", _("What changed")
    PEOPLE = "people", _("Both files")
    MONEY = "money", _("Money")
    SET_UP = "set-up", _("Set-up")
    FIGURES = "figures", _("The people behind the numbers")
    REPORT = "report", _("This report")


class Method(TextChoices):
    """How a sample is drawn."""

    RANDOM = "random", _("Random")
    STRATIFIED = "stratified", _("Random within each provider")
    BY_GENDER = "gender", _("Random within each gender")


class Verdict(TextChoices):
    """What the auditor found on one sampled record."""

    SOUND = "sound", _("In order")
    FLAWED = "flawed", _("Counted, but its evidence has a flaw that changes no figure")
    ERROR = "error", _("Should not have been counted")


class Way(TextChoices):
    """How somebody moved in one number between two states of the figures."""

    CAME = "came", _("Came in")
    WENT = "went", _("Went out")
    CHANGED = "changed", _("Changed column")


class Why(TextChoices):
    """Why somebody moved in one number."""

    SINCE = "since", _("since the earlier day")
    LATE = "late", _("recorded later")
    ANEW = "anew", _("mended")
    BACK = "back", _("taken back")
    JOINED = "joined", _("Two files of one person joined")
    PARTED = "parted", _("Two files joined by mistake parted")
    NOTHING = "nothing", _("No fact of theirs changed: the day or a rule did")
