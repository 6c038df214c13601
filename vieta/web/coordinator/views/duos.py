"""The duos of a branch: the list with its warning signs, one duo with its eight steps."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.audit.actions import record_read
from vieta.mentoring.choices import DuoState
from vieta.mentoring.queries import duos as queries
from vieta.mentoring.queries.wishes import waiting
from vieta.web import duos
from vieta.web.coach.standing import only_coordinators
from vieta.web.parts import forms, lists
from vieta.web.trail import listed, opened

TAGS = {"formed": "amber", "met": "amber", "accepted": "amber", "running": "teal", "ended": "amber"}
SIGNS = [
    ("any", gettext_lazy("Any sign")),
    ("silent", gettext_lazy("Silent")),
    ("missed", gettext_lazy("Meetings missed")),
    ("worry", gettext_lazy("Somebody says so-so or badly")),
    ("call", gettext_lazy("Somebody asks for a call")),
    ("due", gettext_lazy("Agreed time is over")),
    ("intervision", gettext_lazy("Intervision due")),
    ("clearance", gettext_lazy("Clearance missing or running out")),
    ("evaluation", gettext_lazy("Evaluation missing")),
]


class DuoFilter(lists.Filter):
    """Narrowing the list of duos."""

    name = forms.Text(label=gettext_lazy("Name of either"), max_length=60)
    state = forms.Choice(label=gettext_lazy("Where it stands"), choices=DuoState.choices, empty=gettext_lazy("All"))
    sign = forms.Choice(label=gettext_lazy("Warning sign"), choices=SIGNS, empty=gettext_lazy("With and without"))
    region = forms.Choice(label=gettext_lazy("Branch"), choices=[("", "")] * forms.MANY, empty=gettext_lazy("All"))
    programme = forms.Choice(label=gettext_lazy("Programme"), choices=[("", "")] * forms.MANY, empty=gettext_lazy("All"))


class Duos(lists.List):
    """The duos a coordinator follows."""

    name = "duos"
    filter_class = DuoFilter
    default_sort = "-formed_on"
    columns: Sequence[lists.Column] = (
        lists.Column("mentee", gettext_lazy("Mentee"), lambda r: r.mentee, link=lambda r: reverse("duo", args=[r.id])),
        lists.Column("mentor", gettext_lazy("Mentor"), lambda r: r.mentor),
        lists.Column("state", gettext_lazy("Where it stands"), lambda r: r.state_label, tag=lambda r: TAGS.get(r.state, "")),
        lists.Column("signs", gettext_lazy("Warning signs"), lambda r: "; ".join(sign.why for sign in r.signs), kind="long"),
        lists.Column("last_on", gettext_lazy("Last met"), lambda r: r.last_on, kind="date"),
        lists.Column("formed_on", gettext_lazy("Formed"), lambda r: r.formed_on, sort=("formed_on",), kind="date"),
        lists.Column("due_on", gettext_lazy("Until"), lambda r: r.due_on, sort=("due_on",), kind="date"),
        lists.Column("branch", gettext_lazy("Branch"), lambda r: r.branch),
        lists.Column("programme", gettext_lazy("Programme"), lambda r: r.programme),
    )

    def __init__(self, request: HttpRequest, **given):
        programmes, regions = queries.duo_places(request.viewer)

        class OwnFilter(DuoFilter):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.fields["programme"].choices = [("", _("All")), *((str(pk), name) for pk, name in programmes)]
                self.fields["region"].choices = [("", _("All")), *((str(pk), name) for pk, name in regions)]
                for name, offered in (("programme", programmes), ("region", regions)):
                    if len(offered) < 2:
                        del self.fields[name]

        self.filter_class = OwnFilter
        if len(programmes) < 2:
            self.columns = tuple(column for column in self.columns if column.key != "programme")
        super().__init__(request, **given)

    def rows(self):
        told = self.wanted
        ids = {f"{name}_id": int(told[name]) for name in ("programme", "region") if told.get(name)}
        return queries.duos_list(
            self.request.viewer, state=told.get("state", ""), sign=told.get("sign", ""), name=told.get("name", ""), **ids
        )

    def cards(self, rows):
        found = queries.duo_rows(self.request.viewer, rows)
        listed(self.request, "duos.listed", [row.person_id for row in found])
        return found

    def exported(self):
        record_read(
            by=self.request.viewer, at=self.request.at, deed="duos.exported", filters=sorted(k for k, v in self.wanted.items() if v)
        )


def duos_list(request: HttpRequest) -> HttpResponse:
    """The list of duos."""
    only_coordinators(request)
    context = {"title": _("Duos"), "caption": _("Duos"), "waiting": waiting(request.viewer).count()}
    return Duos(request).respond("coordinator/duos.html", **context)


def frame(request: HttpRequest, duo_id: int) -> dict:
    """The duo for its coordinator, on the trail."""
    only_coordinators(request)
    card = queries.duo_page(request.viewer, duo_id)
    opened(request, "duos.duo_opened", person_id=card.person_id, enrolment_id=card.enrolment_id)
    return {"minutes": card.meeting_minutes, "duo": card, "tag": TAGS.get(card.state, "")}


def duo(request: HttpRequest, duo_id: int) -> HttpResponse:
    """One duo: where it stands, what warns, what comes next."""
    context = frame(request, duo_id)
    card, today = context["duo"], request.viewer.today
    context |= {"title": _("Duo"), "figure": duos.picture(card, today), "today": today, "next": next_deeds(card)}
    return render(request, "coordinator/duo.html", context)


def next_deeds(card: queries.DuoPage) -> list[tuple[str, str]]:
    """What a coordinator does next at this step, the main thing first: name of the address, words."""
    answers = {"yes-mentee", "no-mentee", "yes-mentor", "no-mentor"} & {e.moment for e in card.events if not e.retracted}
    return {
        "formed": [("duo_first_meeting", _("Record the first meeting"))],
        "met": [
            (f"duo_answer_{side}", words)
            for side, words in (("mentee", _("The mentee's answer")), ("mentor", _("The mentor's answer")))
            if not answers & {f"yes-{side}", f"no-{side}"}
        ],
        "accepted": [("duo_agreement", _("Record the signed agreement"))],
        "running": [("duo_log", _("Write down a meeting")), ("duo_complete", _("It reached its end")), ("duo_extend", _("Extend it"))],
        "ended": [
            ("duo_close", _("Close it")), ("duo_evaluation_mentee", _("The mentee's evaluation")),
            ("duo_evaluation_mentor", _("The mentor's evaluation")),
        ],
    }.get(card.state, [])  # fmt: skip
