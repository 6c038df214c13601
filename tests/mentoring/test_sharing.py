"""What a mentor sees of a mentee: exactly the items shared, one by one, with values that could leak; gone with the duo."""

import json
import re

import pytest
from django.urls import reverse

from tests.cast import BACKEND, NOW, TODAY
from vieta.accounts.models import Assignment
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import system
from vieta.enrolments.choices import Trait
from vieta.enrolments.models import EntryTrait
from vieta.mentoring.actions import duos, endings, meetings, sharing, wishes
from vieta.mentoring.choices import Item
from vieta.mentoring.models import Duo, Shared
from vieta.mentoring.queries import own_duos as queries
from vieta.mentoring.queries.sharing import choices_of
from vieta.plans import actions as plans
from vieta.plans.models import Goal

JOB = system("test", TODAY)
# What each item shows, and a word of it that stands nowhere else.
VALUES = {
    "first-name": "Amina",
    "last-name": "Zephyrine",
    "phone": "+32 470 00 00 01",
    "email": "amina@okra.example",
    "municipality": "Rabot",
    "age": "26",
    "languages": "Pashto (first language)",
    "fields": "Accommodation and food service",
    "interests": "beekeeping",
    "education": "Short-cycle tertiary (ISCED 5)",
    "goals": "Find work in a kitchen: Write to three bakeries",
    "cv": "I baked bread in Kunduz.",
}
# What no item holds: never at the mentor's place, whatever is shared.
NEVER = ("Zephyrinestraat", "P-AMINA1", "E-P-AMINA1", "17 May 1994", "1994", "Talk to a doctor about the nights", "Bram", "9000")


@pytest.fixture
def full(house):
    """Amina's file holds something of everything."""
    w = house.w
    w.amina.email, w.amina.municipality, w.amina.postcode = VALUES["email"], w.municipality, "9000"
    w.amina.save()
    EntryTrait.objects.create(enrolment=w.enrolment, trait=Trait.EDUCATION, value="5", valid_on=TODAY, recorded_at=NOW)
    wished = wishes.Wished(languages=(("ps", "native"),), nace=("I",), interests=("beekeeping",), about=VALUES["cv"], place="Ledeberg")
    wishes.write(by=JOB, at=NOW, enrolment_id=w.enrolment.pk, wished=wished)
    versions = {v.instrument.code: v for v in plans.publish_shipped(by=JOB, at=NOW)}
    domain = {d.code: d for d in versions["life-domains"].domains.all()}
    steps = [plans.StepIn("Write to three bakeries", "person", TODAY)]
    row = plans.PlanIn(
        w.enrolment.pk,
        TODAY,
        TODAY,
        goals=[plans.GoalIn("Find work in a kitchen", steps), plans.GoalIn("Talk to a doctor about the nights", [])],
    )
    plans.bring_in_plans(by=JOB, at=NOW, rows=[row])
    goals = {g.text: g for g in _goals(w.enrolment)}
    for text, code in (("Find work in a kitchen", "work"), ("Talk to a doctor about the nights", "mind")):
        goals[text].domain = domain[code]
        goals[text].save()
    return house


def _goals(stay):
    return Goal.objects.filter(version__plan__enrolment=stay).order_by("id")


def share(house, *items, name="amina", **more):
    given = {"form": "screen" if name == "amina" else "spoken"} | more
    return sharing.share(**house.act(name), duo_id=house.w.duo.pk, items=items, **given)


def seen(house):
    return {one.item: one.text for one in queries.mentors_duo(house.cast.dario, house.w.duo.pk).shown}


def test_nothing_by_itself(full):
    assert seen(full) == {}
    assert queries.mentors_duo(full.cast.dario, full.w.duo.pk).name == ""


@pytest.mark.parametrize("item", Item.values)
def test_one_item_shows_itself_and_nothing_else(full, item):
    share(full, item)
    assert seen(full) == {item: VALUES[item]}
    share(full)
    assert seen(full) == {}


def test_everything_together(full):
    share(full, *Item.values)
    assert seen(full) == VALUES
    assert queries.mentors_duo(full.cast.dario, full.w.duo.pk).name == "Amina Zephyrine"


@pytest.mark.parametrize("item", [*Item.values, None])
def test_every_page_of_the_mentors_place_holds_no_more(full, client, as_of_the_cast, item):
    if item:
        share(full, item)
    duo = full.w.duo.pk
    client.force_login(full.cast.accounts["dario"], backend=BACKEND)
    where = {"duo_id": duo}
    pages = [reverse("mentor"), *(reverse(name, kwargs=where) for name in ("mentor_duo", "mentor_log", "mentor_plan", "mentor_check_in"))]
    bodies = [re.sub(r'value="[^"]*"', "", client.get(address).content.decode()) for address in pages]
    typed = {"on": TODAY.isoformat(), "came": "both", "minutes": "90", "mode": "in-person"}
    bodies.append(client.post(reverse("mentor_log", kwargs=where), typed, follow=True).content.decode())
    for body in bodies:
        words = re.sub(r"(?i)2021|copyright", "", body)
        for other, value in VALUES.items():
            if other not in (item, "age"):
                assert value not in words, (item, other)
        for value in NEVER:
            assert value not in words, (item, value)
    if item and item != "age":
        assert VALUES[item] in bodies[1]


def test_the_trail_names_items_and_never_values(full):
    share(full, *Item.values)
    lines = json.dumps([entry.details for entry in Entry.objects.order_by("id")])
    assert '"added": ["age"' in lines
    assert [value for value in VALUES.values() if value in lines and value != "26"] == []


