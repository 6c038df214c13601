"""A look at the mentors there are for one mentee: which limits each breaks, and what a pair of the two scores.

For one mentee at a time, a list of mentors goes through the limits one after the other, each a tight loop over few
arrays; those who pass get their points. `Row` is the workspace for it.
"""

# numba compiles this file; its intrinsics have no types that mypy could read
# mypy: ignore-errors

from math import sqrt
from typing import NamedTuple

import numpy as np
from numba import types
from numba.extending import intrinsic, register_jitable

from .limits import Limit

PLACE, LANGUAGE, FREE = int(Limit.PLACE), int(Limit.LANGUAGE), int(Limit.FREE)
DATES, DISTANCE, GENDER, AGE_GAP = int(Limit.DATES), int(Limit.DISTANCE), int(Limit.GENDER), int(Limit.AGE_GAP)
BUCKETS = 1024


class Row(NamedTuple):
    """The mentors looked at for one mentee, and what was found about each."""

    first: np.ndarray
    mentor: np.ndarray
    broken: np.ndarray
    level: np.ndarray
    km: np.ndarray
    points: np.ndarray
    key: np.ndarray
    alike: np.ndarray
    bucket: np.ndarray


def row(mentors: int, codes: int) -> Row:
    """An empty workspace for so many mentors and distinct occupation and sector codes.

    A list may name the mentors of a branch and those who meet at a distance, and one more is written before it is counted.
    """
    mentors = 2 * mentors + 1
    small = [np.zeros(mentors, np.int32) for _ in range(5)]
    return Row(
        *small, np.zeros(mentors, np.int64), np.zeros(mentors + 32, np.int64), np.zeros(codes, np.int64), np.zeros(BUCKETS, np.int64)
    )


@intrinsic
def bits(typing, x):
    """How many bits of a whole number are set: one instruction of the processor."""

    def build(context, builder, signature, args):
        return context.cast(builder, builder.ctpop(args[0]), signature.args[0], signature.return_type)

    return types.int64(x), build


@register_jitable
def _at_first_sight(broken, closed, free, least, others_free, begin, end, others_begin, others_end, days):
    """What can be told of a stretch of mentors by whole numbers alone; simple enough for many at a time."""
    for k in range(len(closed)):
        broken[k] = closed[k]
    if least == 1:
        for k in range(len(closed)):
            broken[k] |= FREE * ((free & others_free[k]) == 0)
    elif least > 1:
        for k in range(len(closed)):
            broken[k] |= FREE * (bits(free & others_free[k]) < least)
    for k in range(len(closed)):
        broken[k] |= DATES * (min(end, others_end[k]) - max(begin, others_begin[k]) < days)


@register_jitable
def _no_tongue(broken, spoken, others_spoken):
    """Those with whom no language is shared well enough."""
    for k in range(others_spoken.shape[1]):
        shared = 0
        for w in range(len(spoken)):
            shared |= spoken[w] & others_spoken[w, k]
        broken[k] |= LANGUAGE * (shared == 0)


@register_jitable
def _shut(broken, numbers, mentors, why):
    """Those whom a veto, refusal, conflict or the coordinator shuts out for this mentee."""
    for k in range(len(mentors)):
        at = np.searchsorted(numbers, mentors[k])
        if at < len(numbers) and numbers[at] == mentors[k]:
            broken[at] |= why[k]


@register_jitable
def glance(a, i, broken, open_, first, last):
    """The cheap limits for the mentors first..last of a list; those who pass are worth a closer look."""
    one, needs, stretch = a.mentee, a.needs, slice(first, last)
    _at_first_sight(
        broken, open_.closed[stretch], one.free[i], needs.free, open_.free[stretch],
        one.begin[i], one.end[i], open_.begin[stretch], open_.end[stretch], needs.days,
    )  # fmt: skip
    if needs.level >= 0:
        _no_tongue(broken, one.spoken[i, needs.level], open_.spoken[:, stretch])
    row = slice(a.shut.start[i], a.shut.start[i + 1])
    _shut(broken, open_.number[stretch], a.shut.value[row], a.why[row])


@register_jitable
def _pick(broken, numbers, mentor, count):
    """Adds those who break nothing; written without a branch, which the processor could not foresee."""
    for k in range(len(numbers)):
        mentor[count] = numbers[k]
        count += broken[k] == 0
    return count


@register_jitable
def candidates(a, i, row):
    """Lists the mentors of the mentee's branch, and those elsewhere who meet at a distance if the mentee does."""
    home = a.mentee.branch[i]
    first, last = a.home[home], a.home[home + 1]
    glance(a, i, row.first, a.near, first, last)
    count = _pick(row.first, a.near.number[first:last], row.mentor, 0)
    if a.mentee.remote[i]:
        glance(a, i, row.first, a.far, 0, len(a.far.number))
        for k in range(len(a.far.number)):
            row.first[k] |= PLACE * (a.far.branch[k] == home)  # was looked at with the branch already
        count = _pick(row.first, a.far.number, row.mentor, count)
    row.broken[:count] = 0
    return count


