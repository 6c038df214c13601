"""Judgements on reports as plain values: the checksum of frozen figures, and what changed between two sets of them."""

import hashlib
import json
from collections.abc import Iterator


def checksum(figures: dict) -> str:
    """SHA-256 over the figures as sorted JSON: the same figures give the same 64 characters."""
    return hashlib.sha256(json.dumps(figures, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def differences(then: dict, now: dict) -> Iterator[tuple[str, int, int]]:
    """The measures whose number is another now: name, the number in the report, the number now."""
    for part, number in (("headline", "value"), ("others", "value"), ("indicators", "total")):
        fresh = {row["code"]: row for row in now[part]}
        for row in then[part]:
            current = fresh.get(row["code"])
            if current is not None and current[number] != row[number]:
                yield row["name"], row[number], current[number]
