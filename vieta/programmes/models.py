"""Tables of programmes and everything agreed about them before the first person comes."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vieta.base.codes import Degurba, RegionCategory
from vieta.base.models import Table
from vieta.base.periods import days_after
from vieta.base.privacy import Privacy, Retention
from vieta.organisations.models import Organisation

from .choices import (
    GroundFamily,
    GroundRule,
    IntensiveRule,
    LegalBasis,
    ObligationKind,
    PartnerRole,
    RestrictionKind,
    SpecialBasis,
)


def _ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")), name=name)


class Reference(Table):
    """A table of what was agreed: no personal data in any of its own fields."""

    retention = Retention.REFERENCE

    class Meta:
        abstract = True


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
    safe_threshold = models.PositiveIntegerField(default=5)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


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
            _ends_after_start("period_ends_after_start"),
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
            _ends_after_start("cycle_ends_after_start"),
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


class Partner(Reference):
    """An organisation's part in a programme, and whether the agreement lets the lead see the names of its people."""

    privacy = dict.fromkeys(("role", "names_to_lead", "agreed_on", "from_on", "until_on"), Privacy.INTERNAL)

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=8, choices=PartnerRole)
    names_to_lead = models.BooleanField(default=False)
    agreed_on = models.DateField(null=True, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["programme_id", "organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "organisation", "role"], name="one_part_a_role"),
            _ends_after_start("partner_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.organisation} ({self.get_role_display()})"


class Contract(Reference):
    """What a provider was commissioned to do: region, days and number of persons (S3-01)."""

    privacy = dict.fromkeys(("number", "signed_on", "from_on", "until_on", "persons"), Privacy.INTERNAL)

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="contracts")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    signed_on = models.DateField()
    from_on = models.DateField()
    until_on = models.DateField()
    persons = models.PositiveIntegerField(validators=[MinValueValidator(1)])

    class Meta:
        ordering = ["programme_id", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_contract_a_number"),
            _ends_after_start("contract_ends_after_start"),
        ]

    def __str__(self):
        return self.number

    @property
    def last_on(self):
        """The last day, as people say it; the stored end is the day after."""
        return self.until_on and days_after(self.until_on, -1)


class Obligation(Reference):
    """One thing a contract asks for, counted by the engine or stated with a document (S3-22)."""

    privacy = dict.fromkeys(("name", "kind", "quantity", "due_on", "stated_on", "statement"), Privacy.INTERNAL)

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="obligations")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=ObligationKind)
    quantity = models.PositiveIntegerField(default=0)
    due_on = models.DateField()
    stated_on = models.DateField(null=True, blank=True)
    statement = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey("documents.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["contract_id", "id"]

    def __str__(self):
        return self.name


class FundingShare(Reference):
    """What part of every cost a funder carries; the shares of a programme sum to exactly 100 (S3-28)."""

    privacy = {"percent": Privacy.PUBLIC, "position": Privacy.PUBLIC}

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="shares")
    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    percent = models.DecimalField(
        max_digits=5, decimal_places=2, validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(100))]
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["programme_id", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["programme", "funder"], name="one_share_a_funder")]

    def __str__(self):
        return f"{self.funder} {self.percent} %"


class Cost(Reference):
    """An amount spent, in whole cents; its division among the funders follows from the shares."""

    privacy = dict.fromkeys(("on", "what", "cents", "recorded_at", "recorded_by", "withdrawn_at", "withdrawn_reason"), Privacy.INTERNAL)

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="costs")
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    what = models.CharField(max_length=200)
    cents = models.BigIntegerField(validators=[MinValueValidator(1)])
    document = models.ForeignKey("documents.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self):
        return self.what


class CostPart(Reference):
    """What one funder carries of one cost, fixed to the cent when the cost was recorded."""

    privacy = {"cents": Privacy.INTERNAL}

    cost = models.ForeignKey(Cost, on_delete=models.CASCADE, related_name="parts")
    share = models.ForeignKey(FundingShare, on_delete=models.PROTECT, related_name="+")
    cents = models.BigIntegerField()

    class Meta:
        ordering = ["cost_id", "share__position"]
        constraints = [models.UniqueConstraint(fields=["cost", "share"], name="one_part_a_share")]

    def __str__(self):
        return f"{self.cents}"


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


class Restriction(Reference):
    """A time in which delivery was restricted, such as under public-health limits (S3-15)."""

    privacy = dict.fromkeys(("kind", "name", "from_on", "until_on"), Privacy.PUBLIC)

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="restrictions")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=RestrictionKind)
    name = models.CharField(max_length=200)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["from_on"]
        constraints = [_ends_after_start("restriction_ends_after_start")]

    def __str__(self):
        return self.name

    @property
    def last_on(self):
        """The last day, as people say it; the stored end is the day after."""
        return self.until_on and days_after(self.until_on, -1)


class Ground(Reference):
    """A ground or sub-ground a programme admits on, with the check it is put to on the entry date (S1-09, S3-03..07)."""

    privacy = dict.fromkeys(("code", "name", "family", "rule", "limit", "special", "active", "position"), Privacy.PUBLIC)

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="grounds")
    under = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=150)
    family = models.CharField(max_length=12, choices=GroundFamily)
    rule = models.CharField(max_length=16, choices=GroundRule, blank=True)
    limit = models.PositiveIntegerField(null=True, blank=True)
    special = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["programme_id", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_ground_a_code")]

    def __str__(self):
        return self.name


class Purpose(Reference):
    """Why a programme processes data, on what legal basis, and the notice people get about it; a new text is a new version."""

    privacy = dict.fromkeys(
        ("code", "name", "legal_basis", "special_basis", "version", "notice", "required", "from_on", "until_on"), Privacy.PUBLIC
    )

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="purposes")
    code = models.SlugField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=1, choices=LegalBasis)
    special_basis = models.CharField(max_length=1, choices=SpecialBasis, blank=True)
    notice = models.TextField(max_length=5000)
    required = models.BooleanField(default=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["programme_id", "code", "version"]
        constraints = [models.UniqueConstraint(fields=["programme", "code", "version"], name="one_notice_a_version")]

    def __str__(self):
        return self.name


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
