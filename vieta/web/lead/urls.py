"""Addresses of the lead's place."""

from django.urls import path

from vieta.web.lead.views import accounts, figures, money, organisations, reports, set_up, trail

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
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.account_new, name="account_new"),
    path("accounts/<int:account_id>/", accounts.account, name="account"),
    path("accounts/<int:account_id>/change/", accounts.account_change, name="account_change"),
    path("accounts/<int:account_id>/access/", accounts.account_access, name="account_access"),
    path("accounts/<int:account_id>/end/", accounts.account_end, name="account_end"),
    path("accounts/<int:account_id>/roles/new/", accounts.role_new, name="role_new"),
    path("accounts/<int:account_id>/roles/<int:assignment_id>/end/", accounts.role_end, name="role_end"),
    path("trail/", trail.trail, name="trail"),
    path("programmes/<slug:code>/figures/", figures.figures, name="figures"),
    path("programmes/<slug:code>/figures/<slug:measure>/", figures.figure, name="figure"),
    path("programmes/<slug:code>/figures/<slug:measure>/<int:person_id>/", figures.figure_evidence, name="figure_evidence"),
    path("programmes/<slug:code>/funnel/", figures.funnel, name="funnel"),
    path("programmes/<slug:code>/indicators/", figures.esf, name="esf"),
    path("programmes/<slug:code>/obligations/", figures.obligations, name="obligations"),
    path("programmes/<slug:code>/reports/", reports.reports, name="reports"),
    path("programmes/<slug:code>/reports/new/", reports.report_new, name="report_new"),
    path("reports/<int:report_id>/", reports.report, name="report"),
    path("reports/<int:report_id>/sign/", reports.report_sign, name="report_sign"),
    path("reports/<int:report_id>/return/", reports.report_return, name="report_return"),
    path("reports/<int:report_id>/<slug:kind>/", reports.report_file, name="report_file"),
]
