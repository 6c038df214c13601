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


# Occupations: major and sub-major groups (ILO, ISCO-08), a one-digit code above its two-digit ones.
ISCO = {
    "1": _("Managers"),
    "11": _("Chief executives, senior officials and legislators"),
    "12": _("Administrative and commercial managers"),
    "13": _("Production and specialised services managers"),
    "14": _("Hospitality, retail and other services managers"),
    "2": _("Professionals"),
    "21": _("Science and engineering professionals"),
    "22": _("Health professionals"),
    "23": _("Teaching professionals"),
    "24": _("Business and administration professionals"),
    "25": _("Information and communications technology professionals"),
    "26": _("Legal, social and cultural professionals"),
    "3": _("Technicians and associate professionals"),
    "31": _("Science and engineering associate professionals"),
    "32": _("Health associate professionals"),
    "33": _("Business and administration associate professionals"),
    "34": _("Legal, social, cultural and related associate professionals"),
    "35": _("Information and communications technicians"),
    "4": _("Clerical support workers"),
    "41": _("General and keyboard clerks"),
    "42": _("Customer services clerks"),
    "43": _("Numerical and material recording clerks"),
    "44": _("Other clerical support workers"),
    "5": _("Service and sales workers"),
    "51": _("Personal service workers"),
    "52": _("Sales workers"),
    "53": _("Personal care workers"),
    "54": _("Protective services workers"),
    "6": _("Skilled agricultural, forestry and fishery workers"),
    "61": _("Market-oriented skilled agricultural workers"),
    "62": _("Market-oriented skilled forestry, fishery and hunting workers"),
    "63": _("Subsistence farmers, fishers, hunters and gatherers"),
    "7": _("Craft and related trades workers"),
    "71": _("Building and related trades workers, excluding electricians"),
    "72": _("Metal, machinery and related trades workers"),
    "73": _("Handicraft and printing workers"),
    "74": _("Electrical and electronic trades workers"),
    "75": _("Food processing, wood working, garment and other craft workers"),
    "8": _("Plant and machine operators, and assemblers"),
    "81": _("Stationary plant and machine operators"),
    "82": _("Assemblers"),
    "83": _("Drivers and mobile plant operators"),
    "9": _("Elementary occupations"),
    "91": _("Cleaners and helpers"),
    "92": _("Agricultural, forestry and fishery labourers"),
    "93": _("Labourers in mining, construction, manufacturing and transport"),
    "94": _("Food preparation assistants"),
    "95": _("Street and related sales and service workers"),
    "96": _("Refuse workers and other elementary workers"),
    "0": _("Armed forces occupations"),
    "01": _("Commissioned armed forces officers"),
    "02": _("Non-commissioned armed forces officers"),
    "03": _("Armed forces occupations, other ranks"),
}

# Sections of the economy (Eurostat, NACE Rev. 2).
NACE = {
    "A": _("Agriculture, forestry and fishing"),
    "B": _("Mining and quarrying"),
    "C": _("Manufacturing"),
    "D": _("Electricity, gas, steam and air conditioning supply"),
    "E": _("Water supply, sewerage, waste and remediation"),
    "F": _("Construction"),
    "G": _("Wholesale and retail trade, repair of vehicles"),
    "H": _("Transportation and storage"),
    "I": _("Accommodation and food service"),
    "J": _("Information and communication"),
    "K": _("Finance and insurance"),
    "L": _("Real estate"),
    "M": _("Professional, scientific and technical work"),
    "N": _("Administrative and support services"),
    "O": _("Public administration and defence, social security"),
    "P": _("Education"),
    "Q": _("Health and social work"),
    "R": _("Arts, entertainment and recreation"),
    "S": _("Other services"),
    "T": _("Households as employers"),
    "U": _("International organisations"),
}
