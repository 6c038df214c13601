"""Pages on which administrators give accounts and roles and end them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.accounts import actions, queries
from vieta.base.refusal import Refused
from vieta.base.viewer import Permission
from vieta.web.lead.forms.accounts import AccessForm, AccountFilter, AccountForm, HolderForm, RoleForm
from vieta.web.parts import forms, lists


class Accounts(lists.List):
    """Staff accounts by name."""

    name = "accounts"
    filter_class = AccountFilter
    default_sort = "name"
    columns = (
        lists.Column(
            "name", gettext_lazy("Name"), lambda card: card.name, sort=("name",), link=lambda card: reverse("account", args=[card.id])
        ),
        lists.Column("username", gettext_lazy("User name"), lambda card: card.username, sort=("username",)),
        lists.Column("organisation", gettext_lazy("Organisation"), lambda card: card.organisation, sort=("organisation__name",)),
        lists.Column("roles", gettext_lazy("Roles today"), lambda card: card.role_labels),
        lists.Column("state", gettext_lazy("State"), lambda card: _state(card)[0], tag=lambda card: _state(card)[1]),
        lists.Column("seen", gettext_lazy("Last signed in"), lambda card: card.last_login, sort=("last_login",), kind="date"),
    )

    def rows(self):
        state = self.wanted.get("state", "")
        active = {"open": True, "ended": False}.get(state)
        return queries.accounts(self.request.viewer, text=self.wanted.get("text", ""), role=self.wanted.get("role", ""), active=active)

    def cards(self, rows):
        return queries.account_cards(self.request.viewer, rows)


def accounts(request: HttpRequest) -> HttpResponse:
    """The list of accounts."""
    _gives(request)
    return Accounts(request).respond("lead/accounts.html", title=_("Accounts"))


def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """One account: its holder, roles and teams, and what can be done with it."""
    card = _card(request, account_id)
    return render(request, "lead/account.html", {"title": card.name, "card": card, "own": card.id == request.viewer.account_id})


def account_new(request: HttpRequest) -> HttpResponse:
    """Opens an account and shows its one-time code, this once."""
    _gives(request)
    form = AccountForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.give_account(by=request.viewer, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _show_code(request, given)
    return forms.answer(request, "lead/question.html", form, title=_("Open an account"), button=_("Open it"), cancel=reverse("accounts"))


def account_change(request: HttpRequest, account_id: int) -> HttpResponse:
    """Changes what the holder is called, is by trade and is specialised in."""
    card = _card(request, account_id)
    initial = {"name": card.name, "profession": card.profession, "email": card.email, "speciality_ids": card.speciality_ids}
    form = HolderForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe_account(by=request.viewer, at=request.at, account_id=account_id, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The account was changed."))
            return redirect("account", account_id)
    return forms.answer(request, "lead/question.html", form, title=card.name, cancel=reverse("account", args=[account_id]))


def account_access(request: HttpRequest, account_id: int) -> HttpResponse:
    """Gives a new one-time code instead of a forgotten password, and shows it, this once."""
    card = _card(request, account_id)
    form = AccessForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.renew_access(by=request.viewer, at=request.at, account_id=account_id, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _show_code(request, given)
    title = _("A new code for %(name)s") % {"name": card.name}
    lede = _(
        "The present password stops working at once, and whoever is signed in with it is signed out. "
        "For a month they are told at each sign-in that you did this, and when the code was used."
    )
    cancel = reverse("account", args=[account_id])
    return forms.answer(request, "lead/account_question.html", form, title=title, lede=lede, button=_("Give a new code"), cancel=cancel)


def account_end(request: HttpRequest, account_id: int) -> HttpResponse:
    """Ends an account, or opens an ended one again, after asking once."""
    card = _card(request, account_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            if not card.active:
                return _show_code(request, actions.reopen_account(by=request.viewer, at=request.at, account_id=account_id))
            actions.end_account(by=request.viewer, at=request.at, account_id=account_id)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The account was ended."))
            return redirect("account", account_id)
    return forms.answer(request, "lead/account_question.html", form, cancel=reverse("account", args=[account_id]), **_ending(card))


def _ending(card) -> dict:
    if card.active:
        title = _("End the account of %(name)s?") % {"name": card.name}
        lede = _("They can no longer sign in, and their roles and team memberships end today. What they wrote stays, with their name.")
        return {"title": title, "lede": lede, "button": _("End it"), "danger": True}
    title = _("Open the account of %(name)s again?") % {"name": card.name}
    return {"title": title, "lede": _("They get a one-time code. Their former roles do not come back."), "button": _("Open it again")}


def role_new(request: HttpRequest, account_id: int) -> HttpResponse:
    """Gives a role in a place for a period."""
    card = _card(request, account_id)
    form = RoleForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign_role(by=request.viewer, at=request.at, account_id=account_id, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The role was given."))
            return redirect("account", account_id)
    title, cancel = _("A role for %(name)s") % {"name": card.name}, reverse("account", args=[account_id])
    return forms.answer(request, "lead/question.html", form, title=title, button=_("Give it"), cancel=cancel)


def role_end(request: HttpRequest, account_id: int, assignment_id: int) -> HttpResponse:
    """Ends a role today, after asking once."""
    card = _card(request, account_id)
    role = next((r for r in card.roles if r.id == assignment_id and not r.over), None)
    if role is None:
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_role(by=request.viewer, at=request.at, assignment_id=assignment_id)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The role was ended."))
            return redirect("account", account_id)
    title = _("End the role “%(role)s” of %(name)s?") % {"role": role.label, "name": card.name}
    lede = _("It ends today: from now on it opens nothing.")
    cancel = reverse("account", args=[account_id])
    return forms.answer(request, "lead/account_question.html", form, title=title, lede=lede, button=_("End it"), danger=True, cancel=cancel)


def _gives(request: HttpRequest) -> None:
    if not request.viewer.scopes(Permission.MANAGE_ACCOUNTS):
        raise PermissionDenied(_("This place is for those who give accounts and roles."))


def _card(request: HttpRequest, account_id: int) -> queries.AccountCard:
    _gives(request)
    return queries.account(request.viewer, account_id)


def _show_code(request: HttpRequest, given: actions.Given) -> HttpResponse:
    return render(request, "lead/account_code.html", {"title": _("The code for %(name)s") % {"name": given.account.name}, "given": given})


def _state(card: queries.AccountCard) -> tuple[str, str]:
    if not card.active:
        return _("Ended"), ""
    if card.needs_second_factor and not card.second_factor:
        return _("No second factor yet"), "amber"
    return _("Open"), "teal"
