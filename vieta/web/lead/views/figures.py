"""Pages of a programme's figures: targets and actuals, the people behind a number, the funnel, indicators, obligations."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _

from vieta.base.viewer import Permission
from vieta.indicators import queries
from vieta.programmes.queries import programme
from vieta.reports import queries as reports
from vieta.web.lead.forms.figures import BY, AsOf, CountedFilter, FunnelFilter
from vieta.web.lead.programme import page
from vieta.web.parts import charts
from vieta.web.trail import listed, opened

PER_PAGE = 50


def _card(request, code):
    return programme(request.viewer, code, Permission.SEE_FIGURES)


def _asked(request, code, form=AsOf, **more):
    """The day asked for, in the programme's own time."""
    return form(request.GET or {}, today=request.viewer.today, begun=_card(request, code).from_on, **more)


def _shown(request, code, template: str, form: AsOf, **context) -> HttpResponse:
    """A figure page of one day; a wrong day keeps what was typed, says so and shows today's figures."""
    answer = page(request, template, _card(request, code), **as_of(request, code, form), **context)
    answer.status_code = 422 if form.errors else 200
    return answer


def as_of(request, code, form: AsOf) -> dict[str, Any]:
    """What lead/as_of.html asks for: the day looked at, and others worth looking at, with whatever else was chosen."""
    kept = request.GET.copy()
    for name in [name for name in kept if name == "page" or name.startswith("as_of")]:
        del kept[name]
    days = [
        {"label": label, "address": f"{request.path}?{urlencode({**kept.dict(), 'as_of': day.isoformat()})}"}
        for label, day in queries.days_offered(request.viewer, code)
    ]
    return {"form": form, "filter": form, "day": form.day, "days": days, "at": at_day(form)}


def at_day(form: AsOf) -> str:
    """The part of an address that keeps the chosen day."""
    return "?" + urlencode({"as_of": form.day.isoformat()}) if form.day != form.today else ""


def figures(request, code):
    """Targets and actuals on a day, and how they came about."""
    form = _asked(request, code)
    card = queries.figures(request.viewer, code, form.day)
    return _shown(request, code, "lead/figures.html", form, title=_("Figures"), figures=card, chart=_course(request, code, form.day))


def _course(request, code, day: date) -> charts.Figure:
    series = []
    for trend in queries.trends(request.viewer, code, day):
        series.append(charts.Series(trend.name, trend.points))
        if trend.target:
            series.append(charts.Series(_("Target: %(measure)s") % {"measure": trend.name}, trend.target, target=True))
    return charts.over_time(title=_("The course up to this day"), series=series)


def figure(request, code, measure):
    """The people one number counts."""
    form = _counted_filter(request, code)
    total = queries.counted_number(request.viewer, code, measure, form.day, form.within)
    pages = Paginator(range(total), PER_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    first = (shown.number - 1) * PER_PAGE
    people = queries.counted(request.viewer, code, measure, form.day, form.within, first=first, limit=PER_PAGE)
    refused = queries.refusals(request.viewer, code, measure, form.day)
    named = [*people, *(refused.open if refused else ())]
    listed(request, "indicators.counted", [person.person_id for person in named if person.name])
    card = queries.indicator(request.viewer, code, measure, form.day)
    return _shown(
        request, code, "lead/figure.html", form, title=card.name, figure=card, people=people, total=total, shown=shown, refused=refused,
        closed=min(PER_PAGE, total - first) - len(people), onward=urlencode({"as_of": form.day.isoformat(), **form.chosen}),
    )  # fmt: skip


def _counted_filter(request, code) -> CountedFilter:
    """Whom a list is kept to; a column that the address names beside providers and regions is offered with its values."""
    day, asked = _asked(request, code).day, request.GET.get("part", "")
    try:
        more = [queries.read_part(asked)[0]] if asked else []
    except ValueError:
        more = []
    parts = queries.parts_offered(request.viewer, code, day, more)
    return _asked(request, code, CountedFilter, parts=parts)


def figure_evidence(request, code, measure, person_id):
    """Why one person is counted: the rule, and the facts and documents it rests on."""
    form, report = _asked(request, code), _report(request, code)
    day, known = (report.as_of, report.prepared_at) if report else (form.day, None)
    why = queries.why(request.viewer, code, measure, person_id, day, known=known)
    opened(request, "indicators.evidence", person_id=person_id, enrolment_id=why.person.enrolment_id, measure=measure)
    title = why.person.name or why.person.reference
    withdrawable = reports.withdrawable(request.viewer, [fact.paper.at for fact in why.facts if fact.paper and fact.paper.at])
    return _shown(
        request, code, "lead/figure_evidence.html", form, title=title, why=why, report=report, counted_on=day, withdrawable=withdrawable
    )


def _report(request, code):
    """The report a number was read in, so that its evidence is shown as it stood then; None for today's figures."""
    number = request.GET.get("report", "")
    if not (number.isdecimal() and len(number) < 18):
        return None
    report = reports.report(request.viewer, int(number))
    return report if report.programme_code == code else None


def funnel(request, code):
    """From reached to working, and where people came from."""
    form = _asked(request, code, FunnelFilter)
    by = (form.is_valid() and form.cleaned_data["by"]) or "place_type"
    steps = queries.funnel(request.viewer, code, form.day).steps
    picture = charts.funnel(title=_("From reached to working"), steps=[(step.name, step.value) for step in steps])
    found = queries.funnel_by(request.viewer, code, by, form.day)
    rows = [(row.label, urlencode({"part": row.part}), list(zip(row.values, steps, strict=True))) for row in found]
    return _shown(request, code, "lead/funnel.html", form, title=_("Funnel"), steps=steps, picture=picture, rows=rows, by=dict(BY)[by])


def obligations(request, code):
    """What the contracts ask for, and whether it is met in full."""
    form = _asked(request, code)
    rows = queries.obligations(request.viewer, code, form.day)
    quotas = queries.quotas(request.viewer, code, form.day)
    return _shown(
        request, code, "lead/obligations.html", form, title=_("Obligations"), rows=rows, quotas=quotas, met=sum(row.met for row in rows)
    )
