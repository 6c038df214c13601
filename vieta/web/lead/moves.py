"""The list of those who moved in one number of a report: narrowed by how and why, a page at a time, whole as a file."""

from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.reports import queries
from vieta.reports.choices import Way, Why
from vieta.web.parts import forms, lists
from vieta.web.trail import listed


def against(request) -> int | None:
    """The report that the address sets beside; None for what is known now."""
    asked = request.GET.get("against", "")
    return int(asked) if asked.isdecimal() and len(asked) < 10 else None


class MoveFilter(lists.Filter):
    """Beside which report, and how and why somebody moved."""

    against = forms.Choice(
        label=gettext_lazy("Beside what?"), choices=(), widget=forms.forms.Select(), empty=gettext_lazy("What is known now")
    )
    way = forms.Choice(label=gettext_lazy("How they moved"), choices=Way.choices)
    why = forms.Choice(label=gettext_lazy("Because"), choices=(), widget=forms.forms.Select(), empty=gettext_lazy("All"))


class Moves(lists.List):
    """Those who moved, each with the facts behind it."""

    name = "moves"
    size = 25
    columns = (
        lists.Column("person", gettext_lazy("Person"), lambda move: _person(move.face)),
        lists.Column("provider", gettext_lazy("Provider"), lambda move: move.face.provider),
        lists.Column("way", gettext_lazy("Moved"), lambda move: _ends(move.step)),
        lists.Column("because", gettext_lazy("Because"), lambda move: _lines(move.causes), kind="long"),
    )

    def __init__(self, request, *, report_id: int, measure: str):
        self.report_id, self.measure, self.other = report_id, measure, against(request)
        self.moved = queries.movers(request.viewer, report_id, measure, self.other)
        offered = {"against": _beside(request.viewer, report_id), "why": [(one.key, one.words) for one in self.moved.reasons]}

        class OwnFilter(MoveFilter):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                for name, choices in offered.items():
                    self.fields[name].choices = [*self.fields[name].choices, *choices]

        self.filter_class = OwnFilter
        super().__init__(request)

    @cached_property
    def _kept(self) -> list[queries.Step]:
        wanted = {name: self.wanted.get(name) for name in ("way", "why") if self.wanted.get(name)}
        return [step for step in self.moved.steps if all(getattr(step, name) == value for name, value in wanted.items())]

    def rows(self):
        """Everybody who moved as it was asked."""
        return self._kept

    def cards(self, rows):
        """Those on the page, with the trail told whose names stand there."""
        found = queries.moves(self.request.viewer, self.report_id, self.measure, self.other, rows)
        listed(self.request, "reports.comparison", [one.face.person_id for one in found if one.face.name])
        return found


def _beside(viewer, report_id: int) -> list[tuple[str, str]]:
    """The other reports of the programme."""
    code, words = queries.report(viewer, report_id).programme_code, _("Report %(number)s, %(day)s")
    rows = [one for one in queries.reports(viewer, code) if one.id != report_id]
    return [(str(one.id), words % {"number": one.number, "day": lists.shown(one.as_of)}) for one in rows]


def _person(face: queries.Face) -> str:
    return f"{face.name} ({face.reference})" if face.name else face.reference


def _ends(step: queries.Step) -> str:
    if not step.before:
        return _("in: %(cell)s") % {"cell": step.after}
    return _("out: %(cell)s") % {"cell": step.before} if not step.after else f"{step.before} → {step.after}"


def _told(cause: queries.Cause) -> str:
    """One fact in a line: what, its value, the day it holds of, what was done with it when, by whom and why."""
    what = f"{cause.what}: {cause.value}" if cause.value else cause.what
    held = f" ({lists.shown(cause.on)})" if cause.on else ""
    by, reason = f", {cause.by}" if cause.by else "", f": “{cause.reason}”" if cause.reason else ""
    return f"{what}{held}, {cause.deed} {lists.shown(cause.at)}{by}{reason}"


def _lines(causes) -> str:
    """Facts below each other."""
    return "\n".join(_told(cause) for cause in causes) or str(Why.NOTHING.label)
