"""The matching meeting as its page shows it: the proposed duos with their reasons, and those left with what would help."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from vieta.base.viewer import Viewer

from ..access import opened_by
from ..choices import Asked
from ..engine.limits import Limit
from ..engine.unmatched import Left
from ..models import Mark
from ..rules import words
from .bridge import Bench, Person, bench
from .criteria import in_force
from .proof import since


@dataclass(frozen=True)
class DuoCard:
    """Two people the proposal puts together, with what speaks for it in words, and what speaks against a pair that was kept."""

    mentee: Person
    mentor: Person
    reasons: tuple[str, ...]
    although: tuple[str, ...] = ()
    kept: bool = False
    outside: bool = False
    why: str = ""
    mark_id: int | None = None

    @property
    def told(self) -> str:
        return words.told(self.reasons)


@dataclass(frozen=True)
class LeftCard:
    """Somebody without a mentor in this proposal: what stands in the way, and what would change it."""

    mentee: Person
    why: str
    help: str


@dataclass(frozen=True)
class MentorCard:
    """A mentor of the branch with the places that are free, and how many of them the proposal uses."""

    mentor: Person
    used: int

    @property
    def left(self) -> int:
        return self.mentor.free - self.used


@dataclass(frozen=True)
class Page:
    """The state of a meeting: what is proposed now, and what has changed since the proposal kept last."""

    bench: Bench
    duos: tuple[DuoCard, ...]
    left: tuple[LeftCard, ...]
    mentors: tuple[MentorCard, ...]
    apart: tuple[tuple[Person, Person, Mark], ...]
    lapsed: tuple[Mark, ...]
    changed: tuple[str, ...]
    more_without_floor: int

    @property
    def waiting(self) -> int:
        return len(self.bench.mentees)


def laid_out(viewer: Viewer, meeting_id: int) -> Bench | None:
    """The bench of a meeting as it stands now, or None where nobody has set rules yet."""
    meeting = opened_by(viewer, meeting_id)
    rules = in_force(meeting.programme)
    return bench(viewer, meeting, rules) if rules else None


def page(viewer: Viewer, found: Bench, *, first: int = 0, most: int | None = None) -> Page:
    """What the page shows of a bench; `first` and `most` cut both lists of people to one page of them."""
    solved = found.solved
    ordered = sorted(solved.pairs, key=lambda key: (found.mentees[key].since_on, found.mentees[key].name, key))
    last = None if most is None else first + most
    duos = tuple(duo(found, key, solved.pairs[key]) for key in ordered[first:last])
    return Page(
        found, duos, tuple(_left(found, first, last)), tuple(_mentors(found)), tuple(_apart(found)), found.lapsed,
        tuple(since(viewer, found)), _more_without_floor(found),
    )  # fmt: skip


def duo(found: Bench, mentee: str, mentor: str) -> DuoCard:
    """One pair of the bench, proposed or not, in words."""
    kept_so = (mentee, mentor) in found.round.kept  # whose place is taken by themselves
    broken = found.round.judged([(mentee, mentor)])[mentee, mentor][0] & ~int(Limit.CAPACITY) if kept_so else 0
    mark = found.marks.get((mentee, mentor))
    kept = mark is not None and mark.asked == Asked.KEEP
    return DuoCard(
        found.mentees[mentee], found.mentors[mentor], tuple(words.reason(one) for one in found.solved.reasons(mentee, mentor)),
        although=tuple(words.limits(broken)), kept=kept, outside=bool(kept and mark and mark.outside), why=mark.reason if mark and kept else "",
        mark_id=mark.pk if mark and kept else None,
    )  # fmt: skip


def _left(found: Bench, first: int, last: int | None) -> list[LeftCard]:
    """Those left, the longest wait first."""
    keys = found.mentees.keys() - found.solved.pairs.keys()
    ordered = sorted(keys, key=lambda key: (found.mentees[key].since_on, found.mentees[key].name, key))
    return left_of(found, ordered[first:last])


def left_of(found: Bench, keys: Sequence[str]) -> list[LeftCard]:
    """What stands in the way of these, who have no mentor in the proposal, and what would change it."""
    told = {one.mentee: one for one in found.solved.left(set(keys))} if keys else {}
    return [LeftCard(found.mentees[key], _why(found.mentees[key], told[key]), words.would_help(told[key], found.name)) for key in keys]


def _why(mentee: Person, left: Left) -> str:
    if mentee.born_on_missing:
        return _("No date of birth is on record, and the programme asks about ages")
    return words.stands_in_the_way(left)


def _mentors(found: Bench) -> list[MentorCard]:
    """The mentors who have a place, those with the most room after this proposal first."""
    used = Counter(found.solved.pairs.values())
    cards = [MentorCard(one, used[one.key]) for one in found.mentors.values() if one.free]
    return sorted(cards, key=lambda card: (-card.left, card.mentor.name, card.mentor.key))


def _apart(found: Bench) -> list[tuple[Person, Person, Mark]]:
    return [(found.mentees[a], found.mentors[b], mark) for (a, b), mark in found.marks.items() if mark.asked == Asked.FORBID]


def _more_without_floor(found: Bench) -> int:
    """How many more would be matched if the fairness floor were left out; 0 where it costs nobody a place."""
    if not found.solved.floor_binds:
        return 0
    freed = replace(found.round, floor=False).solved()
    return len(freed.pairs) - len(found.solved.pairs)
