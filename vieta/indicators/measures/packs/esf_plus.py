"""ESF+ Annex I (Reg. (EU) 2021/1057): EECO01-19 and EECR01-06. Prepared for reporting by it, never certified."""

from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from vieta.enrolments.choices import Trait

from ..declare import Certainty, Measure, Pack, Timing, Unit
from ..language import Condition, between, is_so, one_of
from . import common
from .common import EMPLOYED, INACTIVE, UNEMPLOYED

ANNEX = "Reg. (EU) 2021/1057, Annex I"
IN_FORCE = date(2021, 7, 1)

_output = partial(common.output, annex=ANNEX, from_on=IN_FORCE, point="1.1", reference="EECO01")
_result = partial(common.result, annex=ANNEX, from_on=IN_FORCE, point="2")
_later = partial(common.result, annex=ANNEX, from_on=IN_FORCE, point="3", later=True, memory=True)


def _yes(code: str, trait: Trait, name, rule, **more) -> Measure:
    return _output(code, name, rule, one_of(trait.value, "yes"), point="1.2", traits=(trait,), **more)


def _aged(code: str, name, rule, age: Condition, **more) -> Measure:
    return _output(code, name, rule, age, traits=(Trait.BIRTH_ON,), **more)


def _educated(code: str, name, rule, level: Condition, **more) -> Measure:
    return _output(code, name, rule, level, traits=(Trait.EDUCATION,), **more)


_ENTITY: dict[str, Any] = {
    "article": f"{ANNEX}, 1.3", "from_on": IN_FORCE, "group": "1.3", "gendered": False, "unit": Unit.ORGANISATIONS, "rests_on": ("organisation",),
}  # fmt: skip

OUTPUTS = (
    _output(
        "EECO01", _("Total number of participants"),
        _("Support has begun and every characteristic of point 1.1 is recorded; never typed in. Equals unemployed + inactive + employed."),
        traits=common.PERSON, memory=True, reference="supported",
    ),
    _output("EECO02", _("Unemployed, including long-term unemployed"), _("Unemployed at the first entry."), UNEMPLOYED, traits=(Trait.LABOUR,)),
    _output(
        "EECO03", _("Long-term unemployed"), _("Unemployed at entry for more than 6 months when below 25, more than 12 months from 25 on."),
        is_so("long_term"), traits=(Trait.LABOUR, Trait.UNEMPLOYED_SINCE, Trait.BIRTH_ON), memory=True, reference="EECO02",
    ),
    _output("EECO04", _("Inactive"), _("Neither working nor unemployed at the first entry."), INACTIVE, traits=(Trait.LABOUR,)),
    _output("EECO05", _("Employed, including self-employed"), _("Employed or self-employed at the first entry."), EMPLOYED, traits=(Trait.LABOUR,)),
    _aged("EECO06", _("Children below 18"), _("Below 18 on the day of the first entry."), between("age", high=17)),
    _aged("EECO07", _("Young people aged 18 to 29"), _("From 18 to 29 on the day of the first entry."), between("age", 18, 29)),
    _aged(
        "30-54", _("Aged 30 to 54 (derived)"), _("From 30 to 54 on the day of the first entry; the annex has no code for them."),
        between("age", 30, 54), derived=True,
    ),
    _aged("EECO08", _("Participants aged 55 and above"), _("55 or older on the day of the first entry."), between("age", 55), memory=True),
    _educated(
        "EECO09", _("Lower secondary education or less"), _("Highest level completed at entry is ISCED 0 to 2."), between("education", high=2),
        memory=True,
    ),
    _educated("EECO10", _("Upper secondary or post-secondary education"), _("Highest level completed at entry is ISCED 3 or 4."), between("education", 3, 4)),
    _educated("EECO11", _("Tertiary education"), _("Highest level completed at entry is ISCED 5 to 8."), between("education", 5)),
    _output(
        "not-in-education", _("Not in education or training at entry (derived)"), _("The reference of those in education upon leaving."),
        common.NOT_LEARNING, traits=(Trait.IN_EDUCATION,), derived=True,
    ),
    _yes(
        "EECO12", Trait.DISABILITY, _("Participants with disabilities"),
        _("Has a disability by the national definition; declining to say counts as no."), definition="disability",
    ),
    _yes("EECO13", Trait.THIRD_COUNTRY, _("Third-country nationals"), _("No citizen of an EU state; stateless persons included.")),
    _yes(
        "EECO14", Trait.FOREIGN_BACKGROUND, _("Participants with a foreign background"),
        _("By the national definition; where none is set, both parents were born outside the country."), definition="foreign-background",
    ),
    _yes(
        "EECO15", Trait.MINORITY, _("Minorities, including marginalised communities such as Roma"),
        _("By the national definition; declining to say counts as no."), definition="minority",
    ),
    _yes(
        "EECO16", Trait.HOUSING, _("Homeless or affected by housing exclusion"),
        _("Homeless or in insecure or inadequate housing at entry."), definition="homeless",
    ),
    _yes(
        "EECO17", Trait.RURAL, _("Participants from rural areas"), _("Lives in a rural area (DEGURBA 3) at entry."), definition="rural",
        memory=True,
    ),
    Measure(
        "EECO18", _("Supported public administrations or public services"),
        _("Public administrations and services at national, regional or local level that were supported; each once."),
        certainty=Certainty.MEMORY, timing=Timing.DAY, **_ENTITY,
    ),
    Measure(
        "EECO19", _("Supported micro, small and medium-sized enterprises"),
        _("Firms, cooperatives and social enterprises included, that were supported; each once. Not one whose owner counts as employed (EECO05)."),
        timing=Timing.DAY, **_ENTITY,
    ),
)  # fmt: skip

