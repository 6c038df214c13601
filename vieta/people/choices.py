"""The words for people and for who may read their file."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Level(IntegerChoices):
    """How far a grant opens a file; each level includes the ones before it."""

    IDENTITY = 1, _("name and contact")
    FILE = 2, _("the file")
    SPECIAL = 3, _("the file with grounds and special characteristics")


class GrantPurpose(TextChoices):
    """Why somebody may read a file."""

    INTAKE = "intake", _("takes the enquiry in")
    CASE_TEAM = "case-team", _("is on the case team")
    PROVIDER = "provider", _("the organisation that provides the support")
    AGREEMENT = "agreement", _("the agreement between the organisations")
    OUTREACH = "outreach", _("met the person")
    LAWYER = "lawyer", _("handles an experience of unequal treatment")


class Channel(TextChoices):
    PHONE = "phone", _("Phone call")
    TEXT = "text", _("Text message")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    IN_PERSON = "in-person", _("Only in person")


class NoticeForm(TextChoices):
    """How a notice was given or a consent expressed."""

    SPOKEN = "spoken", _("Spoken")
    PAPER = "paper", _("Signed on paper")
    SCREEN = "screen", _("On screen")
