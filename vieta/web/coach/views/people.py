"""The people one works with, the enquiries that wait, and a new enquiry."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.audit.actions import record_read
from vieta.base.refusal import Refused
from vieta.base.viewer import Permission
from vieta.enrolments import actions, queries
from vieta.enrolments.queries import PersonRow
from vieta.people.queries import face
from vieta.web.coach.file import TAGS
from vieta.web.coach.forms.people import EnquiryForm, PeopleFilter
from vieta.web.coach.place import for_those_who
from vieta.web.coach.views.outreach import chosen, number
from vieta.web.parts import forms, lists
from vieta.web.trail import listed

works_with_people = for_those_who(Permission.COACH, Permission.TAKE_IN, Permission.READ_FILES)
takes_in = for_those_who(Permission.TAKE_IN, Permission.REACH_OUT)


def _file(row: PersonRow) -> str:
    return reverse("enrolment", args=[row.enrolment_id])


_NAME = lists.Column("name", gettext_lazy("Name"), lambda r: r.name, sort=("sort_name",), link=_file)
_STATE = lists.Column("state", gettext_lazy("State"), lambda r: r.state_label, tag=lambda r: TAGS.get(r.state, ""))
_PROGRAMME = lists.Column("programme", gettext_lazy("Programme"), lambda r: r.programme)
_PROVIDER = lists.Column("provider", gettext_lazy("Provider"), lambda r: r.provider)


class People(lists.List):
    """The stays one may open."""

    name = "people"
    filter_class = PeopleFilter
    default_sort = "name"
    columns: Sequence[lists.Column] = (
        _NAME,
        _STATE,
        _PROGRAMME,
        _PROVIDER,
        lists.Column("coach", gettext_lazy("Responsible"), lambda r: r.coach),
        lists.Column("entered_on", gettext_lazy("Support began"), lambda r: r.entered_on, kind="date"),
        lists.Column("left_on", gettext_lazy("Left"), lambda r: r.left_on, kind="date"),
        lists.Column("number", gettext_lazy("Number"), lambda r: r.number),
    )

    def __init__(self, request: HttpRequest, **given: Any):
        super().__init__(request, **given)
        self.filter.narrowed(**choices_of(request)).full_clean()
        self.valid = self.filter.is_valid()

    def rows(self):
        wanted = dict(self.wanted)
        ids = {f"{name}_id": int(wanted.pop(name)) for name in ("programme", "provider", "coach") if wanted.get(name)}
        return queries.people_list(self.request.viewer, name=wanted.get("name", ""), state=wanted.get("state", ""), **ids)

    def cards(self, rows):
        listed(self.request, f"{self.name}.listed", [row.person_id for row in rows])
        return queries.people_cards(self.request.viewer, rows)

    def exported(self):
        record_read(
            by=self.request.viewer, at=self.request.at, deed=f"{self.name}.exported", filters=sorted(k for k, v in self.wanted.items() if v)
        )


class Enquiries(People):
    """The enquiries that wait for a decision, the longest waiting first."""

    name = "enquiries"
    default_sort = "enquired_on"
    columns = (
        _NAME,
        lists.Column("enquired_on", gettext_lazy("Asked on"), lambda r: r.enquired_on, sort=("enquired_on",), kind="date"),
        lists.Column("waits", gettext_lazy("Waits for (days)"), lambda r: r.waits, kind="number"),
        _PROGRAMME,
        _PROVIDER,
        lists.Column("number", gettext_lazy("Number"), lambda r: r.number),
    )

    def rows(self):
        return super().rows().filter(state="enquiry")

    def cards(self, rows):
        today = self.request.viewer.today
        return [_Waiting(card, (today - card.enquired_on).days) for card in super().cards(rows)]


class _Waiting:
    """A line of the enquiries, with the days it waits."""

    def __init__(self, card: PersonRow, waits: int):
        self.card, self.waits = card, waits

    def __getattr__(self, name: str) -> Any:
        return getattr(self.card, name)


def choices_of(request: HttpRequest) -> dict[str, list[tuple[int, str]]]:
    """The programmes, providers and colleagues one may narrow a list by; whoever reads one organisation's files has one provider."""
    programmes = queries.takes_in_programmes(request.viewer, Permission.COACH, Permission.TAKE_IN, Permission.READ_FILES)
    several = programmes[:5] if not request.viewer.scopes(Permission.READ_FILES) else []
    providers = {o.id: o.name for p in several for o in queries.providers_for(request.viewer, p.id)}
    return {
        "programme": [(p.id, p.name) for p in programmes],
        "provider": sorted(providers.items(), key=lambda pair: pair[1]),
        "coach": queries.colleagues_with_cases(request.viewer),
    }


