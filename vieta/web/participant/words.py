"""The deeds of reading in words for the person who was read about."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# What was looked at, by the last part of the deed's name as the pages write it.
LOOKED_AT = {
    "enrolment": gettext_lazy("the first page of your file"),
    "entry": gettext_lazy("what was recorded when you came"),
    "admission": gettext_lazy("the decision on your admission"),
    "plan": gettext_lazy("your plan"),
    "reviews": gettext_lazy("your reviews"),
    "family": gettext_lazy("your family's plan"),
    "venture": gettext_lazy("the business of your own"),
    "file_mentor": gettext_lazy("your mentor and your wish"),
    "duo_opened": gettext_lazy("your duo, and what you share with your mentor"),
    "duos_listed": gettext_lazy("the list of duos with your name on it"),
    "work": gettext_lazy("what was done with you"),
    "outcomes": gettext_lazy("what changed for you"),
    "leave": gettext_lazy("your leaving"),
    "case_team": gettext_lazy("who works with you"),
    "file_documents": gettext_lazy("the list of your documents"),
    "file_document": gettext_lazy("one of your documents"),
    "unequal": gettext_lazy("experiences of unequal treatment"),
}


def look_in_words(deed: str) -> str:
    """What somebody looked at, in plain words."""
    found = LOOKED_AT.get(deed.rpartition(".")[2])
    return str(found) if found else _("your file")
