"""As many statements for three people as for one, and for two thousand: nothing is asked one by one."""

from datetime import date, timedelta
from random import Random

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import BACKEND, NOW, TODAY
from vieta.enrolments.models import Enrolment
from vieta.matching import queries
from vieta.mentoring.models import Clearance, Mentor, Mentorship, MentorshipEvent, Wish
from vieta.people.choices import GrantPurpose, Level
from vieta.people.models import Grant, Person

SLOTS = ("mon-morning", "tue-evening", "wed-afternoon", "thu-evening", "sat-morning")


def statements(viewer, meeting_id: int) -> int:
    """How many statements the whole page needs."""
    with CaptureQueriesContext(
        connection,
    ) as found:
        queries.meeting(viewer, meeting_id)
        queries.decisions(viewer, meeting_id)
        bench = queries.laid_out(viewer, meeting_id)
        queries.page(viewer, bench, most=40)
        queries.alternatives(bench, next(iter(bench.mentees)))
        queries.shift(bench, {"sector": 0})
    return len(found)


def test_three_people_need_no_more_statements_than_one(room):
    room.mentee("Nadia"), room.mentor("Rosa")
    room.mentee("Zoe", free=["sat-morning"])
    meeting = room.meeting()
    one = statements(room.cora, meeting.pk)
    for n in range(2):
        room.mentee(f"Omar{n}"), room.mentor(f"Nils{n}"), room.mentee(f"Lea{n}", free=["sun-evening"])
    assert statements(room.cora, meeting.pk) == one


def crowd(w, count: int) -> None:
    """So many people who wait and so many mentors, drawn from a seed."""
    r = Random(2)
    people = Person.objects.bulk_create(
        Person(reference=f"P-{n:06d}", first_name=f"First{n}", last_name="Crowd", sort_name=f"crowd {n}", entered_at=NOW)
        for n in range(count)
    )
    stays = Enrolment.objects.bulk_create(
        Enrolment(
            number=f"C-{n}", person=one, programme=w.programme, provider=w.provider, region=w.region, state="active", sort_name=one.sort_name,
            enquired_on=TODAY, admitted_on=TODAY, entered_on=TODAY,
        )
        for n, one in enumerate(people)
    )  # fmt: skip
    Grant.objects.bulk_create(
        Grant(
            person=one.person, organisation=w.provider, programme=w.programme, level=Level.SPECIAL, purpose=GrantPurpose.PROVIDER,
            cause="enrolment", cause_id=one.pk, from_on=TODAY, given_at=NOW,
        )
        for one in stays
    )  # fmt: skip
    Wish.objects.bulk_create(
        Wish(enrolment=one, waiting_since=TODAY - timedelta(days=r.randint(1, 200)), written_at=NOW, **said(r)) for one in stays
    )
    _mentors(w, r, count)


def _mentors(w, r: Random, count: int) -> None:
    mentors = Mentor.objects.bulk_create(
        Mentor(
            reference=f"M-{n:06d}", organisation=w.provider, first_name=f"Mentor{n}", last_name="Crowd", sort_name=f"crowd {n}",
            entered_at=NOW, joined_on=TODAY, **said(r),
        )
        for n in range(count)
    )  # fmt: skip
    parts = Mentorship.objects.bulk_create(
        Mentorship(
            mentor=one, programme=w.programme, organisation=w.provider, region=w.region, standing="accepted", from_on=date(2020, 3, 1)
        )
        for one in mentors
    )
    MentorshipEvent.objects.bulk_create(
        MentorshipEvent(mentorship=part, moment="trained", valid_on=date(2020, 3, 1), recorded_at=NOW) for part in parts
    )
    Clearance.objects.bulk_create(
        Clearance(mentor=one, checked_on=date(2020, 3, 1), valid_until=date(2024, 3, 1), recorded_at=NOW) for one in mentors
    )


def said(r: Random) -> dict:
    return {
        "languages": [[code, r.choice(("B1", "B2", "C1"))] for code in r.sample(("fr", "nl", "en", "ar", "tr"), 2)],
        "free": r.sample(SLOTS, 2), "isco": r.sample(("52", "53", "71", "83", "25"), 1),
        "interests": r.sample(("music", "cooking", "chess", "football"), 2),
    }  # fmt: skip


def test_two_thousand_people_and_mentors_at_one_table(room, client, as_of_the_cast, settings):
    settings.DEMO = True
    room.mentee("Nadia"), room.mentor("Rosa")
    room.mentee("Zoe", free=["sun-evening"])
    few = room.meeting()
    one = statements(room.cora, few.pk)
    crowd(room.w, 2000)
    assert statements(room.cora, few.pk) == one
    client.force_login(room.cast.accounts["cora"], backend=BACKEND)
    answer = client.get(reverse("matching_meeting", kwargs={"meeting_id": few.pk}))
    assert answer.status_code == 200
    assert answer.content.count(b'class="v-duo"') == 40
    assert len(answer.content) < 600_000
    proposed = len(room.bench(few).solved.pairs)
    assert proposed > 1900
