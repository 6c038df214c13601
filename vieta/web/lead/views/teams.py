"""The page of a team: its members out of several organisations, who joins and who leaves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vieta.accounts import actions, queries
from vieta.base.refusal import Refused
from vieta.web.lead.forms.accounts import JoinForm
from vieta.web.parts import forms


def team(request: HttpRequest, team_id: int) -> HttpResponse:
    """Shows the members and takes somebody in."""
    card = queries.team(request.viewer, team_id)
    form = JoinForm(request.POST if request.method == "POST" else None, viewer=request.viewer, team_id=team_id)
    if request.method == "POST" and form.is_valid():
        try:
            actions.join_team(by=request.viewer, at=request.at, team_id=team_id, account_id=form.cleaned_data["account_id"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The team has a new member."))
            return redirect("team", team_id)
    back = reverse("programme", args=[card.programme_code])
    return forms.answer(request, "lead/team.html", form, title=card.name, card=card, button=_("Join"), back=back)


@require_POST
def team_leave(request: HttpRequest, team_id: int, membership_id: int) -> HttpResponse:
    """Ends somebody's time in the team today."""
    try:
        actions.leave_team(by=request.viewer, at=request.at, membership_id=membership_id)
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("The member left the team today."))
    return redirect("team", team_id)
