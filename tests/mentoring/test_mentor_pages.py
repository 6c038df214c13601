"""Pages of mentors: bad input is refused beside the field and writes nothing, floods are stopped, lists cost the same at any length."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import BACKEND, SECRET, TODAY
from tests.mentoring.mentor_house import SAYS
from vieta.audit.models import Entry
from vieta.mentoring import queries
from vieta.mentoring.models import (
    Clearance,
    Edition,
    Gathering,
    Mentor,
    MentoringSetUp,
    Mentorship,
    MentorshipEvent,
    ModuleDone,
    Pause,
    Receipt,
    Resource,
    Seat,
    Standard,
    StandardMet,
    Task,
)
from vieta.training.models import Curriculum, Run

TABLES = (
    Clearance, Edition, Gathering, Mentor, Mentorship, MentorshipEvent, ModuleDone, Pause, Receipt, Resource, Seat, Standard, StandardMet,
    Task, Curriculum, Run,
)  # fmt: skip
BAD = ("", "x" * 10_000, "31 2 2021", "=1+1", "\x00", "\u202etxet", "e\u0301" * 6000, "🌱" * 3000)


@pytest.fixture
def cora(mentoring, client, as_of_the_cast):
    """Cora's browser."""
    client.force_login(mentoring.house.cast.accounts["cora"], backend=BACKEND)
    return client


@pytest.fixture
def _quiet():
    cache.clear()
    yield
    cache.clear()


def _kept():
    return [list(table.objects.order_by("pk").values()) for table in TABLES] + [list(MentoringSetUp.objects.values())]


def _addresses(mentoring, row, made):
    """Every question page of a coordinator, with the fields whose answers it must refuse."""
    mentor, part, code = [row.mentor_id], [row.mentor_id, row.pk], mentoring.w.programme.code
    return {
        reverse("mentor_edit", args=mentor): ("first_name", "birth_on"),
        reverse("mentor_deed", args=[*mentor, "clearance"]): ("checked_on", "valid_until"),
        reverse("mentor_deed", args=[*mentor, "pause"]): ("from_on",),
        reverse("mentor_deed", args=[*mentor, "leave"]): ("on", "reason"),
        reverse("mentor_deed", args=[*mentor, "programme"]): ("branch",),
        **{
            reverse("mentorship_deed", args=[*part, what]): fields
            for what, fields in (
                ("informed", ("on",)), ("interview", ("on",)), ("accept", ("on", "capacity")), ("decline", ("on",)), ("places", ("capacity",)),
                ("training", ("on",)), ("conduct", ("on",)), ("task", ("on", "minutes")), ("end", ("on",)),
            )
        },
        reverse("gathering_new", args=[code]): ("on", "minutes", "kind"),
        reverse("gathering_record", args=[made.activity_id]): ("minutes",),
        reverse("training_day_new"): ("module", "on"),
        reverse("mentoring_add", args=[code, "standard"]): ("side",),
        reverse("mentoring_add", args=[code, "paper"]): ("paper",),
        reverse("mentoring_add", args=[code, "resource"]): ("kind",),
    }  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=lambda text: repr(text[:6]))
def test_bad_input_is_refused_beside_the_field_and_writes_nothing(mentoring, cora, bad):
    row = mentoring.interviewed()
    made = mentoring.gathers([mentoring.w.mentorship])
    before = _kept()
    for address, fields in _addresses(mentoring, row, made).items():
        answer = cora.post(address, dict.fromkeys((*fields, "reason", "words", "what", "name", "title", "text"), bad))
        assert answer.status_code == 422, address
        form = answer.context["form"]
        assert set(form.errors) & set(fields) or None in form.errors, (address, form.errors)
    assert _kept() == before


