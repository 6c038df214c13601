"""Where matching meetings are held, and the meeting itself: the proposed duos, those left, what was decided."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound, Refused
from vieta.matching import actions, queries
from vieta.web.coach.standing import only_coordinators
from vieta.web.coordinator.forms.matching import CloseForm, MeetingForm
from vieta.web.parts import forms
from vieta.web.trail import listed

SIZE = 40
# What a question of the meeting may be told; said here, so that a page names only what differs.
PLAIN = {"meeting": None, "lede": "", "duo": None, "choice": None}


def matching(request: HttpRequest) -> HttpResponse:
    """The branches where the viewer holds matching meetings, and the meetings there were."""
    only_coordinators(request)
    context = {"title": _("Matching"), "branches": queries.branches(request.viewer), "meetings": queries.meetings(request.viewer)}
    return render(request, "coordinator/matching/matching.html", context)


def matching_meeting_new(request: HttpRequest) -> HttpResponse:
    """Prepares a meeting: branch, day, who is there."""
    only_coordinators(request)
    cards = [card for card in queries.branches(request.viewer) if card.open_meeting_id is None]
    names = [(f"{card.programme_id}-{card.organisation_id}", f"{card.programme}, {card.organisation}") for card in cards]
    form = MeetingForm(request.POST or None, branches=names, initial={"on": request.viewer.today, "present": request.viewer.name})
    if request.method == "POST" and form.is_valid():
        programme_id, organisation_id = map(int, form.cleaned_data["branch"].split("-"))
        told = {"on": form.cleaned_data["on"], "present": form.cleaned_data["present"]}
        try:
            row = actions.open_meeting(by=request.viewer, at=request.at, programme_id=programme_id, organisation_id=organisation_id, **told)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect("matching_meeting", meeting_id=row.pk)
    context = {"title": _("Prepare a matching meeting"), "button": _("Prepare the meeting"), "cancel": reverse("matching")}
    return forms.answer(request, "coordinator/matching/question.html", form, none_left=not names, **PLAIN, **context)


def matching_meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The meeting as it stands now; a part of the lists at a time."""
    only_coordinators(request)
    viewer = request.viewer
    card = queries.meeting(viewer, meeting_id)
    decided = queries.decisions(viewer, meeting_id)
    found = queries.laid_out(viewer, meeting_id) if card.closed_at is None else None
    number = _page_number(request)
    page = queries.page(viewer, found, first=(number - 1) * SIZE, most=SIZE) if found else None
    people = [one.person_id for one in decided]
    if page:
        people += [one.mentee.person_id for one in (*page.duos, *page.left)]
    listed(request, "matching.meeting_listed", people)
    context = {
        "title": _("Matching meeting"),
        "meeting": card,
        "page": page,
        "decided": decided,
        "no_rules": found is None and not card.closed_at,
    }
    return render(request, "coordinator/matching/meeting.html", context | _paging(page, number) | {"today": viewer.today})


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    return max(int(asked), 1) if asked.isdecimal() and len(asked) < 6 else 1


def _paging(page: queries.Page | None, number: int) -> dict:
    """The pages before and after this one, where the lists are longer than one page."""
    if page is None:
        return {"before": None, "after": None, "matched": 0}
    matched = len(page.bench.solved.pairs)
    last = max(matched, page.waiting - matched, 1)
    return {"before": number - 1 or None, "after": number + 1 if number * SIZE < last else None, "matched": matched}


def matching_meeting_close(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Ends the meeting."""
    only_coordinators(request)
    card = queries.meeting(request.viewer, meeting_id)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and forms.done(
        form, lambda: actions.close(by=request.viewer, at=request.at, meeting_id=meeting_id, note=form.cleaned_data["note"])
    ):
        messages.success(request, _("The meeting is over. Those left go on waiting."))
        return redirect("matching_meeting", meeting_id=meeting_id)
    where = reverse("matching_meeting", args=[meeting_id])
    context = {"title": _("End the meeting"), "button": _("End the meeting"), "cancel": where}
    return forms.answer(request, "coordinator/matching/question.html", form, **PLAIN | context | {"meeting": card, "none_left": False})


def matching_proof(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Why no other set of duos would match more people, checked anew, in plain words."""
    only_coordinators(request)
    found = queries.proof(request.viewer, meeting_id, _asked_number(request))
    context = {"title": _("Why no other set is better"), "proof": found, "meeting": queries.meeting(request.viewer, meeting_id)}
    return render(request, "coordinator/matching/proof.html", context)


def matching_proof_files(request: HttpRequest, meeting_id: int, number: int) -> HttpResponse:
    """The files of a proposal with its certificate, under pseudonyms."""
    only_coordinators(request)
    data = queries.bundle(request.viewer, meeting_id, number)
    listed(request, "matching.proof_taken", [one.person_id for one in queries.decisions(request.viewer, meeting_id)])
    answer = HttpResponse(data, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="proposal-{meeting_id}-{number}.zip"'
    return answer


def _asked_number(request: HttpRequest) -> int | None:
    asked = request.GET.get("number", "")
    if asked and not (asked.isdecimal() and len(asked) < 7):
        raise NotFound(asked)
    return int(asked) if asked else None
