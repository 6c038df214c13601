"""What those who could not be asked again might have said, and so between which shares the truth must lie."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils.translation import gettext as _

from vieta.base.viewer import Viewer
from vieta.outcomes.choices import FollowUpAnswer, FollowUpMoment

from ..rules.shares import Bounds, bounds
from . import frame
from .frame import known
from .words import About, percent, told, too_few

IN_WORK = (FollowUpAnswer.IN_WORK, FollowUpAnswer.SELF_EMPLOYED)
SAID = (*IN_WORK, FollowUpAnswer.IN_EDUCATION, FollowUpAnswer.SEEKING, FollowUpAnswer.INACTIVE)


@dataclass(frozen=True)
class MomentCard:
    """One follow-up: who was in work then; `found` is None where it cannot be told."""

    name: str
    found: Bounds | None
    words: str


@dataclass(frozen=True)
class MissingCard:
    """Every follow-up."""

    about: About
    rows: tuple[MomentCard, ...]


def in_work_afterwards(viewer: Viewer, code: str, day: date | None = None) -> MissingCard:
    """In work 28 days, 6 and 12 months after leaving: among those who answered, and whatever the others would have said."""
    of = frame.asked(viewer, code, day)
    left = frame.people(of)
    left = {name: left[name][known(left["left_on"])] for name in ("person", "left_on")}
    answers = frame.answers(of)
    rows = tuple(_moment(moment, _due(left, moment, of.today), answers, of.least) for moment in FollowUpMoment)
    return MissingCard(_about(), rows)


def _due(left: frame.Frame, moment: FollowUpMoment, today: np.datetime64) -> set[int]:
    """Those who left long enough ago."""
    gone = left["left_on"].astype("datetime64[D]")
    if moment == FollowUpMoment.DAYS_28:
        due = gone + np.timedelta64(28, "D")
    else:
        months = 6 if moment == FollowUpMoment.MONTHS_6 else 12
        month = gone.astype("datetime64[M]") + np.timedelta64(months, "M")
        due = np.minimum(month + (gone - gone.astype("datetime64[M]")), (month + 1).astype("datetime64[D]") - 1)
    return set(left["person"][due <= today].tolist())


def _moment(moment: FollowUpMoment, due: set[int], answers: frame.Frame, least: int) -> MomentCard:
    said = {
        int(person): str(answer)
        for person, of, answer in zip(*(answers[n] for n in ("person", "moment", "answer")), strict=True)
        if of == moment and int(person) in due and answer in SAID
    }
    asked, answered = len(due), len(said)
    yes = sum(answer in IN_WORK for answer in said.values())
    if asked < least or any(0 < part < least for part in (asked - answered, yes, answered - yes)):
        return MomentCard(str(moment.label), None, too_few(least))
    found = bounds(yes, answered, asked)
    return MomentCard(str(moment.label), found, _words(found))


def _words(found: Bounds) -> str:
    if found.observed is None:
        return _("Of %(asked)s people nobody has answered, so nothing is known.") % {"asked": found.asked}
    said = {"asked": found.asked, "answered": found.answered, "observed": told(found.observed)}
    if found.asked == found.answered:
        return _("All %(asked)s people answered: %(observed)s were in work.") % said
    words = _("Of %(asked)s people %(answered)s answered, and of these %(observed)s were in work.") % said
    return f"{words} " + _(
        "Whatever the others would have said, the share of all lies between %(least)s and %(most)s; with chance added, between %(low)s and %(high)s."
    ) % {"least": percent(found.least), "most": percent(found.most), "low": percent(found.low), "high": percent(found.high)}


def _about() -> About:
    return About(
        "follow-ups",
        _("How many are in work afterwards, when not everybody answers?"),
        _(
            "Everybody who left long enough ago should have been asked. The share among those who answered stands beside the two ends "
            "that nobody can argue with: none of the others was in work, or all of them were."
        ),
        _("Manski 1989 for the bounds; Wilson 1927 for what chance does."),
        (
            _("About those who did not answer nothing is assumed."),
            _("An answer says what held on the day of the follow-up."),
        ),
    )
