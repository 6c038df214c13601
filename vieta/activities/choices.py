"""The words for activities."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    OUTREACH = "outreach", _("Outreach")
    TALK = "talk", _("Contact")
    CONSULTATION = "consultation", _("Individual consultation")
    GROUP = "group", _("Group session")
    VISIT = "visit", _("Visit")
    INFORMATION = "information", _("Information event")
    DUO = "duo", _("Duo meeting")
    INTERVISION = "intervision", _("Intervision")
    SUPERVISION = "supervision", _("Supervision")


INDIVIDUAL_KINDS = (Kind.TALK, Kind.CONSULTATION, Kind.VISIT)
SUPPORT_KINDS = (Kind.TALK, Kind.CONSULTATION, Kind.GROUP, Kind.VISIT, Kind.DUO)
# With mentors or coaches, not with the people helped.
TEAM_KINDS = (Kind.INTERVISION, Kind.SUPERVISION)


class Mode(TextChoices):
    """In which form people met (S3-14)."""

    IN_PERSON = "in-person", _("In person")
    VIDEO = "video", _("By video")
    PHONE = "phone", _("By phone")


class PlaceType(TextChoices):
    """Where outreach goes (S1-05)."""

    SOCIAL_SERVICE = "social-service", _("Social service")
    YOUTH = "youth", _("Youth movement")
    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")
    HOUSEHOLD = "household", _("Household")
    WORKPLACE = "workplace", _("Workplace")
    OTHER = "other", _("Other place")


class State(TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Took place")
    CANCELLED = "cancelled", _("Called off")


class Presence(TextChoices):
    EXPECTED = "expected", _("Expected")
    PRESENT = "present", _("Present")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")


class Obstacle(TextChoices):
    TECHNOLOGY = "technology", _("Technology")
    TRANSPORT = "transport", _("Transport")
    CARE = "care", _("Care of others")
    HEALTH = "health", _("Health")
    LANGUAGE = "language", _("Language")
    OTHER = "other", _("Other")


class Confidentiality(TextChoices):
    """Who may read a note: the case team, the author's profession on the case team, or the author alone."""

    TEAM = "team", _("The case team")
    PROFESSION = "profession", _("My profession on the case team only")
    AUTHOR = "author", _("Only me")
