"""The rules of matching of a programme: what is in force, setting them anew, trying other weights; and the shares by group."""

from django import forms as django
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission
from vieta.matching import actions, queries
from vieta.matching.choices import CRITERIA, Groups
from vieta.web.coach.standing import only_coordinators
from vieta.web.coordinator.forms.matching import RulesForm, WeightsForm, answers_of
from vieta.web.parts import forms, lists
from vieta.web.trail import listed


def _only(request: HttpRequest, *permissions: Permission) -> None:
    """Answers 403 to those whose role has nothing to do with matching anywhere."""
    viewer = request.viewer
    if viewer.person_id is not None or not any(viewer.scopes(permission) for permission in permissions):
        raise PermissionDenied(_("This place is for those who coordinate or lead a programme."))


def matching_rules(request: HttpRequest, code: str) -> HttpResponse:
    """The rules in force in words, and every former version."""
    _only(request, Permission.COORDINATE, Permission.SET_UP)
    card = queries.rules_in_force(request.viewer, code)
    context = {
        "title": _("Rules of matching"),
        "rules": card,
        "weights": [(label, card.tree["weights"][name]) for name, label in CRITERIA.items()],
        "limits": _limits(card),
        "versions": queries.versions(request.viewer, code),
    }
    return render(request, "coordinator/matching/rules.html", context)


def _limits(card: queries.RulesCard) -> list[str]:
    """Every hard limit in words, those of the programme too."""
    limits, conditions = card.tree["limits"], card.conditions
    said = []
    if limits["language"] is not False:
        said.append(_("Both speak one language at %(level)s or better") % {"level": limits["language"]})
    if limits["place"]:
        said.append(_("Both live in the same place, or both are ready to meet at a distance"))
    if limits["free_together"]:
        said.append(_("Parts of the week in which both are free, at least: %(count)s") % {"count": limits["free_together"]})
    if limits["weeks_together"]:
        said.append(_("Weeks for which both are there, at least: %(count)s") % {"count": limits["weeks_together"]})
    if limits["distance_km"] is not None:
        said.append(_("At most %(km)s km apart") % {"km": limits["distance_km"]})
    if conditions.clearance:
        said.append(_("The mentor's clearance is valid on the day (condition of the programme)"))
    said.append(_("The mentor's training is as the programme asks (condition of the programme)"))
    if conditions.age_gap is not None:
        said.append(_("The mentor is at least %(years)s years older (condition of the programme)") % {"years": conditions.age_gap})
    if conditions.mentor_age_from is not None:
        said.append(_("The mentor is %(years)s or older (condition of the programme)") % {"years": conditions.mentor_age_from})
    if conditions.mentee_age_until is not None:
        said.append(_("The mentee is %(years)s or younger (condition of the programme)") % {"years": conditions.mentee_age_until})
    if card.tree["eligibility"]["migrant_background"]:
        said.append(_("The mentee is of foreign background (condition of the programme)"))
    return [*said, _("Always: no veto, earlier refusal or conflict of interest; a place is free; the mentee's wish about a woman or a man")]


def matching_rules_set(request: HttpRequest, code: str) -> HttpResponse:
    """Sets the rules anew; other weights may come with the address from trying them."""
    _only(request, Permission.COORDINATE, Permission.SET_UP)
    card = queries.rules_in_force(request.viewer, code)
    initial = answers_of(card.tree, card.groups) | {"seen": card.number} | _tried(request)
    form = RulesForm(request.POST or None, initial=initial)
    if request.method == "POST" and forms.done(
        form,
        lambda: actions.set_rules(
            by=request.viewer,
            at=request.at,
            code=code,
            tree=form.tree,
            groups=form.by_groups,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
        ),
    ):
        messages.success(request, _("The rules are set. Every meeting from now on goes by them."))
        return redirect("matching_rules", code=code)
    context = {"title": _("Set the rules of matching"), "button": _("Set the rules"), "cancel": reverse("matching_rules", args=[code])}
    return forms.answer(request, "coordinator/matching/rules_set.html", form, rules=card, **context)


def _tried(request: HttpRequest) -> dict[str, int]:
    found = {name: request.GET.get(name, "") for name in CRITERIA}
    return {name: int(text) for name, text in found.items() if text.isdecimal() and len(text) < 3}


def matching_what_if(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """What other weights would change at this meeting; nothing is kept until somebody sets them."""
    only_coordinators(request)
    card = queries.meeting(request.viewer, meeting_id)
    found = queries.laid_out(request.viewer, meeting_id) if card.closed_at is None else None
    if found is None:
        raise NotFound(f"open matching meeting {meeting_id}")
    now = found.round.tree["weights"]
    form = WeightsForm(request.GET if request.GET else None, initial=now)
    shift = queries.shift(found, form.weights) if form.is_bound and form.is_valid() else None
    listed(request, "matching.what_if_listed", [one.mentee.person_id for one in shift.changes] if shift else [])
    tried = "&".join(f"{name}={value}" for name, value in form.weights.items()) if shift else ""
    context = {"title": _("What if other things counted?"), "meeting": card, "form": form, "shift": shift, "now": now, "tried": tried}
    return render(request, "coordinator/matching/what_if.html", context, status=422 if form.is_bound and form.errors else 200)


class GroupFilter(lists.Filter):
    """By which groups the shares are told."""

    by = django.ChoiceField(label=gettext_lazy("By"), choices=Groups.choices, widget=django.Select(attrs={"class": "govuk-select"}))


def matching_fairness(request: HttpRequest, code: str) -> HttpResponse:
    """How many find a mentor and after how long, by group; no names, small groups hidden."""
    _only(request, Permission.COORDINATE, Permission.SET_UP, Permission.SEE_FIGURES)
    filter_ = GroupFilter(request.GET or None)
    context = {"title": _("Who finds a mentor, and how soon"), "filter": filter_, "report": None, "code": code}
    if filter_.is_bound and filter_.errors:
        queries.fairness(request.viewer, code, Groups.GENDER)
        return render(request, "coordinator/matching/fairness.html", context, status=422)
    by = (filter_.cleaned_data["by"] if filter_.is_bound else "") or Groups.GENDER
    return render(request, "coordinator/matching/fairness.html", context | {"report": queries.fairness(request.viewer, code, by)})
