"""How signing in works here: what the sign-in library is told, the one-time code, and how guessing is limited."""

import base64
import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vieta.accounts import actions, queries
from vieta.base.fields import seal, unseal
from vieta.web import places
from vieta.web.houses import open_house, open_houses
from vieta.web.middleware import viewer_of_request
from vieta.web.parts.lists import shown

_BOUND = b"mfa_authenticator.data"
CODE_NAME = "(one-time code)"
FACTOR_NAME = "(second factor) "
_FRESH_SECONDS = 300


class SignIn(DefaultAccountAdapter):
    """Accounts are given, never signed up for; each sign-in and sign-out stands on the trail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("This user name and password do not belong together."),
        "account_inactive": _("This account was ended."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
        "too_many_login_attempts": _("There were too many tries. Wait a while and try again."),
    }

    def is_open_for_signup(self, request):
        return False

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """That somebody is signed in or out, the page itself shows."""
        if message_template not in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            super().add_message(request, level, message_template, message_context, extra_tags, message)

    def get_login_redirect_url(self, request):
        return places.own_address(viewer_of_request(request))

    def get_password_change_redirect_url(self, request):
        return places.own_address(viewer_of_request(request))

    def login(self, request, user):
        super().login(request, user)
        records = get_authentication_records(request, user)
        way, now = records[-1]["method"] if records else "demo", timezone.now()
        actions.note_sign_in(by=viewer_of_request(request), at=now, way=way)
        for one in queries.renewals(user.pk, now):
            messages.warning(request, _told(one))

    def logout(self, request):
        if request.user.is_authenticated:
            actions.note_sign_out(by=viewer_of_request(request), at=timezone.now())
        super().logout(request)

    def is_reauthentication_required(self, *, app, **kwargs):
        """Whoever signed in within the last minutes is not asked for the password again."""
        request = context.request
        records = get_authentication_records(request, request.user)
        fresh = any(time.time() - record["at"] < _FRESH_SECONDS for record in records)
        return not fresh and super().is_reauthentication_required(app=app, **kwargs)

    def set_password(self, user, password):
        """A password opens what is open when it is chosen, and what the one before it, just typed, opened."""
        request = context.request
        opens = (open_houses(request) or frozenset()) | frozenset(user.opens if user.has_usable_password() else ())
        super().set_password(user, password)
        actions.note_password(by=viewer_of_request(request), at=timezone.now(), account_id=user.pk, opens=opens)


def _told(one: queries.Renewal) -> str:
    """That somebody could have stepped in here, in words."""
    words = gettext("%(name)s took back %(what)s of your account on %(moment)s and gave a code instead.")
    used = gettext("It was used on %(moment)s.") if one.used_at else gettext("It has not been used.")
    told = [words % {"name": one.by, "what": one.what, "moment": shown(one.at)}, used % {"moment": shown(one.used_at)}]
    return " ".join([*told, gettext("If you did not ask for that, or it was not you who used it, tell your data-protection officer.")])


class SecondFactor(DefaultMFAAdapter):
    """The second factor: its secrets lie sealed, and who needs it cannot take it away."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not the code of this moment. Wait for the next one and type it."),
        "cannot_delete_authenticator": _("Your role sees special data and cannot do without a second factor."),
    }

    def encrypt(self, text):
        return base64.b64encode(seal(text.encode(), _BOUND)).decode()

    def decrypt(self, encrypted_text):
        return unseal(base64.b64decode(encrypted_text), _BOUND).decode()

    def get_totp_label(self, user):
        return user.get_username()

    def build_totp_svg(self, url):
        """The picture to stand in the page itself: nothing is loaded from a data address."""
        picture = super().build_totp_svg(url)
        return picture[picture.index("<svg") :]

    def can_delete_authenticator(self, authenticator):
        return settings.DEMO or not queries.sees_special(viewer_of_request(context.request))


class OneTimeCode(ModelBackend):
    """Signs in by a code that works once; wrong tries are counted by address."""

    def authenticate(self, request, *, username, code):  # type: ignore[override]
        entered = actions.use_code(at=request.at, typed=code) if username == CODE_NAME else None
        if entered is None:
            return None
        if entered.organisation_id is not None:
            open_house(request, entered.account, entered.organisation_id)
        return entered.account


def counted_name(request, credentials=None) -> str | None:
    """The name failures are counted under: as sign-in finds the account, whatever the capitals and spaces around it."""
    name = (credentials or {}).get("username")
    return name and name.strip().lower()


def lockout_parameters(request_or_attempt, credentials=None) -> list:
    """What failures are counted by: name and address together; for a second factor the account, whatever the address."""
    name = (credentials or {}).get("username") or getattr(request_or_attempt, "username", "") or ""
    return ["username"] if name.startswith(FACTOR_NAME) else [["username", "ip_address"]]


def limited(account_id: int, check):
    """Runs the check of a second factor, counting failures in the database; the one too many locks the account's factor a while."""
    request, credentials = context.request, {"username": f"{FACTOR_NAME}{account_id}"}
    if not AxesProxyHandler.is_allowed(request, credentials):
        request.axes_locked_out = True
        raise ValidationError(SignIn.error_messages["too_many_login_attempts"])
    try:
        answer = check()
    except ValidationError:
        AxesProxyHandler.user_login_failed(sender=__name__, credentials=credentials, request=request)
        raise
    AxesProxyHandler.reset_attempts(username=credentials["username"])
    return answer
