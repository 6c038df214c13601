"""Pages on which a programme is founded and everything about it is agreed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.base.refusal import Refused
from vieta.base.viewer import Permission
from vieta.evaluation.queries import findings_waiting
from vieta.programmes import actions, queries
from vieta.reports.queries import sent_back, to_sign
from vieta.web.lead.forms import set_up as forms_of
from vieta.web.lead.programme import SEES, page
from vieta.web.parts import forms


@dataclass(frozen=True)
class Deed:
    """One question page of the set-up: its words, its form, the action it calls, and the section it returns to."""

    title: Any
    form: type[forms_of.ProgrammeForm]
    action: Callable
    done: Any
    section: str
    whole: str = ""


DEEDS = {
    "words": Deed(
        gettext_lazy("Name and identity"),
        forms_of.WordsForm,
        actions.describe,
        gettext_lazy("The programme was changed."),
        "words",
        "words",
    ),
    "rules": Deed(
        gettext_lazy("Rules in force"), forms_of.RulesForm, actions.set_rules, gettext_lazy("The rules were changed."), "rules", "rules"
    ),
    "extension": Deed(
        gettext_lazy("Extend the programme"), forms_of.ExtendForm, actions.extend, gettext_lazy("The programme was extended."), "periods"
    ),
    "target": Deed(gettext_lazy("Set a target"), forms_of.TargetForm, actions.set_target, gettext_lazy("The target was set."), "periods"),
    "cycle": Deed(gettext_lazy("Open a cycle"), forms_of.CycleForm, actions.open_cycle, gettext_lazy("The cycle was opened."), "periods"),
    "region": Deed(gettext_lazy("Add a region"), forms_of.RegionForm, actions.add_region, gettext_lazy("The region was added."), "regions"),
    "municipality": Deed(
        gettext_lazy("Add a municipality"),
        forms_of.MunicipalityForm,
        actions.add_municipality,
        gettext_lazy("The municipality was added."),
        "regions",
    ),
    "part": Deed(gettext_lazy("Agree on a part"), forms_of.PartForm, actions.agree_part, gettext_lazy("The part was agreed."), "partners"),
    "part-end": Deed(
        gettext_lazy("End a part"), forms_of.PartEndForm, actions.end_part, gettext_lazy("The last day of the part was set."), "partners"
    ),
    "contract": Deed(
        gettext_lazy("Sign a contract"), forms_of.ContractForm, actions.sign_contract, gettext_lazy("The contract was signed."), "contracts"
    ),
    "obligation": Deed(
        gettext_lazy("Add an obligation"),
        forms_of.ObligationForm,
        actions.add_obligation,
        gettext_lazy("The obligation was added."),
        "contracts",
    ),
    "ground": Deed(gettext_lazy("Add a ground"), forms_of.GroundForm, actions.add_ground, gettext_lazy("The ground was added."), "grounds"),
    "notice": Deed(
        gettext_lazy("Publish a notice"), forms_of.NoticeForm, actions.publish_notice, gettext_lazy("The notice was published."), "notices"
    ),
    "restriction": Deed(
        gettext_lazy("Flag a time of restrictions"),
        forms_of.RestrictionForm,
        actions.restrict,
        gettext_lazy("The restriction was flagged."),
        "restrictions",
    ),
    "team": Deed(gettext_lazy("Form a team"), forms_of.TeamForm, actions.form_team, gettext_lazy("The team was formed."), "teams"),
}
COORDINATORS_MAY = {"restriction"}


ANSWERS = (Permission.SET_UP, Permission.MANAGE_MONEY, Permission.SIGN_REPORT)  # who leads, finances or signs


def programmes(request):
    """The viewer's programmes."""
    _stands_here(request)
    return render(
        request,
        "lead/programmes.html",
        {
            "title": _("Programmes"),
            "programmes": queries.programmes(request.viewer),
            "partners": queries.partner_counts(request.viewer),
            "to_sign": to_sign(request.viewer),
            "sent_back": sent_back(request.viewer),
            "findings": findings_waiting(request.viewer),
            "answers": any(request.viewer.may(p) for p in ANSWERS),
            "may_found": request.viewer.may(Permission.FOUND),
        },
    )


def _stands_here(request) -> None:
    if not any(request.viewer.may(p) for p in (*SEES, Permission.FOUND)):
        raise PermissionDenied(_("This place is for those who lead, finance or sign for a programme."))


def programme(request, code):
    """One programme: what it is, who takes part, what was agreed."""
    card = queries.programme(request.viewer, code, *SEES)
    return page(request, "lead/programme.html", card, title=card.name, **_agreed(request.viewer, code))


def _agreed(viewer, code) -> dict[str, Any]:
    return {
        "periods": queries.periods(viewer, code),
        "partners": queries.partners(viewer, code),
        "regions": queries.regions(viewer, code),
        "contracts": queries.contracts(viewer, code),
        "grounds": queries.grounds(viewer, code),
        "purposes": queries.purposes(viewer, code),
        "restrictions": queries.restrictions(viewer, code),
        "teams": queries.teams(viewer, code),
        "rules": queries.rules_in_force(viewer, code),
    }


def programme_new(request):
    """Founds a programme."""
    if not request.viewer.may(Permission.FOUND):
        raise PermissionDenied(_("You may found programmes only for an organisation you lead for."))
    form = forms_of.FoundForm(request.POST or None, viewer=request.viewer)
    form.order_fields(["name", "code", "country", "lead_id", "from_on", "until_on", "decided_on"])
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.found(by=request.viewer, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The programme was founded."))
            return redirect("programme", made.code)
    return forms.answer(
        request, "lead/question.html", form, title=_("Found a programme"), button=_("Found it"), cancel=reverse("programmes")
    )


def set_up(request, code, what):
    """One question page of a programme's set-up."""
    deed = DEEDS.get(what)
    if deed is None:
        raise Http404
    allowed = [Permission.SET_UP] + ([Permission.COORDINATE] if what in COORDINATORS_MAY else [])
    card = queries.programme(request.viewer, code, *allowed)
    initial = (
        queries.rules_in_force(request.viewer, code) if what == "rules" else {n: getattr(card, n, None) for n in deed.form.base_fields}
    )
    if deed.whole == "":
        initial = {name: request.GET[name] for name in deed.form.base_fields if name in request.GET}  # what a link has chosen already
    form = deed.form(request.POST or None, viewer=request.viewer, code=code, initial=initial)
    if request.method == "POST" and form.is_valid() and _done(request, code, deed, form):
        messages.success(request, deed.done)
        return redirect(reverse("programme", args=[code]) + f"#{deed.section}")
    return forms.answer(request, "lead/question.html", form, title=deed.title, programme=card, cancel=reverse("programme", args=[code]))


def _done(request, code, deed: Deed, form) -> bool:
    given = {deed.whole: form.mine} if deed.whole else form.cleaned_data
    if deed.section == "periods" and "reason" in given:
        given = given | {"targets": {t.measure: t.value for p in queries.periods(request.viewer, code)[-1:] for t in p.targets}}
    try:
        deed.action(by=request.viewer, at=request.at, code=code, **given)
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


def ground_end(request, code, ground_id):
    """Takes a ground out of use."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = actions.end_ground(by=request.viewer, at=request.at, code=code, ground_id=ground_id)
    messages.success(request, _("“%(name)s” is no longer offered.") % {"name": row.name})
    return redirect(reverse("programme", args=[code]) + "#grounds")
