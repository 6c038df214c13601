"""Tables of what partners and providers agreed: parts, contracts, obligations, times of restrictions."""

from django.core.validators import MinValueValidator
from django.db import models

from vieta.base.periods import days_after
from vieta.base.privacy import Privacy
from vieta.organisations.models import Organisation

from ..choices import ObligationKind, PartnerRole, RestrictionKind
from .frame import Cycle, Programme, Region
from .reference import Reference, ends_after_start


class Partner(Reference):
    """An organisation's part in a programme, and whether the agreement lets the lead see the names of its people; taken up
    again later it is another row."""

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
            models.UniqueConstraint(fields=["programme", "organisation", "role", "from_on"], name="one_part_a_role_and_day"),
            ends_after_start("partner_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.organisation} ({self.get_role_display()})"

    @property
    def last_on(self):
        """The last day, as people say it; the stored end is the day after."""
        return self.until_on and days_after(self.until_on, -1)


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
            ends_after_start("contract_ends_after_start"),
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
        constraints = [ends_after_start("restriction_ends_after_start")]

    def __str__(self):
        return self.name

    @property
    def last_on(self):
        """The last day, as people say it; the stored end is the day after."""
        return self.until_on and days_after(self.until_on, -1)
