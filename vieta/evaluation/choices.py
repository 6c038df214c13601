"""The words for evaluations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stance(TextChoices):
    """What the one addressed says to a recommendation."""

    AGREE = "agree", _("We will do it")
    PARTLY = "partly", _("We will do a part of it")
    DISAGREE = "disagree", _("We will not do it")


class Done(TextChoices):
    """How far what was promised has come."""

    BEGUN = "begun", _("Begun")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Given up")


class Standing(TextChoices):
    """Where a finding stands; it follows from the response and the last word on what was done."""

    WAITING = "waiting", _("Waits for a response")
    PROMISED = "promised", _("Promised")
    BEGUN = "begun", _("Begun")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Given up")
    REFUSED = "refused", _("Will not be done")


SETTLED = (Standing.DONE, Standing.DROPPED, Standing.REFUSED)


class Outcome(TextChoices):
    """What a comparison looks at."""

    JOB = "job", _("Began work")
    RESULT = "result", _("Reached a result of the programme")


class Places(TextChoices):
    """What a comparison sets beside each other."""

    PROVIDER = "provider_id", _("Providers and their branches")
    REGION = "region_id", _("Regions")
    MUNICIPALITY = "municipality_id", _("Cities, municipalities and neighbourhoods")


class Group(TextChoices):
    """What may tell two groups of participants apart."""

    BACKGROUND = "foreign_background", _("Foreign background")
    THIRD_COUNTRY = "third_country", _("Citizens of a country outside the EU, or stateless")
    MINORITY = "minority", _("Minorities, such as the Roma")
    DISABILITY = "disability", _("Disability")
    GENDER = "gender", _("Women and men")
    AGE = "age", _("Age")
    EDUCATION = "education", _("Education")
    LONG_TERM = "long_term", _("Long-term unemployment at entry")
    HOUSING = "housing", _("Homelessness or housing exclusion")
