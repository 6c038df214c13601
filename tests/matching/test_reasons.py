"""Why two people fit, in words that are true of both."""

from tests.matching.pools import day, drawn, mentee, mentor, rules, slot
from vieta.matching.engine.best import best
from vieta.matching.engine.people import slot_names
from vieta.matching.engine.pool import NOBODY
from vieta.matching.engine.proposal import PeoplePool
from vieta.matching.engine.reasons import in_words, why


def words(one, other, made=None) -> list[str]:
    pool = PeoplePool([one], [other], made or rules())
    return [reason.say() for reason in why(one, other, pool)]


def test_the_reasons_of_a_duo_in_words():
    one = mentee("Amina", languages=(("fr", 3),), at=(51.05, 3.72), isco=("2512",), interests=("cooking", "music"), waiting_since=day(-63))
    other = mentor("Dario", languages=(("fr", 5),), at=(51.07, 3.75), isco=("2519",), interests=("music",))
    assert words(one, other) == [
        "both speak French at B2", "both free on Tuesday evenings", "3 km apart",
        "the mentor knows the field asked for (ISCO 251)", "both like music", "waiting for 9 weeks",
    ]  # fmt: skip


def test_two_languages_a_first_language_and_several_evenings():
    one = mentee(
        "Amina", languages=(("ar", 6), ("fr", 2), ("nl", 2)), free=slot("tue-evening", "thu-evening", "sat-morning"), waiting_since=None
    )
    other = mentor("Dario", languages=(("fr", 6), ("ar", 6), ("nl", 2)), free=slot("tue-evening", "thu-evening", "sat-morning"))
    assert words(one, other) == [
        "both speak Arabic as a first language", "both speak French at B1",
        "both free on Tuesday evenings, Thursday evenings and Saturday mornings", "both in Ghent",
    ]  # fmt: skip


def test_meeting_at_a_distance_and_close_by():
    one, other = mentee("Amina", branch="Ghent", remote=True), mentor("Dario", branch="Riga", remote=True)
    assert "both ready to meet at a distance" in words(one, other)
    assert "less than 1 km apart" in words(mentee("Amina", at=(51.05, 3.72)), mentor("Dario", at=(51.051, 3.72)))


def test_a_locked_duo_says_what_speaks_against_it():
    pool = PeoplePool([mentee("Amina", vetoes=("Dario",))], [mentor("Dario", branch="Riga")], rules(), locked_pairs=[("Amina", "Dario")])
    ((_, _, told),) = in_words(pool, best(pool).mate)
    assert told.startswith("a duo that stands already; both speak French at B2")
    assert "although: in another branch; although: a veto of the mentee" in told


def test_every_reason_given_is_true():
    given = 0
    for seed in range(200):
        pool = drawn(seed)
        for i, j in enumerate(best(pool).mate):
            if j == NOBODY:
                continue
            one, other = pool.people[i], pool.helpers[j]
            for reason in why(one, other, pool):
                given += 1
                if reason.kind == "free":
                    assert set(slot_names(one.free)) & set(slot_names(other.free))
                elif reason.kind == "interests":
                    assert set(reason.facts["interests"]) <= set(one.interests) & set(other.interests)
                elif reason.kind == "branch":
                    assert one.branch == other.branch == reason.facts["branch"]
                elif reason.kind == "sector":
                    code = reason.facts["code"].split()[1]
                    assert any(c.startswith(code) for c in one.isco + one.nace)
                    assert any(c.startswith(code) for c in other.isco + other.nace)
                elif reason.kind == "remote":
                    assert one.remote
                    assert other.remote
    assert given > 80
