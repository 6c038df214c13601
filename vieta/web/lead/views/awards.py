"""Pages of prizes and grants: receive one for a purpose, pay from it, and take it out again."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.viewer import Permission
from vieta.programmes import actions, queries
from vieta.web.lead.forms.money import AwardForm, ReasonForm, SpendForm
from vieta.web.lead.programme import page
from vieta.web.parts import forms


def _books(request, code):
    return queries.programme(request.viewer, code, Permission.MANAGE_MONEY)


def awards(request, code):
    """Prizes and grants with their purpose, what was spent and what is left."""
    card = queries.programme(request.viewer, code, Permission.MANAGE_MONEY, Permission.SEE_FIGURES)
    return page(request, "lead/awards.html", card, title=_("Prizes and grants"), awards=queries.awards(request.viewer, code))


def award_new(request, code):
    """Records a prize, grant or donation."""
    card = _books(request, code)
    form = AwardForm(request.POST if request.method == "POST" else None, viewer=request.viewer, code=code)

    def deed():
        given = dict(form.cleaned_data)
        branch = given.pop("branch_id")
        actions.receive_award(by=request.viewer, at=request.at, code=code, branch_id=int(branch) if branch else None, **given)

    return _answered(request, card, form, deed, _("Record a prize or grant"), _("Record it"), _("It was recorded."))


def award_spend(request, code, award_id):
    """Pays from a prize or grant."""
    card = _books(request, code)
    award = _standing(request, code, award_id)
    form = SpendForm(request.POST if request.method == "POST" else None)

    def deed():
        actions.spend_award(by=request.viewer, at=request.at, code=code, award_id=award_id, **form.cleaned_data)

    title = _("Pay from “%(name)s”") % {"name": award.name}
    return _answered(request, card, form, deed, title, _("Record it"), _("The payment was recorded."))


def award_withdraw(request, code, award_id):
    """Takes a prize or grant out of the sums, with a reason."""
    card = _books(request, code)
    award = _standing(request, code, award_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def deed():
        actions.withdraw_award(by=request.viewer, at=request.at, code=code, award_id=award_id, **form.cleaned_data)

    title = _("Take “%(name)s” out?") % {"name": award.name}
    return _answered(request, card, form, deed, title, _("Take it out"), _("It was taken out of the sums."), danger=True)


def _standing(request, code, award_id) -> queries.AwardCard:
    award = next((one for one in queries.awards(request.viewer, code) if one.id == award_id and not one.withdrawn), None)
    if award is None:
        raise Http404
    return award


def spending_withdraw(request, code, spending_id):
    """Takes a payment back."""
    card = _books(request, code)
    known = {number: what for one in queries.awards(request.viewer, code) for number, _on, what, _cents in one.spendings}
    if spending_id not in known:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def deed():
        actions.withdraw_spending(by=request.viewer, at=request.at, code=code, spending_id=spending_id, **form.cleaned_data)

    title = _("Take back “%(what)s”") % {"what": known[spending_id]}
    return _answered(request, card, form, deed, title, _("Take it back"), _("The payment was taken back."), danger=True)


def _answered(request, card, form, deed, title, button, done, **more):
    """A question about prizes and grants: one deed, then back to their page."""
    if request.method == "POST" and forms.done(form, deed):
        messages.success(request, done)
        return redirect("awards", card.code)
    cancel = reverse("awards", args=[card.code])
    return forms.answer(request, "lead/question.html", form, title=title, button=button, programme=card, cancel=cancel, **more)
