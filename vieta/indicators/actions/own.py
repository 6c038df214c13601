"""A programme's own measures: composing one, revising it as a new version, ending it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.text import day_in_words
from vieta.base.viewer import Viewer
from vieta.programmes.models import Programme

from ..measures.text import outcomes_in
from ..models import OwnMeasure, OwnVersion, Window
from ..queries.own import conditions_of, free_code
from .counting import set_up


@transaction.atomic
def compose(*, by: Viewer, at: datetime, code: str, own_code: str, name: str, rule: str, conditions: str, from_on: date) -> OwnVersion:
    """Composes a measure of a programme's own from conditions in words; it is counted from then on like every other.

    Refused for a code that is taken or no code, without a name, and for conditions that cannot be read, with the line and why.
    """
    programme = set_up(by, code)
    measure = OwnMeasure.objects.create(programme=programme, code=free_code(programme, own_code))
    return _add(by, at, measure, name, rule, conditions, from_on, "indicators.compose")


@transaction.atomic
def revise(*, by: Viewer, at: datetime, code: str, measure_id: int, name: str, rule: str, conditions: str, from_on: date) -> OwnVersion:
    """Makes a new version of an own measure, in force from a day after that of the one before; earlier figures keep theirs.

    Refused for an ended measure, for a day not after the version before, and as composing is refused.
    """
    measure = _measure(set_up(by, code), measure_id)
    if measure.ended_on is not None:
        raise Refused(_("This measure was ended."))
    last = measure.versions.order_by("-number").first()
    if last and from_on <= last.from_on:
        words = _("The version before is in force from %(day)s; a new one begins after it.")
        raise Refused(words % {"day": day_in_words(last.from_on)}, field="from_on")
    return _add(by, at, measure, name, rule, conditions, from_on, "indicators.revise")


@transaction.atomic
def end_measure(*, by: Viewer, at: datetime, code: str, measure_id: int, on: date) -> OwnMeasure:
    """Ends an own measure: it is not counted for days from then on. Refused when it was ended, or before it began."""
    measure = _measure(set_up(by, code), measure_id)
    if measure.ended_on is not None:
        raise Refused(_("This measure was ended."))
    first = measure.versions.order_by("from_on").first()
    if first and on <= first.from_on:
        raise Refused(_("It is in force from %(day)s; the end comes after that.") % {"day": day_in_words(first.from_on)}, field="on")
    measure.ended_on = on
    measure.save(update_fields=["ended_on"])
    record(by=by, at=at, deed="indicators.end_measure", thing=measure, programme_id=measure.programme_id, code=measure.code)
    return measure


def _measure(programme: Programme, measure_id: int) -> OwnMeasure:
    found = OwnMeasure.objects.filter(programme=programme, pk=measure_id).first()
    if found is None:
        raise NotFound(f"own measure {measure_id}")
    return found


def _add(by: Viewer, at: datetime, measure: OwnMeasure, name: str, rule: str, text: str, from_on: date, deed: str) -> OwnVersion:
    if not name.strip():
        raise Refused(_("Give it a name."), field="name")
    conditions = conditions_of(measure.programme, text)
    row = OwnVersion(
        measure=measure, number=measure.versions.count() + 1, name=name.strip(), rule=rule.strip(), conditions=conditions, from_on=from_on,
        recorded_at=at, recorded_by=by.account_id,
    )  # fmt: skip
    fitting(row, "name", "rule")
    row.save()
    for window in outcomes_in(conditions):
        Window.objects.create(version=row, kinds=window["is"], anchor=window["of"], days=window["within"])
    record(by=by, at=at, deed=deed, thing=row, programme_id=measure.programme_id, code=measure.code, number=row.number)
    return row