RESULTS = (
    _result(
        "EECR01", _("Engaged in job searching upon leaving"),
        _("Inactive at entry, left, and the last labour event up to 28 days after leaving is the start of a job search."),
        common.SEEKS_WORK, reference="EECO04", soft_cap=True,
    ),
    _result(
        "EECR02", _("In education or training upon leaving"),
        _("Not in education or training at entry, left, and in it at some time up to 28 days after leaving."),
        common.IN_EDUCATION, reference="EECO01", cap="not-in-education", traits=(Trait.IN_EDUCATION,), memory=True,
    ),
    _result(
        "EECR03", _("Gaining a qualification upon leaving"),
        _("Left, and gained a qualification between entry and 28 days after leaving: a formal certificate that a standard was reached."),
        common.QUALIFIED, reference="EECO01", memory=True,
    ),
    _result(
        "EECR04", _("In employment, including self-employment, upon leaving"),
        _("Unemployed or inactive at entry, left, and the last labour event up to 28 days after leaving is work that has not ended."),
        common.IN_WORK, reference="EECO02+EECO04",
    ),
    _later(
        "EECR05", _("In employment, including self-employment, six months after leaving"),
        _("Unemployed or inactive at entry, and in work six months after leaving: as asked in the follow-up, else by the last labour event."),
        common.IN_WORK_LATER, reference="EECO02+EECO04",
    ),
    _later(
        "EECR06", _("Improved labour market situation six months after leaving"),
        _(
            "Employed at entry, still in work six months after leaving, and by then from a precarious to a stable contract, from too few to full "
            "hours, to work asking for higher skills or more responsibility, or promoted. A pay rise alone never counts."
        ),
        common.BETTER_LATER, reference="EECO05", traits=(Trait.PRECARIOUS, Trait.UNDEREMPLOYED),
    ),
)  # fmt: skip

ESF_PLUS_PACK = Pack(
    "esf-plus", _("ESF+ common indicators"), ANNEX, 1, IN_FORCE, (*OUTPUTS, *RESULTS),
    groups=(
        ("1.1", _("Participants (complete records only)")),
        ("1.2", _("Further characteristics: they overlap and are never added up")),
        ("1.3", _("Organisations")),
        ("2", _("Immediate results: up to 28 days after leaving")),
        ("3", _("Longer-term results: six months after leaving, by a representative sample or by asking all")),
    ),
    note=_("Prepared for reporting by ESF+ Annex I. By gender: women, men, non-binary."),
)  # fmt: skip
