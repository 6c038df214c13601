"""Samples for audit: draw one of a signed report, and judge each sampled record against its evidence."""

import hashlib
import secrets
from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.viewer import Viewer
from vieta.indicators import queries as indicators
from vieta.indicators.access import reach_into
from vieta.people.models import Person

from ..access import may_sign, opened_by, sample_opened_by
from ..choices import Method, State, Verdict
from ..models import Report, Sample, SampledRecord
from ..queries.samples import certifiers, strata_of
from ..queries.scope import as_prepared, how
from ..rules import allocated, drawn

LARGEST = 500


@transaction.atomic
def draw_sample(*, by: Viewer, at: datetime, report_id: int, measure: str, size: int, method: str, seed: str = "") -> Sample:
    """Draws a sample of those a signed report counts under one measure; the seed is recorded (one is made when none is given).

    Refused for reports not signed, to whoever prepared the report, for an empty measure, and for sizes below 1 or above 500.
    """
    report = opened_by(by, report_id, lock=True)
    _may(by, report)
    if report.state != State.SIGNED:
        raise Refused(_("A sample is drawn from a signed report."))
    found = how(measure)
    if found is None or found.special or found.own_of not in (None, report.programme_id):
        raise Refused(_("Choose one of the measures listed."), field="measure")
    if method not in Method.values:
        raise Refused(_("Choose how to draw."), field="method")
    if not 1 <= size <= LARGEST:
        raise Refused(_("Draw at least 1 and at most %(largest)s records.") % {"largest": LARGEST}, field="size")
    counted = indicators.members(reach_into(as_prepared(by, report), report.programme), measure, report.as_of, known=report.prepared_at)
    if not counted:
        raise Refused(_("Nobody is counted under this measure."), field="measure")
    sample = _lay_down(by, at, report, measure, method, size, seed.strip() or secrets.token_hex(8), counted)
    record(by=by, at=at, deed="reports.draw_sample", thing=sample, programme_id=report.programme_id, seed=sample.seed, size=sample.size)
    return sample


def _lay_down(by: Viewer, at: datetime, report: Report, measure: str, method: str, size: int, seed: str, counted: dict[int, str]) -> Sample:
    people = dict(Person.objects.filter(pk__in=counted).values_list("reference", "pk"))
    frame = hashlib.sha256("\n".join(sorted(people)).encode()).hexdigest()
    strata = strata_of(report, method, counted)
    in_stratum = defaultdict(list)
    for reference, person in people.items():
        in_stratum[strata.get(person, "")].append(reference)
    shares = allocated({name: len(members) for name, members in in_stratum.items()}, min(size, len(people)))
    chosen = [(name, one) for name in sorted(in_stratum) for one in drawn(in_stratum[name], shares[name], seed)]
    sample = Sample.objects.create(
        report=report, measure=measure, method=method, seed=seed, size=len(chosen), population=len(people), frame=frame, drawn_at=at,
        drawn_by_id=by.account_id,
    )  # fmt: skip
    SampledRecord.objects.bulk_create(
        SampledRecord(sample=sample, person_id=people[reference], stratum=name, position=n)
        for n, (name, reference) in enumerate(chosen, start=1)
    )
    return sample


@transaction.atomic
def judge(*, by: Viewer, at: datetime, sample_id: int, record_id: int, verdict: str, remark: str = "") -> SampledRecord:
    """Writes down what the auditor found on one sampled record; judged anew, the new verdict holds and the trail keeps both.

    Refused to whoever prepared the report or recorded or certified a fact of this person, and for a fault without a remark.
    """
    sample = sample_opened_by(by, sample_id)
    _may(by, sample.report)
    one = sample.records.select_for_update().filter(pk=record_id).first()
    if one is None:
        raise NotFound(f"record {record_id}")
    if verdict not in Verdict.values:
        raise Refused(_("Say what you found."), field="verdict")
    if verdict != Verdict.SOUND and not remark.strip():
        raise Refused(_("Say what is wrong with it."), field="remark")
    if by.account_id in certifiers(sample.report.programme_id, one.person_id):
        raise Refused(_("You recorded or certified something of this person, so somebody else judges it."), field="verdict")
    one.verdict, one.remark, one.judged_at, one.judged_by_id = verdict, remark.strip(), at, by.account_id
    fitting(one, "remark")
    one.save(update_fields=["verdict", "remark", "judged_at", "judged_by"])
    record(by=by, at=at, deed="reports.judge", thing=one, person_id=one.person_id, programme_id=sample.report.programme_id, verdict=verdict)
    return one


def _may(by: Viewer, report: Report) -> None:
    if not may_sign(by, report):
        raise Refused(_("Samples are drawn and judged by somebody who signs reports here and did not prepare this one."))