def test_foreign_ids_are_not_there(mentoring, cora):
    """Another branch's mentor, another programme's module, a standard of nobody: nothing is found, nothing written."""
    row = mentoring.offers()
    other = mentoring.offers(replace(SAYS, last_name="Else"))
    Mentor.objects.filter(pk=other.mentor_id).update(organisation=mentoring.w.other)
    Mentorship.objects.filter(pk=other.pk).update(organisation=mentoring.w.other)
    before = _kept()
    for address in (
        reverse("mentor_page", args=[other.mentor_id]),
        reverse("mentor_edit", args=[other.mentor_id]),
        reverse("mentor_sign_in", args=[other.mentor_id]),
        reverse("mentorship_deed", args=[row.mentor_id, other.pk, "interview"]),
        reverse("mentor_deed", args=[row.mentor_id, "nothing"]),
        reverse("mentor_pause_end", args=[row.mentor_id, 999]),
        reverse("mentor_task_back", args=[row.mentor_id, 999]),
        reverse("gathering", args=[999]),
        reverse("training_day", args=[999]),
    ):
        assert cora.post(address, {}).status_code == 404, address
    invite = reverse("gathering_invite", args=[mentoring.gathers([]).activity_id])
    assert cora.post(invite, {"mentors": [str(other.pk)]}).status_code == 422
    assert Seat.objects.count() == 0
    assert [one for one in _kept() if one not in before] == [list(Gathering.objects.values())]


@pytest.mark.usefixtures("_quiet")
def test_the_public_offer_refuses_what_no_field_keeps_and_keeps_what_was_typed(mentoring, client, as_of_the_cast):
    address = reverse("offer_to_branch", args=[f"{mentoring.w.programme.pk}-{mentoring.w.provider.pk}"])
    good = {
        "first_name": "Wim", "last_name": "Baeyens", "phone": "09 000", "offer": "mentor", "place": "Gent", "languages_0_code": "nl",
        "languages_0_level": "native", "notice": "1", "accepted": "on",
    }  # fmt: skip
    mentors = Mentor.objects.count()
    for change, field in (
        ({"first_name": "\x00"}, "first_name"),
        ({"last_name": "\u202eneyeaB"}, "last_name"),
        ({"place": "x" * 101}, "place"),
        ({"languages_0_level": "A9"}, "languages"),
        ({"languages_1_code": "nl", "languages_1_level": "B1"}, "languages"),
        ({"languages_0_code": "", "languages_0_level": ""}, "languages"),
        ({"isco_0_code": "=1+1"}, "isco"),
        ({"free": ["never"]}, "free"),
        ({"phone": ""}, "phone"),
        ({"email": "not an address"}, "email"),
        ({"birth_on_day": "31", "birth_on_month": "2", "birth_on_year": "1990"}, "birth_on"),
        ({"birth_on_day": "1", "birth_on_month": "2", "birth_on_year": "2015"}, "birth_on"),
        ({"origin": "XX"}, "origin"),
        ({"interests": ", ".join(["x" * 61])}, "interests"),
        ({"about": "x" * 2001}, "about"),
        ({"notice": "7"}, "notice"),
        ({"accepted": ""}, "accepted"),
    ):
        answer = client.post(address, good | change)
        assert (answer.status_code, field in answer.context["form"].errors) == (422, True), change
        assert 'value="Baeyens"' in answer.content.decode() or field == "last_name"
    assert Mentor.objects.count() == mentors
    assert client.post(reverse("offer_to_branch", args=["9-9"]), good).status_code == 404
    assert client.post(address, good | {"first_name": "Ἀγάπη ‏", "last_name": "🌱 e\u0301"}).status_code == 302
    assert Mentor.objects.filter(sort_name__contains="agap").exists()


@pytest.mark.usefixtures("_quiet")
def test_a_flood_of_offers_is_stopped(mentoring, client, as_of_the_cast):
    """Five from one connection in an hour; thirty to a branch, wherever they come from."""
    address = reverse("offer_to_branch", args=[f"{mentoring.w.programme.pk}-{mentoring.w.provider.pk}"])
    good = {
        "first_name": "Wim", "last_name": "Baeyens", "phone": "09 000", "offer": "mentor", "place": "Gent", "languages_0_code": "nl",
        "languages_0_level": "native", "notice": "1", "accepted": "on",
    }  # fmt: skip
    assert [client.post(address, good).status_code for _n in range(6)] == [302] * 5 + [429]
    for n in range(24):  # with Dario's, the branch has thirty then
        assert client.post(address, good, REMOTE_ADDR=f"10.0.0.{n}").status_code == 302
    assert client.post(address, good, REMOTE_ADDR="10.0.1.1").status_code == 422
    assert Mentorship.objects.filter(standing="applied").count() == 29


