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
    EARLY_START = "early-start", _("May begin before the training")
    CONDUCT = "conduct", _("Signed the code of conduct")
    ENDED = "ended", _("Stopped")


class TrainingRule(TextChoices):
    """When a mentor's training must be complete (S0-06)."""

    BEFORE = "before", _("Before the first duo")
    WITHIN = "within", _("Within some days after the first duo begins")


class Paper(TextChoices):
    """What a programme publishes in versions for its mentors."""

    HANDBOOK = "handbook", _("Handbook")
    CONDUCT = "conduct", _("Code of conduct")
    NOTICE = "notice", _("Notice to those who offer to mentor")


class ResourceKind(TextChoices):
    """In which form something supports mentors."""

    LINK = "link", _("Link")
    DOCUMENT = "document", _("Document")
    TEXT = "text", _("Text")


# Levels of a language (CEFR), as a mentor or a mentee says them, from the least to the first language.
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
DAYS = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}
PARTS = {"morning": _("morning"), "afternoon": _("afternoon"), "evening": _("evening")}
# Parts of the week, in the words the matching reads: mon-morning … sun-evening.
SLOTS = tuple(f"{day}-{part}" for day in DAYS for part in PARTS)


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
    UNDONE = "undone", _("Recorded by mistake")


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


class Came(TextChoices):
    """Who came to a meeting of a duo; blank while it is still to come."""

    BOTH = "both", _("We met")
    MENTEE_EXCUSED = "excused", _("The mentee sent word and could not come")
    MENTEE_ABSENT = "absent", _("The mentee did not come")
    MENTOR = "mentor", _("The mentor could not come")


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


# Items by which somebody can be found: shared by a person in hiding only when they were warned and said so again.
CONTACT_ITEMS = (Item.PHONE, Item.EMAIL, Item.MUNICIPALITY)


class Schooling(TextChoices):
    """How a child takes part in school; the effect only, in the order of a school life."""

    ENROLLED = "enrolled", _("Enrolled at a school")
    ATTENDS = "attends", _("Attends regularly")
    IRREGULARLY = "irregularly", _("Attends irregularly")
    MOVED_UP = "moved-up", _("Moved up a class")
    LEFT = "left", _("Left school")


class RequestAnswer(TextChoices):
    """What a coordinator answered to somebody who asked for a mentor."""

    LISTED = "listed", _("On the list for the next matching meeting")
    CHOSEN = "chosen", _("A mentor was chosen")
    NOT_NOW = "not-now", _("Not possible now")
