"""The words for reports."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    PREPARED = "prepared", _("Prepared, to be signed")
    SIGNED = "signed", _("Signed")
    RETURNED = "returned", _("Returned for mending")
