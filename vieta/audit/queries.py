"""Named questions about the trail: its entries, who looked at somebody, and whether the chain holds."""

from dataclasses import dataclass

from django.db.models import QuerySet

from .choices import Kind
from .models import Entry
from .rules import BEGINNING, chain_hash


@dataclass(frozen=True)
class Verdict:
    """What checking the chain found: how many entries hold, the last good hash, and where and how it breaks."""

    entries: int
    head: str
    broken_at: int | None = None
    reason: str = ""

    @property
    def whole(self) -> bool:
        """Whether no entry was changed, taken out or slipped in."""
        return self.broken_at is None


def entries() -> QuerySet[Entry]:
    """Every entry, newest first; the rooms above narrow it to what their viewer may read."""
    return Entry.objects.order_by("-id")


def reads_of(person_id: int) -> QuerySet[Entry]:
    """Every time this person's own file was opened, newest first; looks at lists of many stand in the trail itself."""
    return entries().filter(person_id=person_id, kind=Kind.READ)


def chain(*, expected_head: str = "") -> Verdict:
    """Walks the whole chain from its beginning and says where it breaks.

    The end of a chain cannot tell that something was cut off after it: give `expected_head`, a hash noted elsewhere
    earlier, and it must still stand in the chain.
    """
    previous, count, seen = BEGINNING, 0, not expected_head
    for entry in Entry.objects.order_by("id").iterator(chunk_size=5000):
        if reason := _break(previous, entry):
            return Verdict(count, previous, entry.pk, reason)
        previous, count = entry.hash, count + 1
        seen = seen or entry.hash == expected_head
    if not seen:
        return Verdict(count, previous, 0, "the entry with the noted hash is gone: the end of the trail was cut off")
    return Verdict(count, previous)


def _break(previous: str, entry: Entry) -> str:
    if entry.previous_hash != previous:
        return "an entry before it was taken out or slipped in"
    if entry.hash != chain_hash(previous, entry.content()):
        return "its content was changed"
    return ""
