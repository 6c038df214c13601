"""Why two people fit, in words: facts both can see, never a score."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from .encode import metres
from .limits import Limit
from .people import DAYS, LEVEL, PARTS, Mentee, Mentor, slot_names
from .pool import NOBODY
from .proposal import PeoplePool
from .rules import LEVELS
from .tables import csv_bytes

LANGUAGE_NAMES = {
    "am": "Amharic", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "it": "Italian", "ka": "Georgian",
    "ku": "Kurdish", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "prs": "Dari", "ps": "Pashto", "pt": "Portuguese", "rmy": "Romani", "rn": "Rundi", "ro": "Romanian", "ru": "Russian",
    "rw": "Kinyarwanda", "sk": "Slovak", "sl": "Slovene", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "ti": "Tigrinya", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "zh": "Chinese",
}  # fmt: skip
DAY_NAMES = dict(zip(DAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True))
PART_NAMES = dict(zip(PARTS, ("mornings", "afternoons", "evenings"), strict=True))
SENTENCES = {
    "language": "both speak {language} at {level}",
    "first_language": "both speak {language} as a first language",
    "free": "both free on {slots}",
    "near": "{km} km apart",
    "next_door": "less than 1 km apart",
    "branch": "both in {branch}",
    "remote": "both ready to meet at a distance",
    "sector": "the mentor knows the field asked for ({code})",
    "interests": "both like {interests}",
    "waiting": "waiting for {weeks} weeks",
    "locked": "a duo that stands already",
}
"""One sentence per kind of reason, to be translated by kind."""
MOST_NAMED = 3


class Reason(NamedTuple):
    """One thing that speaks for a duo: its kind and the facts of its sentence."""

    kind: str
    facts: dict[str, Any]

    def say(self, translate: Callable[[str], str] = str) -> str:
        facts = {key: _joined(value, translate) if isinstance(value, list) else value for key, value in self.facts.items()}
        return translate(SENTENCES[self.kind]).format(**facts)


def _joined(things: Sequence[str], translate: Callable[[str], str]) -> str:
    """A list as people write it: one, two and three."""
    if len(things) > 1:
        return translate("{first} and {last}").format(first=", ".join(things[:-1]), last=things[-1])
    return "".join(things)


def language_name(code: str) -> str:
    return LANGUAGE_NAMES.get(code, code)


def slot_name(slot: str) -> str:
    """tue-evening as Tuesday evenings."""
    day, part = slot.split("-")
    return f"{DAY_NAMES[day]} {PART_NAMES[part]}"


def why(mentee: Mentee, mentor: Mentor, pool: PeoplePool, locked: bool = False) -> list[Reason]:
    """What speaks for this duo, from the facts of both."""
    rules = pool.rules
    found = [Reason("locked", {})] if locked else []
    found += _tongues(mentee, mentor, rules.limits.language or LEVEL["A2"])
    if both := slot_names(mentee.free & mentor.free)[:MOST_NAMED]:
        found.append(Reason("free", {"slots": [slot_name(slot) for slot in both], "names": list(both)}))
    found += _place(mentee, mentor)
    if code := _field(mentee, mentor):
        found.append(Reason("sector", {"code": code}))
    if liked := [word for word in mentee.interests if word in mentor.interests][:MOST_NAMED]:
        found.append(Reason("interests", {"interests": liked}))
    if rules.weight("waiting") and mentee.waiting_since and (weeks := (rules.today - mentee.waiting_since).days // 7) > 1:
        found.append(Reason("waiting", {"weeks": weeks}))
    return found


def _tongues(mentee: Mentee, mentor: Mentor, least: int) -> list[Reason]:
    theirs = dict(mentor.languages)
    shared = [(min(level, theirs[code]), code) for code, level in mentee.languages if code in theirs]
    best = sorted((-level, code) for level, code in shared if level >= least)[:2]
    first = LEVEL["native"]
    return [
        Reason(
            "first_language" if -level == first else "language", {"language": language_name(code), "code": code, "level": LEVELS[-level]}
        )
        for level, code in best
    ]


def _place(mentee: Mentee, mentor: Mentor) -> list[Reason]:
    if mentee.at and mentor.at and (mentee.branch == mentor.branch or not (mentee.remote and mentor.remote)):
        km = km_between(mentee, mentor)
        return [Reason("near", {"km": km}) if km else Reason("next_door", {})]
    if mentee.branch and mentee.branch == mentor.branch:
        return [Reason("branch", {"branch": mentee.branch})]
    return [Reason("remote", {})] if mentee.remote and mentor.remote else []


def km_between(mentee: Mentee, mentor: Mentor) -> int:
    """Full kilometres between two people whose places are known."""
    here, there = metres([mentee.at or (0, 0), mentor.at or (0, 0)])
    return int(float(np.sqrt(((here - there) ** 2).sum())) / 1000.0)


def _field(mentee: Mentee, mentor: Mentor) -> str:
    """The longest common beginning of a wished and an offered code, as ISCO 251 or NACE J62."""
    best = ""
    for name, wishes, offers in (("ISCO", mentee.isco, mentor.isco), ("NACE", mentee.nace, mentor.nace)):
        for wish in wishes:
            for offer in offers:
                same = 0
                while same < min(len(wish), len(offer)) and wish[same] == offer[same]:
                    same += 1
                if same and same > len(best.partition(" ")[2]):
                    best = f"{name} {wish[:same]}"
    return best


LIMIT_SENTENCES = {
    Limit.PLACE: "in another branch",
    Limit.LANGUAGE: "no shared language at the level asked for",
    Limit.FREE: "not free at the same time",
    Limit.DATES: "not there long enough at the same time",
    Limit.DISTANCE: "too far apart",
    Limit.GENDER: "not as the mentee asked",
    Limit.AGE_GAP: "the programme asks for a greater difference in age",
    Limit.MENTEE_VETO: "a veto of the mentee",
    Limit.MENTOR_VETO: "a veto of the mentor",
    Limit.REFUSED: "refused after an earlier first meeting",
    Limit.CONFLICT: "a conflict of interest",
    Limit.FORBIDDEN: "forbidden by the coordinator",
    Limit.CAPACITY: "no place left",
    Limit.CLEARANCE: "clearance not valid",
    Limit.TRAINING: "training not completed",
    Limit.MENTOR_ELIGIBILITY: "the mentor's age is outside the programme's",
    Limit.MENTEE_ELIGIBILITY: "the programme is not for this person",
}


def against(broken: int, translate: Callable[[str], str] = str) -> list[str]:
    """The limits of a pair in words."""
    return [translate(text) for limit, text in LIMIT_SENTENCES.items() if broken & limit]


def in_words(pool: PeoplePool, mate: np.ndarray) -> list[tuple[str, str, str]]:
    """For each duo its names and reasons; what today's limits would say against a locked duo is said too."""
    some = np.flatnonzero(mate != NOBODY)
    broken, _ = pool.judged(some, mate[some])
    told = []
    for i, j, bits in zip(some.tolist(), mate[some].tolist(), broken.tolist(), strict=True):
        locked = bool(pool.locked[i] == j)
        words = [reason.say() for reason in why(pool.people[i], pool.helpers[j], pool, locked)]
        words += [f"although: {text}" for text in against(bits)]
        told.append((pool.mentees[i], pool.mentors[j], "; ".join(words)))
    return sorted(told)


def reasons_file(pool: PeoplePool, mate: np.ndarray) -> bytes:
    """mentee, mentor, reasons as CSV."""
    return csv_bytes(("mentee", "mentor", "reasons"), in_words(pool, mate))
