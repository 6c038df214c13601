"""Tables of persons, of who may read their file, and of what they were told."""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vieta.base.codes import Gender
from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.documents.models import Document
from vieta.organisations.models import Organisation
from vieta.programmes.models import Municipality, Programme, Purpose

from .choices import Channel, GrantPurpose, Level, NoticeForm, SchoolStage


class Person(Table):
    """A natural person; somebody met on the street may have no name yet, only how the worker remembers them."""

    privacy = (
        dict.fromkeys(("first_name", "last_name", "sort_name", "known_as", "birth_on", "gender"), Privacy.IDENTITY)
        | dict.fromkeys(("phone", "email", "address", "postcode", "channel", "safe_times"), Privacy.CONTACT)
        | dict.fromkeys(("reference", "entered_at", "merged_at"), Privacy.RECORD)
        | dict.fromkeys(("merge_reason", "apart_reason"), Privacy.FREE_TEXT)
        | {"hide_address": Privacy.SPECIAL, "languages": Privacy.IDENTITY, "interpreter": Privacy.IDENTITY}
    )
    retention = Retention.PARTICIPATION

    reference = models.CharField(max_length=12, unique=True)
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    known_as = models.CharField(_("remembered as"), max_length=100, blank=True)
    sort_name = models.CharField(max_length=210, db_index=True, editable=False)
    birth_on = models.DateField(_("date of birth"), null=True, blank=True)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender, blank=True)
    languages = models.JSONField(default=list, blank=True)
    interpreter = models.BooleanField(_("needs an interpreter"), default=False)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("how to reach"), max_length=10, choices=Channel, blank=True)
    safe_times = models.CharField(_("when not to contact"), max_length=200, blank=True)
    hide_address = models.BooleanField(_("hide address and send no letters or messages"), default=False)
    entered_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(null=True, blank=True)
    merge_reason = models.CharField(max_length=300, blank=True)
    # Why this is a file of its own although another looked like the same person's.
    apart_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "people"
        indexes = [models.Index(fields=["sort_name", "id"], name="person_sort")]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True, merged_at__isnull=True) | Q(merged_into__isnull=False, merged_at__isnull=False),
                name="merged_with_its_moment",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """The full name, or how the worker remembers somebody nameless, or the reference."""
        return f"{self.first_name} {self.last_name}".strip() or self.known_as or self.reference


class Merge(Table):
    """That two files were taken for one person's, from when until when: whoever counts as known on a former day counts by it."""

    privacy = dict.fromkeys(("merged_at", "parted_at"), Privacy.RECORD)
    retention = Retention.PARTICIPATION

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    into = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    merged_at = models.DateTimeField()
    parted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(parted_at__isnull=True), name="merged_into_one"),
        ]

    def __str__(self):
        return f"{self.person_id} {self.into_id}"


class SearchKey(Table):
    """A keyed hash (HMAC) of a spelling, birth date or phone number by which somebody is found again; shows no name."""

    privacy = {"key": Privacy.SECRET}
    retention = Retention.PARTICIPATION

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=24)

    class Meta:
        indexes = [models.Index(fields=["key", "person"], name="search_key")]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_key_a_person")]

    def __str__(self):
        return self.key

    @staticmethod
    def sealed(words: Iterable[str]) -> list[str]:
        """The keyed hashes of words, as they are stored and looked for."""
        secret = _secret()
        digests = (hmac.digest(secret, word.encode(), "sha256") for word in words)
        return [base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=") for digest in digests]


@cache
def _secret() -> bytes:
    return hashlib.sha256(b"vieta.people.SearchKey:" + settings.SECRET_KEY.encode()).digest()


class Grant(Table):
    """Who may read a file: an account, or the staff of an organisation; why, how far and until when. Ends by itself.

    `cause` and `cause_id` name what it hangs on in a room above, such as ("enrolment", 7), by word and plain id.
    """

    privacy = dict.fromkeys(
        ("level", "purpose", "reason", "cause", "cause_id", "from_on", "until_on", "given_by", "given_at", "ended_by", "ended_at"),
        Privacy.RECORD,
    )
    retention = Retention.PARTICIPATION

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level)
    purpose = models.CharField(max_length=10, choices=GrantPurpose)
    reason = models.CharField(max_length=300, blank=True)
    cause = models.CharField(max_length=20, blank=True)
    cause_id = models.BigIntegerField(null=True, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    given_by = models.BigIntegerField(null=True)
    given_at = models.DateTimeField()
    ended_by = models.BigIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "person"], name="grant_account"),
            models.Index(fields=["organisation", "person"], name="grant_organisation"),
            models.Index(fields=["person", "level"], name="grant_person"),
            # whole in the index: long lists ask it for every row
            models.Index(
                fields=["cause", "cause_id", "account", "organisation", "level", "programme", "from_on", "until_on"], name="grant_cause"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=True, organisation__isnull=False) | Q(account__isnull=False, organisation__isnull=True),
                name="grant_to_one_of_two",
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} ({self.get_level_display()})"


