"""The words for mentors and duos."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Offer(TextChoices):
    """What somebody of the network offers to be (S4-10, S4-20)."""

    MENTOR = "mentor", _("Mentor")
    FAMILY = "family", _("Mentor or consultant of a family")
    VOLUNTEER = "volunteer", _("Volunteer for other tasks")


class Standing(TextChoices):
    """Where a mentor stands in one programme; the moments behind it are the truth the figures read."""

    APPLIED = "applied", _("Applied")
    INFORMED = "informed", _("Came to the information session")
    INTERVIEWED = "interviewed", _("Interviewed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Not accepted")
    ENDED = "ended", _("Stopped")


class MentorMoment(TextChoices):
    """What happened to a mentor in a programme on a day."""

    APPLIED = "applied", _("Applied")
    INFORMED = "informed", _("Came to the information session")
    INTERVIEWED = "interviewed", _("Interviewed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Not accepted")
    TRAINED = "trained", _("Completed the training")
    CONDUCT = "conduct", _("Signed the code of conduct")
    ENDED = "ended", _("Stopped")


class Side(TextChoices):
    """Who of a duo speaks."""

    MENTEE = "mentee", _("Mentee")
    MENTOR = "mentor", _("Mentor")


class KeptApart(TextChoices):
    """Why two people are not to be a duo."""

    VETO = "veto", _("Does not wish to")
    REFUSED = "refused", _("Refused after a first meeting")
    CONFLICT = "conflict", _("Conflict of interest")


class DuoState(TextChoices):
    """Where a duo stands in the eight steps; the moments behind it are the truth the figures read."""

    FORMED = "formed", _("First meeting to come")
    MET = "met", _("Both are asked whether they go on")
    REFUSED = "refused", _("Did not go on after the first meeting")
    ACCEPTED = "accepted", _("Agreement to sign")
    RUNNING = "running", _("Under way")
    ENDED = "ended", _("Ended, evaluation to come")
    CLOSED = "closed", _("Closed")


ALIVE = (DuoState.FORMED, DuoState.MET, DuoState.ACCEPTED, DuoState.RUNNING)


class DuoMoment(TextChoices):
    """What happened to a duo on a day."""

    FORMED = "formed", _("Formed at the matching meeting")
    MET = "met", _("First meeting")
    YES_MENTEE = "yes-mentee", _("The mentee goes on")
    YES_MENTOR = "yes-mentor", _("The mentor goes on")
    NO_MENTEE = "no-mentee", _("The mentee does not go on")
    NO_MENTOR = "no-mentor", _("The mentor does not go on")
    AGREED = "agreed", _("Agreement and code of conduct signed")
    EXTENDED = "extended", _("Extended")
    COMPLETED = "completed", _("Reached the agreed end")
    BROKEN_OFF = "broken-off", _("Broken off")
    CLOSED = "closed", _("Closed after evaluation")


class BrokenOff(TextChoices):
    """Why a duo ended before its time (S0-05); never a reproach to either."""

    WORK = "work", _("The mentee found work or training")
    TIME = "time", _("Too little time")
    MOVED = "moved", _("Moved away")
    HEALTH = "health", _("Health or care")
    GOALS = "goals", _("Different expectations")
    RELATION = "relation", _("The relation did not work")
    LOST_CONTACT = "lost-contact", _("Contact was lost")
    CONDUCT = "conduct", _("Breach of the code of conduct")
    OTHER = "other", _("Other reason")


class Going(TextChoices):
    """How it goes, in the words of one side."""

    VERY_WELL = "very-well", _("Very well")
    WELL = "well", _("Well")
    SO_SO = "so-so", _("So-so")
    BADLY = "badly", _("Badly")


class Item(TextChoices):
    """What a mentee may share with the mentor, item by item; nothing else is ever shown."""

    FIRST_NAME = "first-name", _("First name")
    LAST_NAME = "last-name", _("Last name")
    PHONE = "phone", _("Phone number")
    EMAIL = "email", _("E-mail address")
    MUNICIPALITY = "municipality", _("Town or municipality")
    AGE = "age", _("Age")
    LANGUAGES = "languages", _("Languages and levels")
    FIELDS = "fields", _("Fields of work wished for")
    INTERESTS = "interests", _("Interests")
    EDUCATION = "education", _("Highest education")
    GOALS = "goals", _("Goals and steps of the plan about work")
    CV = "cv", _("Own words about oneself")
