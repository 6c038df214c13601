"""Who completed which module of the training; with the last required one the mentor's record says that they are trained (S0-06)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record, record_many
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer
from vieta.training.models import Curriculum, Module, Run

from ..access.network import mentorship_opened_by, mentorships_of
from ..choices import MentorMoment, Standing
from ..models import Mentorship, MentorshipEvent, ModuleDone
from .frame import not_to_come, written
from .network import happened

IN_TRAINING = (Standing.APPLIED, Standing.INFORMED, Standing.INTERVIEWED, Standing.ACCEPTED)


@transaction.atomic
def record_run(*, by: Viewer, at: datetime, run_id: int, mentorship_ids: Collection[int]) -> int:
    """Writes down which mentors were there when a module was taught, many at once; a name taken away is retracted.

    Returns how many changed. Refused for a day to come, for a run that was called off, and for mentors of another branch.
    """
    run = Run.objects.select_related("module__curriculum").filter(pk=run_id).first()
    if run is None or not by.may(
        Permission.COORDINATE, programme_id=run.module.curriculum.programme_id, organisation_id=run.organisation_id
    ):
        raise NotFound(f"run {run_id}")
    if not by.job and run.organisation_id != by.organisation_id:
        raise NotFound(f"run {run_id}")
    if run.called_off_at is not None:
        raise Refused(_("This day was called off."))
    not_to_come(by, run.on)
    rows = _learners(by, run, mentorship_ids)
    done = {one.mentor_id: one for one in ModuleDone.objects.filter(module=run.module, retracted_at__isnull=True)}
    wanted = {row.mentor_id for row in rows}
    gone = [one for mentor, one in done.items() if one.run_id == run.pk and mentor not in wanted]
    for one in gone:
        one.retracted_at, one.retracted_by, one.retraction_reason = at, by.account_id, "not there"
        one.save(update_fields=["retracted_at", "retracted_by", "retraction_reason"])
    new = [row for row in rows if row.mentor_id not in done]
    for row in new:
        _done(by, at, row, run.module, run.on, run)
    _tell(by, at, run, new)
    _settle(by, at, run.module.curriculum, [one.mentor_id for one in gone] + [row.mentor_id for row in new])
    return len(new) + len(gone)


@transaction.atomic
def recognise_training(*, by: Viewer, at: datetime, mentorship_id: int, on: date, reason: str) -> Mentorship:
    """Recognises training completed elsewhere as this programme's, with the reason. Refused for a day to come and for the trained."""
    row = mentorship_opened_by(by, mentorship_id, Permission.COORDINATE, lock=True)
    not_to_come(by, on)
    if row.standing not in IN_TRAINING:
        raise Refused(_("This mentor is not in the programme any more."))
    if _trained(row) is not None:
        raise Refused(_("The training is complete already."))
    happened(by, at, row, MentorMoment.TRAINED, on, written(reason, _("Say which training this was.")))
    record(by=by, at=at, deed="mentoring.recognise_training", thing=row, programme_id=row.programme_id, mentor=row.mentor_id)
    return row


def _learners(by: Viewer, run: Run, mentorship_ids: Collection[int]) -> list[Mentorship]:
    rows = mentorships_of(by, Permission.COORDINATE).filter(
        pk__in=mentorship_ids, programme_id=run.module.curriculum.programme_id, standing__in=IN_TRAINING
    )
    found = list(rows.select_related("mentor").order_by("id"))
    if len(found) != len(set(mentorship_ids)):
        raise NotFound("mentorship")
    return found


def _done(by: Viewer, at: datetime, row: Mentorship, module: Module, on: date, run: Run | None) -> None:
    ModuleDone.objects.create(
        mentor=row.mentor, module=module, run=run, valid_on=on, recorded_at=at, recorded_by=by.account_id, certified_by=by.account_id
    )


def _tell(by: Viewer, at: datetime, run: Run, rows: list[Mentorship]) -> None:
    about = {"table": run._meta.label_lower, "row_id": str(run.pk), "programme_id": run.module.curriculum.programme_id}
    record_many(by=by, at=at, deed="mentoring.record_run", rows=[about | {"details": {"mentors": [row.mentor_id for row in rows]}}])


def _settle(by: Viewer, at: datetime, curriculum: Curriculum, mentor_ids: Collection[int]) -> None:
    """Says trained, on the day of the last required module, of everybody who now has them all; and takes it back of who has not."""
    required = set(Module.objects.filter(curriculum=curriculum, required=True).values_list("pk", flat=True))
    rows = Mentorship.objects.filter(mentor__in=mentor_ids, programme_id=curriculum.programme_id, standing__in=IN_TRAINING)
    days: dict[int, dict[int, date]] = defaultdict(dict)
    done = ModuleDone.objects.filter(mentor__in=mentor_ids, module__in=required, retracted_at__isnull=True)
    for mentor_id, module_id, on in done.order_by("id").values_list("mentor_id", "module_id", "valid_on"):
        days[mentor_id][module_id] = on
    said = MentorshipEvent.objects.filter(mentorship__in=rows, moment=MentorMoment.TRAINED, retracted_at__isnull=True)
    trained = {event.mentorship_id: event for event in said}
    for row in rows.order_by("id"):
        complete, event = bool(required) and set(days[row.mentor_id]) == required, trained.get(row.pk)
        if complete and event is None:
            happened(by, at, row, MentorMoment.TRAINED, max(days[row.mentor_id].values()))
            record(by=by, at=at, deed="mentoring.trained", thing=row, programme_id=row.programme_id, mentor=row.mentor_id)
        elif event is not None and not event.reason and not complete:
            event.retracted_at, event.retracted_by = at, by.account_id
            event.save(update_fields=["retracted_at", "retracted_by"])
            record(by=by, at=at, deed="mentoring.trained_taken_back", thing=row, programme_id=row.programme_id, mentor=row.mentor_id)


def _trained(row: Mentorship) -> MentorshipEvent | None:
    return MentorshipEvent.objects.filter(mentorship=row, moment=MentorMoment.TRAINED, retracted_at__isnull=True).first()
