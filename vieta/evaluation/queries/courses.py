"""How long it takes to find work, and how long work is kept."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vieta.base.viewer import Viewer
from vieta.enrolments.choices import Labour
from vieta.outcomes.choices import FollowUpAnswer

from ..rules.courses import GONE, JOB, OPEN, Course, Mark, course
from . import frame
from .frame import NEVER, Asked, days_between, known
from .words import About, between, too_few

MONTH = 30.4375
MONTHS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 18, 21, 24, 30, 36, 48)
WINDOW = np.timedelta64(28, "D")


@dataclass(frozen=True)
class CourseCard:
    """A course over months with its words; `refused` says why there is none."""

    about: About
    people: int
    course: Course | None
    words: tuple[str, ...]
    refused: str = ""


def months_of(mark: Mark) -> int:
    """A mark in whole months."""
    return round(mark.day / MONTH)


def time_to_work(viewer: Viewer, code: str, day: date | None = None) -> CourseCard:
    """How long after entry work begins, for those who were not in work at entry."""
    of = frame.asked(viewer, code, day)
    days, ends = _ways_to_work(frame.people(of), of)
    found = course(days, ends, _marks(), of.least)
    return _card(_about_time(), of, found, _words_of_time(found))


def _ways_to_work(people: frame.Frame, of: Asked) -> tuple[np.ndarray, np.ndarray]:
    """For each one: how many days until work began, until they left without it, or until the day."""
    seeking = people["labour"] != Labour.EMPLOYED
    entered, left, job = (people[name][seeking].astype("datetime64[D]") for name in ("entered_on", "left_on", "job_on"))
    by_us = known(job) & (~known(left) | (job <= left + WINDOW))
    ends = np.where(by_us, JOB, np.where(known(left), GONE, OPEN))
    until = np.where(ends == JOB, job, np.where(ends == GONE, left, of.today))
    return np.maximum(days_between(entered, until), 0), ends


def _marks() -> list[int]:
    return [round(months * MONTH) for months in MONTHS]


def _card(about: About, of: Asked, found: Course, words: tuple[str, ...]) -> CourseCard:
    if len(found.marks) < 2:
        return CourseCard(about, 0, None, (), too_few(of.least))
    return CourseCard(about, found.people, found, words)


def _words_of_time(found: Course) -> tuple[str, ...]:
    if len(found.marks) < 2:
        return ()
    last = found.marks[-1]
    lines = [_said(mark, mark.job, _("began work")) for mark in _worth_saying(found.marks)]
    lines.append(
        _("By then %(gone)s of 100 had left without work (%(between)s), and %(still)s were still looking with us.")
        % {"gone": round(100 * last.gone.value), "between": between(last.gone), "still": round(100 * last.still.value)}
    )
    if found.median is not None:
        lines.append(_("Half of all had begun work after about %(months)s months.") % {"months": round(found.median / MONTH)})
    else:
        lines.append(_("In the time seen so far, fewer than half began work; so there is no typical time to tell."))
    return tuple(lines)


def _worth_saying(marks: tuple[Mark, ...]) -> list[Mark]:
    """The mark nearest to six months, and the last one."""
    middle = min(marks[1:], key=lambda mark: abs(mark.day - 6 * MONTH))
    return [middle] if middle == marks[-1] else [middle, marks[-1]]


def _said(mark: Mark, value, what: str) -> str:
    months = months_of(mark)
    return ngettext(
        "Of 100 people, about %(n)s %(what)s within %(months)s month; the true number may well lie between %(low)s and %(high)s.",
        "Of 100 people, about %(n)s %(what)s within %(months)s months; the true number may well lie between %(low)s and %(high)s.",
        months,
    ) % {
        "n": round(100 * value.value),
        "what": what,
        "months": months,
        "low": round(100 * value.low),
        "high": round(100 * value.high),
    }


def _about_time() -> About:
    return About(
        "time",
        _("How long does it take to find work?"),
        _(
            "Each person is followed from the day support began until work begins, until they leave without work, or until today. Those "
            "still looking are not counted as failures: they are followed as far as is known."
        ),
        _(
            "Aalen and Johansen 1978 for work and for leaving; Kaplan and Meier 1958 for still looking; intervals of 95 % on the log-log scale."
        ),
        (
            _("Work that begins up to 28 days after leaving counts; later work does not, since it is not known of everybody."),
            _("People in work when support began are left out."),
            _("Those who entered lately find work as quickly as those before them."),
        ),
    )


# Staying in work --------------------------------------------------------------------------------------------------
def staying_in_work(viewer: Viewer, code: str, day: date | None = None) -> CourseCard:
    """How long people stay in work after their first work begins."""
    of = frame.asked(viewer, code, day)
    days, ends = _stays_in_work(frame.jobs(of), frame.answers(of), of)
    found = course(days, ends, _marks(), of.least)
    return _card(_about_staying(), of, found, _words_of_staying(found))


def _stays_in_work(jobs: frame.Frame, answers: frame.Frame, of: Asked) -> tuple[np.ndarray, np.ndarray]:
    """For each one who began work: how many days until no work is known any more, or until we last heard that it goes on."""
    told: dict[int, list[tuple[np.datetime64, str]]] = {}
    for person, due_on, asked_on, answer in zip(*(answers[n] for n in ("person", "due_on", "asked_on", "answer")), strict=True):
        told.setdefault(int(person), []).append((np.datetime64(min(due_on, asked_on), "D"), str(answer)))
    days, ends = [], []
    for person, spells, left in _by_person(jobs):
        length, end = _in_work(spells, left, told.get(person, []), of.today)
        days.append(length)
        ends.append(end)
    return np.asarray(days, int), np.asarray(ends, int)


def _by_person(jobs: frame.Frame):
    """Each person with their work in order, and the day they left."""
    person, began, until, left = (jobs[n] for n in ("person", "valid_on", "until_on", "left_on"))
    at = 0
    while at < len(person):
        last = int(np.searchsorted(person, person[at], side="right"))
        spells = list(zip(began[at:last].astype("datetime64[D]"), until[at:last].astype("datetime64[D]"), strict=True))
        yield int(person[at]), spells, left[at].astype("datetime64[D]")
        at = last


_OUT = (FollowUpAnswer.SEEKING, FollowUpAnswer.INACTIVE, FollowUpAnswer.IN_EDUCATION)
_IN = (FollowUpAnswer.IN_WORK, FollowUpAnswer.SELF_EMPLOYED)


def _in_work(spells, left: np.datetime64, told, today: np.datetime64) -> tuple[int, int]:
    """Days in work from the first day on, work with gaps of up to 28 days being one, and whether it ended (JOB) or is open."""
    start, ended = spells[0]
    for began, until in spells[1:]:
        if np.isnat(ended) or began <= ended + WINDOW:
            ended = NEVER if np.isnat(until) else until if np.isnat(ended) else max(ended, until)
    if not np.isnat(ended) and ended <= today:
        return int((ended - start).astype(int)), JOB
    heard = [today if np.isnat(left) else max(left, start)]
    for day, answer in sorted(told):
        if day >= start and answer in _OUT:
            return int((day - start).astype(int)), JOB
        if day >= start and answer in _IN:
            heard.append(day)
    return max(int((min(max(heard), today) - start).astype(int)), 0), OPEN


def _words_of_staying(found: Course) -> tuple[str, ...]:
    if len(found.marks) < 2:
        return ()
    return tuple(
        _("Of 100 who began work, about %(n)s were still in work after %(months)s months (%(between)s).")
        % {"n": round(100 * mark.still.value), "months": months_of(mark), "between": between(mark.still)}
        for mark in _worth_saying(found.marks)
    )


def _about_staying() -> About:
    return About(
        "staying",
        _("How long do people stay in work?"),
        _(
            "Each person is followed from the first day of their first work since entry until no work is known any more, or until the day "
            "we last heard that it goes on: today while they are with us, else their leaving or their last answer to a follow-up."
        ),
        _("Kaplan and Meier 1958, Greenwood's variance; intervals of 95 % on the log-log scale."),
        (
            _("Work that follows within 28 days of the last one is the same stay in work."),
            _("An answer that somebody is not in work counts from the day the follow-up was due."),
            _("Those we lost sight of stay in work as long as those we still hear of; if they fare worse, the curve is too high."),
        ),
    )
