"""The duo under way to its goodbye: extended, completed, broken off, closed; and a step taken back that was recorded wrongly."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.periods import months_after
from vieta.base.refusal import Refused
from vieta.base.text import day_in_words
from vieta.base.viewer import Viewer

from ..access import duos as access
from ..choices import ALIVE, BrokenOff, DuoMoment, DuoState, KeptApart, Side
from ..models import Agreement, Apart, Duo, DuoEvent, DuoMeeting, Wish
from ..rules.duos import NO, may_be_taken_back, state_of
from .frame import fitting_text, happened, in_state, not_to_come, settle, since, standing, told, written
from .meetings import drop

LONGEST_MONTHS = 36


@transaction.atomic
def extend(*, by: Viewer, at: datetime, duo_id: int, until_on: date, reason: str) -> Duo:
    """Lets a duo run on until a later day, for a reason. Refused once it is over, and for a day that is not later."""
    duo = access.run_by(by, duo_id, lock=True)
    in_state(duo, DuoState.RUNNING)
    if duo.due_on is None or duo.agreed_on is None or until_on <= duo.due_on:
        raise Refused(_("The new last day must lie after the one agreed."), field="until_on")
    if until_on > months_after(duo.agreed_on, LONGEST_MONTHS):
        raise Refused(_("This day is too far ahead."), field="until_on")
    reason = written(reason, _("Write down why the duo goes on."))
    duo.due_on = until_on
    duo.save(update_fields=["due_on"])
    happened(by, at, duo, DuoMoment.EXTENDED, by.today, reason, until_on)
    told(by, at, "extend_duo", duo)
    return duo


@transaction.atomic
def complete(*, by: Viewer, at: datetime, duo_id: int, on: date, note: str = "") -> Duo:
    """Records that the duo reached its agreed end; both are asked for their evaluation, and the mentee waits no longer.

    The mentor sees nothing of the mentee from now on. Refused before the agreed day: a duo that ends earlier is broken off.
    """
    duo = access.run_by(by, duo_id, lock=True)
    in_state(duo, DuoState.RUNNING)
    not_to_come(by, on)
    since(duo, on)
    if duo.due_on and on < duo.due_on:
        words = _("The agreed time runs until %(day)s. Record an earlier end as broken off, with its reason.")
        raise Refused(words % {"day": day_in_words(duo.due_on)}, field="on")
    _end(duo, on, "", note)
    happened(by, at, duo, DuoMoment.COMPLETED, on)
    _off_the_list(duo, on)
    told(by, at, "complete_duo", duo)
    return duo


@transaction.atomic
def break_off(
    *, by: Viewer, at: datetime, duo_id: int, on: date, because: BrokenOff, note: str = "", waits_again: bool = True, apart: bool = False
) -> Duo:  # fmt: skip
    """Records that the duo ended before its time, and why; never a reproach to either side.

    With `waits_again` the mentee is back on the list with the same waiting time; with `apart` these two are not proposed again.
    Refused without one of the reasons, and once it is over.
    """
    duo = access.run_by(by, duo_id, lock=True)
    in_state(duo, *ALIVE)
    not_to_come(by, on)
    since(duo, on)
    if because not in BrokenOff.values:
        raise Refused(_("Choose why the duo ended."), field="because")
    _end(duo, on, because, note)
    happened(by, at, duo, DuoMoment.BROKEN_OFF, on)
    if not waits_again:
        _off_the_list(duo, on)
    if apart:
        Apart.objects.get_or_create(
            enrolment=duo.enrolment, mentor=duo.mentorship.mentor, kind=KeptApart.REFUSED, said_by="", lifted_at=None,
            defaults={"recorded_at": at, "recorded_by": by.account_id},
        )  # fmt: skip
    told(by, at, "break_duo_off", duo, because=because)
    return duo


@transaction.atomic
def close(*, by: Viewer, at: datetime, duo_id: int, on: date, reason: str = "") -> Duo:
    """Closes a duo after both have evaluated it. An evaluation that nobody will give any more is replaced by a reason."""
    duo = access.run_by(by, duo_id, lock=True)
    in_state(duo, DuoState.ENDED)
    not_to_come(by, on)
    since(duo, on)
    given = set(duo.evaluations.filter(taken_back_at__isnull=True).values_list("side", flat=True))
    if given != set(Side.values) and not reason.strip():
        raise Refused(_("An evaluation is missing. Ask for it, or write down why it will not come."), field="reason")
    happened(by, at, duo, DuoMoment.CLOSED, on, fitting_text(reason, "reason", 1000))
    told(by, at, "close_duo", duo)
    return duo


@transaction.atomic
def take_step_back(*, by: Viewer, at: datetime, duo_id: int, moment: DuoMoment, reason: str) -> Duo:
    """Takes back a step that was recorded wrongly, the last one first, with a reason; it stays readable and counts no more.

    What hung on it goes with it: the meeting, the signed agreement, the end. Refused while a later step stands, and where the
    duo would live again although the mentee is in another one by now.
    """
    duo = access.run_by(by, duo_id, lock=True)
    reason = written(reason, _("Write down what was wrong."), most=500)
    moments = set(standing(duo).values_list("moment", flat=True))
    event = standing(duo).filter(moment=moment).order_by("-id").first()
    if event is None:
        raise Refused(_("This step was not recorded."), field="moment")
    if not may_be_taken_back(moment, moments):
        raise Refused(_("A later step stands. Take that one back first."), field="moment")
    event.retracted_at, event.retracted_by, event.retraction_reason = at, by.account_id, reason
    event.save(update_fields=["retracted_at", "retracted_by", "retraction_reason"])
    _undo(by, at, duo, event, reason)
    if state_of(moments - {moment}) in ALIVE:
        _alone(duo)
    settle(duo)
    told(by, at, "take_duo_step_back", duo, event, moment=moment)
    return duo


def _alone(duo: Duo) -> None:
    if Duo.objects.filter(enrolment_id=duo.enrolment_id, state__in=ALIVE).exclude(pk=duo.pk).exists():
        raise Refused(_("This person is in another duo by now."), field="moment")


def _undo(by: Viewer, at: datetime, duo: Duo, event: DuoEvent, reason: str) -> None:
    """What hung on a step."""
    if event.moment in (DuoMoment.COMPLETED, DuoMoment.BROKEN_OFF, *NO.values()):
        if event.moment in (DuoMoment.COMPLETED, DuoMoment.BROKEN_OFF):
            Wish.objects.filter(enrolment_id=duo.enrolment_id, withdrawn_on=duo.ended_on).update(withdrawn_on=None)
        duo.ended_on, duo.broken_off, duo.ended_note = None, "", ""
        Apart.objects.filter(
            enrolment_id=duo.enrolment_id, mentor_id=duo.mentorship.mentor_id, kind=KeptApart.REFUSED, lifted_at__isnull=True
        ).update(lifted_at=at)
    if event.moment == DuoMoment.AGREED:
        Agreement.objects.filter(duo=duo, taken_back_at__isnull=True).update(taken_back_at=at)
        duo.agreed_on = duo.due_on = None
    if event.moment == DuoMoment.EXTENDED and duo.agreed_on:
        last = standing(duo).filter(moment=DuoMoment.EXTENDED).order_by("-id").first()
        duo.due_on = last.until_on if last else months_after(duo.agreed_on, duo.months)
    if event.moment in (DuoMoment.MET, DuoMoment.AGREED):
        rows = DuoMeeting.objects.select_related("activity").filter(duo=duo, taken_back_at__isnull=True, activity__on=event.valid_on)
        for row in rows.order_by("id"):
            drop(by, at, duo, row, reason[:300])
    duo.save(update_fields=["ended_on", "broken_off", "ended_note", "agreed_on", "due_on"])


def _end(duo: Duo, on: date, because: str, note: str) -> None:
    duo.ended_on, duo.broken_off, duo.ended_note = on, because, fitting_text(note, "note", 1000)
    duo.save(update_fields=["ended_on", "broken_off", "ended_note"])


def _off_the_list(duo: Duo, on: date) -> None:
    Wish.objects.filter(enrolment_id=duo.enrolment_id, withdrawn_on__isnull=True).update(withdrawn_on=on)
