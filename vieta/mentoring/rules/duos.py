"""Judgements on a duo: where it stands, what warns, who may be put together, whether it bridges generations and cultures."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vieta.base.periods import age_on

from ..choices import Came, DuoMoment, DuoState, Going, Side
from .profile import country_name

M = DuoMoment
YES = {Side.MENTEE: M.YES_MENTEE, Side.MENTOR: M.YES_MENTOR}
NO = {Side.MENTEE: M.NO_MENTEE, Side.MENTOR: M.NO_MENTOR}
# The order in which moments come; one may only be taken back while nothing later stands.
ORDER = {
    M.FORMED: 0, M.MET: 1, M.YES_MENTEE: 2, M.YES_MENTOR: 2, M.NO_MENTEE: 2, M.NO_MENTOR: 2,
    M.AGREED: 3, M.EXTENDED: 4, M.COMPLETED: 5, M.BROKEN_OFF: 5, M.CLOSED: 6,
}  # fmt: skip
MISSED_IN_A_ROW = 2
CLEARANCE_WARNING_DAYS = 30


def state_of(moments: Collection[str]) -> DuoState:
    """Where a duo stands by the moments that stand."""
    if M.FORMED not in moments:
        return DuoState.UNDONE
    if M.CLOSED in moments:
        return DuoState.CLOSED
    if M.COMPLETED in moments or M.BROKEN_OFF in moments:
        return DuoState.ENDED
    if M.AGREED in moments:
        return DuoState.RUNNING
    if set(NO.values()) & set(moments):
        return DuoState.REFUSED
    if set(YES.values()) <= set(moments):
        return DuoState.ACCEPTED
    return DuoState.MET if M.MET in moments else DuoState.FORMED


def may_be_taken_back(moment: str, moments: Collection[str]) -> bool:
    """Whether nothing later than this moment stands."""
    return all(ORDER[DuoMoment(other)] <= ORDER[DuoMoment(moment)] for other in moments)


@dataclass(frozen=True)
class Watched:
    """What the warning signs of one duo are read from."""

    state: str
    since_on: date  # the day it came into this state
    agreed_on: date | None = None
    due_on: date | None = None
    last_met_on: date | None = None
    came: Sequence[str] = ()  # of the last meetings, newest first
    said: Sequence[tuple[str, str, bool]] = ()  # the last check-in of each side: side, how it goes, asks for a call
    intervisions: int = 0
    clearance_until: date | None = None
    evaluated: Collection[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class Watch:
    """What a programme's set-up says about warning signs."""

    silent_after_days: int = 21
    intervisions_due: int = 2
    clearance_required: bool = False


@dataclass(frozen=True)
class Sign:
    """One warning sign with its sentence."""

    code: str
    why: str


ALIVE_STATES = (DuoState.FORMED, DuoState.MET, DuoState.ACCEPTED, DuoState.RUNNING)


def signs(duo: Watched, rules: Watch, today: date) -> list[Sign]:
    """Everything about a duo that asks for somebody's attention, each with its reason; nothing about one that is over."""
    if duo.state == DuoState.ENDED:
        return _evaluation_missing(duo)
    if duo.state not in ALIVE_STATES:
        return []
    return [
        *_silent(duo, rules, today), *_missed(duo), *_worries(duo), *_overdue(duo, today),
        *_intervisions(duo, rules, today), *_clearance(duo, rules, today),
    ]  # fmt: skip


def _silent(duo: Watched, rules: Watch, today: date) -> list[Sign]:
    since = max(duo.last_met_on or duo.since_on, duo.since_on)
    days = (today - since).days
    if days < rules.silent_after_days:
        return []
    if duo.state == DuoState.RUNNING:
        words = ngettext("No meeting for %(days)s day", "No meeting for %(days)s days", days)
    elif duo.state == DuoState.FORMED:
        words = ngettext("No first meeting for %(days)s day", "No first meeting for %(days)s days", days)
    elif duo.state == DuoState.MET:
        words = ngettext("No answer for %(days)s day after the first meeting", "No answer for %(days)s days after the first meeting", days)
    else:
        words = ngettext("Agreement not signed for %(days)s day", "Agreement not signed for %(days)s days", days)
    return [Sign("silent", words % {"days": days})]


def _missed(duo: Watched) -> list[Sign]:
    row = 0
    for came in duo.came:
        if came == Came.BOTH:
            break
        row += 1
    if row < MISSED_IN_A_ROW:
        return []
    words = ngettext("The last %(count)s meeting did not take place", "The last %(count)s meetings did not take place", row)
    return [Sign("missed", words % {"count": row})]


