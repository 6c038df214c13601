"""Tables of activities, attendance and notes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vieta.accounts.choices import Profession
from vieta.base.fields import EncryptedTextField
from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.enrolments.models import Enrolment
from vieta.organisations.models import Organisation
from vieta.people.models import Person
from vieta.programmes.models import Municipality, Programme, Region

from .choices import Confidentiality, Kind, Mode, Obstacle, PlaceType, Presence, State


class Activity(Table):
    """Something planned or held on a day; the calendar is made of these and nothing else."""

    privacy = dict.fromkeys(
        ("kind", "state", "on", "starts_at", "minutes", "mode", "profession", "place_type", "obstacle", "recorded_at", "recorded_by", "number",
         "held_at", "cancelled_at"),
        Privacy.RECORD,
    ) | {"topic": Privacy.FREE_TEXT, "place": Privacy.FREE_TEXT, "fix": Privacy.FREE_TEXT, "cancelled_reason": Privacy.FREE_TEXT}  # fmt: skip
    retention = Retention.PARTICIPATION

    number = models.CharField(max_length=60, blank=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    on = models.DateField(_("date"))
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("length in minutes"), default=60)
    mode = models.CharField(_("form"), max_length=9, choices=Mode, default=Mode.IN_PERSON)
    profession = models.CharField(max_length=16, choices=Profession, blank=True)
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    place_type = models.CharField(_("kind of place"), max_length=14, choices=PlaceType, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    led_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    obstacle = models.CharField(_("obstacle"), max_length=10, choices=Obstacle, blank=True)
    fix = models.CharField(_("what solved it"), max_length=300, blank=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    # When it was said that it had taken place, where that was not said at once; and when it was called off or taken back.
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "activities"
        ordering = ["on", "starts_at", "id"]
        indexes = [
            models.Index(fields=["programme", "on"], name="activity_programme"),
            models.Index(fields=["led_by", "on"], name="activity_led"),
            models.Index(fields=["organisation", "on"], name="activity_organisation"),
            models.Index(fields=["organisation", "on", "starts_at", "id"], condition=Q(state="planned"), name="activity_to_fill"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="outreach") | ~Q(place_type=""), name="outreach_has_a_place_type"),
            models.UniqueConstraint(fields=["programme", "number"], condition=~Q(number=""), name="one_activity_a_number"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.on}"


class Attendance(Table):
    """One person at one activity; in outreach there may be no enrolment yet. A correction retracts and records anew."""

    privacy = dict.fromkeys(("presence", "minutes", "on", "recorded_at", "recorded_by", "retracted_at"), Privacy.RECORD)
    retention = Retention.PARTICIPATION

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=8, choices=Presence, default=Presence.EXPECTED)
    minutes = models.PositiveIntegerField(default=0)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    retracted_at = models.DateTimeField(null=True, blank=True)
    # The meeting of another contact that was joined into this person.
    moved_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["activity_id", "id"]
        indexes = [
            models.Index(fields=["enrolment", "presence", "-on"], name="attendance_enrolment"),
            models.Index(fields=["person", "-on"], name="attendance_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["activity", "person"], condition=Q(retracted_at__isnull=True), name="once_at_an_activity"),
        ]

    def __str__(self):
        return f"{self.get_presence_display()}"


class Note(Table):
    """What somebody wrote about a person after meeting them, readable by whom its confidentiality says; kept encrypted."""

    privacy = {"text": Privacy.SPECIAL} | dict.fromkeys(("profession", "confidentiality", "written_at"), Privacy.RECORD)
    retention = Retention.SECRET_NOTE

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    profession = models.CharField(max_length=16, choices=Profession)
    confidentiality = models.CharField(max_length=10, choices=Confidentiality)
    text = EncryptedTextField(_("note"))
    written_at = models.DateTimeField()
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-written_at", "-id"]
        indexes = [models.Index(fields=["enrolment", "-written_at"], name="note_enrolment")]

    def __str__(self):
        return f"{self.get_profession_display()} {self.written_at:%Y-%m-%d}"
