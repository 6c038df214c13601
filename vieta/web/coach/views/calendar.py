"""The calendar of a day and of a week, one's own or the organisation's."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format

from vieta.activities import queries
from vieta.web.coach.standing import coordinates, only_staff
from vieta.web.coach.views.activities import day_of
from vieta.web.trail import listed

KINDS = {"group": "group", "information": "group", "outreach": "group"}


def calendar(request: HttpRequest) -> HttpResponse:
    """A week, or one day of it."""
    only_staff(request)
    asked = request.GET
    day = min(max(day_of(asked.get("day"), None) or request.viewer.today, date(2000, 1, 10)), date(2099, 12, 1))
    whole = asked.get("whose") == "organisation" and coordinates(request.viewer)
    single = asked.get("view") == "day"
    first = day if single else day - timedelta(days=day.weekday())
    count = 1 if single else 7
    cards = queries.calendar(request.viewer, first, first + timedelta(days=count), whole_organisation=whole)
    listed(request, "calendar.listed", [person.person_id for card in cards for person in card.people])
    context = {
        "days": [_day(request, first + timedelta(days=n), cards, whole) for n in range(count)], "cards": cards, "single": single, "whole": whole,
        "may_see_all": coordinates(request.viewer), "title": _title(first, single), "links": _links(first, count, single, whole), "size": str(count),
    }  # fmt: skip
    return render(request, "coach/calendar.html", context)


def _title(first: date, single: bool) -> str:
    if single:
        return date_format(first, "l j F Y")
    last = first + timedelta(days=6)
    return f"{date_format(first, 'j F')} – {date_format(last, 'j F Y')}"


def _links(first: date, count: int, single: bool, whole: bool) -> dict[str, str]:
    def address(day: date | None = None, **changes: str) -> str:
        asked = {"view": "day" if single else "week", "whose": "organisation" if whole else "own"} | changes
        said = f"&day={day.isoformat()}" if day else ""
        return f"{reverse('calendar')}?view={asked['view']}&whose={asked['whose']}{said}"

    step = timedelta(days=count)
    return {
        "before": address(first - step), "after": address(first + step), "now": address(), "day": address(first, view="day"),
        "week": address(first, view="week"), "own": address(first, whose="own"), "organisation": address(first, whose="organisation"),
    }  # fmt: skip


def _day(request: HttpRequest, day: date, cards: list[queries.ActivityCard], whole: bool) -> dict:
    return {
        "name": date_format(day, "l"),
        "number": day.day,
        "today": day == request.viewer.today,
        "slots": [_slot(card, whole) for card in cards if card.on == day],
    }


def _slot(card: queries.ActivityCard, whole: bool) -> dict[str, str]:
    what = " – ".join(part for part in (card.names if card.individual else "", card.topic or card.kind_label) if part)
    leader = f"{card.led_by or card.profession_label}: " if whole else ""
    return {
        "time": f"{card.starts_at:%H:%M}" if card.starts_at else "",
        "title": leader + what + (f" ({card.state_label})" if card.state == "cancelled" else ""),
        "kind": "off" if card.state == "cancelled" else KINDS.get(card.kind, ""),
        "address": reverse("outreach_visit" if card.kind == "outreach" and card.runs else "activity", args=[card.id]),
    }
