"""How the programme of today in Kurzeme is counted: national definitions, indicators of its own, organisations it supports.

The organisations are made up; the definitions are worded for the demo and name no law.
"""

from datetime import date

from vieta.enrolments.actions import support_organisation
from vieta.indicators import actions
from vieta.organisations.actions import register

from .stage import Stage

DEFINITIONS = (
    ("disability", "A lasting limitation that a doctors' commission has confirmed.", "Demo text, to be replaced by the national one"),
    ("minority", "Belongs, in their own words, to an ethnic minority such as the Roma.", "Demo text, to be replaced by the national one"),
    ("rural", "Lives in a parish outside the towns.", "Demo text, to be replaced by the national one"),
)
OWN = (
    (
        "FIFTY-PLUS-WORK", "People of 50 and more who began work", "50 or older at entry, and began work within 180 days of it.",
        "age from 50\noutcome is employment or self-employment within 180 days of entry",
    ),
    (
        "ROMA-STEP", "Roma with a first step", "Admitted on the ground Roma, with learning, a job search or work since entry.",
        "ground is roma\noutcome is education or qualification or job-search or employment after entry",
    ),
)  # fmt: skip


def play_indicators(stage: Stage) -> None:
    """The lead writes down what the state means, composes two indicators, changes one, and records two organisations."""
    lead, began = "solvita", date(2025, 7, 1)
    for subject, text, source in DEFINITIONS:
        actions.define(**stage.by(lead, stage.day(250)), code=stage.code, subject=subject, text=text, source=source, from_on=began)
    made = {
        own_code: actions.compose(
            **stage.by(lead, stage.day(240)), code=stage.code, own_code=own_code, name=name, rule=rule, conditions=text, from_on=began
        )
        for own_code, name, rule, text in OWN
    }
    actions.revise(
        **stage.by(lead, stage.day(60)), code=stage.code, measure_id=made["ROMA-STEP"].measure_id, name="Roma with a first step", rule=OWN[1][2],
        conditions=f"{OWN[1][3]}\nor plan_on is known", from_on=stage.day(60),
    )  # fmt: skip
    office = register(
        **stage.by(lead, stage.day(120)), name="Kuldīga employment office", kind="public-service", country="LV", place="Kuldīga"
    )
    bakery = register(**stage.by(lead, stage.day(120)), name="Bakery Vārpa", kind="company", country="LV", place="Kuldīga")
    supported = (
        (office, "public", "Two days of training in talking with people who met discrimination", 110),
        (bakery, "enterprise", "Advice on a workplace for somebody in a wheelchair", 75),
    )
    for organisation, kind, what, ago in supported:
        support_organisation(
            **stage.by(lead, stage.day(ago)), code=stage.code, organisation_id=organisation.pk, kind=kind, on=stage.day(ago), what=what
        )
