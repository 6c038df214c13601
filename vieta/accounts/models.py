"""Tables of accounts, the roles they hold, team membership and one-time codes."""

from django.contrib.auth.models import AbstractBaseUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.organisations.models import Organisation, Speciality
from vieta.programmes.models import Programme, Region, Team

from .choices import Profession, Renewed
from .roles import ROLE_CHOICES


class Account(AbstractBaseUser):
    """Somebody who signs in: staff of a home organisation, or a participant with a place of their own."""

    privacy = {
        "username": Privacy.IDENTITY,
        "name": Privacy.IDENTITY,
        "email": Privacy.CONTACT,
        "password": Privacy.SECRET,
        "last_login": Privacy.RECORD,
        "profession": Privacy.PUBLIC,
        "language": Privacy.INTERNAL,
        "is_active": Privacy.RECORD,
        "is_staff": Privacy.RECORD,
        "is_superuser": Privacy.RECORD,
        "joined_at": Privacy.RECORD,
        "opens": Privacy.RECORD,
    }
    retention = Retention.ACCOUNT

    username = models.CharField(_("user name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail"), blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    profession = models.CharField(_("profession"), max_length=16, choices=Profession, blank=True)
    specialities = models.ManyToManyField(Speciality, blank=True, related_name="+")
    language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_superuser = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    # Of somebody's own place: the houses whose part the password opens, by plain id, so that no page asks a table for them.
    opens = models.JSONField(default=list, blank=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "id"]

    def __str__(self):
        return self.name

    def has_perm(self, perm, obj=None):
        """Django's own permissions serve only the admin's reference tables."""
        return self.is_active and self.is_superuser

    def has_module_perms(self, app_label):
        return self.is_active and self.is_superuser


class Assignment(Table):
    """A role held: by whom, in which organisation, programme and region (empty = all), from when until when."""

    privacy = dict.fromkeys(("role", "from_on", "until_on", "given_by"), Privacy.RECORD)
    retention = Retention.ACCOUNT

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=16, choices=ROLE_CHOICES)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    given_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["account_id", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")), name="role_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.account}: {self.get_role_display()}"


class TeamMember(Table):
    """An account's time in a team; the member keeps the home organisation and specialities of the account (S1-01)."""

    privacy = dict.fromkeys(("from_on", "until_on"), Privacy.RECORD)
    retention = Retention.ACCOUNT

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["team_id", "account__name"]
        constraints = [
            models.UniqueConstraint(fields=["team", "account", "from_on"], name="one_membership_a_start"),
            models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")), name="membership_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.account} in {self.team}"


class SignInCode(Table):
    """A code that signs an account in once, for people without e-mail; only its hash is kept.

    A code for somebody's own place names the house that gave it and opens that house's part (decision 18). One given in the place
    of what was taken back says so: its holder is told.
    """

    privacy = dict.fromkeys(("code_hash", "given_at", "expires_at", "used_at", "given_by", "renewed"), Privacy.SECRET)
    retention = Retention.ACCOUNT

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    given_at = models.DateTimeField()
    given_by = models.BigIntegerField(null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    renewed = models.CharField(max_length=8, choices=Renewed, blank=True)

    def __str__(self):
        return f"code for {self.account}"
