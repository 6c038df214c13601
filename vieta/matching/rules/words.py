"""What speaks for a duo, what stands in the way and what would help, in sentences that can be translated."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vieta.base.codes import ISCO, NACE, Gender
from vieta.mentoring.rules.profile import language_name, slot_name

from ..engine.limits import Limit
from ..engine.people import Mentor, slot_names
from ..engine.reasons import Reason
from ..engine.rules import LEVELS
from ..engine.unmatched import Change, Left

Names = Callable[[str], str]
"""From a pseudonym to the name of the person, as the viewer may read it."""
MOST = 3


def joined(things: Iterable[Any]) -> str:
    """A list as people write it: one, two and three."""
    words = [str(thing) for thing in things]
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def level(name: str) -> str:
    return _("first language") if name == "native" else name


def field(code: str) -> str:
    """A field of work by the code both share, such as ISCO 251: the group that Vieta has a name for."""
    kind, _space, digits = code.partition(" ")
    names = ISCO if kind == "ISCO" else NACE
    short = digits[: 2 if kind == "ISCO" else 1]
    while short and short not in names:
        short = short[:-1]
    return str(names[short]) if short else code


def reason(one: Reason) -> str:
    """One thing that speaks for a duo."""
    facts = one.facts
    if one.kind == "language":
        return _("both speak %(language)s, at %(level)s or better") % {"language": language_name(facts["code"]), "level": facts["level"]}
    if one.kind == "first_language":
        return _("%(language)s is the first language of both") % {"language": language_name(facts["code"])}
    if one.kind == "free":
        return _("both free on %(slots)s") % {"slots": joined(slot_name(name) for name in facts["names"])}
    if one.kind == "near":
        return ngettext("%(km)s km apart", "%(km)s km apart", facts["km"]) % {"km": facts["km"]}
    if one.kind == "sector":
        return _("the mentor knows the field asked for: %(field)s") % {"field": field(facts["code"])}
    if one.kind == "interests":
        return _("both like %(interests)s") % {"interests": joined(facts["interests"])}
    return {
        "next_door": _("less than 1 km apart"),
        "branch": _("both in %(branch)s") % {"branch": facts.get("branch", "")},
        "remote": _("both ready to meet at a distance"),
        "locked": _("kept together at this meeting"),
    }[one.kind]


def limit(one: Limit) -> str:
    """One hard limit that stands between two people."""
    return {
        Limit.PLACE: _("they live in different places, and not both are ready to meet at a distance"),
        Limit.LANGUAGE: _("they share no language at the level the programme asks for"),
        Limit.FREE: _("they are not free at the same time"),
        Limit.DATES: _("they are not both there for long enough"),
        Limit.DISTANCE: _("they live too far apart"),
        Limit.GENDER: _("the mentor is not as the mentee asked"),
        Limit.AGE_GAP: _("the programme asks for a greater difference in age, or a date of birth is missing"),
        Limit.MENTEE_VETO: _("the mentee does not wish to"),
        Limit.MENTOR_VETO: _("the mentor does not wish to"),
        Limit.REFUSED: _("they met before and did not go on"),
        Limit.CONFLICT: _("there is a conflict of interest"),
        Limit.FORBIDDEN: _("the coordinator keeps them apart"),
        Limit.CAPACITY: _("every place is taken"),
        Limit.CLEARANCE: _("no valid clearance is on record"),
        Limit.TRAINING: _("the training is not completed"),
        Limit.MENTOR_ELIGIBILITY: _("the mentor's age is outside the programme's, or not on record"),
        Limit.MENTEE_ELIGIBILITY: _("the programme's conditions are not met, or a fact they need is not on record"),
    }[one]


def limits(broken: int) -> list[str]:
    """Every limit of a number of them, in words."""
    return [limit(one) for one in Limit if broken & one]


def codes(broken: int) -> list[str]:
    """Every limit of a number of them, by its name."""
    return [str(one.name).lower().replace("_", "-") for one in Limit if broken & one]


def stands_in_the_way(left: Left) -> str:
    """Why somebody has no mentor in this proposal."""
    if left.limit == Limit.CAPACITY:
        words = ngettext(
            "%(count)s mentor fits, whose places are taken", "%(count)s mentors fit, and all their places are taken", left.kept_away
        )
        return words % {"count": left.kept_away}
    if one_thing := limits(left.limit) if left.kept_away else []:
        words = ngettext("One mentor would fit, but %(limit)s", "%(count)s mentors would fit, but %(limit)s", left.kept_away)
        return words % {"count": left.kept_away, "limit": one_thing[0]}
    if left.limit == Limit.PLACE:
        return _("No mentor is there in the same place, and none can meet at a distance")
    return _("Nobody fits; of the nearest mentor: %(limits)s") % {"limits": joined(limits(left.limit))}


LACKING = {
    Limit.MENTEE_ELIGIBILITY: gettext_lazy("the programme's conditions are not met, or a fact they need is not on record"),
    Limit.LANGUAGE: gettext_lazy("no language is recorded at the level that the rules ask for"),
    Limit.FREE: gettext_lazy("too few free parts of the week are recorded"),
    Limit.DATES: gettext_lazy("the stay is shorter than the rules ask for"),
    Limit.AGE_GAP: gettext_lazy("no mentor of the programme's ages could be old enough, or the date of birth is missing"),
}


def would_help(left: Left, names: Names) -> str:
    """What would change it; true when tried, since the engine only says what is sure to match more people."""
    if left.change:
        return change(left.change, names)
    if left.lacking:
        return _("No single change would do: %(facts)s") % {"facts": joined(LACKING[one] for one in left.lacking)}
    return _("No single change is sure to help")


def change(one: Change, names: Names) -> str:
    """A change and how many more people it would match."""
    facts: dict[str, Any] = {"mentee": names(one.mentee), "mentor": names(one.mentor), "count": one.matches}
    if one.kind == "new_mentor" and one.profile:
        facts["profile"] = profile(one.profile)
        if one.matches == 1:
            return _("One more mentor %(profile)s would match one more") % facts
        return _("One more mentor %(profile)s, with room for %(count)s, would match %(count)s more") % facts
    if one.kind == "place":
        return _("One more place with %(mentor)s would match one more") % facts
    if one.kind == "training":
        return _("Once %(mentor)s has completed the training, at least this many more are matched: %(count)s") % facts
    if one.kind == "clearance":
        return _("Once %(mentor)s has a valid clearance, at least this many more are matched: %(count)s") % facts
    return _of_mentee(one, facts)


def _of_mentee(one: Change, facts: dict[str, Any]) -> str:
    fact: Any = one.fact
    if one.kind == "slot":
        return _("If %(mentee)s were also free on %(slot)s, one more would be matched") % (facts | {"slot": slot_name(str(fact))})
    if one.kind == "language":
        more = {"language": language_name(fact[0]), "level": level(LEVELS[fact[1]])}
        return _("If %(mentee)s spoke %(language)s at %(level)s, one more would be matched") % (facts | more)
    if one.kind == "remote":
        return _("If %(mentee)s were ready to meet at a distance, one more would be matched") % facts
    day = date_format(fact, "DATE_FORMAT") if isinstance(fact, date) else fact
    if one.kind == "from":
        return _("If %(mentee)s could begin on %(day)s, one more would be matched") % (facts | {"day": day})
    return _("If %(mentee)s could stay until %(day)s, one more would be matched") % (facts | {"day": day})


def profile(one: Mentor) -> str:
    """The mentor who is missing: in Ghent who speaks French at B1 and is free on Tuesday evening."""
    facts = [
        _("speaks %(language)s at %(level)s") % {"language": language_name(code), "level": level(LEVELS[at])} for code, at in one.languages
    ]
    if one.free:
        facts.append(_("is free on %(slots)s") % {"slots": joined(slot_name(name) for name in slot_names(one.free))})
    if one.gender:
        facts.insert(0, _("is a %(gender)s") % {"gender": str(Gender(one.gender).label).lower()})
    if one.born_on:
        facts.append(_("was born in %(year)s or earlier") % {"year": one.born_on.year})
    where = _("in %(branch)s") % {"branch": one.branch} if one.branch else ""
    if not facts:
        return where
    who = _("who %(facts)s") % {"facts": joined(facts)}
    return f"{where} {who}".strip()


def told(reasons: Sequence[str]) -> str:
    """Several reasons as one sentence, for the field a person may change before it is kept."""
    text = "; ".join(reasons)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
