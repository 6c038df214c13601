"""What goes on in Gent: talks in the street, Amina, and the people of three coaches."""

from datetime import date, time

from django.core.files.base import ContentFile

from vieta.activities.actions import Meeting, log_outreach, meet, plan_contact
from vieta.enrolments.actions import (
    GroundGiven,
    admit,
    enquire,
    file_document,
    give_own_place,
)
from vieta.enrolments.models import Enrolment
from vieta.outcomes.actions import Change, record_outcome

from .. import words
from ..names import EMPLOYERS, gent_name
from ..papers import pdf
from ..staff import PASSWORD
from .people import enquiry, entry, group, meetings, person, plan, review
from .stage import Stage


def play_gent(stage: Stage) -> None:
    """Plays everything up to today."""
    _outreach(stage)
    amina = _amina(stage)
    for number in range(1, 27):
        coach = ("bram", "chloe", "edda")[number % 3]
        person(stage, coach, number, gent_name, EMPLOYERS, ("no-income", "living-wage", "debts"))
    for number in range(4):
        enquiry(stage, ("bram", "chloe", "edda", "bram")[number], number, gent_name)
    group(stage, "bram", "Dutch at the workplace", [amina])


def _outreach(stage: Stage) -> None:
    """Talks in the street over half a year; the last one yesterday."""
    for n, ago in enumerate((170, 150, 133, 120, 98, 80, 61, 47, 33, 20, 9, 1)):
        who = ("bram", "chloe", "edda")[n % 3]
        kind, place = words.STREET[n % len(words.STREET)]
        act = stage.by(who, stage.day(ago))
        visit = log_outreach(
            **act,
            programme_id=stage.programme.pk,
            place_type=kind,
            place=place,
            on=stage.day(ago),
            minutes=120,
            municipality_id=stage.draw.choice(stage.places).pk,
        )
        for _m in range(stage.draw.randint(2, 4)):
            gender = stage.draw.choice("WM")
            first, last = gent_name(stage.draw, gender)
            identity = (
                {"known_as": words.REMEMBERED.pop(0)}
                if stage.draw.random() < 0.4 and words.REMEMBERED
                else {"first_name": first, "last_name": last, "gender": gender}
            )
            meet(**act, activity_id=visit.pk, somebody_else=True, **identity)


def _amina(stage: Stage) -> int:
    """Amina's story, in full: the file everybody opens first."""
    stay = _amina_enters(stage)
    meetings(stage, "bram", stay, (105, 98, 91, 80, 70, 56, 42, 30, 17, 8), topics=words.AMINA)
    review(stage, "bram", stay, stage.day(104), "entry", words.AMINA_BEFORE)
    review(stage, "bram", stay, stage.day(8), "interim", words.AMINA_NOW)
    plan(stage, "bram", stay, stage.day(95), words.AMINA_PLAN, "A job in a care home, and Dutch that is good enough for the night shift.")
    _amina_changes(stage, stay)
    account = give_own_place(**stage.by("bram", stage.day(90)), enrolment_id=stay.pk).account
    account.username = "amina"  # so that the demo can sign her in by name
    account.opens = [stay.provider_id]
    account.set_password(PASSWORD)
    account.save()
    return stay.pk


def _amina_enters(stage: Stage) -> Enrolment:
    start = stage.day(112)
    act = stage.by("bram", start)
    stay = enquire(
        **act,
        programme_id=stage.programme.pk,
        provider_id=act["by"].organisation_id,
        on=start,
        first_name="Amina",
        last_name="Okafor",
        birth_on=date(1994, 5, 17),
        gender="W",
        phone="+32 470 00 00 01",
        address="Zephyrstraat 12",
        postcode="9000",
        languages=["en", "fr", "nl"],
        municipality_id=stage.places[0].pk,
        region_id=stage.region.pk,
    )
    entry(
        stage,
        "bram",
        stay,
        start,
        {"labour": "unemployed", "education": "3", "gender": "W", "birth_on": "1994-05-17", "minority": "", "housing": "no"},
    )
    admit(
        **stage.by("bram", stage.day(107)),
        enrolment_id=stay.pk,
        on=stage.day(107),
        reason="Wants to work in care and has nobody here who opens doors.",
        grounds=[GroundGiven(stage.grounds["living-wage"].pk)],
        coach_id=stage.accounts["bram"].pk,
    )
    return stay


def _amina_changes(stage: Stage, stay: Enrolment) -> None:
    record_outcome(
        **stage.by("bram", stage.day(60)),
        enrolment_id=stay.pk,
        change=Change(
            "education",
            stage.day(64),
            learning="language",
            employer="Adult school Leerhuis",
            source="document",
            document_id=_paper(stage, "bram", stay),
        ),
    )
    record_outcome(
        **stage.by("bram", stage.day(8)),
        enrolment_id=stay.pk,
        change=Change("confidence", stage.day(10), what="Called the care home herself."),
    )
    plan_contact(
        **stage.by("bram", stage.day(8)),
        enrolment_id=stay.pk,
        meeting=Meeting("talk", stage.today, time(14, 0), topic="Before the interview", place="Compaan, Rabot"),
    )


def _paper(stage: Stage, who: str, stay: Enrolment) -> int:
    content = ContentFile(
        pdf("Confirmation of enrolment", "Adult school Leerhuis", f"Participant {stay.number}", "Made up for the demo."), "confirmation.pdf"
    )
    return file_document(**stage.by(who, stage.day(61)), enrolment_id=stay.pk, name="confirmation.pdf", file=content).document_id
