"""Who gets what at the addresses of families, of a business of one's own, and of requests for a mentor."""

from datetime import date

from tests.access.row import Row
from tests.cast import NOW, TODAY
from vieta.base.viewer import system
from vieta.mentoring.actions import children, family, requests
from vieta.mentoring.choices import Offer
from vieta.mentoring.models import Duo, Mentor
from vieta.plans import actions as plans
from vieta.plans.models import Milestone

JOB = system("test", TODAY)
ABOUT = {"by": JOB, "at": NOW}
STAFF = ("bram", "chloe", "dario", "edda", "farid", "greta")


def _file(world):
    return {"enrolment_id": world.enrolment.pk}


def _household(world):
    """Amina's family, whose plan Dario leads with her agreement."""
    household = family.form_family(**ABOUT, enrolment_id=world.enrolment.pk)
    Mentor.objects.filter(pk=world.mentor.pk).update(offer=Offer.FAMILY)
    named = {"mentor_id": world.mentor.pk, "until_on": date(2021, 12, 1), "reason": "Speaks her language."}
    family.name_lead(**ABOUT, household_id=household.pk, **_file(world), **named)
    return household


def _family(world):
    _household(world)
    return _file(world)


def _led(world):
    return {"household_id": _household(world).pk}


def _family_question(world):
    return _family(world) | {"what": "child"}


def _adult(world):
    household = _household(world)
    return {"what": "agreement", "number": household.members.get().pk}


def _family_part(world):
    return _file(world) | _adult(world)


def _child(world):
    household = _household(world)
    child = children.add_child(**ABOUT, household_id=household.pk, born_in=2012)
    return {"household_id": household.pk, "what": "school", "number": child.pk}


def _led_question(world):
    return _led(world) | {"what": "child"}


def _venture(world):
    plans.begin_venture(**ABOUT, **_file(world), idea="A bakery")
    return _file(world)


def _venture_question(world):
    return _venture(world) | {"what": "milestone"}


def _venture_part(world):
    _venture(world)
    return _file(world) | {"what": "reached", "number": Milestone.objects.get(kind="registration").pk}


def _request(world):
    Duo.objects.all().update(state="closed")
    row = requests.ask_for_mentor(**ABOUT, **_file(world), asked=requests.Asked("How to calculate a price"))
    return {"request_id": row.pk}


def _at_work(name, needs):
    return Row(name, needs, amina=403, bram=200, shows=frozenset({"bram"}))


def _own(name, needs=lambda world: {}):
    return Row(name, needs, amina=200, **dict.fromkeys(STAFF, 403))


def _mentors(name, needs=lambda world: {}):
    """A page of the mentor's place: Dario leads the family; before Amina agrees he sees nothing of her, and only her first name then."""
    return Row(name, needs, dario=200, **dict.fromkeys(("amina", "bram", "chloe", "edda", "farid", "greta"), 403))


def _coordinators(name, needs=lambda world: {}):
    """Nobody of the seven coordinates."""
    return Row(name, needs, **dict.fromkeys(("amina", "bram", "chloe", "dario", "edda", "farid", "greta"), 403))


ROWS = [
    Row("mentoring_quality", lambda world: {"code": world.programme.code}, amina=404, farid=200),
    _at_work("family", _family),
    _at_work("family_question", _family_question),
    _at_work("family_part", _family_part),
    _at_work("venture", _venture),
    _at_work("venture_question", _venture_question),
    _at_work("venture_part", _venture_part),
    Row("my_family", lambda world: _family(world) and {}, **dict.fromkeys(STAFF, 403), amina=200, shows=frozenset({"amina"})),
    _own("my_family_part", _adult),
    _own("my_venture", lambda world: _venture(world) and {}),
    _own("my_venture_of", _venture),
    _own("my_venture_question", _venture_question),
    _own("my_venture_part", _venture_part),
    _mentors("mentor_families", lambda world: _led(world) and {}),
    _mentors("mentor_family", _led),
    _mentors("mentor_family_question", _led_question),
    _mentors("mentor_family_part", _child),
    _coordinators("mentor_requests", lambda world: _request(world) and {}),
    _coordinators("mentor_request", _request),
]
