"""The words for outcomes and follow-ups."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What changed. Hard outcomes are labour or learning events, the others are changes of another kind (S3-18..20)."""

    JOB_SEARCH = "job-search", _("Started looking for work")
    EMPLOYMENT = "employment", _("Employment")
    SELF_EMPLOYMENT = "self-employment", _("Self-employment")
    EDUCATION = "education", _("Education or training")
    QUALIFICATION = "qualification", _("Qualification gained")
    NEW_CONTACTS = "new-contacts", _("New friends and contacts nearby")
    DAILY_ROUTINE = "daily-routine", _("Daily routine and readiness to go out")
    RIGHTS_AWARENESS = "rights-awareness", _("Understanding of own rights")
    CONFIDENCE = "confidence", _("Confidence in own abilities")
    SOCIAL_INTEGRATION = "social-integration", _("Integration in society")
    SOCIAL_LIFE = "social-life", _("Social life")
    RIGHTS_PROTECTION = "rights-protection", _("Own rights protected")
    HOME_CLIMATE = "home-climate", _("Climate at home")
    CHILD_EDUCATION = "child-education", _("Children's education")
    AFTER_SCHOOL = "after-school", _("Children's after-school activities")
    COMMUNITY = "community", _("The community around the person")
    STABLE_CONTRACT = "stable-contract", _("A stable contract instead of an insecure one")
    FULL_HOURS = "full-hours", _("Full hours instead of too few")
    HIGHER_SKILLS = "higher-skills", _("Work that asks for higher skills or more responsibility")
    PROMOTION = "promotion", _("Promotion")
    PAY_RISE = "pay-rise", _("Higher pay for the same work")


HARD_KINDS = (Kind.JOB_SEARCH, Kind.EMPLOYMENT, Kind.SELF_EMPLOYMENT, Kind.EDUCATION, Kind.QUALIFICATION)
WORK_KINDS = (Kind.EMPLOYMENT, Kind.SELF_EMPLOYMENT)
LABOUR_KINDS = (Kind.JOB_SEARCH, Kind.EMPLOYMENT, Kind.SELF_EMPLOYMENT)
SOFT_KINDS = (Kind.NEW_CONTACTS, Kind.DAILY_ROUTINE, Kind.RIGHTS_AWARENESS, Kind.CONFIDENCE)
SOCIAL_KINDS = (Kind.SOCIAL_INTEGRATION, Kind.SOCIAL_LIFE, Kind.RIGHTS_PROTECTION)
# Better work for somebody who had work at entry; a pay rise alone is none of what EECR06 counts.
BETTER_KINDS = (Kind.STABLE_CONTRACT, Kind.FULL_HOURS, Kind.HIGHER_SKILLS, Kind.PROMOTION, Kind.PAY_RISE)
FAMILY_KINDS = (Kind.HOME_CLIMATE, Kind.CHILD_EDUCATION, Kind.AFTER_SCHOOL)


class ContractKind(TextChoices):
    PERMANENT = "permanent", _("Permanent")
    FIXED_TERM = "fixed-term", _("Fixed term")
    TEMPORARY_AGENCY = "agency", _("Through a temporary agency")
    SUBSIDISED = "subsidised", _("Subsidised or sheltered")
    APPRENTICESHIP = "apprenticeship", _("Apprenticeship")
    SELF_EMPLOYED = "self-employed", _("Own business")


class Learning(TextChoices):
    """Which kind of trajectory was started (S1-20)."""

    VOCATIONAL = "vocational", _("Vocational")
    GENERAL = "general", _("General education")
    LANGUAGE = "language", _("Language")
    WORK_TRIAL = "work-trial", _("Learning at a workplace")


class FollowUpMoment(TextChoices):
    """When after leaving somebody is asked again."""

    DAYS_28 = "28-days", _("28 days after leaving")
    MONTHS_6 = "6-months", _("6 months after leaving")
    MONTHS_12 = "12-months", _("12 months after leaving")


class FollowUpAnswer(TextChoices):
    """What the person does when asked again."""

    IN_WORK = "in-work", _("In work")
    SELF_EMPLOYED = "self-employed", _("Self-employed")
    IN_EDUCATION = "in-education", _("In education or training")
    SEEKING = "seeking", _("Looking for work")
    INACTIVE = "inactive", _("Neither")
    NOT_REACHED = "not-reached", _("Could not be reached")
    DECLINED = "declined", _("Did not want to say")
