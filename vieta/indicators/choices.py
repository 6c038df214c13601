"""The words for how a programme is counted."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CountsFrom(TextChoices):
    """From when on somebody takes part: short support of at most one day (8 hours) is no participation for some authorities."""

    ENTRY = "entry", _("from the first form of support")
    THRESHOLD = "threshold", _("once support has passed the programme's threshold of short support")


class Audience(TextChoices):
    """Whom a programme is for."""

    ALL = "all", _("everybody")
    WOMEN = "women", _("women")


class Subject(TextChoices):
    """What a national definition defines."""

    DISABILITY = "disability", _("Disability")
    FOREIGN_BACKGROUND = "foreign-background", _("Foreign background")
    MINORITY = "minority", _("Minorities")
    RURAL = "rural", _("Rural area")
    HOMELESS = "homeless", _("Homeless or affected by housing exclusion")
    OTHER_DISADVANTAGED = "other-disadvantaged", _("Other disadvantaged")


class Anchor(TextChoices):
    """The day of a person's from which an outcome is looked for."""

    ENTERED = "entered_on", _("the start of support")
    LEFT = "left_on", _("leaving")
