"""Tables of enrolments, their dated events, grounds, traits at entry, case teams and experiences of unequal treatment."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vieta.accounts.choices import Profession
from vieta.base.fields import EncryptedTextField
from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.documents.models import Fact
from vieta.organisations.models import Organisation
from vieta.people.models import Person
from vieta.programmes.models import Contract, Cycle, Ground, Municipality, Programme, Region

from .choices import Arm, Asked, LeftBecause, Moment, State, SupportedKind, Trait, UnequalState


class Enrolment(Table):
    """A person's stay in one programme with one provider; a re-entry is another enrolment of the same person."""

    privacy = dict.fromkeys(
        ("state", "arm", "enquired_on", "admitted_on", "entered_on", "left_on", "left_because", "decision_reason", "decided_by", "over_quota_reason"),
        Privacy.RECORD,
    ) | {"sort_name": Privacy.IDENTITY, "decision_reason": Privacy.FREE_TEXT, "left_note": Privacy.FREE_TEXT, "number": Privacy.RECORD}  # fmt: skip
    retention = Retention.PARTICIPATION

    number = models.CharField(max_length=60)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    arm = models.CharField(max_length=10, choices=Arm, default=Arm.SUPPORTED)
    state = models.CharField(max_length=9, choices=State, default=State.ENQUIRY)
    sort_name = models.CharField(max_length=210, editable=False)
    enquired_on = models.DateField(_("enquiry on"))
    admitted_on = models.DateField(_("admitted on"), null=True, blank=True)
    entered_on = models.DateField(_("support began on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    left_because = models.CharField(max_length=14, choices=LeftBecause, blank=True)
    left_note = models.CharField(max_length=1000, blank=True)
    decision_reason = models.CharField(max_length=1000, blank=True)
    decided_by = models.BigIntegerField(null=True, blank=True)
    over_quota_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["sort_name", "id"], name="enrolment_sort"),
            # how names begin, which PostgreSQL finds by signs, not by the language's order
            models.Index(fields=["sort_name"], name="enrolment_sort_begins", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["state", "sort_name", "id"], name="enrolment_state"),
            models.Index(fields=["programme", "sort_name", "id"], name="enrolment_programme"),
            models.Index(fields=["programme", "state", "sort_name", "id"], name="enrolment_list"),
            models.Index(fields=["provider", "state", "sort_name", "id"], name="enrolment_provider"),
            models.Index(fields=["person", "programme"], name="enrolment_person"),
            models.Index(fields=["state", "enquired_on"], name="enrolment_waiting"),
            models.Index(fields=["contract", "arm", "state"], name="enrolment_places"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_enrolment_a_number"),
            models.CheckConstraint(condition=Q(left_on__isnull=True) | Q(left_on__gte=F("entered_on")), name="left_after_entry"),
            models.CheckConstraint(condition=~Q(state="left") | Q(left_on__isnull=False), name="left_has_its_day"),
        ]

    def __str__(self):
        return self.number


class Event(Fact):
    """What happened to an enrolment on `valid_on`; never changed, only retracted and recorded anew."""

    privacy = Fact.fact_privacy | {"moment": Privacy.RECORD}
    retention = Retention.PARTICIPATION

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="events")
    moment = models.CharField(max_length=9, choices=Moment)

    class Meta:
        ordering = ["enrolment_id", "valid_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "moment"], condition=Q(retracted_at__isnull=True), name="one_standing_event_a_moment"
            ),
        ]

    def __str__(self):
        return f"{self.get_moment_display()} {self.valid_on}"


class GroundHeld(Fact):
    """That a ground or sub-ground was found to hold on the entry date, by whom and on what evidence."""

    privacy = Fact.fact_privacy | {"ground": Privacy.SPECIAL}
    retention = Retention.PARTICIPATION

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="grounds")
    ground = models.ForeignKey(Ground, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["enrolment_id", "ground__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "ground"], condition=Q(retracted_at__isnull=True), name="one_standing_ground"),
        ]

    def __str__(self):
        return f"{self.ground}"


class EntryTrait(Fact):
    """A characteristic at the moment of entry, with declined, unknown and not asked told apart and the source of each value."""

    privacy = Fact.fact_privacy | {"trait": Privacy.RECORD, "asked": Privacy.SPECIAL, "value": Privacy.SPECIAL}
    retention = Retention.PARTICIPATION

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="traits")
    trait = models.CharField(max_length=20, choices=Trait)
    asked = models.CharField(max_length=9, choices=Asked, default=Asked.GIVEN)
    value = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["enrolment_id", "trait", "id"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "trait"], condition=Q(retracted_at__isnull=True), name="one_standing_trait"),
            models.CheckConstraint(condition=Q(asked="given") | Q(value=""), name="only_answers_have_values"),
        ]

    def __str__(self):
        return f"{self.trait}: {self.value or self.asked}"


class CaseTeamMember(Table):
    """Somebody working with a person in one enrolment, in their profession, from when until when."""

    privacy = dict.fromkeys(("profession", "responsible", "from_on", "until_on"), Privacy.RECORD)
    retention = Retention.PARTICIPATION

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="team")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    profession = models.CharField(max_length=16, choices=Profession)
    responsible = models.BooleanField(default=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["enrolment_id", "-responsible", "id"]
        indexes = [models.Index(fields=["account", "until_on", "enrolment"], name="case_team_account")]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "account"], condition=Q(until_on__isnull=True), name="once_on_a_case_team"),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(until_on__isnull=True, responsible=True), name="one_responsible_a_case"
            ),
        ]

    def __str__(self):
        return f"{self.account}"


class UnequalTreatment(Table):
    """An experience of unequal treatment that a person lodged, to be handled by the lawyer (S3-30)."""

    privacy = dict.fromkeys(("happened_on", "lodged_at", "lodged_by", "state", "taken_up_at", "closed_at"), Privacy.RECORD) | {
        "place": Privacy.FREE_TEXT,
        "story": Privacy.SPECIAL,
        "family": Privacy.SPECIAL,
        "advice": Privacy.SPECIAL,
    }
    retention = Retention.SECRET_NOTE

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    family = models.CharField(max_length=12, blank=True)
    happened_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    story = EncryptedTextField()
    lodged_at = models.DateTimeField()
    lodged_by = models.BigIntegerField(null=True)
    lawyer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=UnequalState, default=UnequalState.LODGED)
    taken_up_at = models.DateTimeField(null=True, blank=True)
    advice = EncryptedTextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-lodged_at"]

    def __str__(self):
        return f"{self.get_state_display()} {self.lodged_at:%Y-%m-%d}"


class SupportedOrganisation(Fact):
    """That a programme supported an organisation itself from `valid_on` on; `owner` is a participant whose firm it is."""

    privacy = Fact.fact_privacy | {"kind": Privacy.RECORD, "what": Privacy.FREE_TEXT}
    retention = Retention.PARTICIPATION

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=SupportedKind)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=300)

    class Meta:
        ordering = ["programme_id", "valid_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation"], condition=Q(retracted_at__isnull=True), name="one_standing_support"
            ),
        ]

    def __str__(self):
        return f"{self.organisation}"
