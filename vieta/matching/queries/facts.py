"""What the engine is told of one mentee or mentor: only the facts these rules need, cleaned so that the files read back to the same."""

import base64
import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings

from vieta.base.periods import age_on, days_after
from vieta.enrolments.choices import Asked as Answered
from vieta.enrolments.choices import Trait
from vieta.enrolments.models import Enrolment, EntryTrait
from vieta.mentoring.choices import KeptApart, Side, TrainingRule
from vieta.mentoring.models import Apart, MentoringSetUp, Mentorship, Wish
from vieta.mentoring.queries.readiness import Readiness

from ..choices import Groups
from ..engine.people import BIT, LEVEL, Mentee, Mentor
from ..models import Meeting
from ..rules.criteria import age_band

LETTERS = {"mentee": "A", "mentor": "B"}


# Pseudonyms -----------------------------------------------------------------------------------------------------------
@cache
def _secret() -> bytes:
    return hashlib.sha256(b"vieta.matching.pseudonym:" + settings.SECRET_KEY.encode()).digest()


def key(meeting: Meeting, side: str, number: int) -> str:
    """The pseudonym of somebody at one meeting: another one at the next, and no way back without the house's secret."""
    digest = hmac.digest(_secret(), f"{meeting.pk}:{side}:{number}".encode(), "sha256")
    return f"{LETTERS[side]}-{base64.b32encode(digest[:10]).decode()}"


# Facts ----------------------------------------------------------------------------------------------------------------
def mentee(meeting: Meeting, wish: Wish, wanted: frozenset[str], groups: dict, migrants: dict, apart: dict) -> Mentee:
    facts = _common(wish, wanted) | {
        "born_on": wish.enrolment.person.birth_on,
        "waiting_since": wish.waiting_since,
        "migrant_background": migrants.get(wish.enrolment_id) == "yes",
        "group": groups.get(wish.enrolment_id, ""),
    }
    return Mentee(
        key(meeting, "mentee", wish.enrolment_id),
        branch=branch(wish.enrolment.region, wish.enrolment.provider),
        remote=wish.remote,
        mentor_gender=wish.mentor_gender,
        from_on=wish.from_on,
        vetoes=apart["vetoes"][wish.enrolment_id],
        refused=apart["refused"][wish.enrolment_id],
        conflicts=apart["conflicts"][wish.enrolment_id],
        **{name: value for name, value in facts.items() if name in wanted},
    )


def mentor(meeting: Meeting, part: Mentorship, ready: Readiness, set_up: MentoringSetUp, wanted: frozenset[str], apart: dict) -> Mentor:
    one = part.mentor
    facts = _common(one, wanted) | {
        "born_on": one.birth_on,
        # the engine's is the last day it holds, the record's the first day it does not
        "cleared_until": ready.cleared_until and days_after(ready.cleared_until, -1),
        "trained_on": meeting.on if may_begin(ready, set_up, meeting.on) else None,
    }
    return Mentor(
        key(meeting, "mentor", part.pk),
        capacity=ready.free,
        branch=branch(part.region, part.organisation),
        remote=one.remote,
        gender=one.gender,
        until_on=part.until_on,
        vetoes=apart["by_mentor"][part.pk],
        **{name: value for name, value in facts.items() if name in wanted},
    )


def may_begin(ready: Readiness, set_up: MentoringSetUp, on: date) -> bool:
    """Whether the training, or what the programme allows instead of it, lets the mentor begin."""
    if (ready.trained_on and ready.trained_on <= on) or ready.may_start_early:
        return True
    late = ready.training_due_by is not None and ready.training_due_by < on
    return set_up.training_rule == TrainingRule.WITHIN and not late


def _common(row: Wish | Any, wanted: frozenset[str]) -> dict[str, Any]:
    """What both sides say alike, cleaned so that the files can be read back to the same."""
    both = row.latitude is not None and row.longitude is not None
    return {
        "languages": tuple(_levels(row.languages).items()),
        "free": sum({BIT[slot] for slot in row.free if slot in BIT}),
        "isco": tuple(dict.fromkeys(code for code in row.isco if code.isascii() and code.isdigit() and len(code) <= 4)),
        "nace": tuple(dict.fromkeys(code.replace(".", "") for code in row.nace if code)),
        "interests": tuple(dict.fromkeys(filter(None, map(_word, row.interests)))),
        "at": (row.latitude, row.longitude) if both else None,
    }


def _levels(pairs: Iterable) -> dict[str, int]:
    found: dict[str, int] = {}
    for code, level in pairs:
        found[code.lower()] = max(found.get(code.lower(), 0), LEVEL.get(level, 0))
    return found


def _word(text: str) -> str:
    """An interest as both sides would write it; never the beginning of a formula."""
    return " ".join(text.casefold().replace(";", " ").split()).lstrip("=+-@ '")


def branch(region, organisation) -> str:
    return region.name.strip() if region else (organisation.place or organisation.name).strip()


# Who is kept apart, grouped or asked ----------------------------------------------------------------------------------
def kept_apart(meeting: Meeting, wishes: list[Wish], parts: list[Mentorship]) -> dict[str, Any]:
    """Vetoes of either side, refusals and conflicts, as pseudonyms by whose they are; what nobody in particular said is forbidden."""
    here = {part.mentor_id: part for part in parts}
    found: dict[str, Any] = {name: defaultdict(tuple) for name in ("vetoes", "refused", "conflicts", "by_mentor")} | {"forbidden": set()}
    rows = Apart.objects.filter(lifted_at__isnull=True, enrolment__in=[w.enrolment_id for w in wishes]).order_by("id")
    for row in rows:
        part = here.get(row.mentor_id)
        if part is None:
            continue
        one, other = key(meeting, "mentee", row.enrolment_id), key(meeting, "mentor", part.pk)
        if row.kind == KeptApart.VETO and row.said_by == Side.MENTOR:
            found["by_mentor"][part.pk] += (one,)
        elif row.kind == KeptApart.VETO and row.said_by != Side.MENTEE:
            found["forbidden"].add((one, other))
        else:
            name = {KeptApart.VETO: "vetoes", KeptApart.REFUSED: "refused", KeptApart.CONFLICT: "conflicts"}[KeptApart(row.kind)]
            found[name][row.enrolment_id] += (other,)
    return found


def answers_of(stays: Iterable[Enrolment]) -> dict[int, str]:
    """Foreign background as recorded at entry, for the programme's condition and the aggregate check alone."""
    rows = EntryTrait.objects.filter(
        enrolment__in=[stay.pk for stay in stays], trait=Trait.FOREIGN_BACKGROUND, asked=Answered.GIVEN, retracted_at__isnull=True
    )
    return dict(rows.order_by("id").values_list("enrolment_id", "value"))


def groups_of(stays: Iterable[Enrolment], by: str, on: date, answers: dict[int, str]) -> dict[int, str]:
    """The group of each stay; empty where it is not known. For counts, and for nothing else."""
    if by == Groups.GENDER:
        return {stay.pk: stay.person.gender for stay in stays}
    if by == Groups.AGE:
        return {stay.pk: age_band(age_on(stay.person.birth_on, on) if stay.person.birth_on else None) for stay in stays}
    if by == Groups.BACKGROUND:
        return {stay.pk: answers.get(stay.pk, "") for stay in stays}
    return {stay.pk: stay.region.name if stay.region else "" for stay in stays}
