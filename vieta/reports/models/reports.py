"""Tables of reports and of what their checks found."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.programmes.models import Contract, Programme

from ..choices import Severity, State


class Report(Table):
    """A report on a programme up to a day: its figures as counted then, with a checksum; who prepared and who signed it.

    `part` says of which part of the programme it is: it opens to whoever sees all of that part, and is held against no other.
    A correction is a report of its own that names the one it corrects and says why; the corrected one stays as it was.
    """

    privacy = dict.fromkeys(
        (
            "number",
            "as_of",
            "state",
            "figures",
            "checksum",
            "prepared_at",
            "signed_at",
            "returned_reason",
            "note",
            "layout",
            "part",
            "correction_reason",
        ),
        Privacy.INTERNAL,
    )
    retention = Retention.PARTICIPATION

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    as_of = models.DateField()
    state = models.CharField(max_length=9, choices=State, default=State.PREPARED)
    note = models.TextField(max_length=4000, blank=True)
    figures = models.JSONField()
    checksum = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    layout = models.CharField(max_length=40, blank=True)
    part = models.JSONField(default=dict, blank=True)  # plain numbers of its `providers` and `regions`; empty where it is of the whole
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    correction_reason = models.CharField(max_length=500, blank=True)
    returned_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-prepared_at"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_report_a_number"),
            models.CheckConstraint(condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("prepared_by")), name="four_eyes"),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_by__isnull=False, signed_at__isnull=False), name="signed_by_somebody"
            ),
            models.CheckConstraint(condition=Q(corrects__isnull=True) | ~Q(correction_reason=""), name="a_correction_says_why"),
        ]

    def __str__(self):
        return f"{self.programme} {self.number}"


class Finding(Table):
    """What a check found on a report when it was prepared; a warning is answered with a reason, an error stops signing."""

    privacy = dict.fromkeys(("check_id", "severity", "words", "cells", "number", "reason", "noted_at"), Privacy.INTERNAL) | {
        "people": Privacy.LINK
    }
    retention = Retention.PARTICIPATION

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="findings")
    check_id = models.CharField(max_length=3)
    severity = models.CharField(max_length=7, choices=Severity)
    words = models.CharField(max_length=500)
    cells = models.JSONField(default=list)
    people = models.JSONField(default=list)  # plain numbers of persons, the first ones of `number`
    number = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=500, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["report_id", "id"]

    def __str__(self):
        return f"{self.check_id} {self.severity}"