class NoticeGiven(Table):
    """That a person was told about a purpose, in which version and language, and for consent, that it was given or withdrawn."""

    privacy = dict.fromkeys(("form", "language", "given_on", "withdrawn_on", "recorded_at", "recorded_by"), Privacy.RECORD)
    retention = Retention.PARTICIPATION

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=8, choices=NoticeForm)
    language = models.CharField(max_length=8)
    given_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["person_id", "id"]

    def __str__(self):
        return f"{self.purpose} {self.given_on}"


class FiledDocument(Table):
    """A document laid in a person's file; `profession` closes it to all other professions.

    `cause` and `cause_id` name what it belongs to in a room above, as a grant does, so one provider never sees the other's.
    """

    privacy = dict.fromkeys(("profession", "level", "cause", "cause_id", "filed_at", "filed_by"), Privacy.RECORD)
    retention = Retention.PARTICIPATION

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.FILE)
    profession = models.CharField(max_length=16, blank=True)
    cause = models.CharField(max_length=20, blank=True)
    cause_id = models.BigIntegerField(null=True, blank=True)
    filed_at = models.DateTimeField()
    filed_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-filed_at"]
        indexes = [models.Index(fields=["cause", "cause_id"], name="filed_cause")]

    def __str__(self):
        return f"{self.document}"


class OwnPlace(Table):
    """The account with which a person reads their own file."""

    privacy = {"given_at": Privacy.RECORD, "given_by": Privacy.RECORD}
    retention = Retention.PARTICIPATION

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    given_at = models.DateTimeField()
    given_by = models.BigIntegerField(null=True)

    def __str__(self):
        return f"own place of {self.person}"


class OwnPart(Table):
    """That a house gave a person codes to its own part of their place; another house's part opens by its own (decision 18)."""

    privacy = {"given_at": Privacy.RECORD, "given_by": Privacy.RECORD}
    retention = Retention.PARTICIPATION

    place = models.ForeignKey(OwnPlace, on_delete=models.CASCADE, related_name="parts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    given_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "organisation"], name="one_part_a_house")]

    def __str__(self):
        return f"{self.place}: {self.organisation}"


class Household(Table):
    """People who live as one family. It has no name and no address, so that it tells nobody of a member who does not open to them."""

    privacy = dict.fromkeys(("reference", "begun_on", "recorded_at", "recorded_by"), Privacy.RECORD)
    retention = Retention.PARTICIPATION

    reference = models.CharField(max_length=12, unique=True)
    begun_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    def __str__(self):
        return self.reference


class HouseholdMember(Table):
    """An adult of a household, from when until when; `care` says why it is safe to name somebody in hiding here."""

    privacy = dict.fromkeys(("from_on", "until_on", "recorded_at", "recorded_by"), Privacy.RECORD) | {"care": Privacy.FREE_TEXT}
    retention = Retention.PARTICIPATION

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    care = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["household_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(until_on__isnull=True), name="one_household_a_person"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")), name="member_ends_after_start"
            ),
        ]

    def __str__(self):
        return f"{self.person}"


class HouseholdChild(Table):
    """A child of a household: a number in it, the year of birth or the stage at school. Never a name, never a file (GDPR Art. 5)."""

    privacy = dict.fromkeys(("number", "from_on", "until_on"), Privacy.RECORD) | dict.fromkeys(("born_in", "stage"), Privacy.IDENTITY)
    retention = Retention.PARTICIPATION

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="children")
    number = models.PositiveSmallIntegerField()
    born_in = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    stage = models.CharField(_("stage at school"), max_length=10, choices=SchoolStage, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["household_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["household", "number"], name="one_child_a_number"),
            models.CheckConstraint(condition=Q(born_in__isnull=False) | ~Q(stage=""), name="child_known_by_year_or_stage"),
        ]

    def __str__(self):
        return f"{self.number}"
