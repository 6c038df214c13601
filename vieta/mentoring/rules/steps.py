"""The eight steps of a duo, from the information session to the evaluation (the order DUO for a JOB publishes)."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..choices import DuoMoment, DuoState, MentorMoment

M, P = DuoMoment, MentorMoment
WAITS_AT = {
    DuoState.FORMED: 4, DuoState.MET: 4, DuoState.ACCEPTED: 5, DuoState.RUNNING: 6, DuoState.ENDED: 7,
}  # fmt: skip


def eight(
    prepared: Mapping[str, date], done: Mapping[str, date], state: str, due_on: date | None
) -> list[tuple[str, date | None, bool, str]]:
    """Each step as label, the day it was done, whether it is the one now, and a word more; from the moments that stand."""
    ended = done.get(M.COMPLETED) or done.get(M.BROKEN_OFF)
    rows = [
        (_("Information session"), prepared.get(P.INFORMED), ""),
        (_("Interview"), prepared.get(P.INTERVIEWED), ""),
        (_("Training of the mentor"), prepared.get(P.TRAINED), ""),
        (_("Matching meeting"), done.get(M.FORMED), ""),
        (_("First meeting: each says whether they go on"), _answered_on(done), _answers(done, state)),
        (_("Second meeting: agreement and code of conduct signed"), done.get(M.AGREED), ""),
        (_("Meetings"), ended, _until(state, due_on)),
        (_("Evaluation by both"), done.get(M.CLOSED), ""),
    ]
    return [(label, on, WAITS_AT.get(DuoState(state)) == n, note) for n, (label, on, note) in enumerate(rows)]


def _answered_on(done: Mapping[str, date]) -> date | None:
    """The day both said yes, or one said no."""
    no = [done[m] for m in (M.NO_MENTEE, M.NO_MENTOR) if m in done]
    yes = [done[m] for m in (M.YES_MENTEE, M.YES_MENTOR) if m in done]
    return max(no) if no else max(yes) if len(yes) == 2 else None


def _answers(done: Mapping[str, date], state: str) -> str:
    if state == DuoState.FORMED:
        return _("The coordinator is present")
    if state == DuoState.REFUSED:
        return _("They did not go on; nobody is the worse for it")
    if state != DuoState.MET:
        return ""
    waiting = [words for moment, words in ((M.YES_MENTEE, _("the mentee")), (M.YES_MENTOR, _("the mentor"))) if moment not in done]
    return _("Held on %(day)s; to answer: %(who)s") % {"day": date_format(done[M.MET]), "who": ", ".join(waiting)} if M.MET in done else ""


def _until(state: str, due_on: date | None) -> str:
    return _("until %(day)s") % {"day": date_format(due_on)} if state == DuoState.RUNNING and due_on else ""
