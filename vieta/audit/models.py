"""The table of the trail; database triggers refuse changing or deleting its rows."""

from django.db import models

from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention

from .choices import Kind


class Entry(Table):
    """One deed or one look: plain ids instead of keys, so the trail never blocks a deletion."""

    privacy = dict.fromkeys(
        (
            "at",
            "kind",
            "deed",
            "account_id",
            "by",
            "table",
            "row_id",
            "person_id",
            "enrolment_id",
            "programme_id",
            "details",
            "previous_hash",
            "hash",
        ),
        Privacy.RECORD,
    )
    retention = Retention.TRAIL

    at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=Kind)
    deed = models.CharField(max_length=80)
    account_id = models.BigIntegerField(null=True)
    by = models.CharField(max_length=200)
    table = models.CharField(max_length=80, blank=True)
    row_id = models.CharField(max_length=64, blank=True)
    person_id = models.BigIntegerField(null=True)
    enrolment_id = models.BigIntegerField(null=True)
    programme_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["person_id", "-id"], name="entry_person"),
            models.Index(fields=["enrolment_id", "id"], name="entry_enrolment"),
            models.Index(fields=["account_id", "-id"], name="entry_account"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.by}: {self.deed}"

    def content(self) -> dict:
        """What the hash covers: everything but the hashes and the id."""
        names = [f.name for f in self._meta.concrete_fields if f.name not in ("id", "hash", "previous_hash")]
        values = {name: getattr(self, name) for name in names}
        return values | {"at": self.at.isoformat()}
