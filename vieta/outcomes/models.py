"""Tables of outcomes with their evidence, and of follow-ups."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.documents.models import Document, Fact
from vieta.enrolments.models import Enrolment

from .choices import ContractKind, FollowUpAnswer, FollowUpMoment, Kind, Learning


class Outcome(Fact):
    """A change for a person that began on `valid_on`; for work also the kind of contract, its days, hours and employer."""

    privacy = (
        Fact.fact_privacy
        | dict.fromkeys(("kind", "contract_kind", "learning", "until_on", "weekly_hours", "kept_on"), Privacy.RECORD)
        | {"employer": Privacy.IDENTITY, "earnings_cents": Privacy.IDENTITY, "what": Privacy.FREE_TEXT}
    )
    retention = Retention.PARTICIPATION

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("what changed"), max_length=18, choices=Kind)
    what = models.CharField(_("in a few words"), max_length=300, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    contract_kind = models.CharField(_("contract"), max_length=14, choices=ContractKind, blank=True)
    weekly_hours = models.DecimalField(_("hours a week"), max_digits=4, decimal_places=1, null=True, blank=True)
    employer = models.CharField(_("employer or school"), max_length=200, blank=True)
    learning = models.CharField(_("kind of learning"), max_length=10, choices=Learning, blank=True)
    earnings_cents = models.BigIntegerField(null=True, blank=True)
    kept_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["enrolment_id", "valid_on", "id"]
        indexes = [models.Index(fields=["enrolment", "kind", "valid_on"], name="outcome_enrolment")]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gt=F("valid_on")), name="outcome_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.valid_on}"


class FollowUp(Table):
    """A question due some time after leaving, and its answer; the answer is kept when it is corrected."""

    privacy = dict.fromkeys(
        ("moment", "due_on", "asked_on", "answer", "still_there", "source", "recorded_at", "recorded_by", "retracted_at"), Privacy.RECORD
    ) | {"remark": Privacy.FREE_TEXT}
    retention = Retention.PARTICIPATION

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    moment = models.CharField(max_length=9, choices=FollowUpMoment)
    due_on = models.DateField()
    asked_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=13, choices=FollowUpAnswer, blank=True)
    still_there = models.BooleanField(null=True, blank=True)
    source = models.CharField(max_length=12, blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    remark = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.BigIntegerField(null=True, blank=True)
    retracted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["due_on", "enrolment"], name="follow_up_due", condition=Q(answer="", retracted_at__isnull=True))]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "moment"], condition=Q(retracted_at__isnull=True), name="one_follow_up_a_moment"),
            models.CheckConstraint(
                condition=Q(answer="") | Q(asked_on__isnull=False, recorded_at__isnull=False), name="answer_has_its_day"
            ),
        ]

    def __str__(self):
        return f"{self.get_moment_display()}"
