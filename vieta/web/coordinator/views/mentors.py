"""The mentor network: its list, one mentor's page, and everything that is done with a mentor."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vieta.audit.actions import record_read
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission
from vieta.mentoring import actions, queries
from vieta.mentoring.queries import MentorRow
from vieta.web import mentors as shared
from vieta.web.coordinator.forms import mentors as forms_of
from vieta.web.parts import forms, lists
from vieta.web.trail import listed


def takes_mentors_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for the intake and coordination of an organisation; to others it says so with 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.viewer.person_id is not None or not request.viewer.scopes(Permission.READ_FILES):
            raise PermissionDenied(_("This place is for those who take mentors in and coordinate them."))
        return view(request, *args, **kwargs)

    return guarded


def read(request: HttpRequest, deed: str, mentors: Iterable[int], **details: Any) -> None:
    """Tells the trail which mentors a page named."""
    if ids := sorted(set(mentors)):
        record_read(by=request.viewer, at=request.at, deed=deed, mentors=ids, **details)


class Network(lists.List):
    """The mentors of the viewer's network."""

    name = "mentors"
    filter_class = forms_of.NetworkFilter
    default_sort = "name"
    columns = (
        lists.Column(
            "name", gettext_lazy("Name"), lambda r: r.name, sort=("sort_name",), link=lambda r: reverse("mentor_page", args=[r.id])
        ),
        lists.Column("standing", gettext_lazy("Stands at"), lambda r: r.standing, tag=lambda r: "amber" if r.waits else "teal"),
        lists.Column("offer", gettext_lazy("Offers to be"), lambda r: r.offer_label),
        lists.Column("place", gettext_lazy("Town"), lambda r: r.place),
        lists.Column("languages", gettext_lazy("Languages"), lambda r: ", ".join(r.languages)),
        lists.Column("places", gettext_lazy("Duos"), lambda r: r.places),
        lists.Column("hindrances", gettext_lazy("In the way of a duo"), lambda r: r.hindrances, kind="long"),
        lists.Column("cleared", gettext_lazy("Clearance until"), lambda r: r.cleared_until, kind="date"),
    )

    def __init__(self, request: HttpRequest, **given: Any):
        super().__init__(request, **given)
        offered = [(str(pk), name) for pk, _code, name in given["programmes"]]
        self.filter.fields["programme"].choices = [("", _("All")), *offered]
        self.filter.full_clean()
        self.valid = self.filter.is_valid()

    def rows(self):
        wanted = dict(self.wanted)
        programme = int(wanted.pop("programme") or 0) or None
        return queries.network(self.request.viewer, programme=programme, **wanted)

    def cards(self, rows) -> list[MentorRow]:
        read(self.request, "mentors.listed", [row.pk for row in rows])
        return queries.mentor_rows(self.request.viewer, rows)

    def exported(self) -> None:
        filters = sorted(name for name, value in self.wanted.items() if value)
        record_read(by=self.request.viewer, at=self.request.at, deed="mentors.exported", filters=filters)


@takes_mentors_in
def mentors(request: HttpRequest) -> HttpResponseBase:
    """The network, with what runs out."""
    programmes = queries.mentoring_programmes(request.viewer, Permission.READ_FILES)
    out = queries.clearances_running_out(request.viewer)
    read(request, "mentors.running_out", [pk for pk, _name, _day in out])
    context = {"title": _("Mentors"), "running_out": out, "today": request.viewer.today, "programmes": programmes}
    return Network(request, programmes=programmes).respond("coordinator/mentors.html", **context)


@takes_mentors_in
def mentor_page(request: HttpRequest, mentor_id: int) -> HttpResponse:
    """One mentor: profile, where they stand, checklist, training, clearance, pauses, duos, supervision."""
    card = _opened(request, mentor_id)
    parts = [_with_support(request, part) for part in card.parts]
    return render(request, "coordinator/mentor.html", {"title": card.name, "card": card, "parts": parts})


def _with_support(request: HttpRequest, part: queries.PartCard) -> dict[str, Any]:
    """A mentor's part in a programme with its checklist, training, gatherings and tasks."""
    tasks, duos = queries.tasks(request.viewer, part.id), queries.duos_with(request.viewer, part.id)
    listed(request, "mentors.duos", [duo.person_id for duo in duos])
    return {
        "part": part,
        "duos": duos,
        "lines": queries.checklist(request.viewer, part.id),
        "progress": queries.progress(request.viewer, part.id),
        "supervised": queries.supervised(request.viewer, part.id),
        "tasks": tasks,
        "minutes": sum(task.minutes for task in tasks),
    }