def _worries(duo: Watched) -> list[Sign]:
    found = []
    for side, going, talk in duo.said:
        who = Side(side).label
        if talk:
            found.append(Sign("call", _("%(who)s asks for a call") % {"who": who}))
        if going in (Going.SO_SO, Going.BADLY):
            found.append(Sign("worry", _("%(who)s says: %(going)s") % {"who": who, "going": Going(going).label}))
    return found


def _overdue(duo: Watched, today: date) -> list[Sign]:
    if duo.state != DuoState.RUNNING or duo.due_on is None or today < duo.due_on:
        return []
    days = (today - duo.due_on).days
    if not days:
        return [Sign("due", _("The agreed time ends today"))]
    words = ngettext("The agreed time ended %(days)s day ago", "The agreed time ended %(days)s days ago", days)
    return [Sign("due", words % {"days": days})]


def _intervisions(duo: Watched, rules: Watch, today: date) -> list[Sign]:
    """Each intervision due has its share of the agreed time: the first by its half, the second by its end, when there are two."""
    if duo.state != DuoState.RUNNING or not duo.agreed_on or not duo.due_on or not rules.intervisions_due:
        return []
    gone = (today - duo.agreed_on).days / max((duo.due_on - duo.agreed_on).days, 1)
    due = min(int(gone * rules.intervisions_due), rules.intervisions_due)
    if duo.intervisions >= due:
        return []
    words = _("Intervisions of the mentor: %(held)s held, %(due)s due by now")
    return [Sign("intervision", words % {"held": duo.intervisions, "due": due})]


def _clearance(duo: Watched, rules: Watch, today: date) -> list[Sign]:
    if not rules.clearance_required:
        return []
    if duo.clearance_until is None:
        return [Sign("clearance", _("No clearance of the mentor is on record"))]
    days = (duo.clearance_until - today).days
    if days <= 0:
        return [Sign("clearance", _("The mentor's clearance has run out"))]
    if days <= CLEARANCE_WARNING_DAYS:
        words = ngettext("The mentor's clearance runs out in %(days)s day", "The mentor's clearance runs out in %(days)s days", days)
        return [Sign("clearance", words % {"days": days})]
    return []


def _evaluation_missing(duo: Watched) -> list[Sign]:
    missing = [Side(side).label for side in Side.values if side not in duo.evaluated]
    return [Sign("evaluation", _("Evaluation missing: %(who)s") % {"who": ", ".join(str(one) for one in missing)})] if missing else []


@dataclass(frozen=True)
class Bridge:
    """Whether a duo bridges something, as the programme asks for it; None where it cannot be told. With the why."""

    holds: bool | None
    why: str


def bridges_generations(mentee_born_on: date | None, mentor_born_on: date | None, *, age_gap: int, on: date) -> Bridge:
    """Whether the mentor is older than the mentee by at least the programme's number of years, on the day they were put together."""
    if mentee_born_on is None or mentor_born_on is None:
        return Bridge(None, _("A date of birth is not on record."))
    mentee, mentor = age_on(mentee_born_on, on), age_on(mentor_born_on, on)
    words = _("The mentee was %(mentee)s, the mentor %(mentor)s: %(gap)s years apart, at least %(asked)s are asked.")
    return Bridge(mentor - mentee >= age_gap, words % {"mentee": mentee, "mentor": mentor, "gap": mentor - mentee, "asked": age_gap})


def bridges_cultures(mentee_migrant: bool | None, mentor_origin: str, country: str) -> Bridge:
    """Whether the two come from different backgrounds: one of migrant background and one born in the programme's country.

    `mentee_migrant` is the migrant background recorded at entry; `mentor_origin` the mentor's country of birth. Where both come
    from elsewhere nobody compares them here: it cannot be told.
    """
    if mentee_migrant is None:
        return Bridge(None, _("The mentee's migrant background is not on record."))
    if not mentor_origin:
        return Bridge(None, _("The mentor's country of birth is not on record."))
    abroad = mentor_origin != country
    if mentee_migrant and abroad:
        return Bridge(None, _("Both come from another country; which one the mentee comes from is not kept."))
    mentee = _("The mentee has a migrant background") if mentee_migrant else _("The mentee has no migrant background")
    words = _("%(mentee)s; the mentor was born in %(country)s.")
    return Bridge(mentee_migrant or abroad, words % {"mentee": mentee, "country": country_name(mentor_origin)})
