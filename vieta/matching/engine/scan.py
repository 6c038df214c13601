"""The loops over all pairs: who would gain by a pair at given prices, what keeps two people apart, what a pair scores."""

# numba compiles this file; its intrinsics have no types that mypy could read
# mypy: ignore-errors

import numpy as np
from numba.extending import register_jitable

from .compiled import compiled
from .limits import Limit
from .looks import BUCKETS, PLACE, bits, candidates, glance, look

CAPACITY = int(Limit.CAPACITY)
NEVER = -1
PEOPLE_STEP = 1 << 40
"""One person in a sorting key of (people, points); a key only chooses which pairs to list first, it proves nothing."""


@register_jitable
def _best(row, count, people, points, bonus_people, bonus_points, least_people, least_points, worth):
    """Writes the best worth; moves to the front, with a key, the pairs worth more than the least; and how many, and the
    most points of those that are not."""
    top_h, top_l, above, most = 0, 0, 0, NEVER
    for k in range(count):
        j, s = row.mentor[k], row.points[k]
        h, g = 1 + bonus_people - people[j], s + bonus_points - points[j]
        if h > top_h or (h == top_h and g > top_l):
            top_h, top_l = h, g
        if h > least_people or (h == least_people and g > least_points):
            row.mentor[above], row.points[above] = j, s
            row.key[above] = min(max(h, -1000), 1000) * PEOPLE_STEP + g
            above += 1
        else:
            most = max(most, s)
    worth[0], worth[1] = top_h, top_l
    return above, most


@register_jitable
def _cut(key, count, bucket, keep):
    """Counts the keys into buckets; answers how to find a key's bucket, the last bucket taken only in part, and how many of it."""
    low, high = key[0], key[0]
    for k in range(count):
        low, high = min(low, key[k]), max(high, key[k])
    shift = 0
    while (high - low) >> shift >= BUCKETS:
        shift += 1
    bucket[:] = 0
    for k in range(count):
        bucket[(key[k] - low) >> shift] += 1
    over, last = 0, BUCKETS - 1
    while over + bucket[last] <= keep:
        over += bucket[last]
        last -= 1
    return low, shift, last, keep - over


@register_jitable
def _list(row, count, keep, turn, listed, score, most):
    """Lists the pairs of the highest keys; answers the most points of those left out.

    Begins elsewhere for each mentee (`turn`), so that ties do not all fall on the same mentors.
    """
    taken, low, shift, last, room = 0, 0, 0, -1, 0
    if count > keep:
        low, shift, last, room = _cut(row.key, count, row.bucket, keep)
    k = turn % count if count else 0
    for _ in range(count):
        k = k + 1 if k + 1 < count else 0
        place = (row.key[k] - low) >> shift if last >= 0 else 0
        if place > last or (place == last and room > 0):
            room -= place == last
            listed[taken], score[taken] = row.mentor[k], row.points[k]
            taken += 1
        else:
            most = max(most, row.points[k])
    if taken < keep:
        listed[taken] = NEVER
    return most


def survey(a, rows, people, points, bonus_people, bonus_points, least, keep, listed, score, tail, worth, row):
    """Looks through all open mentors of each mentee of `rows` at prices (people, points).

    Writes into `worth[i]` the best of (1, score) + bonus - price, never below (0, 0); lists in `listed[r]` (ended by
    NEVER) and `score[r]` up to `keep` of the pairs worth more than `least[i]`, the best first chosen; and in
    `tail[i]` the most points of an allowed pair that is not listed (NEVER if none).
    """
    for r in range(len(rows)):
        i = rows[r]
        count = look(a, i, row, candidates(a, i, row), True)
        count, most = _best(row, count, people, points, bonus_people[i], bonus_points[i], least[i, 0], least[i, 1], worth[i])
        tail[i] = _list(row, count, keep, i, listed[r], score[r], most)


@register_jitable
def _affordable(first, last, number, people, points, tail, least_people, least_points, mentor, count):
    """Adds the mentors of a stretch whose price would leave more than the least even at `tail` points."""
    for at in range(first, last):
        j = number[at]
        h, g = 1 - people[j], tail - points[j]
        mentor[count] = j
        count += (h > least_people) | ((h == least_people) & (g > least_points))
    return count


@register_jitable
def _meeting(mentor, first, last, free, least, others_free, spoken, others_spoken):
    """Keeps, from `first` on, those with whom time and (where it counts) a language are shared."""
    for k in range(first, last):
        j = mentor[k]
        shared = len(spoken) == 0
        for w in range(len(spoken)):
            shared |= (spoken[w] & others_spoken[w, j]) != 0
        mentor[first] = j
        first += shared & ((least == 0) | ((free & others_free[j]) != 0))
    return first


