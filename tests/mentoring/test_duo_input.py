"""Bad input on every form of duos: a message beside the field, the typed text kept, nothing written."""

import pytest
from django.urls import reverse

from tests.cast import BACKEND, TODAY
from vieta.audit.models import Entry
from vieta.mentoring.models import MentoringSetUp, Wish

pytestmark = pytest.mark.usefixtures("as_of_the_cast")
DAY = {"on": TODAY.isoformat()}
LOG = DAY | {"came": "both", "minutes": "60", "mode": "in-person", "topic": "Letter"}
# Who asks, the address, what is good, and the fields of text with the most they take.
FORMS = {
    "mentor_log": ("dario", LOG, {"topic": 200}),
    "my_duo_log": ("amina", LOG, {"topic": 200}),
    "duo_log": ("cora", LOG, {"topic": 200}),
    "mentor_plan": ("dario", DAY | {"minutes": "60", "mode": "video", "place": "Library"}, {"place": 200}),
    "mentor_check_in": ("dario", {"going": "well", "words": "Fine."}, {"words": 4000}),
    "my_duo_check_in": ("amina", {"going": "well", "words": "Fine."}, {"words": 4000}),
    "duo_check_in_mentee": ("cora", {"going": "well", "words": "Fine."}, {"words": 4000}),
    "duo_extend": ("cora", {"until_on": "2021-10-01", "reason": "Exams."}, {"reason": 1000}),
    "duo_break_off": ("cora", DAY | {"because": "work", "waits_again": "no", "note": "A job."}, {"note": 1000}),
}
WRONG = {
    "mentor_log": ({"on": "2021-02-30"}, {"on": "2021-03-16"}, {"on": "1994-01-01"}, {"came": "nobody"}, {"minutes": "0"}, {"minutes": "1441"},
                   {"minutes": "-5"}, {"minutes": "=1+1"}, {"mode": "telepathy"}, {"next_on": "2021-03-01"}, {"next_on": "2033-01-01"},
                   {"next_on": "2021-03-20", "next_at": "25:00"}),
    "mentor_plan": ({"on": "2021-03-14"}, {"on": "2024-01-01"}, {"on": ""}, {"minutes": "x"}, {"starts_at": "99"}),
    "mentor_check_in": ({"going": ""}, {"going": "superb"}),
    "duo_extend": ({"until_on": "2021-03-01"}, {"until_on": "2031-01-01"}, {"reason": ""}, {"reason": "   "}),
    "duo_break_off": ({"because": "=1+1"}, {"because": ""}, {"on": "2021-03-16"}, {"on": "2021-02-01"}, {"waits_again": ""}),
}  # fmt: skip
ODD = (
    "=1+1",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "e\u0301\u0327",
    "\U0001f469\u200d\U0001f527 fine",
    "<b>&amp;</b>",
)
FORBIDDEN = ("a\x00b", "a\u202eb", "a\x07b")


@pytest.fixture
def post(client, house):
    def ask(name, typed):
        client.force_login(house.cast.accounts[FORMS[name][0]], backend=BACKEND)
        before = Entry.objects.exclude(kind="read").count()
        answer = client.post(reverse(name, kwargs={"duo_id": house.w.duo.pk}), typed)
        return answer, Entry.objects.exclude(kind="read").count() - before

    return ask


@pytest.mark.parametrize("name", FORMS)
def test_good_input_is_kept(post, name):
    answer, written = post(name, FORMS[name][1])
    assert answer.status_code == 302
    assert written > 0


@pytest.mark.parametrize(("name", "wrong"), [(name, wrong) for name, all_ in WRONG.items() for wrong in all_])
def test_wrong_values(post, name, wrong):
    answer, written = post(name, FORMS[name][1] | wrong)
    assert (answer.status_code, written) == (422, 0)
    assert set(answer.context["form"].errors) & {*wrong, "on"}


@pytest.mark.parametrize(
    ("name", "field", "most"), [(name, f, most) for name, (_w, _g, texts) in FORMS.items() for f, most in texts.items()]
)
def test_too_long_and_forbidden_text(post, name, field, most):
    for text in ("x" * 10_000, "x" * (most + 1), *FORBIDDEN):
        answer, written = post(name, FORMS[name][1] | {field: text})
        assert (answer.status_code, written, set(answer.context["form"].errors)) == (422, 0, {field})
        if text.startswith("xx"):
            assert text in answer.content.decode()


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("name", ["mentor_log", "mentor_check_in"])
def test_odd_text_is_kept_as_it_is(post, house, client, name, text):
    field = next(iter(FORMS[name][2]))
    assert post(name, FORMS[name][1] | {field: text})[0].status_code == 302
    client.force_login(house.cast.accounts["cora"], backend=BACKEND)
    page = client.get(reverse("duo", kwargs={"duo_id": house.w.duo.pk})).content.decode()
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert shown in page


@pytest.mark.parametrize("name", FORMS)
def test_a_duo_that_is_not_there_or_not_theirs(client, house, name):
    client.force_login(house.cast.accounts[FORMS[name][0]], backend=BACKEND)
    for duo_id in (0, 10**9, 10**18):
        assert client.post(reverse(name, kwargs={"duo_id": duo_id}), FORMS[name][1]).status_code == 404


WISH = {"languages_0_code": "fr", "languages_0_level": "B2"}


@pytest.mark.parametrize(("wrong", "field"), [
    ({"languages_0_code": "xx"}, "languages"), ({"languages_0_level": ""}, "languages"), ({"isco_0_code": "999"}, "isco"),
    ({"nace_0_code": "=1"}, "nace"), ({"free": ["never"]}, "free"), ({"mentor_gender": "Q"}, "mentor_gender"), ({"about": "x" * 2001}, "about"),
    ({"place": "x" * 101}, "place"), ({"interests": "x" * 61}, "interests"), ({"from_on": "2021-02-31"}, "from_on"), ({"place": "a\x00"}, "place"),
])  # fmt: skip
def test_a_wish_in_wrong_words(client, house, wrong, field):
    MentoringSetUp.objects.create(programme=house.w.programme)
    client.force_login(house.cast.accounts["amina"], backend=BACKEND)
    answer = client.post(reverse("my_wish", kwargs={"enrolment_id": house.w.enrolment.pk}), WISH | wrong)
    assert (answer.status_code, set(answer.context["form"].errors), Wish.objects.count()) == (422, {field}, 0)


def test_items_that_cannot_be_shared(client, house):
    client.force_login(house.cast.accounts["amina"], backend=BACKEND)
    answer = client.post(reverse("my_duo_share", kwargs={"duo_id": house.w.duo.pk}), {"items": ["first-name", "health"]})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"items"})