def test_the_mentor_opens_no_page_of_the_file(full, client, as_of_the_cast):
    share(full, *Item.values)
    client.force_login(full.cast.accounts["dario"], backend=BACKEND)
    for name in ("enrolment", "entry", "plan", "work", "outcomes", "case_team", "file_documents", "file_mentor", "file_wish"):
        answer = client.get(reverse(name, kwargs={"enrolment_id": full.w.enrolment.pk}))
        assert answer.status_code == 404, name
    for name in ("people", "calendar", "today", "duos", "flow"):
        assert client.get(reverse(name)).status_code == 403, name


def _end(house):
    day = house.w.duo.due_on
    return endings.complete(**house.act("cora", day), duo_id=house.w.duo.pk, on=day)


def _break(house):
    return endings.break_off(**house.act(), duo_id=house.w.duo.pk, on=TODAY, because="moved")


@pytest.mark.parametrize("over", [_end, _break])
def test_access_ends_with_the_duo(full, over):
    share(full, *Item.values)
    over(full)
    card = queries.mentors_duo(full.cast.dario, full.w.duo.pk)
    assert (card.name, card.shown, card.duo.meetings, card.duo.steps, card.duo.agreement, card.duo.evaluates) == ("", (), (), (), "", True)
    assert [line.name for line in queries.mentors_duos(full.cast.dario)] == [""]
    with pytest.raises(Refused):
        share(full, "first-name")


def test_a_refusal_closes_it_too(full):
    fresh = full.met(row=full.mentee("Wafa", last="Quillon"))
    fresh.mentorship.mentor.account, full.w.mentor.account = full.w.mentor.account, None
    full.w.mentor.save()
    fresh.mentorship.mentor.save()
    sharing.share(**full.act("bram"), duo_id=fresh.pk, items=["first-name"], form="paper")
    assert queries.mentors_duo(full.cast.dario, fresh.pk).name == "Wafa"
    duos.answer(**full.act("dario"), duo_id=fresh.pk, side="mentor", goes_on=False)
    with pytest.raises(NotFound):
        queries.mentors_duo(full.cast.dario, fresh.pk)
    assert queries.mentors_duos(full.cast.dario) == []


def test_the_role_gone_the_duo_is_gone(full):
    share(full, "first-name")
    Assignment.objects.filter(account=full.cast.accounts["dario"]).update(until_on=TODAY)
    assert queries.mentors_duos(full.cast.dario) == []
    with pytest.raises(NotFound):
        queries.mentors_duo(full.cast.dario, full.w.duo.pk)
    with pytest.raises(NotFound):
        meetings.log_meeting(**full.act("dario"), duo_id=full.w.duo.pk, on=TODAY)


@pytest.mark.parametrize("name", ["dario", "chloe", "edda", "farid", "greta", "olga"])
def test_nobody_else_shares_for_the_person(full, name):
    with pytest.raises(NotFound):
        share(full, "phone", name=name)
    assert Shared.objects.count() == 0
    if name == "dario":
        assert choices_of(full.cast.dario, full.w.duo.pk) == []
        return
    with pytest.raises(NotFound):
        choices_of(full.cast.viewer(name), full.w.duo.pk)


@pytest.mark.parametrize(("name", "form", "refused"), [
    ("amina", "screen", False), ("amina", "spoken", True), ("bram", "spoken", False), ("bram", "paper", False), ("bram", "screen", True),
    ("cora", "spoken", False), ("bram", "", True),
])  # fmt: skip
def test_how_the_person_said_so(full, name, form, refused):
    if refused:
        with pytest.raises(Refused) as problem:
            share(full, "age", name=name, form=form)
        assert problem.value.field == "form"
        return
    share(full, "age", name=name, form=form)
    assert Shared.objects.get().form == form


GUARDED = ({"hide_address": True}, {"channel": "in-person"}, {"safe_times": "not before noon"})


@pytest.mark.parametrize("guard", GUARDED)
@pytest.mark.parametrize("name", ["amina", "bram"])
def test_contact_of_somebody_in_hiding_is_shared_only_once_more_confirmed(full, guard, name):
    for field, value in guard.items():
        setattr(full.w.amina, field, value)
    full.w.amina.save()
    share(full, "first-name", name=name)
    for item in ("phone", "email", "municipality"):
        with pytest.raises(Refused) as problem:
            share(full, "first-name", item, name=name)
        assert problem.value.field == "warned"
    assert seen(full) == {"first-name": "Amina"}
    share(full, "first-name", "phone", name=name, warned=True)
    assert seen(full) == {"first-name": "Amina", "phone": VALUES["phone"]}
    assert Shared.objects.get(item="phone").warned
    assert not Shared.objects.get(item="first-name").warned


def test_an_unknown_item_is_refused(full):
    with pytest.raises(Refused):
        share(full, "first-name", "health")
    assert Shared.objects.count() == 0


def test_what_was_taken_back_stays_in_the_history(full):
    share(full, "age")
    share(full)
    share(full, "age")
    assert [row.taken_back_at is None for row in Shared.objects.order_by("id")] == [False, True]


def test_another_mentor_of_the_house_sees_nothing(full):
    other = full.formed(row=full.mentee("Lila"), mentorship=full.mentor("Rosa"))
    assert Duo.objects.count() == 2
    with pytest.raises(NotFound):
        queries.mentors_duo(full.cast.dario, other.pk)
