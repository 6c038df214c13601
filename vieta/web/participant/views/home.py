"""The first page of one's own place, and who may read one's file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from vieta.accounts.queries import Look, reads_of
from vieta.activities.queries import upcoming_for_person
from vieta.enrolments.queries import open_part
from vieta.mentoring.queries.own_duos import own_duos
from vieta.mentoring.queries.wishes import may_wish
from vieta.people.queries import own_readers
from vieta.plans import queries
from vieta.web.participant.place import own
from vieta.web.participant.words import look_in_words
from vieta.web.trail import opened

LOOKS = 100


@own
def me(request: HttpRequest) -> HttpResponse:
    """What waits for me, my next appointments, what I do next and who works with me."""
    stays = queries.own_stays(request.viewer)
    opened(request, "me.opened", person_id=request.viewer.person_id)
    context = {
        "title": _("My place"),
        "stays": stays,
        "appointments": upcoming_for_person(request.viewer, limit=5),
        "steps": queries.own_steps(request.viewer),
        "duos": own_duos(request.viewer),
        "may_wish": may_wish(request.viewer),
    }
    return render(request, "participant/me.html", context)


@own
def my_access(request: HttpRequest) -> HttpResponse:
    """Who may read my file and why, and who looked when."""
    person_id = request.viewer.person_id
    opened(request, "me.access_opened", person_id=person_id)
    stays, _programmes = open_part(request.viewer)
    looks = reads_of(request.viewer, person_id, limit=LOOKS, stays=stays)
    context = {
        "title": _("Who may read my file"),
        "readers": own_readers(request.viewer, stays=stays),
        "mentors": [one for one in own_duos(request.viewer) if one.duo.alive],
        "looks": [{"look": look, "name": _name(look), "what": look_in_words(look.deed)} for look in looks],
        "most": LOOKS,
    }
    return render(request, "participant/my_access.html", context)


def _name(look: Look) -> str:
    """Who looked; of one's mentor the first name, which is what a mentor is known by here."""
    return look.name.split()[0] if look.deed.startswith("mentor.") else look.name
