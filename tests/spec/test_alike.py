"""Who looks like the same person: names in several scripts, swapped, misspelt; birth dates near; phones. A human decides."""

from datetime import date

import pytest

from vieta.people.rules import Known, alike, look_up_words, looks_the_same, phone_tail, search_words, swapped

BORN = date(1971, 4, 3)
JULIJA = Known("Jūlija", "Ivanova", birth_on=BORN, phone="+371 2612 3456")

TABLE = [
    # somebody else's file                                                       asked first?
    (Known("Jūlija", "Ivanova", birth_on=BORN), True),
    (Known("Julija", "Ivanova", birth_on=BORN), True),
    (Known("Юлия", "Иванова", birth_on=BORN), True),
    (Known("Ivanova", "Jūlija", birth_on=BORN), True),
    (Known("Jūlija", "Ivanovna", birth_on=BORN), True),
    (Known("Jūlija", "Ivanova", birth_on=date(1971, 3, 4)), True),
    (Known("Jūlija", "Ivanova", birth_on=date(1972, 4, 3)), True),
    (Known("Jūlija", "Ivanova"), True),
    (Known("Jūlija", "Ivanova", birth_on=date(1985, 11, 20)), False),
    (Known("Jūlija", "Ivanova", birth_on=date(1985, 11, 20), phone="26123456"), True),
    (Known("Pēteris", "Kalniņš", birth_on=BORN), False),
    (Known("Pēteris", "Kalniņš", birth_on=BORN, phone="0037126123456"), True),
    (Known("Pēteris", "Kalniņš"), False),
    (Known("Jūlija"), False),
    (Known("Jūlija", birth_on=BORN), True),
    (Known(), False),
]


@pytest.mark.parametrize(("other", "asked"), TABLE)
def test_looks_the_same(other, asked):
    assert looks_the_same(JULIJA, other, alike(JULIJA, other)) == asked
    assert looks_the_same(other, JULIJA, alike(other, JULIJA)) == asked


@pytest.mark.parametrize("other", [other for other, asked in TABLE if asked])
def test_whoever_looks_the_same_is_found_by_a_word(other):
    if other.tokens and len(other.tokens) > 1 or other.phone or other.birth_on:
        assert look_up_words(other) & search_words(JULIJA)


def test_the_nameless_are_known_by_the_same_words():
    one, other = Known(known_as="Man with the red dog"), Known(known_as="man with the  red dog")
    assert looks_the_same(one, other, alike(one, other))
    assert not looks_the_same(one, Known(known_as="man with the blue dog"), alike(one, Known(known_as="man with the blue dog")))


@pytest.mark.parametrize(
    ("phone", "tail"), [("+371 2612 3456", "26123456"), ("00371 26123456", "26123456"), ("26123456", "26123456"), ("112", ""), ("", "")]
)
def test_phone_tail(phone, tail):
    assert phone_tail(phone) == tail


@pytest.mark.parametrize(("day", "turned"), [(date(1971, 4, 3), date(1971, 3, 4)), (date(1971, 4, 13), None), (date(1971, 4, 4), None)])
def test_day_and_month_swapped(day, turned):
    assert swapped(day) == turned
