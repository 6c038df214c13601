"""Every write about matching: rules, meetings, what is asked of a proposal, what people decide."""

from .criteria import set_rules
from .decisions import form, not_now, take_back
from .marks import choose, forbid, keep, lift
from .meetings import close, open_meeting

__all__ = ["choose", "close", "forbid", "form", "keep", "lift", "not_now", "open_meeting", "set_rules", "take_back"]
