"""Addresses of the lead's place."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from vieta.base.viewer import Permission
from vieta.web.lead.programme import SEES
from vieta.web.lead.views import money, organisations, set_up
from vieta.web.parts import shell

urlpatterns = [
    path("programmes/", set_up.programmes, name="programmes"),
    path("programmes/new/", set_up.programme_new, name="programme_new"),
    path("programmes/<slug:code>/", set_up.programme, name="programme"),
    path("programmes/<slug:code>/set-up/<slug:what>/", set_up.set_up, name="set_up"),
    path("programmes/<slug:code>/grounds/<int:ground_id>/end/", set_up.ground_end, name="ground_end"),
    path("programmes/<slug:code>/money/", money.money, name="money"),
    path("programmes/<slug:code>/money/shares/", money.shares, name="shares"),
    path("programmes/<slug:code>/money/new/", money.cost_new, name="cost_new"),
    path("programmes/<slug:code>/money/<int:cost_id>/", money.cost_withdraw, name="cost_withdraw"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.organisation_new, name="organisation_new"),
    path("organisations/specialities/new/", organisations.speciality_new, name="speciality_new"),
    path("organisations/specialities/<int:speciality_id>/end/", organisations.speciality_end, name="speciality_end"),
    path("organisations/<slug:code>/", organisations.organisation, name="organisation"),
]


def _keeps(viewer) -> bool:
    return viewer.may(Permission.SET_UP) or viewer.may(Permission.MANAGE_ACCOUNTS)


shell.place(
    "lead",
    _("Lead"),
    view="programmes",
    may=lambda viewer: any(viewer.may(p) for p in (*SEES, Permission.MANAGE_ACCOUNTS, Permission.READ_TRAIL)),
    items=(
        shell.Item(_("Programmes"), "programmes", may=lambda viewer: any(viewer.may(p) for p in SEES)),
        shell.Item(_("Organisations"), "organisations", may=_keeps),
        shell.Item(_("Accounts"), "accounts", may=lambda viewer: viewer.may(Permission.MANAGE_ACCOUNTS)),
        shell.Item(_("Trail"), "trail", may=lambda viewer: viewer.may(Permission.READ_TRAIL)),
    ),
)
