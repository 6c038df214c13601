"""The words for programmes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartnerRole(TextChoices):
    LEAD = "lead", _("Lead organisation")
    PROVIDER = "provider", _("Provider")
    PARTNER = "partner", _("Partner")
    FUNDER = "funder", _("Funder")


class IntensiveRule(TextChoices):
    """When a person counts as being in intensive guidance and no longer only reached (S1-16)."""

    PLAN = "plan", _("when both have agreed a plan")
    SUPPORT = "support", _("when support has passed the short-support threshold")
    EITHER = "either", _("when both have agreed a plan or support has passed the short-support threshold")


class GroundRule(TextChoices):
    """What a ground is checked against on the entry date."""

    NONE = "", _("no check")
    AGE_AT_LEAST = "age-at-least", _("age of at least the given years")
    AGE_BELOW = "age-below", _("age below the given years")
    UNEMPLOYED = "unemployed", _("labour status unemployed")
    LOW_EDUCATION = "low-education", _("education of at most the given ISCED level")


class GroundFamily(TextChoices):
    """The discrimination ground a configured ground belongs to (S3-03); `other` is vulnerability in general (S1-09)."""

    SEX = "sex", _("Sex")
    AGE = "age", _("Age")
    DISABILITY = "disability", _("Disability")
    ETHNICITY = "ethnicity", _("Ethnicity")
    RELIGION = "religion", _("Religion")
    ORIENTATION = "orientation", _("Sexual orientation")
    OTHER = "other", _("Precarious situation")


class ObligationKind(TextChoices):
    """How an obligation of a contract is judged as met (S3-22)."""

    PERSONS = "persons", _("Persons supported")
    RESULTS = "results", _("Persons with a result")
    INDIVIDUAL = "individual", _("Individual consultations held")
    GROUP = "group", _("Group sessions held")
    STATEMENT = "statement", _("Stated as met, with a document")


class RestrictionKind(TextChoices):
    HEALTH = "health", _("Public-health limits")
    ACCESS = "access", _("Place closed or out of reach")
    OTHER = "other", _("Other limits")


class LegalBasis(TextChoices):
    """Article 6(1) GDPR."""

    CONSENT = "a", _("Consent (Art. 6(1)(a))")
    CONTRACT = "b", _("Contract (Art. 6(1)(b))")
    LEGAL_OBLIGATION = "c", _("Legal obligation (Art. 6(1)(c))")
    PUBLIC_TASK = "e", _("Task in the public interest (Art. 6(1)(e))")
    LEGITIMATE = "f", _("Legitimate interest (Art. 6(1)(f))")


class SpecialBasis(TextChoices):
    """Article 9(2) GDPR, for special categories."""

    NONE = "", _("No special categories")
    EXPLICIT_CONSENT = "a", _("Explicit consent (Art. 9(2)(a))")
    SOCIAL_LAW = "b", _("Employment and social protection law (Art. 9(2)(b))")
    PUBLIC_INTEREST = "g", _("Substantial public interest (Art. 9(2)(g))")
    CARE = "h", _("Health or social care (Art. 9(2)(h))")


class Headline(TextChoices):
    """The measures a programme promises targets for; how each is counted is the indicators' business."""

    REACHED = "reached", _("Persons reached")
    INTENSIVE = "intensive", _("Persons in intensive guidance")
    TRAJECTORY = "trajectory", _("Vocational or educational trajectories started")
    SUPPORTED = "supported", _("Persons supported")
    INCLUDED = "included", _("Persons included in employment or education")
    COMPARISON = "comparison", _("Persons in the comparison group")
    EARNING = "earning", _("Persons with earnings")


class UnitKind(TextChoices):
    """What a unit cost pays for; each is counted from what was held and who was there."""

    CONSULTATION_HOUR = "consultation-hour", _("Hour of individual consultation")
    CONSULTATION = "consultation", _("Individual consultation")
    GROUP_SESSION = "group-session", _("Group session")
    GROUP_HOUR = "group-hour", _("Hour of one person in a group session")
    DUO_MEETING = "duo-meeting", _("Meeting of a duo")
    PERSON = "person", _("Person supported")


class AwardKind(TextChoices):
    PRIZE = "prize", _("Prize")
    GRANT = "grant", _("Grant")
    DONATION = "donation", _("Donation")


class AwardPurpose(TextChoices):
    """What a prize or grant is for (S0-14)."""

    QUALITY = "quality", _("Quality of the work")
    REACH = "reach", _("Reaching more people")
    BRANCH = "branch", _("A branch")
