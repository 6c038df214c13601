"""Samples of a report: who was drawn from which list by which seed, what was found, and the error rate with its interval."""

from dataclasses import dataclass
from datetime import datetime

from vieta.activities.models import Attendance
from vieta.base.viewer import Viewer
from vieta.enrolments.models import Enrolment, EntryTrait, Event, GroundHeld
from vieta.outcomes.models import FollowUp, Outcome
from vieta.people.models import Person

from ..access import may_sign, opened_by, sample_opened_by
from ..choices import Method, State, Verdict
from ..models import Report, Sample
from ..rules import error_interval
from .people import Face, faces
from .reports import ReportCard, report
from .scope import how


@dataclass(frozen=True)
class SampleCard:
    """One sample: how it was drawn, how much of it is judged, and the error rate with its 95 % interval, in percent."""

    id: int
    measure: str
    measure_name: str
    method: str
    method_label: str
    seed: str
    size: int
    population: int
    frame: str
    drawn_by: str
    drawn_at: datetime
    judged: int
    errors: int
    rate: float | None
    low: float
    high: float


@dataclass(frozen=True)
class RecordCard:
    """One sampled record and the verdict on it."""

    id: int
    position: int
    stratum: str
    face: Face
    verdict: str
    verdict_label: str
    remark: str
    judged_by: str
    judged_at: datetime | None
    may_judge: bool


def samples(viewer: Viewer, report_id: int) -> list[SampleCard]:
    """The samples drawn of a report, the latest first. Three statements."""
    row_of = opened_by(viewer, report_id)
    return [_card(row) for row in row_of.samples.select_related("drawn_by").prefetch_related("records").order_by("-drawn_at", "-pk")]


def may_draw(viewer: Viewer, report_id: int) -> bool:
    """Whether the viewer may draw a sample of this report."""
    row = opened_by(viewer, report_id)
    return row.state == State.SIGNED and may_sign(viewer, row)


def measures_offered(viewer: Viewer, report_id: int) -> list[tuple[str, str]]:
    """The measures of a report that count anybody and that a sample may be drawn of: not those of a special category."""
    figures = opened_by(viewer, report_id).figures
    rows = [*((r["code"], r["name"], r["total"]) for r in figures["indicators"])]
    rows += [(r["code"], r["name"], r["value"]) for r in (*figures["headline"], *figures["others"])]
    return [(code, f"{code} {name} ({number})") for code, name, number in rows if number and (found := how(code)) and not found.special]


def sample(viewer: Viewer, sample_id: int) -> tuple[SampleCard, list[RecordCard]]:
    """One sample with its records in the order drawn, or NotFound. A constant number of statements."""
    row = sample_opened_by(viewer, sample_id)
    records = list(row.records.select_related("judged_by").order_by("position"))
    who = faces(viewer, row.report.programme_id, [one.person_id for one in records])
    may = may_sign(viewer, row.report)
    cards = [
        RecordCard(
            one.pk, one.position, one.stratum, who[one.person_id], one.verdict, str(Verdict(one.verdict).label) if one.verdict else "",
            one.remark, one.judged_by.name if one.judged_by else "", one.judged_at, may,
        )
        for one in records
    ]  # fmt: skip
    return _card(row), cards


def report_of_sample(viewer: Viewer, sample_id: int) -> ReportCard:
    """The report a sample was drawn of."""
    return report(viewer, sample_opened_by(viewer, sample_id).report_id)


def _card(row: Sample) -> SampleCard:
    verdicts = [one.verdict for one in row.records.all() if one.verdict]
    errors = verdicts.count(Verdict.ERROR)
    low, high = error_interval(errors, len(verdicts))
    found = how(row.measure)
    return SampleCard(
        row.pk, row.measure, str(found.name) if found else row.measure, row.method, str(Method(row.method).label), row.seed, row.size, row.population,
        row.frame, row.drawn_by.name, row.drawn_at, len(verdicts), errors, round(100 * errors / len(verdicts), 1) if verdicts else None,
        round(100 * low, 1), round(100 * high, 1),
    )  # fmt: skip


def strata_of(report: Report, method: str, counted: dict[int, str]) -> dict[int, str]:
    """The stratum of each person counted; none for a plain random sample."""
    if method == Method.BY_GENDER:
        return counted
    if method != Method.STRATIFIED:
        return {}
    stays = Enrolment.objects.filter(programme_id=report.programme_id, person_id__in=counted, entered_on__isnull=False)
    found: dict[int, str] = {}
    for person, provider in stays.order_by("entered_on", "pk").values_list("person_id", "provider__name"):
        found.setdefault(person, provider)
    return found


def certifiers(programme_id: int, person_id: int) -> set[int]:
    """The accounts that recorded or certified anything of a person in a programme, merged files included."""
    people = [person_id, *Person.objects.filter(merged_into_id=person_id).values_list("pk", flat=True)]
    stays = Enrolment.objects.filter(programme_id=programme_id, person_id__in=people).values("pk")
    found: set[int | None] = set()
    for model in (Event, EntryTrait, GroundHeld, Outcome):
        for pair in model.objects.filter(enrolment_id__in=stays).values_list("recorded_by", "certified_by"):
            found |= set(pair)
    found |= set(FollowUp.objects.filter(enrolment_id__in=stays).values_list("recorded_by", flat=True))
    found |= set(Attendance.objects.filter(enrolment_id__in=stays).values_list("recorded_by", flat=True))
    return {number for number in found if number is not None}
