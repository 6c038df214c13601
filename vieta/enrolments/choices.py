"""The words for a stay in a programme."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where an enrolment stands; the events behind it are the truth the figures read."""

    ENQUIRY = "enquiry", _("Enquiry")
    ADMITTED = "admitted", _("Admitted")
    ACTIVE = "active", _("Active")
    LEFT = "left", _("Left")
    REFUSED = "refused", _("Not admitted")
    WITHDRAWN = "withdrawn", _("Withdrawn by the person")


OPEN_STATES = (State.ADMITTED, State.ACTIVE)
TAKEN_STATES = (State.ADMITTED, State.ACTIVE, State.LEFT)


class Moment(TextChoices):
    """What happened to an enrolment on a day. `entered` is the first form of support: the ESF start date."""

    ENQUIRED = "enquired", _("Enquiry")
    ADMITTED = "admitted", _("Admitted")
    REFUSED = "refused", _("Not admitted")
    WITHDREW = "withdrew", _("Withdrew the enquiry")
    ENTERED = "entered", _("Support began")
    LEFT = "left", _("Left")


class LeftBecause(TextChoices):
    COMPLETED = "completed", _("Completed as planned")
    WORK = "work", _("Began work")
    EDUCATION = "education", _("Began education or training")
    MOVED = "moved", _("Moved away")
    HEALTH = "health", _("Health or care")
    LOST_CONTACT = "lost-contact", _("Contact was lost")
    OWN_WISH = "own-wish", _("Own wish")
    DIED = "died", _("Died")
    PROGRAMME_END = "programme-end", _("The programme ended")


class Arm(TextChoices):
    """Whether a record is supported or only observed for comparison (evaluation studies)."""

    SUPPORTED = "supported", _("Supported")
    COMPARISON = "comparison", _("Comparison group")


class Asked(TextChoices):
    """Whether a characteristic has a value, told apart in every figure."""

    GIVEN = "given", _("Answered")
    DECLINED = "declined", _("Declined to say")
    UNKNOWN = "unknown", _("Does not know")
    NOT_ASKED = "not-asked", _("Not asked yet")


class Trait(TextChoices):
    """What is recorded at entry. The first nine are ESF+ Annex I point 1.1 and must be complete for a person to count."""

    GENDER = "gender", _("Gender")
    BIRTH_ON = "birth_on", _("Date of birth")
    LABOUR = "labour", _("Labour status")
    UNEMPLOYED_SINCE = "unemployed_since", _("Unemployed since")
    EDUCATION = "education", _("Highest education completed")
    IN_EDUCATION = "in_education", _("In education or training")
    DISABILITY = "disability", _("Disability")
    THIRD_COUNTRY = "third_country", _("Citizen of a country outside the EU, or stateless")
    FOREIGN_BACKGROUND = "foreign_background", _("Foreign background")
    MINORITY = "minority", _("Belongs to a minority, such as the Roma")
    HOUSING = "housing", _("Homeless or affected by housing exclusion")
    RURAL = "rural", _("Lives in a rural area")
    BARRIER = "barrier", _("Barrier met")
    EXCLUSION_RISK = "exclusion_risk", _("At risk of social exclusion")
    FORMER_SUPPORT = "former_support", _("Experience with support so far")
    INCOME = "income", _("Main income")
    EARNINGS_BEFORE = "earnings_before", _("Earnings in the year before entry")
    PRECARIOUS = "precarious", _("Works on a temporary or insecure contract")
    UNDEREMPLOYED = "underemployed", _("Works fewer hours than wanted")
    HOUSEHOLD_JOBLESS = "household_jobless", _("Nobody in the household works")
    HOUSEHOLD_CHILDREN = "household_children", _("Dependent children live in the household")
    HOUSEHOLD_ONE_ADULT = "household_one_adult", _("Only one adult lives in the household")


class Labour(TextChoices):
    """Labour status at entry; the three are a full partition (EECO02, EECO04, EECO05)."""

    UNEMPLOYED = "unemployed", _("Unemployed")
    INACTIVE = "inactive", _("Inactive (neither working nor seeking work)")
    EMPLOYED = "employed", _("Employed or self-employed")


class Barrier(TextChoices):
    EMPLOYMENT = "employment", _("To employment")
    EDUCATION = "education", _("To education")
    BOTH = "both", _("To employment and education")


class FormerSupport(TextChoices):
    """What people say of support they had before (S3-09)."""

    NONE = "none", _("Had none")
    NOT_ADEQUATE = "not-adequate", _("It was not adequate")
    DISAPPOINTED = "disappointed", _("Was disappointed by its quality")
    NOT_INFORMED = "not-informed", _("Was not informed of what there is")
    GOOD = "good", _("It helped")


class Income(TextChoices):
    NONE = "none", _("No income")
    LIVING_WAGE = "living-wage", _("Social assistance")
    BENEFIT = "benefit", _("Unemployment or other benefit")
    WORK = "work", _("Work")
    OTHER = "other", _("Other")


SPECIAL_TRAITS = frozenset({Trait.DISABILITY, Trait.MINORITY})
REQUIRED_TRAITS = (Trait.GENDER, Trait.BIRTH_ON, Trait.LABOUR, Trait.EDUCATION)
YES_NO_TRAITS = frozenset(
    {
        Trait.IN_EDUCATION,
        Trait.DISABILITY,
        Trait.THIRD_COUNTRY,
        Trait.FOREIGN_BACKGROUND,
        Trait.MINORITY,
        Trait.HOUSING,
        Trait.RURAL,
        Trait.EXCLUSION_RISK,
        Trait.PRECARIOUS,
        Trait.UNDEREMPLOYED,
        Trait.HOUSEHOLD_JOBLESS,
        Trait.HOUSEHOLD_CHILDREN,
        Trait.HOUSEHOLD_ONE_ADULT,
    }
)
# Asked only where a pack of indicators or a programme's own measure rests on them.
TRAITS_IF_COUNTED = frozenset(
    {Trait.PRECARIOUS, Trait.UNDEREMPLOYED, Trait.HOUSEHOLD_JOBLESS, Trait.HOUSEHOLD_CHILDREN, Trait.HOUSEHOLD_ONE_ADULT}
)


class UnequalState(TextChoices):
    LODGED = "lodged", _("Lodged")
    TAKEN_UP = "taken-up", _("Taken up by a lawyer")
    CLOSED = "closed", _("Closed")


class SupportedKind(TextChoices):
    """Which organisation a programme supported: counted as an entity, never as a person (EECO18, EECO19)."""

    PUBLIC = "public", _("Public administration or public service")
    ENTERPRISE = "enterprise", _("Micro, small or medium-sized enterprise, cooperative or social enterprise")
