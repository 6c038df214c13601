"""What goes on in Kurzeme: a change agent, a psychologist, a lawyer and a career consultant with the same people."""

from datetime import time

from vieta.activities.actions import Meeting, Written, log_contact
from vieta.enrolments.actions import (
    add_to_team,
    lodge_unequal,
    take_up_unequal,
)
from vieta.enrolments.models import Enrolment

from .. import words
from ..names import LATVIAN_EMPLOYERS, latvian_name
from .people import enquiry, group, person
from .stage import Stage


def play_kurzeme(stage: Stage) -> None:
    grounds = ("childcare", "single-parent", "age-50", "carer", "disability-unemployed", "roma")
    people = [person(stage, "marta", number, latvian_name, LATVIAN_EMPLOYERS, (grounds[number % 6],)) for number in range(1, 17)]
    for stay in [p for p in people if p.state == "active" and p.enquired_on <= stage.day(60)][:8]:
        _specialists(stage, stay)
    for number in range(3):
        enquiry(stage, "marta", number, latvian_name)
    group(stage, "karina", "What I am good at", [p.pk for p in people[:8] if p.state == "active"])


def _specialists(stage: Stage, stay: Enrolment) -> None:
    """A psychologist, a lawyer and a career consultant join; the first two write what only they read."""
    for name in ("dace", "juris", "karina"):
        add_to_team(**stage.by("ilze", stage.day(40)), enrolment_id=stay.pk, account_id=stage.accounts[name].pk)
    for name, ago, topic, note in (
        ("dace", 34, "A talk", words.PSYCHOLOGIST),
        ("juris", 28, "Rights and papers", words.LAWYER),
        ("karina", 22, "What fits me", words.CAREER),
    ):
        day = stage.day(ago)
        log_contact(
            **stage.by(name, day),
            enrolment_id=stay.pk,
            meeting=Meeting("consultation", day, time(11, 0), 60, topic=topic, mode=stage.draw.choice(("in-person", "video"))),
            note=Written(stage.draw.choice(note)),
        )
    if stay.pk % 4 == 0:
        lodged = lodge_unequal(
            **stage.by("marta", stage.day(25)),
            enrolment_id=stay.pk,
            story="The shop said they take nobody with children under three.",
            happened_on=stage.day(33),
            place="A shop in Kuldīga",
            family="sex",
        )
        take_up_unequal(**stage.by("juris", stage.day(20)), enrolment_id=stay.pk, unequal_id=lodged.pk)