@register_jitable
def _who(mentor, count, broken, wanted, gender, age, others_age, gap):
    for k in range(count):
        j = mentor[k]
        if wanted >= 0 and wanted != gender[j]:
            broken[k] |= GENDER
        if gap >= 0 and (age < 0 or others_age[j] < 0 or others_age[j] - age < gap):
            broken[k] |= AGE_GAP


@register_jitable
def _tongues(mentor, count, broken, level, spoken, others_spoken, least):
    """The highest level at which both speak one language, from the least that counts up; -1 none."""
    levels, words = spoken.shape
    for k in range(count):
        j, at = mentor[k], max(least, 0)
        while at < levels:
            shared = 0
            for w in range(words):
                shared |= spoken[at, w] & others_spoken[j, at, w]
            if shared == 0:
                break
            at += 1
        level[k] = at - 1 if at > max(least, 0) else -1
        if level[k] < least:
            broken[k] |= LANGUAGE


@register_jitable
def _how_far(mentor, count, broken, km, here, known, there, others_known, most, one_remote, remote):
    """Full kilometres; -1 where a place is not known. Two who meet at a distance have no limit of distance."""
    for k in range(count):
        j = mentor[k]
        if not (known and others_known[j]):
            km[k] = -1
            continue
        x, y, z = here[0] - there[j, 0], here[1] - there[j, 1], here[2] - there[j, 2]
        km[k] = int(sqrt(x * x + y * y + z * z) / 1000.0)
        if 0 <= most < km[k] and not (one_remote and remote[j]):
            broken[k] |= DISTANCE


@register_jitable
def _passed(mentor, count, broken, level, km):
    """Keeps those who break nothing, in their order."""
    kept = 0
    for k in range(count):
        fine = broken[k] == 0
        mentor[kept], broken[kept], level[kept], km[kept] = mentor[k], broken[k], level[k], km[k]
        kept += fine
    return kept


@register_jitable
def _easy_points(row, count, waiting, free, others_free, of_together, of_level, of_km):
    for k in range(count):
        together = bits(free & others_free[row.mentor[k]])
        points = waiting + of_together[together] + of_level[row.level[k] + 1]
        if 0 <= row.km[k] < len(of_km):
            points += of_km[row.km[k]]
        row.points[k] = points


@register_jitable
def _interest_points(mentor, count, points, likes, others_like, of_shared):
    for k in range(count):
        shared = 0
        for w in range(len(likes)):
            shared += bits(likes[w] & others_like[mentor[k], w])
        points[k] += of_shared[shared]


@register_jitable
def _sector_points(mentor, count, points, wishes, likeness, alike, start, value):
    if len(wishes) == 0:
        return
    alike[:] = likeness[wishes[0]]
    for wish in wishes[1:]:
        alike[:] = np.maximum(alike, likeness[wish])
    for k in range(count):
        most = 0
        for at in range(start[mentor[k]], start[mentor[k] + 1]):
            most = max(most, alike[value[at]])
        points[k] += most


@register_jitable
def look(a, i, row, count, only_allowed):
    """Takes the listed mentors through the other limits and gives points; keeps only the allowed ones if so asked."""
    one, other, needs, p = a.mentee, a.mentor, a.needs, a.points
    if one.gender[i] >= 0 or needs.age_gap >= 0:
        _who(row.mentor, count, row.broken, one.gender[i], other.gender, one.age[i], other.age, needs.age_gap)
        if only_allowed:
            count = _passed(row.mentor, count, row.broken, row.level, row.km)
    _tongues(row.mentor, count, row.broken, row.level, one.spoken[i], other.spoken, needs.level)
    _how_far(
        row.mentor,
        count,
        row.broken,
        row.km,
        one.metres[i],
        one.placed[i],
        other.metres,
        other.placed,
        needs.km,
        one.remote[i],
        other.remote,
    )
    if only_allowed and needs.km >= 0:
        count = _passed(row.mentor, count, row.broken, row.level, row.km)
    _easy_points(row, count, p.waiting[i], one.free[i], other.free, p.together, p.level, p.km)
    if len(p.shared) > 1:
        _interest_points(row.mentor, count, row.points, one.interests[i], other.interests, p.shared)
    wishes = one.sector.value[one.sector.start[i] : one.sector.start[i + 1]]
    _sector_points(row.mentor, count, row.points, wishes, p.likeness, row.alike, other.sector.start, other.sector.value)
    return count
