"""Judgements on contact: who has gone silent, who drifts away, which notes open to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vieta.accounts.choices import CLOSED_PROFESSIONS, Profession

from .choices import INDIVIDUAL_KINDS, TEAM_KINDS, Confidentiality, Kind, Presence

LAST = 3
MISSED_OF_LAST = 2
WINDOW = 5
FALL = 40


@dataclass(frozen=True)
class Signal:
    """A judgement that somebody needs attention, with its reason in words; `since_on` is the day it rests on."""

    why: str
    since_on: date


def is_silent(last_contact_on: date | None, begun_on: date, silent_after_days: int, today: date) -> Signal | None:
    """Whether nobody has met or reached a person for more than the programme's number of days (S1-15).

    The days count from the last contact, but not from before the file was begun.
    """
    since = max(last_contact_on or begun_on, begun_on)
    days = (today - since).days
    if days <= silent_after_days:
        return None
    if last_contact_on is None or last_contact_on < begun_on:
        words = ngettext("No contact yet, %(days)s day after the start", "No contact yet, %(days)s days after the start", days)
    else:
        words = ngettext("No contact for %(days)s day", "No contact for %(days)s days", days)
    return Signal(words % {"days": days}, since)


def silent_before(today: date, silent_after_days: int) -> date:
    """The last contact must lie before this day for a person to be silent."""
    return today - timedelta(days=silent_after_days)


def is_drifting(met: Sequence[tuple[date, str]]) -> Signal | None:
    """Whether a person drifts away, from their expected occasions, newest first (S3-23).

    Two of the last three missed, excused or not; or presence in the last five lower by 40 points or more than in the five before.
    """
    missed = [on for on, presence in met[:LAST] if presence != Presence.PRESENT]
    if len(missed) >= MISSED_OF_LAST:
        return Signal(_("Missed %(missed)s of the last %(last)s meetings") % {"missed": len(missed), "last": len(met[:LAST])}, missed[-1])
    now, before = met[:WINDOW], met[WINDOW : 2 * WINDOW]
    if len(before) < WINDOW or _presence(before) - _presence(now) < FALL:
        return None
    words = _("Present at %(now)s %% of the last %(window)s meetings, at %(before)s %% of the %(window)s before")
    return Signal(words % {"now": _presence(now), "before": _presence(before), "window": WINDOW}, now[-1][0])


def _presence(met: Sequence[tuple[date, str]]) -> int:
    return round(100 * sum(presence == Presence.PRESENT for _on, presence in met) / len(met))


def default_confidentiality(profession: str) -> Confidentiality:
    """Psychologists' and lawyers' notes are closed to other professions unless they say otherwise (S3-16)."""
    return Confidentiality.PROFESSION if profession in CLOSED_PROFESSIONS else Confidentiality.TEAM


def note_opens(confidentiality: str, *, is_author: bool, on_team: bool, same_profession: bool, coordinates: bool) -> bool:
    """Whether a note's text opens to somebody who may already open the file.

    A team note opens to the case team and the provider's coordinator; a profession's note to the same profession on the
    case team; the author's own to the author.
    """
    if is_author:
        return True
    if confidentiality == Confidentiality.TEAM:
        return on_team or coordinates
    return confidentiality == Confidentiality.PROFESSION and on_team and same_profession


def activity_opens(kind: str, profession: str, *, is_leader: bool, same_profession: bool) -> bool:
    """Whether more than kind, day, length and profession of an activity opens: of a closed profession's talks it does not."""
    closed = profession in CLOSED_PROFESSIONS and kind in INDIVIDUAL_KINDS
    return not closed or is_leader or same_profession


def is_with_team(kind: str, profession: str) -> bool:
    """Whether an activity is with mentors or coaches and not with the people helped: then nobody's file is part of it."""
    return kind in TEAM_KINDS or (kind == Kind.INFORMATION and profession == Profession.MENTOR)
