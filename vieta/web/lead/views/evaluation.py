"""Pages of questions about effect: each with its answer in words, its picture, its table, its method and its assumptions."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.base.viewer import Permission
from vieta.evaluation import queries
from vieta.programmes.queries import programme
from vieta.web.lead import effects
from vieta.web.lead.forms.evaluation import AnswerFilter
from vieta.web.lead.forms.figures import AsOf
from vieta.web.lead.programme import page
from vieta.web.lead.views.figures import as_of, at_day


@dataclass(frozen=True)
class Question:
    """A question's page: how it is answered and drawn, and what may be chosen."""

    title: str | Promise
    says: str | Promise
    answer: Callable
    pictures: Callable
    keeps: tuple[str, ...] = ()


QUESTIONS = {
    "time": Question(
        gettext_lazy("How long does it take to find work?"), gettext_lazy("Also for those who are still looking, and those who left."),
        queries.time_to_work, effects.time_to_work,
    ),
    "staying": Question(
        gettext_lazy("How long do people stay in work?"), gettext_lazy("From the first day of their first work."),
        queries.staying_in_work, effects.staying_in_work,
    ),
    "distance": Question(
        gettext_lazy("How far did people travel?"), gettext_lazy("Wellbeing at the start, on the way and at leaving, side of life by side of life."),
        queries.distance_travelled, effects.distance, ("view", "until"),
    ),
    "follow-ups": Question(
        gettext_lazy("How many are in work afterwards, when not everybody answers?"),
        gettext_lazy("What those who could not be reached might have said."), queries.in_work_afterwards, effects.missing,
    ),
    "groups": Question(
        gettext_lazy("Does it work as well for everybody?"), gettext_lazy("Gaps between people of migrant background and others, women and men, and more."),
        queries.gaps, effects.groups, ("outcome", "months"),
    ),
    "places": Question(
        gettext_lazy("Do places differ, given whom they work with?"), gettext_lazy("Branches and cities beside what was to be expected of their people."),
        queries.places, effects.places, ("by", "outcome", "months"),
    ),
    "effect": Question(
        gettext_lazy("What did the programme change?"), gettext_lazy("Where a comparison group was observed."), queries.effect, effects.effect, ("year",),
    ),
}  # fmt: skip


def evaluation(request, code):
    """The questions there are answers to, and the evaluations others were asked to make."""
    card = programme(request.viewer, code, Permission.SEE_FIGURES)
    rows = queries.commissions(request.viewer, code)
    return page(
        request, "lead/evaluation.html", card, title=_("Evaluation"), questions=list(QUESTIONS.items()), rows=rows,
        may_commission=queries.may_commission_in(request.viewer, code), at=at_day(AsOf(request.GET or {}, today=request.viewer.today)),
    )  # fmt: skip


def evaluation_question(request, code, what):
    """One question with its answer."""
    card = programme(request.viewer, code, Permission.SEE_FIGURES)
    one = QUESTIONS.get(what)
    if one is None:
        raise Http404
    years = queries.effect(request.viewer, code).years if what == "effect" else ()
    form = AnswerFilter(request.GET or {}, today=request.viewer.today, keeps=one.keeps, years=years)
    answer = one.answer(request.viewer, code, form.day, **form.chosen)
    shown = page(
        request, "lead/evaluation_question.html", card, title=one.title, what=what, **as_of(request, code, form), answer=answer,
        about=answer.about, figures=one.pictures(answer), tables=effects.effect_tables(answer) if what == "effect" else [],
    )  # fmt: skip
    shown.status_code = 422 if form.errors else 200
    return shown
