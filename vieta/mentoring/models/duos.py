"""Tables of duos: their dated moments, agreement, meetings, check-ins, evaluation, and what the mentee shares."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vieta.activities.models import Activity
from vieta.base.fields import EncryptedTextField
from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.documents.models import Document, Fact
from vieta.enrolments.models import Enrolment
from vieta.organisations.models import Organisation
from vieta.people.choices import NoticeForm
from vieta.programmes.models import Programme

from ..choices import ALIVE, BrokenOff, Came, DuoMoment, DuoState, Going, Item, Side
from .network import Mentorship


class Duo(Table):
    """One mentee and one mentor in a programme, formed by a person at a matching meeting, from first meeting to goodbye.

    The clock starts at the agreement (`agreed_on`) and runs until `due_on`; `after` is the duo this one follows (re-match).
    """

    privacy = dict.fromkeys(
        ("state", "formed_on", "formed_by", "agreed_on", "due_on", "ended_on", "broken_off", "every_days", "meeting_minutes", "months"),
        Privacy.RECORD,
    ) | {"reason": Privacy.FREE_TEXT, "ended_note": Privacy.FREE_TEXT}  # fmt: skip
    retention = Retention.PARTICIPATION

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="duos")
    after = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=DuoState, default=DuoState.FORMED)
    reason = models.CharField(_("why these two"), max_length=1000)
    formed_on = models.DateField()
    formed_by = models.BigIntegerField(null=True)
    every_days = models.PositiveSmallIntegerField(default=7)
    meeting_minutes = models.PositiveSmallIntegerField(default=120)
    months = models.PositiveSmallIntegerField(default=6)
    agreed_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    broken_off = models.CharField(max_length=12, choices=BrokenOff, blank=True)
    ended_note = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-formed_on", "-id"]
        indexes = [
            models.Index(fields=["programme", "organisation", "state"], name="duo_branch"),
            models.Index(fields=["mentorship", "state"], name="duo_mentorship"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["enrolment"], condition=Q(state__in=ALIVE), name="one_living_duo_a_mentee"),
            models.CheckConstraint(condition=Q(due_on__isnull=True) | Q(due_on__gt=F("agreed_on")), name="duo_due_after_agreement"),
        ]

    def __str__(self):
        return f"{self.get_state_display()} {self.formed_on}"


class DuoEvent(Fact):
    """What happened to a duo on `valid_on`, with its reason; retracted and recorded anew, never changed.

    An extension says until when the duo now runs.
    """

    privacy = Fact.fact_privacy | {"moment": Privacy.RECORD, "until_on": Privacy.RECORD, "reason": Privacy.FREE_TEXT}
    retention = Retention.PARTICIPATION

    duo = models.ForeignKey(Duo, on_delete=models.PROTECT, related_name="events")
    moment = models.CharField(max_length=10, choices=DuoMoment)
    until_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["duo_id", "valid_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duo", "moment"], condition=Q(retracted_at__isnull=True) & ~Q(moment="extended"), name="one_standing_duo_moment"
            ),
        ]

    def __str__(self):
        return f"{self.get_moment_display()} {self.valid_on}"


class Agreement(Table):
    """The mentoring agreement with the code of conduct, signed by both at the second meeting; `conduct` is the version's number."""

    privacy = dict.fromkeys(("signed_on", "conduct", "recorded_at", "recorded_by", "taken_back_at"), Privacy.RECORD) | {
        "text": Privacy.FREE_TEXT
    }
    retention = Retention.PARTICIPATION

    duo = models.ForeignKey(Duo, on_delete=models.PROTECT, related_name="agreements")
    signed_on = models.DateField()
    text = models.TextField(_("what we agree"), max_length=4000, blank=True)
    conduct = models.PositiveIntegerField()
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["duo_id", "id"]
        constraints = [models.UniqueConstraint(fields=["duo"], condition=Q(taken_back_at__isnull=True), name="one_standing_agreement")]

    def __str__(self):
        return f"{self.signed_on}"


