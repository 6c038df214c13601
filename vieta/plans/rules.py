"""Judgements about reviews and plans on plain values: what changed, what is low, what a text is, when guidance is intensive."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from vieta.programmes.choices import IntensiveRule

from .choices import Change, Suggested

URGENT = 1
LOW = 2


def difference(by_person: int | None, by_worker: int | None) -> int | None:
    """By how many levels the person sees a side of life better than the worker does; None unless both rated it."""
    if by_person is None or by_worker is None:
        return None
    return by_person - by_worker


def change(then: int | None, now: int | None) -> Change | None:
    """What became of one side of life in one person's eyes; None unless it was rated both times.

    Levels are an order, not a measure: how far it moved is not told, and levels are never summed over sides of life.
    """
    if then is None or now is None:
        return None
    return Change.SAME if then == now else Change.BETTER if now > then else Change.WORSE


def suggested(by_person: int | None, by_worker: int | None) -> Suggested | None:
    """What a rating suggests to talk about: a first step where either sees it as urgent, a service where either sees it as low.

    It is a suggestion in words and decides nothing.
    """
    lowest = min((level for level in (by_person, by_worker) if level is not None), default=None)
    if lowest is None or lowest > LOW:
        return None
    return Suggested.STEP if lowest <= URGENT else Suggested.SERVICE


def text_hash(words: str, goals: Iterable[tuple]) -> str:
    """The fingerprint of what two people agree to: the person's words, and each goal with its steps, who and by when.

    A goal is (domain code, text, steps), a step (text, doer, other, by when). Whether a step is done is no part of it.
    """
    body = json.dumps([words, list(goals)], ensure_ascii=True, default=str)
    return hashlib.sha256(body.encode()).hexdigest()


@dataclass(frozen=True)
class Intensive:
    """Whether guidance is intensive by a programme's rule, from which day, and the reason in words."""

    began_on: date | None
    reason: str

    @property
    def holds(self) -> bool:
        return self.began_on is not None


def is_intensive(
    *, rule: IntensiveRule, plan_agreed_on: date | None, support: Iterable[tuple[date, int]], short_support_minutes: int, until: date
) -> Intensive:
    """Tells intensive guidance from mere reach on a day (S1-16), by the rule the programme chose.

    `support` is (day, minutes) of everything the person attended. Support passes the threshold on the day its sum first
    exceeds it: up to one day (480 minutes) of advice is not participation (practice of the ESF in DE and FR).
    A plan counts from the day both had agreed its first version; agreeing a later one or withdrawing changes nothing.
    """
    agreed = plan_agreed_on if plan_agreed_on and plan_agreed_on <= until else None
    passed, minutes = _passed(support, short_support_minutes, until)
    days = [(day, why) for day, why in (_plan(rule, agreed), _support(rule, passed, short_support_minutes)) if day]
    if days:
        return Intensive(*min(days, key=lambda found: found[0]))
    return Intensive(None, _missing(rule, minutes, short_support_minutes))


def _passed(support, threshold: int, until: date) -> tuple[date | None, int]:
    total = 0
    for day, minutes in sorted(support):
        if day > until:
            break
        total += minutes
        if total > threshold:
            return day, total
    return None, total


def _plan(rule: IntensiveRule, agreed: date | None) -> tuple[date | None, str]:
    return (None if rule == IntensiveRule.SUPPORT else agreed), _("Both agreed a plan on this day.")


def _support(rule: IntensiveRule, passed: date | None, threshold: int) -> tuple[date | None, str]:
    words = _("Support passed %(minutes)s minutes on this day.") % {"minutes": threshold}
    return (None if rule == IntensiveRule.PLAN else passed), words


def _missing(rule: IntensiveRule, minutes: int, threshold: int) -> str:
    given = {"given": minutes, "minutes": threshold}
    if rule == IntensiveRule.PLAN:
        return _("Reached only: no plan has been agreed by both.")
    if rule == IntensiveRule.SUPPORT:
        return _("Reached only: %(given)s minutes of support so far, more than %(minutes)s are needed.") % given
    return _("Reached only: no plan has been agreed by both, and %(given)s minutes of support are not more than %(minutes)s.") % given
