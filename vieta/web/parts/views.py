"""Every part of the look with made-up content, so that it can be seen, measured and tested in one place."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from vieta.web.parts import forms, lists, sample


class Question(forms.Form):
    """One field of each kind."""

    called = forms.Text(
        max_length=80, label="What shall we call you?", help_text="The name you like to hear. It need not be your full name."
    )
    born_on = forms.Date(label="When were you born?", help_text="For example 27 3 1994.", birthday=True, latest=date(2012, 1, 1))
    reach = forms.Choice(
        label="How may we reach you?",
        choices=[("phone", "By telephone"), ("visit", "Come by"), ("none", "Not at all for now")],
        hints={"visit": "Somebody of the team comes to the place you say.", "none": "You can come to us whenever you want."},
    )
    languages = forms.Choices(
        label="Which languages do you speak?", choices=[("nl", "Dutch"), ("fr", "French"), ("ar", "Arabic")], required=False, in_row=True
    )
    works = forms.YesNo(label="Do you have paid work now?")
    education = forms.Choice(
        label="What did you finish at school?", choices=[(n, name) for n, name in enumerate(sample.EDUCATION)], required=False
    )
    rent = forms.Money(label="What do you pay for your home each month?", required=False)
    story = forms.LongText(label="What should we know?", required=False, help_text="Only what you want us to write down.")
    agrees = forms.forms.BooleanField(label="I agree that my coach writes this down", required=True)


class PeopleFilter(lists.Filter):
    """What one may narrow the list of the parts page by."""

    more = ("since", "waits")
    name = forms.Text(max_length=60, label="Name")
    state = forms.Choice(label="State", choices=[("active", "Active"), ("waits", "Waiting"), ("left", "Left")])
    since = forms.Date(label="Entered since")
    waits = forms.forms.BooleanField(label="Somebody waits")


@dataclass(frozen=True)
class Row:
    """A line of the sample list."""

    name: str
    state: str
    colour: str
    coach: str
    entered_on: date
    meetings: int


class People(lists.List):
    """The sample list: 130 made-up people."""

    name = "people"
    filter_class = PeopleFilter
    default_sort = ""
    columns = (
        lists.Column("name", "Name", lambda row: row.name, link=lambda row: "#"),
        lists.Column("state", "State", lambda row: row.state, tag=lambda row: row.colour),
        lists.Column("coach", "Coach", lambda row: row.coach),
        lists.Column("entered", "Entered", lambda row: row.entered_on, kind="date"),
        lists.Column("meetings", "Meetings", lambda row: row.meetings, kind="number"),
    )

    def rows(self):
        wanted = (self.wanted.get("name") or "").lower()
        state = self.wanted.get("state")
        return [row for row in _people() if wanted in row.name.lower() and (not state or row.state.lower().startswith(state[:4]))]


def _people() -> list[Row]:
    states = (("Active", "teal"), ("Waiting for an answer", "amber"), ("Left into work", ""))
    first = date(2026, 1, 5)
    return [
        Row(f"{name} {family}", *states[(n + m) % 3], sample.COACHES[(n * m) % 4], first + timedelta(days=7 * n + m), (n * 7 + m) % 23)
        for n, name in enumerate(sample.FIRST)
        for m, family in enumerate(sample.FAMILY)
    ]


def shown_only_in_demo(view):
    """Answers 404 outside the demo and debug modes, where nobody builds pages."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        if not (settings.DEBUG or settings.DEMO):
            raise Http404
        return view(request)

    setattr(guarded, "open_to_all", True)  # noqa: B010  a view marked for the middleware
    return guarded


@shown_only_in_demo
def parts(request: HttpRequest) -> HttpResponse:
    """All parts on one page."""
    return render(request, "parts/all.html", {"title": "Every part of Vieta", **sample.content()})


@shown_only_in_demo
def people(request: HttpRequest) -> HttpResponseBase:
    """A list with filters, order, pages and export."""
    return People(request).respond("parts/all_list.html", title="People")


@shown_only_in_demo
def question(request: HttpRequest) -> HttpResponse:
    """A question page; an answer is checked and thanked for, nothing is kept."""
    form = Question(request.POST or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, "Thank you. Everything fits.")
        return redirect("parts_question")
    return forms.answer(request, "parts/all_question.html", form, title="Getting to know you", button="Save and go on", cancel="/parts/")
