"""ESF 2014-2020 Annex I (Reg. (EU) No 1304/2013): CO01-23 and CR01-09."""

from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from vieta.enrolments.choices import Trait

from ..declare import Certainty, Measure, Pack, Timing, Unit
from ..language import any_of, between, both, is_so, one_of
from . import common
from .common import EMPLOYED, INACTIVE, UNEMPLOYED

ANNEX = "Reg. (EU) No 1304/2013, Annex I"
IN_FORCE = date(2014, 1, 1)
OMNIBUS = date(2018, 8, 2)  # Reg. (EU, Euratom) 2018/1046: households are asked for no longer
ALL = "CO01+CO03+CO05"

_output = partial(common.output, annex=ANNEX, from_on=IN_FORCE, point="1", reference=ALL)
_result = partial(common.result, annex=ANNEX, from_on=IN_FORCE, point="3", memory=True)
_later = partial(common.result, annex=ANNEX, from_on=IN_FORCE, point="4", later=True, memory=True)

IDLE = both(INACTIVE, one_of("in_education", "no"))
ABOVE_54 = between("age", 55)
JOBLESS = one_of("household_jobless", "yes")
WITH_CHILDREN = one_of("household_children", "yes")
ONE_ADULT = one_of("household_one_adult", "yes")
DISADVANTAGED = any_of(
    JOBLESS, both(ONE_ADULT, WITH_CHILDREN), *(one_of(t, "yes") for t in ("foreign_background", "minority", "disability", "exclusion_risk"))
)
_HOUSEHOLD: dict[str, Any] = {"until_on": OMNIBUS, "memory": True}
_PROJECT: dict[str, Any] = {
    "article": f"{ANNEX}, 2",
    "from_on": IN_FORCE,
    "group": "2",
    "gendered": False,
    "certainty": Certainty.PUBLISHED,
    "timing": Timing.DAY,
}

OUTPUTS = (
    _output("CO01", _("Unemployed, including long-term unemployed"), _("Unemployed at the first entry."), UNEMPLOYED, traits=(Trait.LABOUR,)),
    _output(
        "CO02", _("Long-term unemployed"), _("Unemployed at entry for more than 6 months when below 25, more than 12 months from 25 on."),
        is_so("long_term"), traits=(Trait.LABOUR, Trait.UNEMPLOYED_SINCE, Trait.BIRTH_ON), reference="CO01",
    ),
    _output("CO03", _("Inactive"), _("Neither working nor unemployed at the first entry."), INACTIVE, traits=(Trait.LABOUR,)),
    _output(
        "CO04", _("Inactive, not in education or training"), _("Inactive at the first entry, and said not to be in education or training."),
        IDLE, traits=(Trait.LABOUR, Trait.IN_EDUCATION), reference="CO03",
    ),
    _output("CO05", _("Employed, including self-employed"), _("Employed or self-employed at the first entry."), EMPLOYED, traits=(Trait.LABOUR,)),
    _output("CO06", _("Below 25 years of age"), _("Below 25 on the day of the first entry."), between("age", high=24), traits=(Trait.BIRTH_ON,)),
    _output("CO07", _("Above 54 years of age"), _("55 or older on the day of the first entry."), ABOVE_54, traits=(Trait.BIRTH_ON,)),
    _output(
        "CO08", _("Above 54 and unemployed, or inactive and not in education or training"),
        _("55 or older at the first entry, and unemployed, or inactive and said not to be in education or training."),
        ABOVE_54, any_of(UNEMPLOYED, IDLE), traits=(Trait.BIRTH_ON, Trait.LABOUR, Trait.IN_EDUCATION), reference="CO07",
    ),
    _output(
        "CO09", _("With primary or lower secondary education"), _("Highest level completed at entry is ISCED 1 or 2; less than primary has no code."),
        between("education", 1, 2), traits=(Trait.EDUCATION,),
    ),
    _output(
        "CO10", _("With upper secondary or post-secondary education"), _("Highest level completed at entry is ISCED 3 or 4."),
        between("education", 3, 4), traits=(Trait.EDUCATION,),
    ),
    _output("CO11", _("With tertiary education"), _("Highest level completed at entry is ISCED 5 to 8."), between("education", 5), traits=(Trait.EDUCATION,)),
    _output(
        "CO12", _("Living in a jobless household"), _("Nobody in the household worked at the first entry."), JOBLESS,
        traits=(Trait.HOUSEHOLD_JOBLESS,), **_HOUSEHOLD,
    ),
    _output(
        "CO13", _("Living in a jobless household with dependent children"),
        _("Nobody in the household worked at the first entry, and dependent children live in it."),
        JOBLESS, WITH_CHILDREN, traits=(Trait.HOUSEHOLD_JOBLESS, Trait.HOUSEHOLD_CHILDREN), reference="CO12", **_HOUSEHOLD,
    ),
    _output(
        "CO14", _("Living in a household of one adult with dependent children"),
        _("One adult and dependent children live in the household at the first entry."),
        ONE_ADULT, WITH_CHILDREN, traits=(Trait.HOUSEHOLD_ONE_ADULT, Trait.HOUSEHOLD_CHILDREN), **_HOUSEHOLD,
    ),
    _output(
        "CO15", _("Migrants, people with a foreign background, minorities (including marginalised communities such as Roma)"),
        _("Foreign background or minority by the national definitions; declining to say counts as no."),
        any_of(one_of("foreign_background", "yes"), one_of("minority", "yes")), traits=(Trait.FOREIGN_BACKGROUND, Trait.MINORITY), definition="minority",
    ),
    _output(
        "CO16", _("Participants with disabilities"), _("Has a disability by the national definition; declining to say counts as no."),
        one_of("disability", "yes"), traits=(Trait.DISABILITY,), definition="disability",
    ),
    _output(
        "CO17", _("Other disadvantaged"), _("At risk of social exclusion by the national definition; declining to say counts as no."),
        one_of("exclusion_risk", "yes"), traits=(Trait.EXCLUSION_RISK,), definition="other-disadvantaged", special=True,
    ),
    _output(
        "CO18", _("Homeless or affected by housing exclusion"), _("Homeless or in insecure or inadequate housing at entry."),
        one_of("housing", "yes"), traits=(Trait.HOUSING,), definition="homeless", sample=True,
    ),
    _output(
        "CO19", _("From rural areas"), _("Lives in a rural area (DEGURBA 3) at entry."), one_of("rural", "yes"), traits=(Trait.RURAL,),
        definition="rural", sample=True,
    ),
    Measure(
        "CO20", _("Projects carried out, fully or in part, by social partners or non-governmental organisations"),
        _("The programme counts when its lead or a provider is an organisation of civil society."), unit=Unit.PROJECTS, **_PROJECT,
    ),
    Measure(
        "CO21", _("Projects for the sustainable participation and progress of women in employment"),
        _("The programme counts when its lead says that it is for women."), unit=Unit.PROJECTS, **_PROJECT,
    ),
    Measure(
        "CO22", _("Projects targeting public administrations or public services"),
        _("The programme counts when it supported a public administration or service."), unit=Unit.PROJECTS, **_PROJECT,
    ),
    Measure(
        "CO23", _("Supported micro, small and medium-sized enterprises"),
        _("Firms of the social economy included, that were supported; each once. Not one whose owner counts as employed (CO05)."),
        unit=Unit.ORGANISATIONS, rests_on=("organisation",), **_PROJECT,
    ),
    _output(
        "disadvantaged", _("Disadvantaged participants (derived)"),
        _("One or more of: jobless household, one adult with dependent children, foreign background, minority, disability, other disadvantaged."),
        DISADVANTAGED, derived=True, memory=True,
    ),
)  # fmt: skip

