"""The packs of measures that funds ask for, as data: which measures, in whose words, from when until when."""

from .duo import DUO
from .esf_2014 import ESF_2014
from .esf_plus import ESF_PLUS_PACK
from .latvia import LATVIA

PACKS = {pack.code: pack for pack in (ESF_PLUS_PACK, ESF_2014, LATVIA, DUO)}

__all__ = ["DUO", "ESF_2014", "ESF_PLUS_PACK", "LATVIA", "PACKS"]
