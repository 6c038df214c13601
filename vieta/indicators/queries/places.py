"""What figures are broken down by: the columns, and their values in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from vieta.activities.choices import PlaceType
from vieta.base.codes import RegionCategory
from vieta.organisations.models import Organisation
from vieta.programmes.models import Contract, Cycle, Municipality, Region

_ROWS = {
    "provider_id": (Organisation, "name"), "region_id": (Region, "name"), "municipality_id": (Municipality, "name"), "cycle_id": (Cycle, "name"),
    "contract_id": (Contract, "number"),
}  # fmt: skip
_WORDS = {"place_type": PlaceType.choices, "region_category": RegionCategory.choices}
BY = (*_ROWS, *_WORDS)
GENDERS = {"women": "W", "men": "M", "non_binary": "N"}
Key = int | str | None


@dataclass(frozen=True)
class Within:
    """Whom of the people counted is asked about: women, men, … ("" is everybody), and those of one value of a column."""

    gender: str = ""
    by: str = ""
    key: Key = None

    @property
    def only(self) -> tuple[tuple[str, Key], ...]:
        """The choice as values of columns of the participants."""
        gender = (("gender", GENDERS[self.gender]),) if self.gender else ()
        return (*gender, (self.by, self.key)) if self.by else gender


def labels_of(by: str, keys: Iterable[object]) -> dict[object, str]:
    """The values of a column in words; what is not recorded has none."""
    if by in _WORDS:
        return {value: str(label) for value, label in _WORDS[by]}
    model, column = _ROWS[by]
    return dict(model._default_manager.filter(pk__in=[key for key in keys if key]).values_list("pk", column))


def part_of(by: str, key: object) -> str:
    """A value of a column as an address carries it."""
    return f"{by}:{'' if key is None else key}"


def read_part(part: str) -> tuple[str, Key]:
    """A column and its value as an address carried them; ValueError where there is no such column, or no such value can be."""
    by, _colon, key = part.partition(":")
    if by in _WORDS:
        return by, key
    if by not in _ROWS or not (key.isascii() and key.isdecimal() and len(key) < 18 or not key):
        raise ValueError(part)
    return by, int(key) if key else None
