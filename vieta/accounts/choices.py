"""The words for those who act."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Profession(TextChoices):
    """What somebody is by trade; psychologists' and lawyers' notes are closed to the others by default (S3-11, S3-16)."""

    OUTREACH_WORKER = "outreach", _("Outreach worker")
    COACH = "coach", _("Coach")
    CHANGE_AGENT = "change-agent", _("Change agent / social worker")
    PSYCHOLOGIST = "psychologist", _("Psychologist")
    LAWYER = "lawyer", _("Lawyer")
    CAREER_CONSULTANT = "career", _("Career consultant")
    TRAINER = "trainer", _("Trainer")
    MENTOR = "mentor", _("Mentor")
    OFFICE = "office", _("Coordination and office")


CLOSED_PROFESSIONS = frozenset({Profession.PSYCHOLOGIST, Profession.LAWYER})


class Renewed(TextChoices):
    """What was taken back from an account when a code was given in its place."""

    PASSWORD = "password", _("the password")
    BOTH = "both", _("the password and the second factor")