def test_the_network_is_narrowed_exported_and_costs_the_same_at_any_length(mentoring, cora):
    def statements(address):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            answer = cora.get(address)
        assert answer.status_code == 200
        return len(seen)

    mentoring.accepted()
    mentoring.offers()
    pages = [reverse("mentors"), reverse("flow"), reverse("gatherings"), reverse("mentoring", args=[mentoring.w.programme.code])]
    for address in pages:
        cora.get(address)
    one = [statements(address) for address in pages]
    mentoring.offers(replace(SAYS, first_name="=Ann", last_name="+Zeno", languages=(("ar", "native"),), isco=("71",), place="Aalst"))
    mentoring.accepted()
    assert [statements(address) for address in pages] == one

    viewer = mentoring.house.cast.viewer("cora")
    assert [str(m) for m in queries.network(viewer, language="ar")] == ["=Ann +Zeno"]
    assert [str(m) for m in queries.network(viewer, field="7", standing="applied", place="aal")] == ["=Ann +Zeno"]
    assert list(queries.network(viewer, section="Q")) == []
    assert queries.network(viewer, programme=mentoring.w.programme.pk).count() == 5
    export = b"".join(cora.get(reverse("mentors") + "?export=csv").streaming_content).decode()
    assert "'=Ann +Zeno" in export
    assert Entry.objects.filter(deed="mentors.exported").count() == 1


def test_clearances_that_run_out_are_listed_and_hold_only_dates(mentoring, cora):
    row = mentoring.accepted()
    Clearance.objects.create(mentor=row.mentor, checked_on=TODAY, valid_until=TODAY + timedelta(days=20), recorded_at=row.mentor.entered_at)
    viewer = mentoring.house.cast.viewer("cora")
    assert [(name, day) for _id, name, day in queries.clearances_running_out(viewer)] == [("Wim Baeyens", TODAY + timedelta(days=20))]
    assert "Clearance runs out" in cora.get(reverse("mentors")).content.decode()
    assert {f.name for f in Clearance._meta.concrete_fields} == {"id", "mentor", "checked_on", "checked_by", "valid_until", "recorded_at"}


def test_a_mentor_pauses_signs_and_reads_only_what_is_theirs(mentoring, client, as_of_the_cast):
    client.force_login(mentoring.house.cast.accounts["dario"], backend=BACKEND)
    page = client.get(reverse("mentor_profile")).content.decode()
    assert "Read and sign the code of conduct" in page
    assert client.post(reverse("mentor_conduct", args=[mentoring.w.programme.pk]), {"number": "1"}).status_code == 302
    assert MentorshipEvent.objects.get(mentorship=mentoring.w.mentorship, moment="conduct").version == 1
    day = {"from_on_day": "15", "from_on_month": "3", "from_on_year": "2021"}
    assert client.post(reverse("mentor_own_pause"), day).status_code == 302
    assert client.post(reverse("mentor_own_pause"), day).status_code == 422  # there is one already
    assert client.post(reverse("mentor_own_pause_end", args=[Pause.objects.get().pk])).status_code == 302
    assert Pause.objects.count() == 0
    said = {
        "first_name": "Dario",
        "last_name": "Rossi",
        "phone": "1",
        "place": "Gent",
        "languages_0_code": "it",
        "languages_0_level": "native",
    }
    assert client.post(reverse("mentor_profile_edit"), said | {"offer": "volunteer"}).status_code == 302
    mentor = Mentor.objects.get(pk=mentoring.w.mentor.pk)
    assert (mentor.languages, mentor.offer) == ([["it", "native"]], "mentor")


def test_nobody_s_file_can_be_put_on_a_gathering(mentoring, cora):
    made = mentoring.gathers([mentoring.w.mentorship])
    for name in ("activity_people", "attendance"):
        answer = cora.post(reverse(name, args=[made.activity_id]), {"people": [str(mentoring.w.enrolment.pk)]})
        assert answer.status_code in (302, 404, 422), name
    assert made.activity.attendances.count() == 0


def test_a_mentor_s_page_names_their_duos_to_the_coordinator_and_tells_the_trail(mentoring, cora):
    page = cora.get(reverse("mentor_page", args=[mentoring.w.mentor.pk])).content.decode()
    assert SECRET in page
    assert Entry.objects.filter(deed="mentors.duos", details={"people": [mentoring.w.amina.pk]}).exists()
    assert queries.duos_with(mentoring.house.cast.viewer("olga"), mentoring.w.mentorship.pk) == []
