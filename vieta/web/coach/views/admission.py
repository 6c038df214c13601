"""The decision on an enquiry: admit with grounds, not admit, withdrawn by the person."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission
from vieta.enrolments import actions, queries
from vieta.mentoring.actions import admit_mentee
from vieta.mentoring.queries import mentee_checklist
from vieta.web.coach.file import file_page
from vieta.web.coach.forms.entry import AdmissionForm, ReasonForm
from vieta.web.coach.place import for_those_who
from vieta.web.parts import forms

decides = for_those_who(Permission.TAKE_IN)


@decides
def admission(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """Why each ground holds or not, what is still missing, and the decision with its reason."""
    grounds = _waiting(request, enrolment_id)
    day = request.viewer.today
    warning = queries.quota_warning(request.viewer, enrolment_id, day)
    form = AdmissionForm(
        request.POST or None, grounds=grounds, documents=queries.documents(request.viewer, enrolment_id),
        coaches=_coaches(request, enrolment_id), warned=bool(warning), initial={"on": day},
    )  # fmt: skip
    standards = mentee_checklist(request.viewer, enrolment_id)
    unmet = [line for line in standards if line.required and not line.met]
    if not unmet:
        del form.fields["despite"]
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["on"]
        if _admit(request, enrolment_id, form):
            messages.success(request, _("The person is admitted. Write down when support begins."))
            return redirect("entry", enrolment_id=enrolment_id)
    explained = {e.ground_id: e for e in queries.admission_explained(request.viewer, enrolment_id, [g.id for g in grounds], day)}
    card = queries.entry_card(request.viewer, enrolment_id)
    context: dict[str, Any] = file_page(request, enrolment_id, "entry") | {
        "title": _("Decision"),
        "entry": card,
        "untold": [n for n in card.notices if n.required and (n.notice_id is None or n.withdrawn_on)],
        "rows": form.ground_rows(explained),
        "warning": warning,
        "standards": standards,
        "unmet": unmet,
        "judged_on": day,
    }
    return forms.answer(request, "coach/admission.html", form, **context)


def _waiting(request: HttpRequest, enrolment_id: int) -> list[Any]:
    """The grounds to choose, while the enquiry waits; else there is nothing to decide here."""
    grounds = queries.grounds_for(request.viewer, enrolment_id)
    if queries.bar(request.viewer, enrolment_id).state != "enquiry":
        raise NotFound(f"decision on {enrolment_id}")
    return grounds


def _coaches(request: HttpRequest, enrolment_id: int) -> list[Any]:
    colleagues = queries.colleagues_for(request.viewer, enrolment_id, limit=200)
    return [
        queries.Option(c.account_id, c.name, f"{c.profession_label}, {c.organisation}")
        for c in colleagues
        if c.account_id != request.viewer.account_id
    ]


def _admit(request: HttpRequest, enrolment_id: int, form: AdmissionForm) -> bool:
    data = form.cleaned_data
    try:
        admit_mentee(
            by=request.viewer, at=request.at, enrolment_id=enrolment_id, on=data["on"], reason=data["reason"],
            grounds=[actions.GroundGiven(*chosen) for chosen in form.chosen], coach_id=int(data["coach"]) if data.get("coach") else None,
            over_quota_reason=data["over_quota_reason"], despite=data.get("despite", ""),
        )  # fmt: skip
    except actions.QuotaReached as refusal:
        form.fields["over_quota_reason"].widget = forms.Text(max_length=500).widget
        form.refuse(refusal)
    except Refused as refusal:
        form.refuse(refusal)
    else:
        return True
    return False


@decides
def admission_refuse(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """Decides that the person is not admitted, with the reason."""
    return _end(request, enrolment_id, actions.refuse, _("Not admit"), _("The decision is written down."))


@decides
def admission_withdraw(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """Writes down that the person withdrew the enquiry."""
    return _end(request, enrolment_id, actions.withdraw, _("The person withdraws"), _("It is written down that the person withdrew."))


def _end(request: HttpRequest, enrolment_id: int, deed: Any, title: str, told: str) -> HttpResponseBase:
    if queries.bar(request.viewer, enrolment_id).state != "enquiry":
        raise NotFound(f"decision on {enrolment_id}")
    form = ReasonForm(request.POST or None, initial={"on": request.viewer.today})
    if request.method == "POST" and forms.done(
        form, lambda: deed(by=request.viewer, at=request.at, enrolment_id=enrolment_id, **form.cleaned_data)
    ):
        messages.success(request, told)
        return redirect("enrolment", enrolment_id=enrolment_id)
    context = file_page(request, enrolment_id, "entry")
    back = reverse("admission", kwargs={"enrolment_id": enrolment_id})
    return forms.answer(request, "coach/file_question.html", form, title=title, button=title, danger=True, cancel=back, **context)
