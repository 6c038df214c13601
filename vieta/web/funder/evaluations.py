"""Pages of evaluations for those who see no person: what was found and what followed; the evaluator's data and findings."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vieta.base.refusal import Refused
from vieta.base.viewer import Permission
from vieta.evaluation import actions, queries
from vieta.web.parts import forms


class FindingForm(forms.Form):
    """What was found, what is recommended, and to whom."""

    text = forms.LongText(
        label=gettext_lazy("What did you find?"), help_text=gettext_lazy("Say how sure it is. Name nobody."), max_length=4000
    )
    recommendation = forms.LongText(label=gettext_lazy("What do you recommend?"), max_length=2000)
    addressee_id = forms.Choice(label=gettext_lazy("To whom?"), choices=(), widget=forms.forms.Select())

    def __init__(self, *args, addressees, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["addressee_id"].choices = [("", _("Choose …")), *((str(number), name) for number, name in addressees)]

    def clean_addressee_id(self):
        """The organisation's number."""
        return int(self.cleaned_data["addressee_id"])


def _funders_only(request) -> None:
    if not request.viewer.scopes(Permission.SEE_SAFE_FIGURES):
        raise PermissionDenied(_("This place is for funders, who follow programmes by figures only."))


def evaluations(request):
    """The evaluations of the programmes one follows, those asked of one's own organisation first."""
    _funders_only(request)
    return render(request, "funder/evaluations.html", {"title": _("Evaluations"), "rows": queries.followed_evaluations(request.viewer)})


def evaluation_read(request, commission_id):
    """One evaluation; the evaluator finds the data here."""
    _funders_only(request)
    card = queries.commission(request.viewer, commission_id)
    return render(request, "funder/evaluation.html", {"title": card.title, "commission": card})


def evaluation_data(request, commission_id):
    """The anonymised data as they were given; that they were received is put on the trail."""
    _funders_only(request)
    content = actions.receive(by=request.viewer, at=request.at, commission_id=commission_id)
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="evaluation-{commission_id}.csv"'
    return answer


def finding_new(request, commission_id):
    """Writes a finding."""
    _funders_only(request)
    card = queries.commission(request.viewer, commission_id)
    if not card.may_find:
        raise Http404
    form = FindingForm(request.POST if request.method == "POST" else None, addressees=queries.addressees(request.viewer, commission_id))
    if request.method == "POST" and forms.done(
        form, lambda: actions.find(by=request.viewer, at=request.at, commission_id=commission_id, **form.cleaned_data)
    ):
        messages.success(request, _("The finding is written down. The one addressed answers it next."))
        return redirect("evaluation_read", commission_id)
    return _asked(request, card, form, _("Write a finding"), _("Write it down"))


def finding_reword(request, finding_id):
    """Corrects a finding that nobody has answered yet."""
    card, one = _unanswered(request, finding_id)
    offered = queries.addressees(request.viewer, card.id)
    now = {"text": one.text, "recommendation": one.recommendation, "addressee_id": str(one.addressee_id)}
    form = FindingForm(request.POST if request.method == "POST" else None, initial=now, addressees=offered)
    if request.method == "POST" and forms.done(
        form, lambda: actions.reword(by=request.viewer, at=request.at, finding_id=finding_id, **form.cleaned_data)
    ):
        messages.success(request, _("The finding is corrected."))
        return redirect("evaluation_read", card.id)
    return _asked(request, card, form, _("Correct this finding"), _("Correct it"))


@require_POST
def finding_take_back(request, finding_id):
    """Takes a finding back that nobody has answered yet."""
    card, _one = _unanswered(request, finding_id)
    try:
        actions.take_back(by=request.viewer, at=request.at, finding_id=finding_id)
    except Refused as refusal:  # it was answered meanwhile
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("The finding is taken back."))
    return redirect("evaluation_read", card.id)


def _unanswered(request, finding_id):
    """The evaluation and a finding of it that may still be corrected."""
    _funders_only(request)
    one = queries.finding(request.viewer, finding_id)
    if not one.may_reword:
        raise Http404
    return queries.commission(request.viewer, one.commission_id), one


def _asked(request, card, form, title: str, button: str):
    cancel = reverse("evaluation_read", args=[card.id])
    return forms.answer(request, "funder/evaluation_ask.html", form, title=title, button=button, cancel=cancel, commission=card)
