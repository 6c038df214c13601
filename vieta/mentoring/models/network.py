"""Tables of mentors, of the network that outlives programmes, and of their part in one programme."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vieta.base.codes import Gender
from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.documents.models import Fact
from vieta.organisations.models import Organisation
from vieta.programmes.models import Programme, Region

from ..choices import MentorMoment, Offer, Standing


class Mentor(Table):
    """A member of the mentor network, kept by one organisation; a programme's end does not end the membership (S4-10).

    `languages` is a list of [code, level] (A1 … C2, native), `isco` and `nace` lists of codes known from work, `free` a list of
    parts of the week such as tue-evening; `latitude` and `longitude` are those of the town, never of a home.
    """

    privacy = (
        dict.fromkeys(("first_name", "last_name", "sort_name", "birth_on", "gender", "origin"), Privacy.IDENTITY)
        | dict.fromkeys(("phone", "email", "place", "latitude", "longitude"), Privacy.CONTACT)
        | dict.fromkeys(("languages", "isco", "nace", "interests", "free", "remote"), Privacy.IDENTITY)
        | dict.fromkeys(("reference", "offer", "entered_at", "joined_on", "left_on"), Privacy.RECORD)
        | dict.fromkeys(("about", "left_because"), Privacy.FREE_TEXT)
    )
    retention = Retention.ACCOUNT

    reference = models.CharField(max_length=12, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    account = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    offer = models.CharField(_("offers to be"), max_length=9, choices=Offer, default=Offer.MENTOR)
    first_name = models.CharField(_("first name"), max_length=100)
    last_name = models.CharField(_("last name"), max_length=100)
    sort_name = models.CharField(max_length=210, db_index=True, editable=False)
    birth_on = models.DateField(_("date of birth"), null=True, blank=True)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender, blank=True)
    origin = models.CharField(_("country of birth"), max_length=2, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    place = models.CharField(_("town"), max_length=100, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    remote = models.BooleanField(_("ready to meet at a distance"), default=False)
    languages = models.JSONField(default=list, blank=True)
    isco = models.JSONField(default=list, blank=True)
    nace = models.JSONField(default=list, blank=True)
    interests = models.JSONField(default=list, blank=True)
    free = models.JSONField(default=list, blank=True)
    about = models.TextField(_("in own words"), max_length=2000, blank=True)
    entered_at = models.DateTimeField()
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    left_because = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "sort_name", "id"], name="mentor_organisation")]

    def __str__(self):
        return f"{self.first_name} {self.last_name}"


class Mentorship(Table):
    """A mentor's part in one programme and branch: where the intake stands, how many duos at once, from when until when."""

    privacy = dict.fromkeys(("standing", "capacity", "from_on", "until_on"), Privacy.RECORD)
    retention = Retention.ACCOUNT

    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="mentorships")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=11, choices=Standing, default=Standing.APPLIED)
    capacity = models.PositiveSmallIntegerField(_("duos at once"), default=1)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["programme_id", "id"]
        indexes = [models.Index(fields=["programme", "organisation", "standing"], name="mentorship_branch")]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "programme"], condition=~Q(standing__in=("declined", "ended")), name="one_mentorship_a_programme"
            ),
            models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="mentorship_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.mentor} ({self.programme})"


class MentorshipEvent(Fact):
    """What happened to a mentor in a programme on `valid_on`, with its reason; retracted and recorded anew, never changed.

    `version` is the edition accepted: of the notice when applying, of the code of conduct when signing it; else 0.
    """

    privacy = Fact.fact_privacy | {"moment": Privacy.RECORD, "reason": Privacy.FREE_TEXT, "version": Privacy.RECORD}
    retention = Retention.ACCOUNT

    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="events")
    moment = models.CharField(max_length=11, choices=MentorMoment)
    reason = models.CharField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["mentorship_id", "valid_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "moment", "version"], condition=Q(retracted_at__isnull=True), name="one_standing_mentor_moment"
            ),
        ]

    def __str__(self):
        return f"{self.get_moment_display()} {self.valid_on}"


class Clearance(Table):
    """That a mentor's record certificate was seen: when, by whom, valid until. What it says is never kept (GDPR Art. 10)."""

    privacy = dict.fromkeys(("checked_on", "checked_by", "valid_until", "recorded_at"), Privacy.RECORD)
    retention = Retention.ACCOUNT

    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="clearances")
    checked_on = models.DateField(_("checked on"))
    checked_by = models.BigIntegerField(null=True)
    valid_until = models.DateField(_("valid until"))
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["mentor_id", "-valid_until", "-id"]
        constraints = [models.CheckConstraint(condition=Q(valid_until__gt=F("checked_on")), name="clearance_ends_after_check")]

    def __str__(self):
        return f"{self.valid_until}"


class Pause(Table):
    """A time in which a mentor takes nobody new."""

    privacy = dict.fromkeys(("from_on", "until_on"), Privacy.RECORD) | {"reason": Privacy.FREE_TEXT}
    retention = Retention.ACCOUNT

    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="pauses")
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["mentor_id", "-from_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")), name="pause_ends_after_start")
        ]

    def __str__(self):
        return f"{self.from_on}"
