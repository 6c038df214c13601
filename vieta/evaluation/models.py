"""The tables of commissioned evaluations: what was asked, the data given, what was found and what followed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.organisations.models import Organisation
from vieta.programmes.models import Programme

from .choices import Done, Stance


class Commission(Table):
    """An evaluation that somebody outside the programme's work is asked to make (S3-27)."""

    privacy = dict.fromkeys(
        ("number", "title", "questions", "from_on", "until_on", "due_on", "commissioned_at", "closed_on"), Privacy.INTERNAL
    )
    retention = Retention.PARTICIPATION

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    questions = models.TextField(max_length=4000)
    evaluator = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    due_on = models.DateField()
    commissioned_at = models.DateTimeField()
    commissioned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_evaluation_a_number"),
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="evaluated_period_has_days"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"


class Dataset(Table):
    """The anonymised data an evaluator was given, word for word as it was given; never changed."""

    privacy = dict.fromkeys(("as_of", "alike", "people", "columns", "left_out", "content", "checksum", "made_at"), Privacy.INTERNAL)
    retention = Retention.PARTICIPATION

    commission = models.OneToOneField(Commission, on_delete=models.PROTECT, related_name="dataset")
    as_of = models.DateField()
    alike = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    columns = models.JSONField()
    content = models.TextField()
    checksum = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(alike__gte=5), name="at_least_five_alike")]

    def __str__(self):
        return f"{self.commission} {self.as_of}"


class Finding(Table):
    """What an evaluator found, what they recommend, and to whom."""

    privacy = dict.fromkeys(("number", "text", "recommendation", "recorded_at"), Privacy.INTERNAL)
    retention = Retention.PARTICIPATION

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=4000)
    recommendation = models.TextField(max_length=2000)
    addressee = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["commission", "number"], name="one_finding_a_number")]

    def __str__(self):
        return f"{self.commission} / {self.number}"


class Response(Table):
    """What the one addressed says to a finding; given once."""

    privacy = dict.fromkeys(("stance", "text", "by_on", "given_at"), Privacy.INTERNAL)
    retention = Retention.PARTICIPATION

    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="response")
    stance = models.CharField(max_length=8, choices=Stance)
    text = models.TextField(max_length=2000)
    by_on = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(stance="disagree") | Q(by_on__isnull=False), name="a_promise_has_a_day")]

    def __str__(self):
        return f"{self.finding}: {self.stance}"


class Progress(Table):
    """One word on how far a promise has come; the last one counts."""

    privacy = dict.fromkeys(("state", "note", "on", "recorded_at"), Privacy.INTERNAL)
    retention = Retention.PARTICIPATION

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="progress")
    state = models.CharField(max_length=7, choices=Done)
    note = models.CharField(max_length=1000)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "id"]

    def __str__(self):
        return f"{self.finding}: {self.state}"
