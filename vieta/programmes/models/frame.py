"""Tables of the programme itself: its periods, cycles, regions, municipalities, targets and teams."""

from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from vieta.base.codes import Degurba, RegionCategory
from vieta.base.periods import days_after
from vieta.base.privacy import Privacy
from vieta.organisations.models import Organisation

from ..choices import IntensiveRule
from ..rules import LEAST_HIDDEN
from .reference import Reference, ends_after_start

# The rules in force figures are counted by: columns of a programme that its lead sets and an export carries.
RULES = (
    "intensive_rule",
    "short_support_minutes",
    "silent_after_days",
    "stable_months",
    "result_kinds",
    "headline_measures",
    "safe_threshold",
)


class Programme(Reference):
    """An employment-inclusion programme with its identity in the fund's books and the rules in force (S3-29)."""

    privacy = dict.fromkeys(
        (
            "code",
            "name",
            "summary",
            "country",
            "fund",
            "operation",
            "specific_objective",
            "project_number",
            "visibility_text",
            "intensive_rule",
            "short_support_minutes",
            "silent_after_days",
            "stable_months",
            "result_kinds",
            "headline_measures",
            "safe_threshold",
        ),
        Privacy.PUBLIC,
    )

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("summary"), max_length=2000, blank=True)
    country = models.CharField(_("country"), max_length=2)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    fund = models.CharField(_("fund"), max_length=100, blank=True)
    operation = models.CharField(_("operational programme"), max_length=200, blank=True)
    specific_objective = models.CharField(_("specific objective"), max_length=40, blank=True)
    project_number = models.CharField(_("project number"), max_length=60, blank=True)
    visibility_text = models.CharField(_("visibility text"), max_length=300, blank=True)
    intensive_rule = models.CharField(max_length=8, choices=IntensiveRule, default=IntensiveRule.EITHER)
    short_support_minutes = models.PositiveIntegerField(default=480)
    silent_after_days = models.PositiveIntegerField(default=21)
    stable_months = models.PositiveIntegerField(default=3)
    result_kinds = models.JSONField(default=list)
    headline_measures = models.JSONField(default=list)
    safe_threshold = models.PositiveIntegerField(default=5, validators=[MinValueValidator(LEAST_HIDDEN)])

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=models.Q(safe_threshold__gte=LEAST_HIDDEN), name="few_persons_stay_hidden")]

    def __str__(self):
        return self.name

    def days(self) -> tuple[date, date] | None:
        """The first and the last day of its periods together; None before any was decided."""
        found = self.periods.aggregate(first=models.Min("from_on"), end=models.Max("until_on"))
        return (found["first"], days_after(found["end"], -1)) if found["first"] else None


class Period(Reference):
    """One decided period of a programme; an extension adds one and leaves the former untouched (S1-22)."""

    privacy = dict.fromkeys(("from_on", "until_on", "decided_on", "reason", "number"), Privacy.PUBLIC)

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="periods")
    number = models.PositiveIntegerField()
    from_on = models.DateField()
    until_on = models.DateField()
    decided_on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["programme_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_period_a_number"),
            ends_after_start("period_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.programme} {self.number}"

    @property
    def last_on(self):
        """The last day, as people say it; the stored end is the day after."""
        return self.until_on and days_after(self.until_on, -1)


class Cycle(Reference):
    """A stage of a programme in which the same set-up runs again."""

    privacy = dict.fromkeys(("name", "from_on", "until_on"), Privacy.PUBLIC)

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cycles")
    name = models.CharField(max_length=100)
    from_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        ordering = ["programme_id", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="one_cycle_a_name"),
            ends_after_start("cycle_ends_after_start"),
        ]

    def __str__(self):
        return self.name


class Region(Reference):
    """A part of the country that one provider serves at a time (S3-02)."""

    privacy = dict.fromkeys(("code", "name", "nuts", "category"), Privacy.PUBLIC)

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="regions")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=100)
    nuts = models.CharField(max_length=5, blank=True)
    category = models.CharField(max_length=12, choices=RegionCategory, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_region_a_code")]

    def __str__(self):
        return self.name


class Municipality(Reference):
    """A county, municipality or neighbourhood of a region, with its LAU code and degree of urbanisation."""

    privacy = dict.fromkeys(("code", "name", "lau", "degurba"), Privacy.PUBLIC)

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="municipalities")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=100)
    lau = models.CharField(max_length=20, blank=True)
    degurba = models.PositiveSmallIntegerField(choices=Degurba, null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "municipalities"
        constraints = [models.UniqueConstraint(fields=["region", "code"], name="one_municipality_a_code")]

    def __str__(self):
        return self.name


class Target(Reference):
    """What a period promised for one measure; the targets of a former period stay with it (S1-21, S1-22)."""

    privacy = dict.fromkeys(("measure", "value", "due_on"), Privacy.PUBLIC)

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="targets")
    measure = models.CharField(max_length=40)
    value = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    due_on = models.DateField()

    class Meta:
        ordering = ["period_id", "id"]
        constraints = [models.UniqueConstraint(fields=["period", "measure"], name="one_target_a_measure")]

    def __str__(self):
        return f"{self.measure} {self.value}"


class Team(Reference):
    """A team of one programme, out of members of several organisations (S1-01, S3-11)."""

    privacy = {"name": Privacy.PUBLIC}

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="teams")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="one_team_a_name")]

    def __str__(self):
        return self.name
