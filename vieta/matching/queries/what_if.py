"""What another choice would mean: another mentor for one person, or other weights; tried on the engine, kept nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from ..choices import Ease
from ..rules import words
from ..rules.criteria import reweighted
from ..rules.rounds import YIELDING, Solved
from .bridge import Bench, Person

MOST = 6
TRIED_AT_ONCE = 250_000
"""Pairs of a bench up to which every alternative is tried for the list; beyond, each when it is looked at."""


@dataclass(frozen=True)
class Change:
    """One person whose mentor would be another: who before, who after, "" for nobody."""

    mentee: Person
    before: str
    after: str

    @property
    def said(self) -> str:
        facts = {"mentee": self.mentee.name, "before": self.before, "after": self.after}
        if not self.after:
            return _("%(mentee)s would wait on, without %(before)s") % facts
        if not self.before:
            return _("%(mentee)s would meet %(after)s") % facts
        return _("%(mentee)s would meet %(after)s instead of %(before)s") % facts


@dataclass(frozen=True)
class Choice:
    """One mentor for one mentee, proposed or not: what speaks for it, what against, and what it would mean for the others.

    `never` are the limits nobody can set aside here, `yields` those that give way to a written reason.
    """

    mentor: Person
    proposed: bool
    reasons: tuple[str, ...]
    never: tuple[str, ...]
    yields: tuple[str, ...]
    broken: int
    ease: Ease | None
    others: tuple[Change, ...]
    fewer: int

    @property
    def possible(self) -> bool:
        return not self.never

    @property
    def told(self) -> str:
        return words.told(self.reasons)


def effect(found: Bench, mentee: str, mentor: str, *, tried: bool = True) -> Choice:
    """What it would mean to put these two together; untried, only what speaks for and against it."""
    now = found.solved
    without = replace(found.round, kept=tuple(pair for pair in found.round.kept if pair[0] != mentee))
    broken = without.judged([(mentee, mentor)])[mentee, mentor][0]
    never = broken & ~int(YIELDING)
    others, fewer, worse = ((), 0, False) if never or not tried else _tried(found, mentee, mentor)
    ease = None if not tried else Ease.LOSES if fewer > 0 else Ease.MOVES if worse else Ease.SAME
    return Choice(
        found.mentors[mentor], now.pairs.get(mentee) == mentor, tuple(words.reason(one) for one in now.reasons(mentee, mentor)),
        tuple(words.limits(never)), tuple(words.limits(broken & int(YIELDING))), broken, ease, others, fewer,
    )  # fmt: skip


def _tried(found: Bench, mentee: str, mentor: str) -> tuple[tuple[Change, ...], int, bool]:
    """The round solved again with these two kept: whose mentor changes, how many fewer are matched, whether the whole fits less."""
    now = found.solved
    if now.pairs.get(mentee) == mentor:
        return (), 0, False
    kept = tuple(pair for pair in found.round.kept if pair[0] != mentee)
    then = replace(found.round, kept=(*kept, (mentee, mentor))).solved()
    others = tuple(change for change in moved(found, now, then) if change.mentee.key != mentee)
    return others, len(now.pairs) - len(then.pairs), then.points < now.points


def moved(found: Bench, before: Solved, after: Solved) -> list[Change]:
    """Everybody whose mentor is another, by name."""
    names = {"": ""} | {key: one.name for key, one in found.mentors.items()}
    keys = [key for key in found.mentees if before.pairs.get(key) != after.pairs.get(key)]
    changes = [Change(found.mentees[key], names[before.pairs.get(key, "")], names[after.pairs.get(key, "")]) for key in keys]
    return sorted(changes, key=lambda change: (change.mentee.name, change.mentee.key))


def alternatives(found: Bench, mentee: str, *, most: int = MOST) -> list[Choice]:
    """The other mentors who fit best, each tried: those that cost the others nothing first, in no finer order than that."""
    now = found.solved.pairs.get(mentee)
    judged = found.round.judged((mentee, mentor) for mentor in found.mentors)
    free = [(-points, key) for (_one, key), (broken, points) in judged.items() if not broken and key != now and found.mentors[key].free]
    tried = len(found.mentees) * len(found.mentors) <= TRIED_AT_ONCE
    choices = [effect(found, mentee, key, tried=tried) for _points, key in sorted(free)[:most]]
    order = list(Ease)
    return sorted((one for one in choices if one.possible), key=lambda one: (order.index(one.ease) if one.ease else 0, one.mentor.name))


@dataclass(frozen=True)
class Shift:
    """What other weights would change: how many are matched now and then, and whose mentor would be another."""

    before: int
    after: int
    changes: tuple[Change, ...]


def shift(found: Bench, weights: Mapping[str, int]) -> Shift:
    """The round solved again under other weights; nothing is kept."""
    then = replace(found.round, tree=reweighted(found.round.tree, dict(weights))).solved()
    return Shift(len(found.solved.pairs), len(then.pairs), tuple(moved(found, found.solved, then)))