class DuoMeeting(Table):
    """That an activity is a meeting of a duo, who came, which side wrote it down, and that the other side did too.

    A meeting that both sides write down is one row and counts once; one taken back keeps its activity, called off.
    """

    privacy = dict.fromkeys(("came", "said_by", "also_by", "taken_back_at"), Privacy.RECORD)
    retention = Retention.PARTICIPATION

    duo = models.ForeignKey(Duo, on_delete=models.PROTECT, related_name="meetings")
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="+")
    came = models.CharField(max_length=8, choices=Came, blank=True)
    said_by = models.CharField(max_length=6, choices=Side, blank=True)
    also_by = models.CharField(max_length=6, choices=Side, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["duo_id", "activity__on", "id"]

    def __str__(self):
        return f"{self.activity}"


class CheckIn(Table):
    """How one side says it goes, on a day; `talk` asks the coordinator to call. The words are kept encrypted and shown to coordinators only."""

    privacy = dict.fromkeys(("side", "on", "going", "talk", "recorded_at", "recorded_by"), Privacy.RECORD) | {"words": Privacy.SPECIAL}
    retention = Retention.PARTICIPATION

    duo = models.ForeignKey(Duo, on_delete=models.PROTECT, related_name="check_ins")
    side = models.CharField(max_length=6, choices=Side)
    on = models.DateField()
    going = models.CharField(_("how it goes"), max_length=9, choices=Going)
    talk = models.BooleanField(_("please call me"), default=False)
    words = EncryptedTextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["duo_id", "-on", "-id"]

    def __str__(self):
        return f"{self.get_going_display()}"


class DuoEvaluation(Table):
    """What one side says at the end: more autonomous, a concrete plan, a wider network, would start again, satisfied."""

    privacy = dict.fromkeys(
        ("side", "on", "autonomy", "plan", "network", "again", "satisfied", "recorded_at", "recorded_by", "taken_back_at"), Privacy.RECORD
    ) | {"words": Privacy.SPECIAL}
    retention = Retention.PARTICIPATION

    duo = models.ForeignKey(Duo, on_delete=models.PROTECT, related_name="evaluations")
    side = models.CharField(max_length=6, choices=Side)
    on = models.DateField()
    autonomy = models.BooleanField(null=True, blank=True)
    plan = models.BooleanField(null=True, blank=True)
    network = models.BooleanField(null=True, blank=True)
    again = models.BooleanField(null=True, blank=True)
    satisfied = models.CharField(max_length=9, choices=Going, blank=True)
    words = EncryptedTextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["duo_id", "side", "id"]
        constraints = [
            models.UniqueConstraint(fields=["duo", "side"], condition=Q(taken_back_at__isnull=True), name="one_evaluation_a_side")
        ]

    def __str__(self):
        return f"{self.get_side_display()} {self.on}"


class Shared(Table):
    """That the mentee agreed that the mentor of this duo sees one item: how they said so, from when until they take it back.

    `warned` says that somebody who is not to be found was warned and agreed once more.
    """

    privacy = dict.fromkeys(("item", "form", "warned", "agreed_at", "agreed_by", "taken_back_at"), Privacy.RECORD)
    retention = Retention.PARTICIPATION

    duo = models.ForeignKey(Duo, on_delete=models.PROTECT, related_name="shared")
    item = models.CharField(max_length=12, choices=Item)
    form = models.CharField(max_length=8, choices=NoticeForm)
    warned = models.BooleanField(default=False)
    agreed_at = models.DateTimeField()
    agreed_by = models.BigIntegerField(null=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["duo_id", "id"]
        constraints = [models.UniqueConstraint(fields=["duo", "item"], condition=Q(taken_back_at__isnull=True), name="shared_once")]

    def __str__(self):
        return f"{self.get_item_display()}"