@register_jitable
def _allowed_of(a, i, row, near, count):
    """Keeps those of a short list that the cheap limits allow; the first `near` are of the mentee's branch."""
    home, kept = a.mentee.branch[i], 0
    for k in range(count):
        j = row.mentor[k]
        glance(a, i, row.first, a.near, j, j + 1)
        if row.first[0] == 0 and (k < near or a.mentor.branch[j] != home):
            row.mentor[kept], row.broken[kept] = j, 0
            kept += 1
    return kept


def recheck(a, rows, people, points, bonus_people, bonus_points, least, keep, listed, score, tail, worth, row):
    """As `survey`, but looks only at mentors cheap enough that a pair of at most `tail[i]` points could be worth more
    than `least[i]`: all that is left to find once everybody's best were listed. Reads `tail`; `worth` is not written."""
    one, free, others_free, others_spoken = a.mentee, a.needs.free, a.near.free, a.near.spoken
    for r in range(len(rows)):
        i = rows[r]
        home = one.branch[i]
        spoken = one.spoken[i, max(a.needs.level, 0), : len(others_spoken) if a.needs.level >= 0 else 0]
        near = _affordable(a.home[home], a.home[home + 1], a.near.number, people, points, tail[i], least[i, 0], least[i, 1], row.mentor, 0)
        near = _meeting(row.mentor, 0, near, one.free[i], free, others_free, spoken, others_spoken)
        far = len(a.far.number) if one.remote[i] else 0
        count = _affordable(0, far, a.far.number, people, points, tail[i], least[i, 0], least[i, 1], row.mentor, near)
        count = _meeting(row.mentor, near, count, one.free[i], free, others_free, spoken, others_spoken)
        count = look(a, i, row, _allowed_of(a, i, row, near, count), True)
        count, _ = _best(row, count, people, points, bonus_people[i], bonus_points[i], least[i, 0], least[i, 1], worth[i])
        _list(row, count, keep, i, listed[r], score[r], 0)


def judge(a, mentees, mentors, broken, score, row):
    """For each given pair the limits it breaks, and the points it has or would have."""
    one, other = a.mentee, a.mentor
    for k in range(len(mentees)):
        i, j = mentees[k], mentors[k]
        row.mentor[0] = j
        glance(a, i, row.broken, a.near, j, j + 1)
        if one.branch[i] != other.branch[j] and not (one.remote[i] and other.remote[j]):
            row.broken[0] |= PLACE
        look(a, i, row, 1, False)
        broken[k], score[k] = row.broken[0], row.points[0]


@register_jitable
def _everybody_near(a, i, row):
    """Lists all mentors of the mentee's branch, closed ones too, and those elsewhere who meet at a distance."""
    home, count = a.mentee.branch[i], 0
    first, last = a.home[home], a.home[home + 1]
    glance(a, i, row.first, a.near, first, last)
    for k in range(last - first):
        row.mentor[count], row.broken[count] = first + k, row.first[k]
        count += 1
    glance(a, i, row.first, a.far, 0, len(a.far.number))
    for k in range(len(a.far.number)):
        if a.far.branch[k] != home:
            row.mentor[count] = a.far.number[k]
            row.broken[count] = row.first[k] | (0 if a.mentee.remote[i] else PLACE)
            count += 1
    return count


def stand(a, rows, reachable, helps, fits, row):
    """For each mentee of `rows` and each single limit (by its bit's number): in `fits[r]` how many mentors that limit
    alone keeps away, in `helps[r]` the one of most points among them whom lifting it would bring (NEVER if none).

    A mentor can be brought when `reachable`, or when it is the mentor's own limit that is lifted. Those no limit keeps
    away but for their places count under the limit of capacity.
    """
    for r in range(len(rows)):
        i = rows[r]
        helps[r, :] = NEVER
        fits[r, :] = 0
        count = look(a, i, row, _everybody_near(a, i, row), False)
        for k in range(count):
            broken, j = row.broken[k], row.mentor[k]
            if broken == 0:
                broken = CAPACITY
            if broken & (broken - 1):
                continue
            bit = bits(np.int64(broken - 1))
            fits[r, bit] += 1
            now = helps[r, bit]
            if (broken >= CAPACITY or reachable[j]) and (now == NEVER or row.points[k] > row.key[bit]):
                helps[r, bit], row.key[bit] = j, row.points[k]


fast_survey = compiled(survey)
fast_recheck = compiled(recheck)
fast_stand = compiled(stand)
fast_judge = compiled(judge)
