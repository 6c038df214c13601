"""The roles: what each permits, in one sentence for humans, and which two one person may not hold together."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vieta.base.viewer import Permission as P


class Role:
    """A named set of permissions; subclasses are the roles there are."""

    code: str
    name: str | Promise
    sentence: str | Promise
    permissions: frozenset[P] = frozenset()
    sees_special = False
    place = "coach"


class Outreach(Role):
    code, name = "outreach", _("Outreach worker")
    sentence = _("Logs talks on the street and turns them into enquiries.")
    permissions = frozenset({P.REACH_OUT, P.COACH})


class Intake(Role):
    code, name = "intake", _("Intake officer")
    sentence = _("Takes enquiries in, records grounds and decides on admission with a reason.")
    permissions = frozenset({P.REACH_OUT, P.TAKE_IN, P.COACH, P.READ_FILES, P.READ_SPECIAL})
    sees_special = True


class Coach(Role):
    code, name = "coach", _("Coach")
    sentence = _("Works with the people whose case team they are on, and sees only their files.")
    permissions = frozenset({P.REACH_OUT, P.TAKE_IN, P.COACH, P.READ_SPECIAL})
    sees_special = True


class Specialist(Role):
    code, name = "specialist", _("Specialist")
    sentence = _(
        "Psychologist, lawyer, career consultant or trainer: sees the people they work with; psychologists' and lawyers' notes stay theirs."
    )
    permissions = frozenset({P.COACH})
    sees_special = True


class Coordinator(Role):
    code, name = "coordinator", _("Coordinator")
    sentence = _("Sees the flow and the files of their own organisation, sets case teams and follows capacity.")
    permissions = frozenset({P.REACH_OUT, P.TAKE_IN, P.COACH, P.COORDINATE, P.READ_FILES, P.READ_SPECIAL, P.SEE_FIGURES, P.PREPARE_REPORT})
    sees_special = True
    place = "coordinator"


class Lead(Role):
    code, name = "lead", _("Lead")
    sentence = _("Sets up the programme and sees all its figures; sees names only where the agreement with a partner says so.")
    permissions = frozenset({P.FOUND, P.SET_UP, P.SEE_FIGURES, P.READ_NAMES, P.PREPARE_REPORT, P.MANAGE_MONEY})
    place = "lead"


class Finance(Role):
    code, name = "finance", _("Finance officer")
    sentence = _("Records funders, shares and costs; sees no names.")
    permissions = frozenset({P.MANAGE_MONEY, P.SEE_FIGURES})
    place = "lead"


class Signatory(Role):
    code, name = "signatory", _("Signatory")
    sentence = _("Signs reports that somebody else prepared.")
    permissions = frozenset({P.SIGN_REPORT, P.SEE_FIGURES})
    place = "lead"


class Funder(Role):
    code, name = "funder", _("Funder")
    sentence = _("Sees figures only, after disclosure control; never a person.")
    permissions = frozenset({P.SEE_SAFE_FIGURES})
    place = "funder"


class Administrator(Role):
    code, name = "administrator", _("Administrator")
    sentence = _("Gives and ends accounts and roles; sees no files.")
    permissions = frozenset({P.MANAGE_ACCOUNTS})
    place = "lead"


class ProtectionOfficer(Role):
    code, name = "protection", _("Data-protection officer")
    sentence = _("Reads the trail of who looked at and changed what.")
    permissions = frozenset({P.READ_TRAIL})
    place = "lead"


class Mentor(Role):
    code, name = "mentor", _("Mentor")
    sentence = _("Sees their own duos, and of the person they mentor only what that person agreed to share.")
    permissions = frozenset({P.MENTOR})
    place = "mentor"


class Participant(Role):
    code, name = "participant", _("Participant")
    sentence = _("Reads their own file, agrees to or changes their own plan, and sees who may read what.")
    permissions = frozenset({P.OWN_FILE})
    place = "participant"


ROLES: dict[str, type[Role]] = {role.code: role for role in Role.__subclasses__()}
ROLE_CHOICES = [(code, role.name) for code, role in ROLES.items()]
# Who certifies may not be who benefits; who signs may not be who prepares; who pays may not be who delivers.
RECORDING = frozenset({P.REACH_OUT, P.TAKE_IN, P.COACH, P.COORDINATE, P.MENTOR})
SIGNS_OR_PAYS = (Signatory, Finance, Funder)
INCOMPATIBLE: frozenset[frozenset[str]] = frozenset(
    frozenset(pair)
    for pair in (
        *((one.code, other.code) for one in SIGNS_OR_PAYS for other in ROLES.values() if other.permissions & RECORDING),
        ("signatory", "lead"),
        ("signatory", "finance"),
        ("signatory", "funder"),
        ("funder", "lead"),
        ("funder", "finance"),
        ("administrator", "protection"),
    )
)
