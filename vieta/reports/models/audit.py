"""Tables of samples drawn for audit and of what was found on each sampled record."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.people.models import Person

from ..choices import Method, Verdict
from .reports import Report


class Sample(Table):
    """A sample of those counted by one measure of a signed report, drawn so that anybody can draw it again from its seed."""

    privacy = dict.fromkeys(("measure", "method", "seed", "size", "population", "frame", "drawn_at"), Privacy.INTERNAL)
    retention = Retention.PARTICIPATION

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="samples")
    measure = models.CharField(max_length=40)
    method = models.CharField(max_length=10, choices=Method)
    seed = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    population = models.PositiveIntegerField()
    frame = models.CharField(max_length=64)  # checksum of the list of references that was drawn from
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-drawn_at", "-id"]

    def __str__(self):
        return f"{self.measure} {self.seed}"


class SampledRecord(Table):
    """One sampled person's record and what the auditor found on its evidence."""

    privacy = dict.fromkeys(("stratum", "position", "verdict", "judged_at"), Privacy.INTERNAL) | {"remark": Privacy.FREE_TEXT}
    retention = Retention.PARTICIPATION

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="records")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    stratum = models.CharField(max_length=80, blank=True)
    position = models.PositiveIntegerField()
    verdict = models.CharField(max_length=6, choices=Verdict, blank=True)
    remark = models.CharField(max_length=500, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sample_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "person"], name="once_in_a_sample"),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(judged_at__isnull=False, judged_by__isnull=False), name="judged_by_somebody"
            ),
        ]

    def __str__(self):
        return f"{self.position} {self.verdict}"
