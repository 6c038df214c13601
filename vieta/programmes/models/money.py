"""Tables of money: shares, costs and their parts."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from vieta.base.privacy import Privacy
from vieta.organisations.models import Organisation

from .agreements import Contract
from .frame import Programme
from .reference import Reference


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
