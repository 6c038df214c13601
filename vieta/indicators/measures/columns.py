"""The columns of a participant that conditions may look at: what they hold, in which words, and whether they are special."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vieta.activities.choices import PlaceType
from vieta.base.codes import Gender, RegionCategory
from vieta.enrolments.choices import SPECIAL_TRAITS, YES_NO_TRAITS, Barrier, FormerSupport, Income, Labour, Trait
from vieta.outcomes.choices import LABOUR_KINDS, Kind


@dataclass(frozen=True)
class Column:
    """One column: its name to people, what it holds (word, number, day or yes), the words it may hold.

    `on` names the column with the day from which it counts that it is so, `since` that with the day on which it began: what is
    asked at the first entry counts from the entry on, a day from itself on. A number may lie between two `ends`; `example` says
    which part of them one might ask for.
    """

    label: str | Promise
    kind: str
    words: Mapping[str, str | Promise] | None = None
    special: bool = False
    on: str = "entered_on"
    since: str = ""
    ends: tuple[int, int] | None = None
    example: str = ""


def _words(choices) -> dict[str, str | Promise]:
    return {str(value): label for value, label in choices}


def _told(name: str, label, kind: str, words=None) -> Column:
    """What was told some time after it began."""
    return Column(label, kind, words, on=f"{name}_told_on", since=f"{name}_since_on")


_YES_NO = {"yes": _("Yes"), "no": _("No")}
_WORDS = {Trait.LABOUR: Labour, Trait.BARRIER: Barrier, Trait.FORMER_SUPPORT: FormerSupport, Trait.INCOME: Income}
_AFTER = _words((kind.value, kind.label) for kind in LABOUR_KINDS)

COLUMNS: dict[str, Column] = {
    "age": Column(_("Age at entry"), "number", ends=(0, 120), example="from 18 to 24"),
    "gender": Column(_("Gender"), "word", _words(Gender.choices)),
    "education": Column(_("Highest education completed (ISCED 0 to 8)"), "number", ends=(0, 8), example="from 0 to 2"),
    "long_term": Column(_("Long-term unemployed at entry"), "yes"),
    "complete": Column(_("The record is complete"), "yes"),
    "working": _told("work", _("In work on the day"), "yes"),
    **{trait.value: Column(trait.label, "word", _words(words.choices)) for trait, words in _WORDS.items()},
    **{trait.value: Column(trait.label, "word", _YES_NO, trait in SPECIAL_TRAITS) for trait in Trait if trait in YES_NO_TRAITS},
    "unemployed_since": Column(Trait.UNEMPLOYED_SINCE.label, "day"),
    "place_type": Column(_("Kind of place first met at"), "word", _words(PlaceType.choices), on="met_on"),
    "region_category": Column(_("Category of region"), "word", _words(RegionCategory.choices)),
    "reached_on": Column(_("First reached"), "day"),
    "enquired_on": Column(_("Asked for support"), "day"),
    "admitted_on": Column(_("Admitted"), "day"),
    "entered_on": Column(_("Support began"), "day"),
    "plan_on": Column(_("Both agreed a plan"), "day"),
    "intensive_on": Column(_("In intensive guidance since"), "day"),
    "left_on": Column(_("Left"), "day"),
    "job_on": Column(_("First work"), "day"),
    "year_result_on": Column(_("First result within twelve months of the start of support"), "day"),
    "year_stable_on": Column(_("First stable job within twelve months of the start of support"), "day"),
    "wish_on": Column(_("Waiting for a mentor since"), "day"),
    "duo_on": Column(_("First duo formed"), "day"),
    "stable_on": Column(_("First stable job by the programme's rule"), "day"),
    "trajectory_on": Column(_("First trajectory"), "day"),
    "leaving_kind": _told("leaving", _("Last labour event up to 28 days after leaving"), "word", _AFTER),
    "later_kind": _told("later", _("Last labour event six months after leaving"), "word", _AFTER),
    "leaving_learning": _told("learning", _("In education or training up to 28 days after leaving"), "yes"),
    "leaving_qualified": _told("qualified", _("Gained a qualification by 28 days after leaving"), "yes"),
    "later_better": _told("better", _("Better work six months after leaving than at entry"), "yes"),
}

AFTER_LEAVING = ("leaving_kind", "leaving_learning", "leaving_qualified")  # told in the 28 days after leaving, up to `soon_on`
LATER = ("later_kind", "later_better")  # so six months after leaving, on `later_on`

# Facts of which a person may have several; a condition on them is looked up when the ledger is counted.
FACTS: dict[str, Column] = {
    "ground": Column(_("Ground admitted on"), "facts", special=True),
    "outcome": Column(_("What changed"), "facts", _words(Kind.choices)),
}
ANCHORS = {"entered_on": _("support began"), "left_on": _("leaving")}


def counts_from(name: str) -> str:
    """The column with the day from which what another column holds counts."""
    column = COLUMNS.get(name)
    return name if column is None or (column.kind == "day" and name.endswith("_on")) else column.on
