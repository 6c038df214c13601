"""Tables of how a programme is counted: packs chosen, national definitions, and the programme's own measures with their versions."""

from django.db import models
from django.db.models import Q

from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.programmes.models import Programme

from .choices import Anchor, Audience, CountsFrom, Subject


class Counting(Table):
    """How a programme is counted from a moment on: a change adds a row, so that earlier figures keep theirs."""

    privacy = dict.fromkeys(("packs", "counts_from", "audience", "recorded_at", "recorded_by"), Privacy.INTERNAL)
    retention = Retention.REFERENCE

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    packs = models.JSONField(default=list)
    counts_from = models.CharField(max_length=9, choices=CountsFrom, default=CountsFrom.ENTRY)
    audience = models.CharField(max_length=5, choices=Audience, default=Audience.ALL)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["programme_id", "id"]

    def __str__(self):
        return f"{self.programme} {self.recorded_at:%Y-%m-%d}"


class NationalDefinition(Table):
    """The text by which a state defines a characteristic, in force from a day; a new text is a new version."""

    privacy = dict.fromkeys(("subject", "number", "text", "source", "from_on", "recorded_at", "recorded_by"), Privacy.PUBLIC)
    retention = Retention.REFERENCE

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=20, choices=Subject)
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=2000)
    source = models.CharField(max_length=300, blank=True)
    from_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["programme_id", "subject", "-number"]
        constraints = [models.UniqueConstraint(fields=["programme", "subject", "number"], name="one_definition_a_number")]

    def __str__(self):
        return f"{self.get_subject_display()} {self.number}"


class OwnMeasure(Table):
    """A measure of a programme's own, by its code; what it counts is in its versions."""

    privacy = dict.fromkeys(("code", "ended_on"), Privacy.INTERNAL)
    retention = Retention.REFERENCE

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=20)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["programme_id", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_own_measure_a_code")]

    def __str__(self):
        return self.code


class OwnVersion(Table):
    """One version of an own measure, in force for days from `from_on` on; never changed, so that earlier figures keep theirs."""

    privacy = dict.fromkeys(("number", "name", "rule", "conditions", "from_on", "recorded_at", "recorded_by"), Privacy.INTERNAL)
    retention = Retention.REFERENCE

    measure = models.ForeignKey(OwnMeasure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    rule = models.CharField(max_length=500, blank=True)
    conditions = models.JSONField()
    from_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["measure_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "number"], name="one_version_a_number"),
            models.UniqueConstraint(fields=["measure", "from_on"], name="one_version_a_day"),
        ]

    def __str__(self):
        return f"{self.measure} {self.number}"


class Window(Table):
    """Outcomes that a version asks for: of these kinds, begun from a day of the person's on, up to so many days later (None: ever)."""

    privacy = dict.fromkeys(("kinds", "anchor", "days"), Privacy.INTERNAL)
    retention = Retention.REFERENCE

    version = models.ForeignKey(OwnVersion, on_delete=models.PROTECT, related_name="windows")
    kinds = models.JSONField()
    anchor = models.CharField(max_length=10, choices=Anchor)
    days = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["version_id", "id"]
        constraints = [models.CheckConstraint(condition=Q(days__isnull=True) | Q(days__lte=3660), name="window_within_ten_years")]

    def __str__(self):
        return f"{self.version} {self.anchor}"


class Release(Table):
    """A programme's figures of a day as a funder was shown them: frozen; a correction is another version of the same day.

    `figures` is what is shown, after disclosure control; `counted` what stands behind it, so that the next release is checked
    against this one; `proofs`, kept with what was released last, the worlds that prove that all releases together reveal nobody.
    Neither is ever shown to anybody.
    """

    privacy = dict.fromkeys(
        (
            "day", "number", "half_year", "threshold", "figures", "counted", "proofs", "checksum", "reason", "released_at", "released_by",
            "public_from", "made_public_by",
        ),
        Privacy.INTERNAL,
    )  # fmt: skip
    retention = Retention.PARTICIPATION

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    number = models.PositiveIntegerField()
    half_year = models.BooleanField()
    threshold = models.PositiveSmallIntegerField()
    figures = models.JSONField()
    counted = models.JSONField()
    proofs = models.JSONField(null=True)
    checksum = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True)
    released_at = models.DateTimeField()
    released_by = models.BigIntegerField(null=True)
    public_from = models.DateTimeField(null=True, blank=True)
    made_public_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["programme_id", "-day", "-number"]
        constraints = [models.UniqueConstraint(fields=["programme", "day", "number"], name="one_release_a_number")]

    def __str__(self):
        return f"{self.programme} {self.day} {self.number}"
