"""Where each role stands, and what the navigation of each place offers; an address that does not exist is not shown."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from vieta.base.viewer import Permission as P
from vieta.base.viewer import Viewer
from vieta.mentoring.queries import mentors_here
from vieta.mentoring.queries.family import leads_families
from vieta.web.parts.shell import REGISTER, Item, account_item, address, foot_item, place


def holds(*permissions: P) -> Callable[[Viewer], bool]:
    """The rule of an item for those whose role allows one of these somewhere."""
    return lambda viewer: any(viewer.scopes(permission) for permission in permissions)


AT_WORK = holds(P.COACH, P.REACH_OUT, P.TAKE_IN)
SEES_PROGRAMMES = holds(P.FOUND, P.SET_UP, P.SEE_FIGURES, P.MANAGE_MONEY, P.SIGN_REPORT)
AT_THE_LEAD = holds(P.FOUND, P.SET_UP, P.SEE_FIGURES, P.MANAGE_MONEY, P.SIGN_REPORT, P.MANAGE_ACCOUNTS, P.READ_TRAIL)

# In this order: who belongs to two places lands at the first, and finds the others' first pages (Today, Programmes) in their own menu.
# At most seven entries: more do not fit beside the name on a laptop.
place(
    "coordinator",
    _("Coordination"),
    view="flow",
    may=holds(P.COORDINATE),
    items=(
        Item(_("Flow"), "flow"),
        Item(_("Enquiries"), "enquiries", holds(P.TAKE_IN)),
        Item(_("People"), "people", AT_WORK),
        Item(_("Engagement"), "engagement"),
        Item(_("Mentors"), "mentors", mentors_here),
        Item(_("Matching"), "matching", mentors_here),
        Item(_("Duos"), "duos", mentors_here),
    ),
)
place(
    "coach",
    _("Support"),
    view="today",
    may=AT_WORK,
    items=(
        Item(_("Today"), "today"),
        Item(_("Calendar"), "calendar"),
        Item(_("People"), "people"),
        Item(_("Outreach"), "outreach", holds(P.REACH_OUT)),
        Item(_("Contacts"), "contacts", holds(P.REACH_OUT)),
        Item(_("Enquiries"), "enquiries", holds(P.TAKE_IN)),
        Item(_("Follow-ups"), "follow_ups", holds(P.COACH)),
    ),
)
place(
    "lead",
    _("Lead"),
    view="programmes",
    may=AT_THE_LEAD,
    items=(
        Item(_("Programmes"), "programmes", SEES_PROGRAMMES),
        Item(_("Organisations"), "organisations", holds(P.FOUND, P.SET_UP, P.MANAGE_ACCOUNTS)),
        Item(_("Accounts"), "accounts", holds(P.MANAGE_ACCOUNTS)),
        Item(_("Trail"), "trail", holds(P.READ_TRAIL)),
    ),
)
place(
    "funder",
    _("Results"),
    view="funder",
    may=holds(P.SEE_SAFE_FIGURES),
    items=(Item(_("Programmes"), "funder"), Item(_("Evaluations"), "evaluations")),
)
place(
    "mentor",
    _("Mentoring"),
    view="mentor",
    may=holds(P.MENTOR),
    items=(
        Item(_("My duos"), "mentor"),
        Item(_("My family"), "mentor_families", leads_families),
        Item(_("Dates and training"), "mentor_dates"),
        Item(_("Handbook"), "mentor_handbooks"),
        Item(_("About me"), "mentor_profile"),
    ),
)
place(
    "participant",
    _("My place"),
    view="me",
    may=holds(P.OWN_FILE),
    items=(
        Item(_("My place"), "me"),
        Item(_("My plan"), "my_plan"),
        Item(_("Who may read"), "my_access"),
        Item(_("My rights"), "my_rights"),
    ),
)

account_item(_("Find a colleague"), "colleagues", holds(P.REACH_OUT, P.COACH, P.TAKE_IN, P.COORDINATE, P.SET_UP))
account_item(_("Handbook"), "handbooks", holds(P.COACH))
account_item(_("Password"), "own_account")
account_item(_("Second factor"), "mfa_index", lambda viewer: viewer.organisation_id is not None)
foot_item(_("What Vieta is"), "about")
foot_item(_("Offer to mentor"), "offer_to_mentor")
foot_item(_("Figures"), "public_figures")
foot_item(_("Privacy"), "privacy")
foot_item(_("Accessibility"), "accessibility")


def own_address(viewer: Viewer) -> str:
    """Where somebody lands after signing in: the first place they belong to whose first page stands, else the home page."""
    for name in ("coordinator", "coach", "lead", "funder", "mentor", "participant"):
        one = REGISTER.places[name]
        if one.may(viewer):
            for entry in (Item(one.label, one.view), *one.items):
                if entry.may(viewer) and (where := address(entry.view)):
                    return where
    return address("home")
