"""What funders and the public are shown of a programme: a look at what a month, an older half-year or a correction would show,
then its release; what everybody sees."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vieta.base.refusal import Refused
from vieta.base.viewer import Permission
from vieta.indicators import actions, queries
from vieta.programmes.queries import programme
from vieta.web.lead.forms.releases import AgainForm, DueForm, OlderForm
from vieta.web.lead.programme import page, pages
from vieta.web.parts import forms
from vieta.web.parts.lists import shown
from vieta.web.parts.releases import OfPart


def releases(request, code):
    """Every release with who sees it, and what waits to be released."""
    card = programme(request.viewer, code, Permission.SET_UP)
    days, waiting = queries.days_released(request.viewer, code), queries.months_due(request.viewer, code)
    older, behind = queries.half_years_left(request.viewer, code), [day for day in days if day.behind]
    return page(request, "lead/releases.html", card, title=_("Releases"), days=days, behind=behind, waiting=waiting, older=older)


def release_due(request, code):
    """Shows what a month that waits would show to whom, the one that waits longest unless another is chosen; releases it once that
    is confirmed, and leads to the next. The months before the one released wait no longer."""
    programme(request.viewer, code, Permission.SET_UP)
    waiting = queries.months_due(request.viewer, code)
    form = _asked(request, DueForm, waiting)
    if _released(request, code, form):
        words = _("The figures of %(day)s were released to the funder.")
        messages.success(request, words % {"day": shown(form.chosen)})
        return redirect("release_due" if waiting[-1] > form.chosen else "releases", code)
    about = {"title": _("Release the figures to the funder"), "waiting": waiting, "day": form.chosen or (waiting[0] if waiting else None)}
    return _look(request, code, "lead/release_due.html", form, **about)


def release_again(request, code):
    """Shows what a day released would show after records were mended, and releases it again with a reason that the funder reads."""
    programme(request.viewer, code, Permission.SET_UP)
    days = queries.days_released(request.viewer, code)
    form = _asked(request, AgainForm, [one.day for one in days])
    former = next((one for one in days if one.day == form.chosen), None)
    if _released(request, code, form):
        messages.success(request, _("The figures were released again. The former version stays as it was."))
        if former and former.public:
            words = _("Everybody still sees version %(number)s of %(day)s until you make the new version public.")
            messages.warning(request, words % {"number": former.public.number, "day": shown(former.day)})
        return redirect("releases", code)
    about = {"title": _("Release a month again"), "days": days, "former": former, "day": form.chosen}
    return _look(request, code, "lead/release_again.html", form, **about)


def release_older(request, code):
    """Shows what an older half-year would show to whom, and releases it once that is confirmed."""
    programme(request.viewer, code, Permission.SET_UP)
    days = queries.half_years_left(request.viewer, code)
    form = _asked(request, OlderForm, days)
    if _released(request, code, form):
        messages.success(request, _("The half-year was released to the funder."))
        return redirect("releases", code)
    about = {"title": _("Release an older half-year"), "days": days, "day": form.chosen}
    return _look(request, code, "lead/release_older.html", form, **about)


def _asked(request, form_class, days):
    confirmed = request.method == "POST"
    return form_class(request.POST if confirmed else request.GET or None, days=days, confirmed=confirmed)


def _released(request, code, form) -> bool:
    """Whether what was looked at is released now, because whoever saw it said so."""

    def deed():
        if not form.cleaned_data["seen"]:
            raise Refused(_("Look at the figures below first, then release them."), field="day")
        actions.release(by=request.viewer, at=request.at, code=code, **form.cleaned_data)

    return request.method == "POST" and forms.done(form, deed)


def _look(request, code, template, form, *, day, **context):
    card = programme(request.viewer, code, Permission.SET_UP)
    context["preview"] = None
    if day:
        preview = queries.release_preview(request.viewer, code, day)
        part = OfPart(request.GET, parts=preview.parts, auto_id="look_%s")
        context |= {"preview": preview, "part": part, "rows": preview.tables.get(part.chosen, ())}
    return forms.answer(request, template, form, programme=card, pages=pages(request.viewer, card), **context)


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
