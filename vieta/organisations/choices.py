"""The words for organisations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What an organisation is; partners of a programme are mostly municipal or civil society (S1-02)."""

    MUNICIPAL = "municipal", _("Municipal")
    CIVIL_SOCIETY = "civil-society", _("Civil society")
    PUBLIC_SERVICE = "public-service", _("Public service")
    COMPANY = "company", _("Company")
    FUND = "fund", _("Fund")
    RESEARCH = "research", _("Research or education")
