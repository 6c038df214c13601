"""Ways in besides user name and password: the one-time code, and the demo's one click."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from vieta.accounts import actions, queries
from vieta.base.viewer import Viewer
from vieta.jobs.demo.cast import CAST
from vieta.web import places
from vieta.web.houses import KEY, open_houses
from vieta.web.middleware import open_to_all, viewer_of_request
from vieta.web.parts import forms
from vieta.web.public.forms import CodeForm
from vieta.web.public.sign_in import CODE_NAME


@open_to_all
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """Signs in by a code that works once; the second factor is asked all the same.

    A link may bring the code along (?code=); opening it uses nothing up, so that what looks ahead at links spoils none.
    """
    form = CodeForm(request.POST or None, initial={"code": request.GET.get("code", "")[:20]})
    if request.method == "POST" and form.is_valid():
        before = viewer_of_request(request)
        account = authenticate(request, username=CODE_NAME, code=form.cleaned_data["code"])
        if account is not None:
            return _let_in(request, account, before)
        form.add_error("code", _("This code does not work. It may have been used, be older than two days, or be typed differently."))
    return forms.answer(request, "public/code.html", form, title=_("Enter with your code"), button=_("Go in"))


def _let_in(request: HttpRequest, account, before: Viewer) -> HttpResponse:
    if before.signed_in and before.account_id != account.pk:
        _change_places(request, before)
    elif before.houses and before.houses != open_houses(request):
        words = _("This part is open now, too. Choose a new password under your name at the top: the next time it opens all of it.")
        messages.success(request, words)
    request.session.cycle_key()
    record_authentication(request, account, "code")
    try:
        return perform_login(request, Login(user=account))
    except ImmediateHttpResponse as answer:
        return answer.response


def _change_places(request: HttpRequest, before: Viewer) -> None:
    """Somebody else goes in where one was signed in: of the session only the part that the code just opened is carried on."""
    opened = request.session.get(KEY)
    actions.note_sign_out(by=before, at=request.at)
    logout(request)
    if opened:
        request.session[KEY] = opened


@open_to_all
@require_POST
def enter(request: HttpRequest, username: str) -> HttpResponse:
    """Steps in as one of the demo's cast; outside the demo there is no such page."""
    if not settings.DEMO or username not in {member.username for member in CAST}:
        raise Http404
    account = queries.demo_account(username)
    if account is None:
        raise Http404
    login(request, account, backend="allauth.account.auth_backends.AuthenticationBackend")
    viewer = viewer_of_request(request)
    actions.note_sign_in(by=viewer, at=request.at, way="demo")
    return redirect(places.own_address(viewer))


def own_account(request: HttpRequest) -> HttpResponse:
    """One's own password: chosen where there is none yet, else changed."""
    return redirect("account_change_password" if request.user.has_usable_password() else "account_set_password")
