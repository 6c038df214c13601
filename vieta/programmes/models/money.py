"""Tables of money: shares, costs and their parts, unit costs, and prizes and grants with what was spent from them."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from vieta.base.periods import days_after
from vieta.base.privacy import Privacy
from vieta.organisations.models import Organisation

from ..choices import AwardKind, AwardPurpose, UnitKind
from .agreements import Contract
from .frame import Programme
from .reference import Reference, ends_after_start


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


class UnitCost(Reference):
    """The price agreed for one unit of work, paid by what can be counted and shown (Reg. (EU) 2021/1060, Art. 53(1)(b))."""

    privacy = dict.fromkeys(("kind", "name", "cents", "from_on", "until_on", "basis"), Privacy.INTERNAL)

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="unit_costs")
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=UnitKind)
    name = models.CharField(max_length=200)
    cents = models.BigIntegerField(validators=[MinValueValidator(1)])
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["programme_id", "from_on", "id"]
        constraints = [ends_after_start("unit_cost_ends_after_start")]

    def __str__(self):
        return self.name

    @property
    def last_on(self):
        """The last day, as people say it; the stored end is the day after."""
        return self.until_on and days_after(self.until_on, -1)


class Award(Reference):
    """A prize, grant or donation as a source of funds tied to a purpose (S0-14)."""

    privacy = dict.fromkeys(
        (
            "kind",
            "name",
            "giver",
            "cents",
            "received_on",
            "purpose",
            "words",
            "recorded_at",
            "recorded_by",
            "withdrawn_at",
            "withdrawn_reason",
        ),
        Privacy.INTERNAL,
    )

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="awards")
    kind = models.CharField(max_length=8, choices=AwardKind)
    name = models.CharField(max_length=200)
    giver = models.CharField(max_length=200)
    cents = models.BigIntegerField(validators=[MinValueValidator(1)])
    received_on = models.DateField()
    purpose = models.CharField(max_length=8, choices=AwardPurpose)
    words = models.CharField(max_length=500, blank=True)
    branch = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-received_on", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(purpose="branch") | Q(branch__isnull=False), name="branch_award_names_it")]

    def __str__(self):
        return self.name


class Spending(Reference):
    """What was paid from a prize or grant; never more than it holds, and never divided among the funders as well."""

    privacy = dict.fromkeys(("on", "what", "cents", "recorded_at", "recorded_by", "withdrawn_at", "withdrawn_reason"), Privacy.INTERNAL)

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="spendings")
    on = models.DateField()
    what = models.CharField(max_length=200)
    cents = models.BigIntegerField(validators=[MinValueValidator(1)])
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self):
        return self.what