RESULTS = (
    _result(
        "CR01", _("Inactive participants engaged in job searching upon leaving"),
        _("Inactive at entry, left, and the last labour event up to 28 days after leaving is the start of a job search."),
        common.SEEKS_WORK, reference="CO03",
    ),
    _result(
        "CR02", _("In education or training upon leaving"),
        _("Not in education or training at entry, left, and in it at some time up to 28 days after leaving."),
        common.IN_EDUCATION, reference=ALL, cap="not-in-education", traits=(Trait.IN_EDUCATION,),
    ),
    _result(
        "CR03", _("Gaining a qualification upon leaving"),
        _("Left, and gained a qualification between entry and 28 days after leaving: a formal certificate that a standard was reached."),
        common.QUALIFIED, reference=ALL,
    ),
    _result(
        "CR04", _("In employment, including self-employment, upon leaving"),
        _("Unemployed or inactive at entry, left, and the last labour event up to 28 days after leaving is work that has not ended."),
        common.IN_WORK, reference="CO01+CO03",
    ),
    _result(
        "CR05", _("Disadvantaged participants in job search, education or training, gaining a qualification, or in employment upon leaving"),
        _("Disadvantaged at entry, left, and counted in one of the four results above."),
        DISADVANTAGED, common.ANY_RESULT, reference="disadvantaged",
    ),
    _later(
        "CR06", _("In employment, including self-employment, six months after leaving"),
        _("Unemployed or inactive at entry, and in work six months after leaving: as asked in the follow-up, else by the last labour event."),
        common.IN_WORK_LATER, reference="CO01+CO03",
    ),
    _later(
        "CR07", _("Improved labour market situation six months after leaving"),
        _(
            "Employed at entry, still in work six months after leaving, and by then from a precarious to a stable contract, from too few to full "
            "hours, to work asking for higher skills or more responsibility, or promoted. A pay rise alone never counts."
        ),
        common.BETTER_LATER, reference="CO05", traits=(Trait.PRECARIOUS, Trait.UNDEREMPLOYED),
    ),
    _later(
        "CR08", _("Above 54 in employment, including self-employment, six months after leaving"),
        _("55 or older and unemployed or inactive at entry, and in work six months after leaving."),
        common.IN_WORK_LATER, ABOVE_54, reference="CO07",
    ),
    _later(
        "CR09", _("Disadvantaged participants in employment, including self-employment, six months after leaving"),
        _("Disadvantaged and unemployed or inactive at entry, and in work six months after leaving."),
        common.IN_WORK_LATER, DISADVANTAGED, reference="disadvantaged",
    ),
)  # fmt: skip

ESF_2014 = Pack(
    "esf-2014", _("ESF 2014-2020 common indicators"), ANNEX, 1, IN_FORCE, (*OUTPUTS, *RESULTS), until_on=date(2024, 1, 1),
    groups=(
        ("1", _("Participants (complete records only)")),
        ("2", _("Projects and organisations")),
        ("3", _("Immediate results: up to 28 days after leaving")),
        ("4", _("Longer-term results: six months after leaving, by a representative sample or by asking all")),
    ),
    genders=("women", "men"),
    note=_("By gender: women and men. Whoever is recorded as non-binary is part of the total only."),
)  # fmt: skip
