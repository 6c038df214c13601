"""Every form of the work and of outcomes: bad input is told beside the field, what was typed stays, nothing is written."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from tests.cast import BACKEND, NOW, SECRET, TODAY, enrolment, on_case_team, person
from vieta.activities import actions
from vieta.activities.actions import Meeting
from vieta.activities.models import Activity, Attendance, Note
from vieta.audit.models import Entry
from vieta.enrolments.models import Enrolment
from vieta.outcomes import actions as outcomes
from vieta.outcomes.models import FollowUp, Outcome
from vieta.programmes.models import Restriction

NUL, OVERRIDE = "a\x00b", "a\u202eb"
GOOD = ["=1+1", "مرحبا بكم", "e\u0301te\u0301 👩🏽‍🍳 bakery", '<script>alert(1)</script> O\'Brien & "co"']


def day(on: date, name: str = "on") -> dict:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


@pytest.fixture
def post(house, client, as_of_the_cast, settings):
    """Posts as Bram (or another) to a named form."""
    settings.DEMO = True

    def posted(name, typed, by="bram"):
        client.force_login(house.accounts[by], backend=BACKEND)
        return client.post(address(house, name), typed)

    return posted


def planned(house, kind="talk"):
    meeting = Meeting(kind, TODAY, topic="Letters")
    stay = house.world.enrolment.pk
    if kind == "group":
        return actions.plan_group(by=house.bram, at=NOW, programme_id=house.world.programme.pk, meeting=meeting, enrolment_ids=[stay])
    return actions.plan_contact(by=house.bram, at=NOW, enrolment_id=stay, meeting=meeting)


def job(house):
    change = outcomes.Change("employment", date(2021, 2, 1), contract_kind="permanent")
    return outcomes.record_outcome(by=house.bram, at=NOW, enrolment_id=house.world.enrolment.pk, change=change)


def question(house):
    outcomes.leave_programme(by=house.bram, at=NOW, enrolment_id=house.world.enrolment.pk, on=date(2021, 2, 10), because="work")
    return FollowUp.objects.get(moment="28-days")


def address(house, name: str) -> str:
    stay = house.world.enrolment.pk
    match name:
        case "contact":
            return f"{reverse('activity_new')}?enrolment={stay}"
        case "group":
            return f"{reverse('activity_new')}?group=1"
        case "activity_move" | "activity_call_off" | "activity_obstacle" | "attendance":
            return reverse(name, args=[(Activity.objects.first() or planned(house)).pk])
        case "activity_withdraw":
            held = Activity.objects.first() or actions.log_contact(by=house.bram, at=NOW, enrolment_id=stay, meeting=Meeting("talk", TODAY))
            return reverse(name, args=[held.pk])
        case "activity_people":
            return reverse(name, args=[(Activity.objects.first() or planned(house, "group")).pk])
        case "note_new" | "leave" | "leave_undo":
            return reverse(name, args=[stay])
        case "note_open":
            note = Note.objects.first() or actions.write_note(by=house.paula, at=NOW, enrolment_id=stay, text="Closed")
            return reverse(name, args=[stay, note.pk])
        case "employment" | "education" | "confidence" | "home-climate":
            return f"{reverse('outcome_new', args=[stay])}?kind={name}"
        case "outcome_correct" | "outcome_withdraw" | "outcome_kept":
            return reverse(name, args=[stay, (Outcome.objects.first() or job(house)).pk])
        case "follow_up":
            return reverse(name, args=[(FollowUp.objects.filter(moment="28-days").first() or question(house)).pk])
        case "restriction_new":
            return reverse(name, args=["gent"])
    raise AssertionError(name)


VALID = {
    "contact": {
        "state": "held",
        "kind": "talk",
        "minutes": "45",
        "mode": "in-person",
        "topic": "Bakery",
        "note": "A note",
        "confidentiality": "team",
    }
    | day(TODAY),
    "group": {"programme": "1", "kind": "group", "minutes": "90", "mode": "in-person", "topic": "Applying", "place": "Hall"} | day(TODAY),
    "activity_move": {"starts_at": "9:30"} | day(TODAY + timedelta(days=1)),
    "activity_call_off": {"reason": "Snow"},
    "activity_withdraw": {"reason": "Twice"},
    "activity_obstacle": {"mode": "phone", "obstacle": "technology", "fix": "Called"},
    "attendance": {},
    "note_new": {"text": "A note", "confidentiality": "team"},
    "note_open": {"reason": "She is in hospital today"},
    "employment": {"contract_kind": "permanent", "weekly_hours": "38", "employer": "Bakery", "what": "", "source": "declared"}
    | day(date(2021, 3, 1)),
    "education": {"learning": "vocational", "employer": "School", "what": "", "source": "declared"} | day(date(2021, 3, 1)),
    "confidence": {"what": "Speaks up", "source": "declared"} | day(date(2021, 3, 1)),
    "home-climate": {"what": "Less shouting", "source": "declared"} | day(date(2021, 3, 1)),
    "outcome_correct": {"contract_kind": "fixed-term", "employer": "Mill", "what": "", "source": "declared", "reason": "Read it"}
    | day(date(2021, 3, 1)),
    "outcome_withdraw": {"reason": "Twice"},
    "outcome_kept": {"source": "declared"} | day(TODAY),
    "leave": {"because": "work", "note": "Call"} | day(date(2021, 3, 1)),
    "follow_up": {"answer": "seeking", "source": "declared", "remark": "Tired"} | day(TODAY, "asked_on"),
    "restriction_new": {"name": "Lock-down", "kind": "health"} | day(date(2021, 3, 1), "from_on"),
}
WHO = {"note_open": "cora", "restriction_new": "cora"}

BAD = [
    *[("contact", more, field) for more, field in [
        ({"state": ""}, "state"), ({"kind": "group"}, "kind"), ({"kind": ""}, "kind"), ({"minutes": ""}, "minutes"), ({"minutes": "0"}, "minutes"),
        ({"minutes": "1441"}, "minutes"), ({"minutes": "long"}, "minutes"), ({"mode": "fax"}, "mode"), (day(date(2020, 8, 31)), "on"),
        (day(TODAY + timedelta(days=1)), "on"), ({"on_day": "31", "on_month": "2"}, "on"), ({"on_day": "", "on_month": "", "on_year": ""}, "on"),
        ({"on_day": "x"}, "on"), ({"starts_at": "25:00"}, "starts_at"), ({"starts_at": "noon"}, "starts_at"), ({"topic": "x" * 201}, "topic"),
        ({"topic": NUL}, "topic"), ({"topic": OVERRIDE}, "topic"), ({"place": "x" * 201}, "place"), ({"fix": "Bus"}, "obstacle"),
        ({"obstacle": "weather"}, "obstacle"), ({"fix": "x" * 301}, "fix"), ({"note": "x" * 10_001}, "note"), ({"note": NUL}, "note"),
        ({"confidentiality": "world"}, "confidentiality"), (day(TODAY - timedelta(days=3), "next_on"), "next_on"),
        ({"next_on_day": "31", "next_on_month": "2", "next_on_year": "2022"}, "next_on"), ({"next_mode": "fax"}, "next_mode"),
        ({"state": "planned"}, "note"),
    ]],
    *[("group", more, field) for more, field in [
        ({"programme": "999999"}, "programme"), ({"programme": "x"}, "programme"), ({"kind": "talk"}, "kind"), ({"people": ["999999"]}, "people"),
        ({"people": ["x"]}, "people"), (day(TODAY - timedelta(days=1)), "on"), (day(TODAY + timedelta(days=800)), "on"), ({"topic": NUL}, "topic"),
    ]],
    *[("activity_move", more, field) for more, field in [(day(TODAY - timedelta(days=1)), "on"), ({"starts_at": "9:61"}, "starts_at"), ({"on_day": ""}, "on")]],
    *[(name, {"reason": bad}, "reason") for name in ("activity_call_off", "activity_withdraw", "outcome_withdraw") for bad in ("", " ", "x" * 301, NUL)],
    *[("activity_obstacle", more, field) for more, field in [
        ({"mode": ""}, "mode"), ({"obstacle": ""}, "obstacle"), ({"obstacle": "x"}, "obstacle"), ({"fix": NUL}, "fix"),
    ]],
    *[("note_new", more, field) for more, field in [
        ({"text": ""}, "text"), ({"text": " \n "}, "text"),
        ({"text": NUL}, "text"), ({"text": "x" * 10_001}, "text"), ({"confidentiality": ""}, "confidentiality"),
    ]],
    *[("note_open", {"reason": bad}, "reason") for bad in ("", "urgent", "x" * 501, NUL)],
    *[("employment", more, field) for more, field in [
        ({"contract_kind": ""}, "contract_kind"), ({"contract_kind": "handshake"}, "contract_kind"), ({"weekly_hours": "0"}, "weekly_hours"),
        ({"weekly_hours": "101"}, "weekly_hours"), ({"weekly_hours": "many"}, "weekly_hours"), ({"weekly_hours": "1e999"}, "weekly_hours"),
        ({"employer": "x" * 201}, "employer"), ({"employer": OVERRIDE}, "employer"), ({"source": "document"}, "document"), ({"source": "rumour"}, "source"),
        ({"document": "999999"}, "document"), ({"document": "x"}, "document"), (day(TODAY + timedelta(days=1)), "on"),
        (day(date(2021, 2, 1), "until_on"), "until_on"), (day(date(2020, 8, 1)), "on"), ({"on_year": "21"}, "on"),
    ]],
    ("education", {"learning": ""}, "learning"),
    ("education", {"learning": "magic"}, "learning"),
    ("confidence", {"what": "x" * 301}, "what"),
    ("confidence", {"what": NUL}, "what"),
    ("home-climate", {"what": "Her son Yusuf sleeps"}, "what"),
    ("outcome_correct", {"reason": ""}, "reason"),
    ("outcome_correct", day(TODAY + timedelta(days=1)), "on"),
    ("outcome_kept", day(TODAY + timedelta(days=1)), "on"),
    ("outcome_kept", day(date(2021, 1, 1)), "on"),
    *[("leave", more, field) for more, field in [
        ({"because": ""}, "because"), ({"because": "bored"}, "because"), (day(TODAY + timedelta(days=1)), "on"), (day(date(2020, 8, 1)), "on"),
        ({"note": "x" * 1001}, "note"), ({"note": NUL}, "note"),
    ]],
    *[("follow_up", more, field) for more, field in [
        ({"answer": ""}, "answer"), ({"answer": "rich"}, "answer"), (day(date(2021, 3, 9), "asked_on"), "asked_on"),
        (day(TODAY + timedelta(days=1), "asked_on"), "asked_on"), ({"remark": "x" * 501}, "remark"),
        ({"remark": NUL}, "remark"), ({"document": "999999"}, "document"),
        (day(date(2021, 3, 14), "began_on"), "began_on"), ({"answer": "inactive"} | day(date(2021, 3, 1), "began_on"), "began_on"),
    ]],
    *[("restriction_new", more, field) for more, field in [
        ({"name": ""}, "name"), ({"name": NUL}, "name"), ({"kind": "war"}, "kind"), ({"region_id": "999999"}, "region_id"),
        (day(date(2021, 2, 1), "until_on"), "until_on"),
    ]],
]  # fmt: skip


def written() -> list:
    """Everything these forms could write."""
    kept = [list(table.objects.order_by("pk").values()) for table in (Activity, Attendance, Outcome, FollowUp, Enrolment, Restriction)]
    return [
        *kept,
        Note.objects.count(),
        Entry.objects.exclude(kind="read").count(),
        Entry.objects.filter(deed="activities.open_closed_note").count(),
    ]


@pytest.mark.parametrize(("name", "more", "field"), BAD, ids=lambda value: value if isinstance(value, str) else None)
def test_bad_input(post, house, name, more, field):
    typed = VALID[name] | ({"programme": str(house.world.programme.pk)} if name == "group" else {}) | more
    address(house, name)
    before = written()
    answer = post(name, typed, WHO.get(name, "bram"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert written() == before
    for value in typed.values():
        if isinstance(value, str) and len(value) > 3 and value.isprintable() and value.strip():
            assert value in unescape(page), "what was typed stays"


FREE = [
    ("contact", "topic"), ("contact", "place"), ("contact", "note"), ("group", "topic"), ("activity_call_off", "reason"), ("activity_obstacle", "fix"),
    ("note_new", "text"), ("employment", "employer"), ("confidence", "what"), ("outcome_withdraw", "reason"), ("leave", "note"), ("follow_up", "remark"),
    ("restriction_new", "name"),
]  # fmt: skip


@pytest.mark.parametrize("words", GOOD)
@pytest.mark.parametrize(("name", "field"), FREE)
def test_any_script_is_kept_as_typed_and_shown_escaped(post, house, client, name, field, words):
    typed = VALID[name] | ({"programme": str(house.world.programme.pk)} if name == "group" else {}) | {field: words}
    assert post(name, typed, WHO.get(name, "bram")).status_code == 302
    kept = [
        *Activity.objects.values_list("topic", "place", "fix", "cancelled_reason"), *((note.text,) for note in Note.objects.all()),
        *Outcome.objects.values_list("employer", "what", "retraction_reason"), *Enrolment.objects.values_list("left_note"),
        *FollowUp.objects.values_list("remark"), *Restriction.objects.values_list("name"),
    ]  # fmt: skip
    assert any(words in row for row in kept)
    page = client.get(reverse("work", args=[house.world.enrolment.pk])).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("mark", ["late", "expected", "<b>"])
def test_a_wrong_mark_stands_beside_its_line(post, house, mark):
    address(house, "attendance")
    stay = house.world.enrolment.pk
    before = written()
    answer = post("attendance", {f"mark-{stay}": mark, f"minutes-{stay}": "30"})
    assert (answer.status_code, f'id="error-{stay}"' in answer.content.decode(), 'value="30"' in answer.content.decode()) == (
        422,
        True,
        True,
    )
    assert written() == before


@pytest.mark.parametrize("minutes", ["0", "1441", "-1", "many", "1e9", "٣٠٠٠"])
def test_wrong_minutes_stand_beside_their_line(post, house, minutes):
    address(house, "attendance")
    stay = house.world.enrolment.pk
    before = written()
    answer = post("attendance", {f"mark-{stay}": "present", f"minutes-{stay}": minutes})
    assert (answer.status_code, f'id="error-{stay}"' in answer.content.decode(), minutes in unescape(answer.content.decode())) == (
        422,
        True,
        True,
    )
    assert written() == before


@pytest.fixture
def hidden(house):
    """Somebody of the other provider, with things of every kind in the file."""
    w = house.world
    stay = enrolment(w, person(w, "P-HIDDEN", SECRET, "Hidden"), provider=w.other, number="E-HIDDEN")
    on_case_team(house, stay, "edda")
    met = actions.log_contact(by=house.edda, at=NOW, enrolment_id=stay.pk, meeting=Meeting("talk", TODAY, topic=SECRET))
    note = actions.write_note(by=house.edda, at=NOW, enrolment_id=stay.pk, text=SECRET, activity_id=met.pk)
    change = outcomes.record_outcome(by=house.edda, at=NOW, enrolment_id=stay.pk, change=outcomes.Change("confidence", TODAY, what=SECRET))
    return stay, met, note, change


def test_a_guessed_id_is_not_there_and_leaks_nothing(house, client, hidden, as_of_the_cast, settings):
    settings.DEMO = True
    stay, met, note, change = (row.pk for row in hidden)
    mine = house.world.enrolment.pk
    session = planned(house, "group").pk
    tried = [
        (f"{reverse('activity_new')}?enrolment={stay}", VALID["contact"]),
        (reverse("activity_people", args=[session]), {"people": [stay]}),
        (reverse("activity_take_off", args=[session, stay]), {}),
        (reverse("attendance", args=[met]), {f"mark-{stay}": "absent"}),
        (reverse("activity_call_off", args=[met]), {"reason": "No"}),
        (f"{reverse('note_new', args=[mine])}?activity={met}", VALID["note_new"]),
        (f"{reverse('note_new', args=[mine])}?corrects={note}", VALID["note_new"]),
        (f"{reverse('note_new', args=[mine])}?corrects=9999999999999999999999", VALID["note_new"]),
        (f"{reverse('activity_new')}?enrolment=-1", VALID["contact"]),
        (reverse("note_open", args=[mine, note]), VALID["note_open"]),
        (reverse("outcome_withdraw", args=[mine, change]), {"reason": "No"}),
        (reverse("outcome_kept", args=[stay, change]), VALID["outcome_kept"]),
    ]
    before = written()
    for name in ("bram", "cora"):
        client.force_login(house.accounts[name], backend=BACKEND)
        for where, typed in tried:
            answer = client.post(where, typed)
            assert answer.status_code in (404, 422), (name, where)
            assert "Hidden" not in answer.content.decode()
    assert written() == before


def test_addresses_that_say_nonsense(house, client, as_of_the_cast, settings):
    settings.DEMO = True
    client.force_login(house.accounts["cora"], backend=BACKEND)
    for where, status in [
        (f"{reverse('calendar')}?day=yesterday", 200), (f"{reverse('calendar')}?day=0001-01-01", 200), (f"{reverse('calendar')}?day=9999-12-31", 200),
        (f"{reverse('engagement')}?programme=999999", 422), (f"{reverse('engagement')}?programme=x", 422), (f"{reverse('follow_ups')}?which=lost", 422),
        (f"{reverse('follow_ups')}?page=x&sort=secret", 200), (f"{reverse('work', args=[house.world.enrolment.pk])}?until=x", 200),
        (f"{reverse('outcome_new', args=[house.world.enrolment.pk])}?kind=magic", 422), (f"{reverse('activity_new')}?enrolment=x", 404),
    ]:  # fmt: skip
        assert client.get(where).status_code == status, where
