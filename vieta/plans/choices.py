"""The words for reviews and plans."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InstrumentKind(TextChoices):
    LIFE_DOMAINS = "life-domains", _("Life-domain review")
    MOTIVATION = "motivation", _("Motivation and own strength")


class At(TextChoices):
    """When in a stay a review was held."""

    ENTRY = "entry", _("At the start")
    INTERIM = "interim", _("On the way")
    EXIT = "exit", _("At leaving")
    FOLLOW_UP = "follow-up", _("Afterwards")


class Answer(TextChoices):
    RATED = "rated", _("Rated")
    NOT_DISCUSSED = "not-discussed", _("Not discussed")
    NOT_RELEVANT = "not-relevant", _("Not relevant")


class VersionState(TextChoices):
    """A version of a plan is active only when both have agreed to it."""

    DRAFT = "draft", _("Being written")
    ACTIVE = "active", _("Agreed by both")
    SUPERSEDED = "superseded", _("Followed by a later version")
    WITHDRAWN = "withdrawn", _("Agreement withdrawn")


class Doer(TextChoices):
    """Who does a step."""

    PERSON = "person", _("The person")
    COACH = "coach", _("The coach")
    BOTH = "both", _("Both together")
    OTHER = "other", _("Somebody else")


class AgreedHow(TextChoices):
    SPOKEN = "spoken", _("Said so")
    PAPER = "paper", _("Signed on paper")
    SCREEN = "screen", _("On their own screen")


class StepState(TextChoices):
    OPEN = "open", _("To do")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("No longer needed")


class Change(TextChoices):
    """What became of one side of life between two reviews; an order, never an amount."""

    BETTER = "better", _("Better")
    SAME = "same", _("The same")
    WORSE = "worse", _("Worse")


class Suggested(TextChoices):
    """What a low level suggests to talk about; nothing follows by itself."""

    STEP = "step", _("A first step soon, and somebody to help with it")
    SERVICE = "service", _("Somebody to help with it")


class VentureStep(TextChoices):
    """The milestones of a venture of one's own, and those somebody adds in their own words (S4-12)."""

    IDEA = "idea", _("The idea in a few sentences")
    PLAN = "plan", _("The business plan is written")
    REGISTRATION = "registration", _("The business is registered")
    FIRST_INCOME = "first-income", _("The first income")
    OWN = "own", _("A milestone of my own")


# Reaching one of these means that somebody works for themselves.
STARTING = (VentureStep.REGISTRATION, VentureStep.FIRST_INCOME)
