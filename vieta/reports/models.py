"""The table of reports."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.programmes.models import Contract, Programme

from .choices import State


class Report(Table):
    """A report on a programme up to a day: its figures as counted then, with a checksum; who prepared and who signed it."""

    privacy = dict.fromkeys(
        ("number", "as_of", "state", "figures", "checksum", "prepared_at", "signed_at", "returned_reason", "note"), Privacy.INTERNAL
    )
    retention = Retention.PARTICIPATION

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    as_of = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.PREPARED)
    note = models.TextField(max_length=4000, blank=True)
    figures = models.JSONField()
    checksum = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    returned_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-prepared_at"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_report_a_number"),
            models.CheckConstraint(condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("prepared_by")), name="four_eyes"),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_by__isnull=False, signed_at__isnull=False), name="signed_by_somebody"
            ),
        ]

    def __str__(self):
        return f"{self.programme} {self.number}"
