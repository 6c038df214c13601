"""Duos in Ghent, each at another of the eight steps: going well, silent, worried, refused, ended; and people who wait."""

from datetime import date, time, timedelta

from vieta.enrolments.actions import GroundGiven, admit, enquire, give_own_place
from vieta.enrolments.models import Enrolment
from vieta.mentoring.actions import duos, endings, meetings, sharing, talks, wishes
from vieta.mentoring.models import Duo, Mentorship
from vieta.mentoring.queries import readiness_of

from ..staff import PASSWORD
from .people import entry
from .stage import Stage

COORDINATOR, COACH = "saar", "mira"
# Name, gender, age, first language, Dutch, occupation, section, interests, when they have time, in own words.
PEOPLE = (
    ("Samira Haidari", "W", 24, "fa", "B1", "53", "Q", "cooking", "tue-evening", "I looked after my grandmother for years. I want to do it as a job."),
    ("Yonas Tekle", "M", 29, "ti", "B1", "83", "H", "cycling", "wed-afternoon", "I drove a lorry in Asmara and want my licence to count here."),
    ("Laila Bensalah", "W", 26, "ar", "C1", "24", "K", "reading", "mon-evening", "I studied accounting in Tanger; nobody answers my letters."),
    ("Dmytro Koval", "M", 31, "uk", "A2", "72", "C", "football", "thu-evening", "I weld. My Dutch is slow, my hands are not."),
    ("Fatou Diallo", "W", 22, "fr", "B2", "52", "G", "music", "fri-morning", "I would like to sell, and to be spoken to in French now and then."),
    ("Omid Rahimi", "M", 33, "fa", "B2", "25", "J", "chess", "tue-evening", "Network technician. I need to know how one applies here."),
    ("Rania Khoury", "W", 28, "ar", "B1", "23", "P", "children", "wed-afternoon", "I was a teacher in Homs and begin again."),
    ("Bashir Noorzai", "M", 25, "ps", "B1", "71", "F", "carpentry", "fri-evening", "I build. I want a real contract."),
    ("Ngozi Eze", "W", 30, "en", "A2", "51", "I", "baking", "mon-evening", "I run a kitchen in my head; I want one with a stove."),
)  # fmt: skip


def play_duos(stage: Stage) -> None:
    """Everybody asks and wishes; the first eight are in a duo or have been; the last one waits."""
    stays = [_enters(stage, number) for number in range(len(PEOPLE))]
    mentors = _ready(stage)
    for stay, fate in zip(stays, (_going, _silent, _worried, _refused, _ended, _met, _formed, _accepted), strict=False):
        if mentors:
            fate(stage, stay, mentors[0])
            # whose duo is over has room for another
            mentors = mentors if fate in (_refused, _ended) else mentors[1:]


def _ready(stage: Stage) -> list[Mentorship]:
    found = Mentorship.objects.filter(programme=stage.programme, organisation=stage.accounts[COORDINATOR].organisation)
    rows = list(found.select_related("mentor").order_by("mentor__account_id", "id"))
    rows.sort(key=lambda row: row.mentor.account_id is None)
    then, now = readiness_of(rows, stage.day(70)), readiness_of(rows, stage.today)
    return [row for row in rows if then[row.pk].is_ready and now[row.pk].is_ready]


def _enters(stage: Stage, number: int) -> Enrolment:
    """Somebody asks, is admitted, and says what they wish of a mentor."""
    name, gender, age, mother, dutch, isco, nace, likes, slot, about = PEOPLE[number]
    first, last = name.split(" ", 1)
    ago = 96 - number * 5 if number < 8 else 60 - number * 3
    day, born = stage.day(ago), date(stage.today.year - age - 1, 1 + number % 12, 3 + number)
    stay = enquire(
        **stage.by(COACH, day), programme_id=stage.programme.pk, provider_id=stage.accounts[COACH].organisation_id, on=day,
        apart_reason="Asked: never here before.", first_name=first, last_name=last, birth_on=born, gender=gender,
        phone=f"+32 470 55 0{number:02d}", languages=[mother, "nl"], municipality_id=stage.draw.choice(stage.places).pk,
        region_id=stage.region.pk,
    )  # fmt: skip
    entry(stage, COACH, stay, day, {"labour": "unemployed", "education": "3", "gender": gender, "birth_on": born.isoformat(), "minority": "no",
                                    "housing": "no"})  # fmt: skip
    admitted = day + timedelta(days=4)
    admit(
        **stage.by(COORDINATOR, admitted), enrolment_id=stay.pk, on=admitted, reason="Wants a mentor, and has time every week.",
        grounds=[GroundGiven(stage.grounds["born-abroad"].pk)], coach_id=stage.accounts[COACH].pk,
    )  # fmt: skip
    wished = wishes.Wished(
        languages=((mother, "native"), ("nl", dutch)), isco=(isco,), nace=(nace,), interests=(likes,),
        free=(slot, "sat-morning"), remote=number % 3 == 0, place="Ghent", about=about,
    )  # fmt: skip
    wishes.write(**stage.by(COACH, admitted), enrolment_id=stay.pk, wished=wished)
    return stay


def _form(stage: Stage, stay: Enrolment, mentorship: Mentorship, ago: int) -> Duo:
    return duos.form(
        **stage.by(COORDINATOR, stage.day(ago)), enrolment_id=stay.pk, mentorship_id=mentorship.pk,
        reason="The same trade, and the same quiet way.",
    )  # fmt: skip