@takes_mentors_in
def mentor_edit(request: HttpRequest, mentor_id: int) -> HttpResponseBase:
    """What the mentor says of themself, changed for them."""
    card = _opened(request, mentor_id)
    form = shared.ProfileForm(request.POST or None, initial=shared.said(card))
    if request.method == "POST" and forms.done(
        form, lambda: actions.describe(by=request.viewer, at=request.at, mentor_id=mentor_id, profile=form.profile)
    ):
        messages.success(request, _("The profile was changed."))
        return redirect("mentor_page", mentor_id=mentor_id)
    return _asked(request, form, card, _("Change the profile"), _("Save"))


@takes_mentors_in
@never_cache
def mentor_sign_in(request: HttpRequest, mentor_id: int) -> HttpResponse:
    """Gives the mentor their own place, or a new code for it; the code is shown on this one page, once."""
    card = _opened(request, mentor_id)
    given, refused = None, ""
    if request.method == "POST":
        try:
            given = actions.open_sign_in(by=request.viewer, at=request.at, mentor_id=mentor_id)
        except Refused as refusal:
            refused = str(refusal.reason)
    context = {"title": _("Their own place"), "card": card, "given": given, "refused": refused}
    return render(request, "coordinator/mentor_sign_in.html", context, status=422 if refused else 200)


@dataclass(frozen=True)
class Deed:
    """One question about a mentor: its words, its form and the action it calls."""

    title: Any
    form: type[forms.Form]
    action: Callable
    done: Any
    button: Any
    danger: bool = False
    today: tuple[str, ...] = field(default=("on",))


WITH_MENTOR = {
    "clearance": Deed(
        gettext_lazy("Clearance seen"), forms_of.ClearanceForm, actions.record_clearance, gettext_lazy("It is written down that it was seen."),
        gettext_lazy("Write it down"), today=("checked_on",),
    ),
    "pause": Deed(
        gettext_lazy("A pause"), forms_of.PauseForm, actions.pause, gettext_lazy("The pause is written down."), gettext_lazy("Write it down"),
        today=("from_on",),
    ),
    "leave": Deed(
        gettext_lazy("Leaves the network"), forms_of.LeaveForm, actions.leave_network, gettext_lazy("They have left the network."),
        gettext_lazy("Leave the network"), danger=True,
    ),
}  # fmt: skip
IN_PROGRAMME = {
    "informed": Deed(
        gettext_lazy("Came to the information session"), forms_of.DayForm, actions.inform, gettext_lazy("It is written down."),
        gettext_lazy("Write it down"),
    ),
    "interview": Deed(
        gettext_lazy("Interview"), forms_of.InterviewForm, actions.interview, gettext_lazy("The interview is written down."),
        gettext_lazy("Keep the interview"),
    ),
    "accept": Deed(
        gettext_lazy("Accept the mentor"), forms_of.AcceptForm, actions.accept, gettext_lazy("The mentor is accepted."), gettext_lazy("Accept"),
    ),
    "decline": Deed(
        gettext_lazy("Not accept the mentor"), forms_of.DecisionForm, actions.decline, gettext_lazy("The decision is written down."),
        gettext_lazy("Not accept"), danger=True,
    ),
    "places": Deed(
        gettext_lazy("How many duos at once"), forms_of.CapacityForm, actions.set_capacity, gettext_lazy("It was changed."), gettext_lazy("Save"),
    ),
    "early-start": Deed(
        gettext_lazy("Begin before the training"), forms_of.ReasonForm, actions.let_start_early,
        gettext_lazy("They may begin; the reason is written down."), gettext_lazy("Let them begin"),
    ),
    "training": Deed(
        gettext_lazy("Recognise training from elsewhere"), forms_of.DecisionForm, actions.recognise_training,
        gettext_lazy("The training is recognised."), gettext_lazy("Recognise it"),
    ),
    "conduct": Deed(
        gettext_lazy("Signed the code of conduct"), forms_of.ConductForm, actions.sign_conduct, gettext_lazy("The signature is written down."),
        gettext_lazy("Write it down"),
    ),
    "task": Deed(
        gettext_lazy("What they did"), forms_of.TaskForm, actions.log_task, gettext_lazy("Thank you; it is written down."),
        gettext_lazy("Write it down"),
    ),
    "end": Deed(
        gettext_lazy("Stops in this programme"), forms_of.DecisionForm, actions.end_mentorship,
        gettext_lazy("They have stopped; they stay in the network."), gettext_lazy("Stop"), danger=True,
    ),
}  # fmt: skip


@takes_mentors_in
def mentor_deed(request: HttpRequest, mentor_id: int, what: str) -> HttpResponseBase:
    """One deed with a mentor of the network."""
    card = _opened(request, mentor_id)
    if what == "programme":
        return _join(request, card)
    return _deed(request, card, WITH_MENTOR.get(what), {"mentor_id": mentor_id})


