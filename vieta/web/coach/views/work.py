"""Activities and notes of one file, writing a note, and opening a closed one for a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.activities import actions, queries
from vieta.activities.rules import default_confidentiality
from vieta.base.refusal import NotFound, Refused
from vieta.web.coach.file import file_page
from vieta.web.coach.forms.activities import NoteForm, OpenNoteForm
from vieta.web.coach.views.activities import day_of, number
from vieta.web.parts import forms

LINES = 30


def work(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """The contact log with the notes beside it."""
    context = file_page(request, enrolment_id, "work")
    viewer = request.viewer
    lines = queries.contact_log(viewer, enrolment_id, limit=LINES, until_on=day_of(request.GET.get("until"), None))
    notes = queries.notes_of(viewer, enrolment_id)
    minutes = queries.support_minutes([enrolment_id]).get(enrolment_id, 0)
    context |= {
        "planned": [line for line in reversed(lines) if line.state == "planned"],
        "older": lines[-1].on if len(lines) == LINES else None,
        "lines": [line for line in lines if line.state != "planned"],
        "notes": notes,
        "hours": round(minutes / 60, 1),
        "last": queries.last_contacts([enrolment_id]).get(enrolment_id),
        "next": queries.next_contact(viewer, enrolment_id),
        "signals": _signals(viewer, enrolment_id),
        "team": queries.professions_of(viewer, enrolment_id),
    }
    return render(request, "coach/work.html", context)


def _signals(viewer, enrolment_id: int) -> list[str]:
    """Why this person may be slipping away, in words."""
    return [card.why for card in queries.signals_of(viewer, enrolment_id)]


def note_new(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """A new note, about an activity or correcting an earlier note where the address says so."""
    context = file_page(request, enrolment_id, "work")
    activity_id = number(request.GET["activity"]) if "activity" in request.GET else None
    corrects_id = number(request.GET["corrects"]) if "corrects" in request.GET else None
    former = _former(request, enrolment_id, corrects_id)
    initial = {"confidentiality": default_confidentiality(request.viewer.profession), "text": former.text if former else ""}
    form = NoteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_note(
                by=request.viewer,
                at=request.at,
                enrolment_id=enrolment_id,
                activity_id=activity_id,
                corrects_id=corrects_id,
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The note is kept."))
            return redirect("work", enrolment_id=enrolment_id)
    title = _("Correct your note") if former else _("Write a note")
    cancel = reverse("work", args=[enrolment_id])
    return forms.answer(request, "coach/file_question.html", form, **context, title=title, button=_("Keep the note"), cancel=cancel)


def _former(request: HttpRequest, enrolment_id: int, corrects_id: int | None) -> queries.NoteCard | None:
    """The viewer's own earlier note, or 404."""
    if corrects_id is None:
        return None
    mine = [note for note in queries.notes_of(request.viewer, enrolment_id) if note.id == corrects_id and note.mine]
    if not mine:
        raise NotFound(f"note {corrects_id}")
    return mine[0]


def note_open(request: HttpRequest, enrolment_id: int, note_id: int) -> HttpResponse:
    """Asks a coordinator why a closed note must be opened; then shows it, this once."""
    context = file_page(request, enrolment_id, "work")
    cards = [note for note in queries.notes_of(request.viewer, enrolment_id) if note.id == note_id and note.may_open]
    if not cards:
        raise NotFound(f"note {note_id}")
    form = OpenNoteForm(request.POST or None)
    cancel = reverse("work", args=[enrolment_id])
    if request.method == "POST" and form.is_valid():
        try:
            note = actions.open_closed_note(by=request.viewer, at=request.at, note_id=note_id, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            answer = render(request, "coach/note_opened.html", context | {"note": note, "card": cards[0], "back": cancel})
            answer["Cache-Control"] = "no-store"
            return answer
    return forms.answer(
        request,
        "coach/note_open.html",
        form,
        **context,
        title=_("Open a closed note"),
        card=cards[0],
        button=_("Open it, this once"),
        cancel=cancel,
    )