def _meet(stage: Stage, stay: Enrolment, mentorship: Mentorship, ago: int) -> Duo:
    duo = _form(stage, stay, mentorship, ago + 6)
    sharing.share(**stage.by(COACH, stage.day(ago + 4)), duo_id=duo.pk, items=["first-name", "languages", "fields"], form="spoken")
    day = stage.day(ago)
    return duos.first_meeting_held(**stage.by(COORDINATOR, day), duo_id=duo.pk, on=day, place="At our office")


def _accept(stage: Stage, stay: Enrolment, mentorship: Mentorship, ago: int) -> Duo:
    duo = _meet(stage, stay, mentorship, ago)
    for side in ("mentee", "mentor"):
        duo = duos.answer(**stage.by(COORDINATOR, stage.day(ago)), duo_id=duo.pk, side=side, goes_on=True)
    return duo


def _run(stage: Stage, stay: Enrolment, mentorship: Mentorship, ago: int, last: int) -> Duo:
    """Signed, and met every week since, until so many days ago."""
    duo = _accept(stage, stay, mentorship, ago + 7)
    day = stage.day(ago)
    duos.agree(
        **stage.by(COORDINATOR, day),
        duo_id=duo.pk,
        on=day,
        text="Every week in the library. A letter we are both proud of, then ten talks with employers.",
    )
    topics = ("Letter and CV", "Who to ask", "A visit to the firm", "Talking about money", "What I am good at")
    for n, since in enumerate(range(ago - 7, last - 1, -7)):
        day = stage.day(since)
        meetings.log_meeting(
            **stage.by(COORDINATOR, day), duo_id=duo.pk, on=day, minutes=(120, 90, 120, 60)[n % 4], topic=topics[n % 5],
            came="excused" if n == 3 else "both",
        )  # fmt: skip
    duo.refresh_from_db()
    return duo


def _going(stage: Stage, stay: Enrolment, mentorship: Mentorship) -> None:
    """Dario and Samira, whom one may step in as."""
    duo = _run(stage, stay, mentorship, 68, 12)
    _own_place(stage, stay)
    for name in ("samira", "dario"):
        if name in stage.accounts:
            act = stage.by(name, stage.day(5))
            meetings.log_meeting(**act, duo_id=duo.pk, on=stage.day(5), minutes=105, topic="Practising a talk with an employer")
    meetings.plan_meeting(
        **stage.by(COORDINATOR, stage.day(1)), duo_id=duo.pk, on=stage.ahead(2), starts_at=time(18, 0), place="Library De Krook"
    )
    for side in ("mentee", "mentor"):
        talks.check_in(**stage.by(COORDINATOR, stage.day(12)), duo_id=duo.pk, side=side, going="very-well", words="We look forward to it.")


def _own_place(stage: Stage, stay: Enrolment) -> None:
    account = give_own_place(**stage.by(COACH, stage.day(60)), enrolment_id=stay.pk).account
    account.username = "samira"  # so that the demo can sign her in by name
    account.opens = [stay.provider_id]
    account.set_password(PASSWORD)
    account.save()
    stage.accounts["samira"] = account


def _silent(stage: Stage, stay: Enrolment, mentorship: Mentorship) -> None:
    _run(stage, stay, mentorship, 46, 25)


def _worried(stage: Stage, stay: Enrolment, mentorship: Mentorship) -> None:
    duo = _run(stage, stay, mentorship, 32, 4)
    words = "He means well, but he talks and I listen. Could somebody say it for me?"
    talks.check_in(**stage.by(COORDINATOR, stage.day(2)), duo_id=duo.pk, side="mentee", going="so-so", words=words, talk=True)


def _met(stage: Stage, stay: Enrolment, mentorship: Mentorship) -> None:
    duo = _meet(stage, stay, mentorship, 3)
    duos.answer(**stage.by(COORDINATOR, stage.day(2)), duo_id=duo.pk, side="mentor", goes_on=True)


def _formed(stage: Stage, stay: Enrolment, mentorship: Mentorship) -> None:
    duo = _form(stage, stay, mentorship, 4)
    meetings.plan_meeting(
        **stage.by(COORDINATOR, stage.day(3)), duo_id=duo.pk, on=stage.ahead(3), starts_at=time(17, 30), place="At our office"
    )


def _accepted(stage: Stage, stay: Enrolment, mentorship: Mentorship) -> None:
    _accept(stage, stay, mentorship, 5)


def _refused(stage: Stage, stay: Enrolment, mentorship: Mentorship) -> None:
    duo = _meet(stage, stay, mentorship, 12)
    duos.answer(**stage.by(COORDINATOR, stage.day(11)), duo_id=duo.pk, side="mentee", goes_on=False)


def _ended(stage: Stage, stay: Enrolment, mentorship: Mentorship) -> None:
    duo = _run(stage, stay, mentorship, 40, 9)
    act = stage.by(COORDINATOR, stage.day(6))
    endings.break_off(
        **act, duo_id=duo.pk, on=stage.day(6), because="work", note="Found a job in a shop; they had met a few times.", waits_again=False
    )
    said = talks.Evaluated(autonomy=True, plan=True, network=True, again=True, satisfied="very-well")
    talks.evaluate(**stage.by(COORDINATOR, stage.day(1)), duo_id=duo.pk, side="mentee", said=said)
