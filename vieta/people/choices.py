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
    FAMILY = "family", _("leads the family's plan")


class Channel(TextChoices):
    PHONE = "phone", _("Phone call")
    TEXT = "text", _("Text message")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    IN_PERSON = "in-person", _("Only in person")


class SchoolStage(TextChoices):
    """How far a child of a household is at school; with the year of birth all that is kept of a child itself."""

    NOT_YET = "not-yet", _("Not yet at school")
    NURSERY = "nursery", _("Nursery school")
    PRIMARY = "primary", _("Primary school")
    SECONDARY = "secondary", _("Secondary school")
    VOCATIONAL = "vocational", _("Vocational school")
    FINISHED = "finished", _("School finished")


class NoticeForm(TextChoices):
    """How a notice was given or a consent expressed."""

    SPOKEN = "spoken", _("Spoken")
    PAPER = "paper", _("Signed on paper")
    SCREEN = "screen", _("On screen")


class Alike(TextChoices):
    """What two people have in common when a second file might be made for one."""

    SAME_NAME = "same-name", _("the same name")
    TURNED_NAME = "turned-name", _("the same name in another order")
    LIKE_NAME = "like-name", _("a name that is spelled or sounds alike")
    ONE_NAME = "one-name", _("one name in common")
    SAME_BIRTH = "same-birth", _("the same date of birth")
    TURNED_BIRTH = "turned-birth", _("the same date of birth with day and month exchanged")
    NEAR_BIRTH = "near-birth", _("a date of birth that differs in one place")
    SAME_PHONE = "same-phone", _("the same phone number")
    SAME_MEMORY = "same-memory", _("remembered in the same words")
