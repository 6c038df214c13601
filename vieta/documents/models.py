"""The table of kept files, and the abstract fact with its evidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention

from .choices import Source


class Document(Table):
    """A kept file: its bytes lie outside the web root under a random name, checked by type, size and checksum."""

    privacy = {
        "name": Privacy.FREE_TEXT,
        "media_type": Privacy.RECORD,
        "size": Privacy.RECORD,
        "sha256": Privacy.RECORD,
        "kept_as": Privacy.SECRET,
        "uploaded_at": Privacy.RECORD,
        "uploaded_by": Privacy.RECORD,
        "withdrawn_at": Privacy.RECORD,
    }
    retention = Retention.PARTICIPATION

    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    kept_as = models.CharField(max_length=100, unique=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return self.name


class Fact(Table):
    """A value with its evidence: where it comes from, which document shows it, who certified it, when it held and when
    it was recorded. A fact is never changed: a correction retracts it and records a new one."""

    fact_privacy = dict.fromkeys(
        (
            "source",
            "certified_by",
            "valid_on",
            "recorded_at",
            "recorded_by",
            "retracted_at",
            "retracted_by",
            "retraction_reason",
        ),
        Privacy.RECORD,
    )

    source = models.CharField(_("source"), max_length=12, choices=Source, default=Source.DECLARED)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    certified_by = models.BigIntegerField(null=True, blank=True)
    valid_on = models.DateField(_("on"))
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    retracted_at = models.DateTimeField(null=True, blank=True)
    retracted_by = models.BigIntegerField(null=True, blank=True)
    retraction_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True
