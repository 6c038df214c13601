"""Tables of mentoring a family: who leads its one plan, what each adult agreed to, and how each child takes part in school."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.documents.models import Document, Fact
from vieta.enrolments.models import Enrolment
from vieta.organisations.models import Organisation
from vieta.people.models import Household, HouseholdChild, HouseholdMember
from vieta.plans.choices import AgreedHow
from vieta.programmes.models import Programme

from ..choices import Schooling
from .network import Mentor


class FamilyLead(Table):
    """The one who leads a family's plan: a colleague of the programme or a mentor of families; it ends by itself (S2-12).

    A household has one at a time, and a mentor one household at a time: one family, one plan, one director.
    """

    privacy = dict.fromkeys(("from_on", "until_on", "ended_at", "named_at", "named_by"), Privacy.RECORD) | {
        "reason": Privacy.FREE_TEXT, "ended_because": Privacy.FREE_TEXT,
    }  # fmt: skip
    retention = Retention.PARTICIPATION

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Mentor, null=True, blank=True, on_delete=models.PROTECT, related_name="families")
    from_on = models.DateField()
    until_on = models.DateField()
    reason = models.CharField(max_length=500)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=500, blank=True)
    named_at = models.DateTimeField()
    named_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["household_id", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["household"], condition=Q(ended_at__isnull=True), name="one_lead_a_household"),
            models.UniqueConstraint(fields=["mentor"], condition=Q(ended_at__isnull=True), name="one_household_a_mentor"),
            models.CheckConstraint(
                condition=Q(account__isnull=True, mentor__isnull=False) | Q(account__isnull=False, mentor__isnull=True),
                name="family_led_by_one_of_two",
            ),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="family_lead_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.account or self.mentor}"


class FamilyAgreement(Table):
    """That an adult agreed to be accompanied as part of the family by this lead, and how; taken back, never deleted.

    `on_screen`, spoken or on paper; without it nothing of this adult opens to the lead or is seen on the family's page.
    """

    privacy = dict.fromkeys(("how", "agreed_at", "agreed_by", "taken_back_at", "taken_back_by"), Privacy.RECORD)
    retention = Retention.PARTICIPATION

    lead = models.ForeignKey(FamilyLead, on_delete=models.PROTECT, related_name="agreements")
    member = models.ForeignKey(HouseholdMember, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=6, choices=AgreedHow)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()
    agreed_by = models.BigIntegerField(null=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["lead_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["lead", "member"], condition=Q(taken_back_at__isnull=True), name="one_family_agreement"),
        ]

    def __str__(self):
        return f"{self.member}"


class FamilyStep(Table):
    """A job step of an adult's own plan that they put on the family's page, by its line, which newer versions of the plan keep."""

    privacy = dict.fromkeys(("line", "shown_at", "shown_by", "taken_off_at"), Privacy.RECORD)
    retention = Retention.PARTICIPATION

    agreement = models.ForeignKey(FamilyAgreement, on_delete=models.PROTECT, related_name="steps")
    line = models.UUIDField()
    shown_at = models.DateTimeField()
    shown_by = models.BigIntegerField(null=True)
    taken_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["agreement_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "line"], condition=Q(taken_off_at__isnull=True), name="family_step_once"),
        ]

    def __str__(self):
        return f"{self.line}"


class SchoolFact(Fact):
    """How a child of the family takes part in school, on a day: its kind only, no school, no words, no name (S2-13)."""

    privacy = Fact.fact_privacy | {"schooling": Privacy.IDENTITY}
    retention = Retention.PARTICIPATION

    child = models.ForeignKey(HouseholdChild, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey(FamilyLead, on_delete=models.PROTECT, related_name="school_facts")
    schooling = models.CharField(max_length=12, choices=Schooling)

    class Meta:
        ordering = ["child_id", "valid_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "schooling", "valid_on"], condition=Q(retracted_at__isnull=True), name="one_school_fact_a_day"
            ),
        ]

    def __str__(self):
        return f"{self.get_schooling_display()} {self.valid_on}"
