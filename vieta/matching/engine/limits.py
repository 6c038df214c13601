"""The hard limits by number: each is one bit, so that what stands between two people is one small number."""

from enum import IntFlag


class Limit(IntFlag):
    """What can forbid a duo. The first line is judged per pair, the second comes from lists, the third from one side alone."""

    PLACE = 1
    LANGUAGE = 2
    FREE = 4
    DATES = 8
    DISTANCE = 16
    GENDER = 32
    AGE_GAP = 64

    MENTEE_VETO = 1 << 8
    MENTOR_VETO = 1 << 9
    REFUSED = 1 << 10
    CONFLICT = 1 << 11
    FORBIDDEN = 1 << 12

    CAPACITY = 1 << 16
    CLEARANCE = 1 << 17
    TRAINING = 1 << 18
    MENTOR_ELIGIBILITY = 1 << 19
    MENTEE_ELIGIBILITY = 1 << 20


LISTED = Limit.MENTEE_VETO | Limit.MENTOR_VETO | Limit.REFUSED | Limit.CONFLICT | Limit.FORBIDDEN
