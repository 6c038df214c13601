"""Tables of how a programme mentors: its rhythm and rules, its standards, its versioned papers, what supports mentors."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.documents.models import Document, Fact
from vieta.enrolments.models import Enrolment
from vieta.programmes.models import Programme
from vieta.training.models import Curriculum

from ..choices import Paper, ResourceKind, Side, TrainingRule
from .network import Mentorship


def _between(least: int, most: int) -> list:
    return [MinValueValidator(least), MaxValueValidator(most)]


class MentoringSetUp(Table):
    """That a programme mentors, in which rhythm and by which rules; its lead sets them, every room above reads them here.

    Where `intergenerational`, a duo's two ages lie at least `age_gap` years apart; where `intercultural`, one of the two was born
    in another country. `training_days` counts from the agreement of the first duo and only where the rule is "within".
    """

    privacy = dict.fromkeys(
        (
            "every_days", "minutes", "months", "silent_after_days", "intervisions_due", "supervision_months", "training_rule",
            "training_days", "clearance_required", "intergenerational", "age_gap", "mentor_age_from", "mentee_age_until",
            "intercultural", "open_to_offers",
        ),
        Privacy.PUBLIC,
    )  # fmt: skip
    retention = Retention.REFERENCE

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="+")
    curriculum = models.ForeignKey(Curriculum, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    every_days = models.PositiveSmallIntegerField(default=7, validators=_between(1, 90))
    minutes = models.PositiveSmallIntegerField(default=120, validators=_between(15, 600))
    months = models.PositiveSmallIntegerField(default=6, validators=_between(1, 36))
    silent_after_days = models.PositiveSmallIntegerField(default=14, validators=_between(1, 180))
    intervisions_due = models.PositiveSmallIntegerField(default=2, validators=_between(0, 24))
    supervision_months = models.PositiveSmallIntegerField(default=2, validators=_between(1, 24))
    training_rule = models.CharField(max_length=6, choices=TrainingRule, default=TrainingRule.BEFORE)
    training_days = models.PositiveSmallIntegerField(default=0, validators=_between(0, 365))
    clearance_required = models.BooleanField(default=True)
    intergenerational = models.BooleanField(default=False)
    age_gap = models.PositiveSmallIntegerField(default=0, validators=_between(0, 60))
    mentor_age_from = models.PositiveSmallIntegerField(null=True, blank=True, validators=_between(16, 99))
    mentee_age_until = models.PositiveSmallIntegerField(null=True, blank=True, validators=_between(16, 99))
    intercultural = models.BooleanField(default=False)
    open_to_offers = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(intergenerational=False) | Q(age_gap__gt=0), name="generations_apart"),
            models.CheckConstraint(condition=Q(training_rule="before") | Q(training_days__gt=0), name="training_within_some_days"),
        ]

    def __str__(self):
        return f"{self.programme}"


class Standard(Table):
    """One thing a programme asks of a mentor or a mentee before it takes them in; ended, never deleted (S0-03)."""

    privacy = dict.fromkeys(("side", "position", "name", "help", "required", "ended_on"), Privacy.PUBLIC)
    retention = Retention.REFERENCE

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=Side)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("standard"), max_length=200)
    help = models.CharField(_("how one sees that it is met"), max_length=500, blank=True)
    required = models.BooleanField(_("required"), default=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["programme_id", "side", "position", "id"]

    def __str__(self):
        return self.name


class StandardMet(Fact):
    """Whether a mentor or a mentee meets a standard, as somebody saw on `valid_on`."""

    privacy = Fact.fact_privacy | {"met": Privacy.RECORD, "note": Privacy.FREE_TEXT}
    retention = Retention.PARTICIPATION

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="+")
    mentorship = models.ForeignKey(Mentorship, null=True, blank=True, on_delete=models.PROTECT, related_name="standards")
    enrolment = models.ForeignKey(Enrolment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    met = models.BooleanField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["standard_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mentorship__isnull=True, enrolment__isnull=False) | Q(mentorship__isnull=False, enrolment__isnull=True),
                name="standard_of_one_of_two",
            ),
            models.UniqueConstraint(
                fields=["standard", "mentorship"],
                condition=Q(retracted_at__isnull=True, mentorship__isnull=False),
                name="one_mark_a_mentor",
            ),
            models.UniqueConstraint(
                fields=["standard", "enrolment"], condition=Q(retracted_at__isnull=True, enrolment__isnull=False), name="one_mark_a_mentee"
            ),
        ]

    def __str__(self):
        return f"{self.standard}: {self.met}"


class Edition(Table):
    """One version of a paper of a programme: the handbook, the code of conduct, or the notice to mentors. The newest holds.

    The text is plain paragraphs; a line that begins with "# " is a heading. A published edition is never changed.
    """

    privacy = dict.fromkeys(("paper", "number", "title", "changes", "text", "published_at", "published_by"), Privacy.INTERNAL)
    retention = Retention.REFERENCE

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField(max_length=8, choices=Paper)
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=150)
    changes = models.CharField(_("what is new"), max_length=500, blank=True)
    text = models.TextField(_("text"), max_length=60_000, blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    published_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["programme_id", "paper", "-number"]
        constraints = [models.UniqueConstraint(fields=["programme", "paper", "number"], name="one_edition_a_number")]

    def __str__(self):
        return f"{self.title} ({self.number})"


class Receipt(Table):
    """That somebody said they have read an edition (S0-07)."""

    privacy = {"read_at": Privacy.RECORD}
    retention = Retention.ACCOUNT

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="receipts")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["edition_id", "read_at"]
        constraints = [models.UniqueConstraint(fields=["edition", "account"], name="one_receipt_an_edition")]

    def __str__(self):
        return f"{self.account} {self.read_at:%Y-%m-%d}"


class Resource(Table):
    """Something else that supports mentors: a link, a document or a text (S0-09); taken away, never deleted."""

    privacy = dict.fromkeys(("kind", "name", "about", "address", "added_at", "added_by", "taken_away_at"), Privacy.INTERNAL)
    retention = Retention.REFERENCE

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=ResourceKind)
    name = models.CharField(_("name"), max_length=150)
    about = models.TextField(_("text"), max_length=5000, blank=True)
    address = models.URLField(_("address"), max_length=500, blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.BigIntegerField(null=True)
    taken_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["programme_id", "name", "id"]

    def __str__(self):
        return self.name