@takes_mentors_in
def mentorship_deed(request: HttpRequest, mentor_id: int, mentorship_id: int, what: str) -> HttpResponseBase:
    """One deed with a mentor in a programme."""
    card = _opened(request, mentor_id)
    part = _part(card, mentorship_id)
    initial = {"capacity": part.ready.capacity, "version": part.conduct_number}
    return _deed(request, card, IN_PROGRAMME.get(what), {"mentorship_id": mentorship_id}, initial)


@takes_mentors_in
def mentor_checklist(request: HttpRequest, mentor_id: int, mentorship_id: int) -> HttpResponseBase:
    """The standards, one by one."""
    card = _opened(request, mentor_id)
    part = _part(card, mentorship_id)
    lines = queries.checklist(request.viewer, mentorship_id)
    problem = ""
    if request.method == "POST":
        try:
            actions.mark_standards(
                by=request.viewer,
                at=request.at,
                mentorship_id=mentorship_id,
                marks=shared.marks_of(request.POST, [line.id for line in lines]),
            )
        except Refused as refusal:
            problem = str(refusal.reason)
        else:
            messages.success(request, _("The checklist is kept."))
            return redirect("mentor_page", mentor_id=mentor_id)
    context = {"title": _("Checklist"), "card": card, "part": part, "problem": problem, **shared.sheet(lines, request.POST)}
    return render(request, "coordinator/mentor_checklist.html", context, status=422 if problem else 200)


@takes_mentors_in
@require_POST
def mentor_pause_end(request: HttpRequest, mentor_id: int, pause_id: int) -> HttpResponse:
    """Ends a pause."""
    return _posted(request, mentor_id, lambda: actions.end_pause(by=request.viewer, at=request.at, mentor_id=mentor_id, pause_id=pause_id))


@takes_mentors_in
@require_POST
def mentor_task_back(request: HttpRequest, mentor_id: int, task_id: int) -> HttpResponse:
    """Takes a task back that was written down by mistake."""
    reason = _("Written down by mistake.")
    return _posted(request, mentor_id, lambda: actions.take_task_back(by=request.viewer, at=request.at, task_id=task_id, reason=reason))


def _posted(request: HttpRequest, mentor_id: int, deed: Callable[[], Any]) -> HttpResponse:
    try:
        deed()
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("It was changed."))
    return redirect("mentor_page", mentor_id=mentor_id)


def _opened(request: HttpRequest, mentor_id: int) -> queries.MentorCard:
    card = queries.mentor(request.viewer, mentor_id)
    read(request, "mentors.opened", [mentor_id])
    return card


def _part(card: queries.MentorCard, mentorship_id: int) -> queries.PartCard:
    part = next((one for one in card.parts if one.id == mentorship_id), None)
    if part is None:
        raise NotFound(f"mentorship {mentorship_id}")
    return part


def _deed(request: HttpRequest, card: queries.MentorCard, deed: Deed | None, whose: dict, initial: dict | None = None) -> HttpResponseBase:
    if deed is None:
        raise Http404
    started = (initial or {}) | dict.fromkeys(deed.today, request.viewer.today)
    form = deed.form(request.POST or None, initial=started)
    if request.method == "POST" and forms.done(form, lambda: deed.action(by=request.viewer, at=request.at, **whose, **form.cleaned_data)):
        messages.success(request, deed.done)
        return redirect("mentor_page", mentor_id=card.id)
    return _asked(request, form, card, deed.title, deed.button, danger=deed.danger)


def _join(request: HttpRequest, card: queries.MentorCard) -> HttpResponseBase:
    """One more programme of the viewer's branch, without typing the profile again."""
    mine = request.viewer.organisation_id
    there = {part.programme_id for part in card.parts if part.open or part.accepted}
    branches = [one for one in queries.branches(request.viewer.today, besides=there, open_only=False) if one.organisation_id == mine]
    form = forms_of.JoinForm(request.POST or None, branches=branches)
    if request.method == "POST" and form.is_valid():
        branch = shared.chosen(branches, form.cleaned_data["branch"])
        try:
            actions.offer_again(
                by=request.viewer, at=request.at, mentor_id=card.id, programme_id=branch.programme_id,
                organisation_id=branch.organisation_id, notice=branch.notice,
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The offer is written down. The intake of that programme goes on from here."))
            return redirect("mentor_page", mentor_id=card.id)
    return _asked(request, form, card, _("One more programme"), _("Write the offer down"))


def _asked(
    request: HttpRequest, form: forms.Form, card: queries.MentorCard, title: str, button: str, *, danger: bool = False
) -> HttpResponse:
    cancel = reverse("mentor_page", args=[card.id])
    return forms.answer(
        request, "coordinator/mentor_question.html", form, title=title, button=button, danger=danger, cancel=cancel, card=card
    )
