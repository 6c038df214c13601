"""The words of evidence."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """Where a value comes from (ESF+ Annex I notes: registers and informed estimates are told apart)."""

    DECLARED = "declared", _("Said by the person")
    DOCUMENT = "document", _("Shown in a document")
    REGISTER = "register", _("From a register")
    ESTIMATE = "estimate", _("Informed estimate by staff")
    TARGET_GROUP = "target-group", _("Follows from the target group")
