"""What funders and the public are shown of a programme: release the months that have come, an older half-year, again with a
reason, make public."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from vieta.base.refusal import Refused
from vieta.base.viewer import Permission
from vieta.indicators import actions, queries
from vieta.programmes.queries import programme
from vieta.web.lead.forms.releases import AgainForm, OlderForm
from vieta.web.lead.programme import page, pages
from vieta.web.parts import forms


def releases(request, code):
    """Every release with its state, and what waits to be released."""
    card = programme(request.viewer, code, Permission.SET_UP)
    rows, waiting = queries.releases(request.viewer, code), queries.months_due(request.viewer, code)
    older = queries.half_years_left(request.viewer, code)
    return page(request, "lead/releases.html", card, title=_("Releases"), rows=rows, waiting=waiting, older=older)


@require_POST
def release_due(request, code):
    """Releases the months that have come."""
    programme(request.viewer, code, Permission.SET_UP)
    try:
        made = actions.release_due(by=request.viewer, at=request.at, code=code)
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        words = ngettext("%(number)s month was released to the funder.", "%(number)s months were released to the funder.", len(made))
        messages.success(request, words % {"number": len(made)})
    return redirect("releases", code)


def release_again(request, code):
    """Releases a day again after records were mended, with a reason that the funder reads."""
    card = programme(request.viewer, code, Permission.SET_UP)
    days = sorted({row.day for row in queries.releases(request.viewer, code)}, reverse=True)
    form = AgainForm(request.POST if request.method == "POST" else None, days=days)
    if request.method == "POST" and forms.done(
        form, lambda: actions.release(by=request.viewer, at=request.at, code=code, **form.cleaned_data)
    ):
        messages.success(request, _("The figures were released again. The former version stays as it was."))
        return redirect("releases", code)
    title, button = _("Release a month again"), _("Release it again")
    return forms.answer(
        request, "lead/question.html", form, title=title, button=button, programme=card, cancel=reverse("releases", args=[code])
    )


def release_older(request, code):
    """Shows what an older half-year would show to whom, and releases it once that is confirmed."""
    card = programme(request.viewer, code, Permission.SET_UP)
    confirmed, days = request.method == "POST", queries.half_years_left(request.viewer, code)
    form = OlderForm(request.POST if confirmed else request.GET or None, days=days, confirmed=confirmed)
    if confirmed and forms.done(form, lambda: actions.release(by=request.viewer, at=request.at, code=code, **form.cleaned_data)):
        messages.success(request, _("The half-year was released to the funder."))
        return redirect("releases", code)
    day = form.cleaned_data["day"] if form.is_valid() else None
    context = {
        "title": _("Release an older half-year"), "programme": card, "pages": pages(request.viewer, card), "days": days,
        "preview": queries.release_preview(request.viewer, code, day) if day else None,
    }  # fmt: skip
    return forms.answer(request, "lead/release_older.html", form, **context)


@require_POST
def release_public(request, code, release_id):
    """Shows a release to everybody."""
    return _done(request, code, release_id, actions.make_public, _("Everybody can see these figures now."))


@require_POST
def release_back(request, code, release_id):
    """Shows a release to the funder only again."""
    return _done(request, code, release_id, actions.take_back, _("Only the funder sees these figures now."))


def _done(request, code, release_id, deed, words):
    programme(request.viewer, code, Permission.SET_UP)
    try:
        deed(by=request.viewer, at=request.at, release_id=release_id)
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, words)
    return redirect("releases", code)
