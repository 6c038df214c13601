"""Judgements on sharing: when a mentee is warned before letting the mentor see how to reach them."""

from vieta.people.choices import Channel


def is_guarded(*, hide_address: bool, channel: str, safe_times: str) -> bool:
    """Whether contact with a person is guarded: hidden address, only in person, or times when nobody may call."""
    return hide_address or channel == Channel.IN_PERSON or bool(safe_times.strip())
