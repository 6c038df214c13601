"""The common indicators of ESF+ Annex I (Reg. (EU) 2021/1057): EECO01-17, EECR01, EECR04, EECR05.

Prepared for ESF+ Annex I reporting. Codes and readings marked "to be checked" in docs/reference/indicators.md rest on
memory and should be checked with the managing authority. Every measure counts complete records only (Art. 17(5)).
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from vieta.enrolments.choices import Labour, Trait
from vieta.outcomes.choices import WORK_KINDS
from vieta.outcomes.choices import Kind as OutcomeKind

from .declare import Expression, Measure

ANNEX = "Reg. (EU) 2021/1057, Annex I"
IN_FORCE = date(2021, 7, 1)
NOT_WORKING = (Labour.UNEMPLOYED, Labour.INACTIVE)


def _output(
    code: str, point: str, name, rule, holds: Expression, *traits: str, reference: str = "EECO01", special: bool = False
) -> Measure:
    return Measure(
        code, name, rule, article=f"{ANNEX}, {point}", holds=lambda p: p.complete & holds(p), reference=reference, from_on=IN_FORCE,
        rests_on=("event", *(f"trait:{trait}" for trait in traits)), special=special, complete_only=True,
    )  # fmt: skip


def _result(code: str, name, rule, holds: Expression, reference: str) -> Measure:
    return Measure(
        code, name, rule, article=f"{ANNEX}, 2-3", holds=lambda p: p.complete & p.left_on.notnull() & holds(p), reference=reference,
        from_on=IN_FORCE, rests_on=("event", f"trait:{Trait.LABOUR}", "outcome", "follow-up"), complete_only=True,
    )  # fmt: skip


def _yes(code: str, trait: Trait, name, rule, *, special: bool = False) -> Measure:
    return _output(code, "1.2", name, rule, lambda p: p[trait.value] == "yes", trait, special=special)


ESF_PLUS = (
    _output(
        "EECO01",
        "1.1",
        _("Total number of participants"),
        _("Support has begun and every characteristic of point 1.1 is recorded; never typed in. Equals unemployed + inactive + employed."),
        lambda p: p.entered_on.notnull(),
        Trait.GENDER,
        Trait.BIRTH_ON,
        Trait.LABOUR,
        Trait.UNEMPLOYED_SINCE,
        Trait.EDUCATION,
        reference="supported",
    ),
    _output(
        "EECO02",
        "1.1",
        _("Unemployed, including long-term unemployed"),
        _("Unemployed at the first entry."),
        lambda p: p.labour == Labour.UNEMPLOYED,
        Trait.LABOUR,
    ),
    _output(
        "EECO03",
        "1.1",
        _("Long-term unemployed"),
        _("Unemployed at entry for more than 6 months when below 25, more than 12 months from 25 on."),
        lambda p: p.long_term,
        Trait.LABOUR,
        Trait.UNEMPLOYED_SINCE,
        Trait.BIRTH_ON,
        reference="EECO02",
    ),
    _output(
        "EECO04",
        "1.1",
        _("Inactive"),
        _("Neither working nor unemployed at the first entry."),
        lambda p: p.labour == Labour.INACTIVE,
        Trait.LABOUR,
    ),
    _output(
        "EECO05",
        "1.1",
        _("Employed, including self-employed"),
        _("Employed or self-employed at the first entry."),
        lambda p: p.labour == Labour.EMPLOYED,
        Trait.LABOUR,
    ),
    _output("EECO06", "1.1", _("Children below 18"), _("Below 18 on the day of the first entry."), lambda p: p.age < 18, Trait.BIRTH_ON),
    _output(
        "EECO07",
        "1.1",
        _("Young people aged 18 to 29"),
        _("From 18 to 29 on the day of the first entry."),
        lambda p: p.age.between(18, 29),
        Trait.BIRTH_ON,
    ),
    _output(
        "EECO08",
        "1.1",
        _("Participants aged 55 and above"),
        _("55 or older on the day of the first entry."),
        lambda p: p.age >= 55,
        Trait.BIRTH_ON,
    ),
    _output(
        "EECO09",
        "1.1",
        _("Lower secondary education or less"),
        _("Highest level completed at entry is ISCED 0 to 2."),
        lambda p: p.education <= 2,
        Trait.EDUCATION,
    ),
    _output(
        "EECO10",
        "1.1",
        _("Upper secondary or post-secondary education"),
        _("Highest level completed at entry is ISCED 3 or 4."),
        lambda p: p.education.between(3, 4),
        Trait.EDUCATION,
    ),
    _output(
        "EECO11",
        "1.1",
        _("Tertiary education"),
        _("Highest level completed at entry is ISCED 5 to 8."),
        lambda p: p.education >= 5,
        Trait.EDUCATION,
    ),
    _yes(
        "EECO12",
        Trait.DISABILITY,
        _("Participants with disabilities"),
        _("Has a disability by the national definition; declining to say counts as no."),
        special=True,
    ),
    _yes("EECO13", Trait.THIRD_COUNTRY, _("Third-country nationals"), _("No citizen of an EU state; stateless persons included.")),
    _yes(
        "EECO14",
        Trait.FOREIGN_BACKGROUND,
        _("Participants with a foreign background"),
        _("By the national definition; where none is set, both parents were born outside the country."),
    ),
    _yes(
        "EECO15",
        Trait.MINORITY,
        _("Minorities, including marginalised communities such as Roma"),
        _("By the national definition; declining to say counts as no."),
        special=True,
    ),
    _yes(
        "EECO16",
        Trait.HOUSING,
        _("Homeless or affected by housing exclusion"),
        _("Homeless or in insecure or inadequate housing at entry."),
    ),
    _yes("EECO17", Trait.RURAL, _("Participants from rural areas"), _("Lives in a rural area (DEGURBA 3) at entry.")),
    _result(
        "EECR01",
        _("Engaged in job searching upon leaving"),
        _("Inactive at entry, left, and the last labour event up to 28 days after leaving is the start of a job search."),
        lambda p: (p.labour == Labour.INACTIVE) & (p.leaving_kind == OutcomeKind.JOB_SEARCH),
        "EECO04",
    ),
    _result(
        "EECR04",
        _("In employment, including self-employment, upon leaving"),
        _("Unemployed or inactive at entry, left, and the last labour event up to 28 days after leaving is work that has not ended."),
        lambda p: p.labour.isin(NOT_WORKING) & p.leaving_kind.isin(WORK_KINDS),
        "EECO02+EECO04",
    ),
    _result(
        "EECR05",
        _("In employment, including self-employment, six months after leaving"),
        _(
            "Unemployed or inactive at entry, and in work six months after leaving: as asked in the follow-up, else by the last labour event."
        ),
        lambda p: p.labour.isin(NOT_WORKING) & p.later_kind.isin(WORK_KINDS),
        "EECO02+EECO04",
    ),
)
