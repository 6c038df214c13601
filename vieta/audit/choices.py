"""The words of the trail."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    READ = "read", _("Read")
    WRITE = "write", _("Changed")
    REFUSED = "refused", _("Was refused")
    SIGN_IN = "sign-in", _("Signed in or out")
