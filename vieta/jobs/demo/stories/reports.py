"""What the lead reports today: a corrected half-year, its sample for audit, unit costs claimed, a prize spent for its purpose."""

from datetime import date

from vieta.base.periods import days_after
from vieta.enrolments.actions import record_traits
from vieta.enrolments.choices import Trait
from vieta.enrolments.models import CaseTeamMember, EntryTrait
from vieta.enrolments.rules import Answer
from vieta.programmes.actions import agree_unit_cost, receive_award, spend_award
from vieta.reports.actions import claim_units, draw_sample, judge, note_reason, prepare, sign
from vieta.reports.choices import Severity
from vieta.reports.models import Report

from .stage import Stage


def play_reports(stage: Stage) -> None:
    """Plays the money and the reports of Jobteam 2.0 up to today."""
    _money(stage)
    first = _signed(stage, stage.day(40), stage.day(38))
    _sample(stage, first)
    _mended(stage, stage.day(9))
    prepare(
        **stage.by("farid", stage.day(3)), code=stage.code, as_of=first.as_of, corrects_id=first.pk,
        correction_reason="One answer about education was mended after the diploma was seen.",
    )  # fmt: skip


def _mended(stage: Stage, on: date) -> None:
    """Bram sees a diploma and mends what somebody answered about education at entry."""
    mine = CaseTeamMember.objects.filter(account=stage.accounts["bram"], enrolment__programme=stage.programme, until_on__isnull=True)
    entered = EntryTrait.objects.filter(
        enrolment__in=mine.values("enrolment_id"), enrolment__entered_on__lt=stage.day(40), trait="education", retracted_at__isnull=True
    )
    fact = entered.exclude(enrolment__person__first_name="Amina").order_by("pk").first()
    if fact is not None:
        answer = Answer("2" if fact.value == "3" else "3")
        record_traits(
            **stage.by("bram", on), enrolment_id=fact.enrolment_id, answers={Trait.EDUCATION: answer}, reason="The diploma was seen."
        )


def _signed(stage: Stage, as_of: date, on: date) -> Report:
    """Farid prepares, answers the warnings; Hilde signs."""
    report = prepare(**stage.by("farid", on), code=stage.code, as_of=as_of)
    for finding in report.findings.filter(severity=Severity.WARNING):
        reason = "The agreement promises no number for this measure; it is shown for the reader."
        note_reason(**stage.by("farid", on), report_id=report.pk, finding_id=finding.pk, reason=reason)
    return sign(**stage.by("hilde", days_after(on, 1)), report_id=report.pk)


def _sample(stage: Stage, report: Report) -> None:
    """Hilde draws five records of the signed report and judges three of them some days later."""
    day, later = stage.day(20), stage.day(16)
    row = next((r for r in report.figures["others"] if r["code"] == "supported" and r["value"]), None)
    if row is None:
        return
    sample = draw_sample(**stage.by("hilde", day), report_id=report.pk, measure="supported", size=5, method="random", seed="jobteam-2")
    for record, (verdict, remark) in zip(
        sample.records.order_by("position")[:3],
        (("sound", ""), ("sound", ""), ("flawed", "The paper of the first meeting lacks a date.")),
        strict=False,
    ):
        judge(**stage.by("hilde", later), sample_id=sample.pk, record_id=record.pk, verdict=verdict, remark=remark)


def _money(stage: Stage) -> None:
    """A price for the hour of guidance with one claim, and a prize that pays for training."""
    begun = stage.day(120)
    agreed = agree_unit_cost(
        **stage.by("femke", begun), code=stage.code, kind="consultation-hour", name="Hour of individual guidance", cents=5280, from_on=begun,
        basis="Unit cost set by the managing authority (made up for the demo)",
    )  # fmt: skip
    claim_units(**stage.by("femke", stage.day(15)), code=stage.code, unit_cost_id=agreed.pk, last_on=stage.day(16))
    prize = receive_award(
        **stage.by("femke", stage.day(90)), code=stage.code, kind="prize", name="Prize for inclusive cities", giver="Fund Open City",
        cents=2_500_000, received_on=stage.day(92), purpose="quality", words="Training and supervision for those who accompany",
    )  # fmt: skip
    spend_award(
        **stage.by("femke", stage.day(50)),
        code=stage.code,
        award_id=prize.pk,
        on=stage.day(52),
        what="Supervision in autumn",
        cents=640_000,
    )