@works_with_people
def people(request: HttpRequest) -> HttpResponse:
    """Everybody whose file one may open."""
    return People(request).respond("coach/people.html", title=_("People"), empty_template="coach/people_empty.html")


@takes_in
def enquiries(request: HttpRequest) -> HttpResponse:
    """The enquiries that wait."""
    return Enquiries(request).respond("coach/enquiries.html", title=_("Enquiries"), empty_template="coach/people_empty.html")


@takes_in
def enquiry_new(request: HttpRequest) -> HttpResponseBase:
    """Takes an enquiry down, for somebody new or (`?person=`) somebody known; shows likely duplicates before a second file is made."""
    person = face(request.viewer, number(request.GET["person"])) if "person" in request.GET else None
    options = queries.running_programmes(request.viewer)
    programme = chosen(request, options)
    if programme is None:
        return render(request, "coach/choose_programme.html", {"title": _("New enquiry"), "options": options, "where": "enquiry_new"})
    form = _enquiry_form(request, programme.id, person, alike=False)
    hits: list[Any] = []
    if request.method == "POST" and (made := _enquire(request, form, programme.id, person, hits)):
        messages.success(request, _("The enquiry is written down. It waits for a decision."))
        return redirect("enrolment", enrolment_id=made.pk)
    if hits:
        form = _enquiry_form(request, programme.id, person, alike=True)
        form.is_valid()
        form.add_error("apart_reason", _("Somebody like this is known already. Look above, or say why it is another person."))
    listed(request, "enquiries.alike", [hit.person_id for hit in hits if hit.person_id] + ([person.person_id] if person else []))
    title = _("Enquiry of %(name)s") % {"name": person.name} if person else _("New enquiry")
    context = {"title": title, "lede": programme.name, "hits": hits, "programme": programme, "button": _("Take the enquiry down")}
    return forms.answer(request, "coach/enquiry_new.html", form, cancel=reverse("enquiries"), **context)


def _enquiry_form(request: HttpRequest, programme_id: int, person: Any, *, alike: bool) -> EnquiryForm:
    providers = queries.providers_for(request.viewer, programme_id)
    home = next((str(one.id) for one in providers if one.id == request.viewer.organisation_id), "")  # else somebody says whose it is
    initial = {"on": request.viewer.today, "provider": home}
    return EnquiryForm(
        request.POST or None, initial=initial, providers=providers, municipalities=queries.municipalities_for(programme_id),
        known=person is not None, alike=alike,
    )  # fmt: skip


def _enquire(request: HttpRequest, form: EnquiryForm, programme_id: int, person: Any, hits: list[Any]):
    """The enquiry made, or None: then the form says why, and `hits` holds those who look alike."""
    made: list[Any] = []

    def deed() -> None:
        data = form.cleaned_data
        home = data.get("municipality")
        made.append(
            actions.enquire(
                by=request.viewer, at=request.at, programme_id=programme_id, provider_id=int(data["provider"]), on=data["on"],
                person_id=person.person_id if person else None, apart_reason=data["apart_reason"], municipality_id=int(home) if home else None,
                **{name: value for name, value in form.identity.items() if person is None or value},
            )
        )  # fmt: skip

    if not form.is_valid():
        return None
    try:
        deed()
    except actions.LikelyDuplicate as refusal:
        hits.extend(refusal.hits)
    except Refused as refusal:
        form.refuse(refusal)
    return made[0] if made else None
