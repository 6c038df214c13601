"""Short code lists of the field's standard classifications (ISCED 2011, DEGURBA, NUTS, ISCO-08)."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Isced(IntegerChoices):
    """Highest level of education completed (UNESCO, ISCED 2011)."""

    LESS_THAN_PRIMARY = 0, _("Less than primary (ISCED 0)")
    PRIMARY = 1, _("Primary (ISCED 1)")
    LOWER_SECONDARY = 2, _("Lower secondary (ISCED 2)")
    UPPER_SECONDARY = 3, _("Upper secondary (ISCED 3)")
    POST_SECONDARY = 4, _("Post-secondary, not tertiary (ISCED 4)")
    SHORT_TERTIARY = 5, _("Short-cycle tertiary (ISCED 5)")
    BACHELOR = 6, _("Bachelor's or equivalent (ISCED 6)")
    MASTER = 7, _("Master's or equivalent (ISCED 7)")
    DOCTORAL = 8, _("Doctoral (ISCED 8)")


class Degurba(IntegerChoices):
    """Degree of urbanisation of a municipality (Eurostat); 3 counts as rural in the ESF+ indicators."""

    CITY = 1, _("City")
    TOWN = 2, _("Town or suburb")
    RURAL = 3, _("Rural area")


class Gender(TextChoices):
    """Gender as the ESF+ Annex I breaks participants down (Reg. 2021/1057)."""

    WOMAN = "W", _("Woman")
    MAN = "M", _("Man")
    NON_BINARY = "N", _("Non-binary")


class RegionCategory(TextChoices):
    """Category of region in cohesion policy; sets the co-financing ceiling."""

    LESS_DEVELOPED = "less", _("Less developed")
    TRANSITION = "transition", _("Transition")
    MORE_DEVELOPED = "more", _("More developed")
