"""Reviews of a file: both views side by side, what changed, and holding a new one."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vieta.base.refusal import NotFound, Refused
from vieta.plans import actions, queries
from vieta.plans.choices import At
from vieta.web.coach.file import file_page
from vieta.web.coach.forms.reviews import ReviewForm, TakeBackForm
from vieta.web.parts import charts, forms
from vieta.web.wheel import own_view


@dataclass(frozen=True)
class Panel:
    """One instrument on the page: its wheel, the change as a table, and every review with both views."""

    card: queries.ChangeCard
    figure: charts.Figure | None
    reviews: list[dict[str, Any]]


def reviews(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """How both see life: at the start, on the way and now."""
    context = file_page(request, enrolment_id, "reviews")
    name = context["bar"].name
    standing = queries.reviews_of(request.viewer, enrolment_id)
    panels = [_panel(card, name, standing) for card in queries.change_view(request.viewer, enrolment_id)]
    context |= {
        "title": _("Reviews"),
        "panels": panels,
        "instruments": queries.instruments(request.viewer),
        "may_hold": queries.may_hold_reviews(request.viewer, enrolment_id),
        "enrolment_id": enrolment_id,
    }
    return render(request, "coach/reviews.html", context)


def review_new(request: HttpRequest, enrolment_id: int, code: str) -> HttpResponseBase:
    """Holding a review with an instrument."""
    instrument = queries.review_form(request.viewer, enrolment_id, code)
    if not queries.may_hold_reviews(request.viewer, enrolment_id):
        raise PermissionDenied(_("Only the case team holds reviews, once the person is admitted."))
    first = not any(review.code == code for review in queries.reviews_of(request.viewer, enrolment_id))
    initial = {"on": request.viewer.today, "moment": At.ENTRY if first else At.INTERIM}
    form = ReviewForm(request.POST or None, instrument=instrument, today=request.viewer.today, initial=initial)
    if request.method == "POST" and form.is_valid() and _held(request, enrolment_id, form):
        return redirect(_address(enrolment_id))
    context = file_page(request, enrolment_id, "reviews") | {"instrument": instrument}
    return forms.answer(
        request, "coach/review_new.html", form, title=instrument.name, button=_("Keep the review"), cancel=_address(enrolment_id), **context
    )


def review_take_back(request: HttpRequest, enrolment_id: int, review_id: int) -> HttpResponseBase:
    """Taking a mistaken review out of every view."""
    review = next((r for r in queries.reviews_of(request.viewer, enrolment_id) if r.id == review_id), None)
    if review is None:
        raise NotFound(f"review {review_id}")
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back_review(by=request.viewer, at=request.at, review_id=review_id, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The review was taken back."))
            return redirect(_address(enrolment_id))
    context = file_page(request, enrolment_id, "reviews") | {"review": review}
    title = _("Take a review back")
    return forms.answer(
        request, "coach/review_take_back.html", form, title=title, button=title, danger=True, cancel=_address(enrolment_id), **context
    )


def _address(enrolment_id: int) -> str:
    return reverse("reviews", kwargs={"enrolment_id": enrolment_id})


def _held(request: HttpRequest, enrolment_id: int, form: ReviewForm) -> bool:
    said = {"moment": form.cleaned_data["moment"], "on": form.cleaned_data["on"], "ratings": form.ratings}
    try:
        actions.hold_review(by=request.viewer, at=request.at, enrolment_id=enrolment_id, version_id=form.instrument.version_id, **said)
    except Refused as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _("The review was kept."))
    return True


def _panel(card: queries.ChangeCard, name: str, standing: list[queries.ReviewCard]) -> Panel:
    mine = [review for review in standing if review.code == card.code]
    title = _("As %(name)s sees it: %(instrument)s") % {"name": name, "instrument": card.name}
    return Panel(card, own_view(card, title), [{"card": review, "rows": [_views(r, name) for r in review.rated]} for review in mine])


def _views(rating: queries.RatingCard, name: str) -> dict[str, Any]:
    return {
        "label": rating.name, "person": rating.by_person, "coach": rating.by_worker, "difference": _difference(rating, name),
        "remark": rating.remark,
    }  # fmt: skip


def _difference(rating: queries.RatingCard, name: str) -> str:
    if rating.difference is None:
        return _("Only one view")
    if rating.difference == 0:
        return _("Both see the same")
    steps = abs(rating.difference)
    if rating.difference > 0:
        return ngettext("%(name)s sees it %(steps)s level better", "%(name)s sees it %(steps)s levels better", steps) % {
            "name": name,
            "steps": steps,
        }
    return ngettext("The worker sees it %(steps)s level better", "The worker sees it %(steps)s levels better", steps) % {"steps": steps}
