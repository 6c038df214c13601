"""Tables of what was claimed by unit costs, each unit with the record that proves it."""

from django.conf import settings
from django.db import models

from vieta.activities.models import Activity
from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.people.models import Person
from vieta.programmes.models import Cost, Programme, UnitCost


class Claim(Table):
    """Units of one unit cost charged to a programme up to a day; its sum is recorded as a cost and divided among the funders."""

    privacy = dict.fromkeys(("number", "from_on", "until_on", "cents", "claimed_at", "withdrawn_at", "withdrawn_reason"), Privacy.INTERNAL)
    retention = Retention.PARTICIPATION

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    unit_cost = models.ForeignKey(UnitCost, on_delete=models.PROTECT, related_name="+")
    cost = models.ForeignKey(Cost, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    from_on = models.DateField()
    until_on = models.DateField()
    cents = models.BigIntegerField()
    claimed_at = models.DateTimeField()
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-claimed_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_claim_a_number")]

    def __str__(self):
        return f"{self.programme} {self.number}"


class ClaimedUnit(Table):
    """One unit that was charged: the activity (and the person there) that proves it, its day, minutes and amount."""

    privacy = dict.fromkeys(("on", "minutes", "cents"), Privacy.RECORD)
    retention = Retention.PARTICIPATION

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="units")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    minutes = models.PositiveIntegerField(default=0)
    cents = models.BigIntegerField()

    class Meta:
        ordering = ["claim_id", "on", "id"]
        indexes = [models.Index(fields=["person", "on"], name="claimed_person")]
        constraints = [models.UniqueConstraint(fields=["claim", "activity", "person"], name="once_in_a_claim")]

    def __str__(self):
        return f"{self.on}"
