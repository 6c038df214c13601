"""Addresses of what anybody may see, and of one's own sign-in. Signing up has none: accounts are given."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path

from vieta.web import places  # noqa: F401 - tells the top bar where each role stands
from vieta.web.public.views import entrance, figures, home, offer

urlpatterns = [
    path("", home.home, name="home"),
    path("about/", home.about, name="about"),
    path("privacy/", home.privacy, name="privacy"),
    path("figures/", figures.public_figures, name="public_figures"),
    path("figures/<slug:code>/", figures.public_programme, name="public_programme"),
    path("figures/<slug:code>/figures.csv", figures.public_file, name="public_file"),
    path("accessibility/", home.accessibility, name="accessibility"),
    path("mentors/offer/", offer.offer_to_mentor, name="offer_to_mentor"),
    path("mentors/offer/<slug:key>/", offer.offer_to_branch, name="offer_to_branch"),
    path("code/", entrance.code, name="code"),
    path("enter/<slug:username>/", entrance.enter, name="enter"),
    path("account/", entrance.own_account, name="own_account"),
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/change/", account.password_change, name="account_change_password"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path("account/2fa/", factor.index, name="mfa_index"),
    path("account/2fa/authenticate/", factor.authenticate, name="mfa_authenticate"),
    path("account/2fa/reauthenticate/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("account/2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/2fa/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/2fa/recovery-codes/generate/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
