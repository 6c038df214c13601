"""Named questions about people, each scoped by who asks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q

from vieta.accounts.models import Account
from vieta.accounts.queries import viewer_of
from vieta.base.names import fold
from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer

from .access import live_grants, visible_to
from .choices import Alike
from .models import Grant, NoticeGiven, OwnPart, OwnPlace, Person, SearchKey
from .rules import Known, alike, asked_words, look_up_words, looks_the_same

CANDIDATES = 400  # how many filed under the same words are compared
FOUND_BY_NAME = 2000  # how many a search by name follows


@dataclass(frozen=True)
class LookAlike:
    """Somebody who may be the same person. Where the viewer may not see them, only that there is somebody: no id, no name."""

    person_id: int | None
    name: str
    birth_on: date | None
    common: tuple[str, ...]

    @property
    def hidden(self) -> bool:
        """Whether this is somebody another organisation of the programme knows."""
        return self.person_id is None


@dataclass(frozen=True)
class Face:
    """The little a list shows of a person."""

    person_id: int
    name: str
    reference: str
    birth_on: date | None


def viewer_with_own_place(account: Account, today: date, *, houses: frozenset[int] | None = None) -> Viewer:
    """The viewer an account is today, including the one person whose own place it is; `houses` as in Viewer."""
    own = OwnPlace.objects.filter(account=account).values_list("person_id", flat=True).first()
    return viewer_of(account, today, person_id=own, houses=houses)


def look_alikes(viewer: Viewer, who: Known, *, programme_id: int, besides: Iterable[int] = ()) -> list[LookAlike]:
    """Those who may be the same person, before a second file is made; at most three statements at any size.

    Somebody the viewer may not see is told of only as "somebody elsewhere in the programme", and only when more than the name
    agrees, so that names cannot be tried out.
    """
    keys = SearchKey.sealed(look_up_words(who))
    filed = (
        SearchKey.objects.filter(key__in=keys).order_by("key", "person_id")[:CANDIDATES].values_list("person_id", "person__merged_into_id")
    )
    ids = {merged or person for person, merged in filed} - set(besides)
    if not ids:
        return []
    seen = {p.pk: p for p in visible_to(viewer).filter(pk__in=ids).order_by("id")}
    hits = [hit for p in seen.values() if (hit := _hit(who, p, True))]
    here = live_grants(viewer.today).filter(person_id=OuterRef("pk"), programme_id=programme_id)
    hidden = Person.objects.filter(Exists(here), pk__in=ids - set(seen), merged_into__isnull=True).order_by("id")
    elsewhere = [hit for p in hidden if (hit := _hit(who, p, False))]
    return sorted(hits, key=lambda hit: -len(hit.common)) + elsewhere[:1]


def _hit(who: Known, person: Person, seen: bool) -> LookAlike | None:
    other = Known(person.first_name, person.last_name, person.known_as, person.birth_on, person.phone)
    common = alike(who, other)
    if not looks_the_same(who, other, common) or (not seen and not _more_than_a_name(common)):
        return None
    if not seen:
        return LookAlike(None, "", None, ())
    return LookAlike(person.pk, person.name, person.birth_on, tuple(str(one.label) for one in common))


def _more_than_a_name(common: tuple[Alike, ...]) -> bool:
    return bool(set(common) & {Alike.SAME_BIRTH, Alike.TURNED_BIRTH, Alike.SAME_PHONE})


def found_by_name(text: str, *, person: str = "person_id") -> Q:
    """The condition on a table with `sort_name` and a person under which a row answers a search by name, in any script and order."""
    words = asked_words(text)
    if not words:
        return Q()
    keys = SearchKey.sealed(words)
    filed = SearchKey.objects.filter(key__in=keys).order_by().values("person_id").annotate(n=Count("key")).filter(n=len(set(keys)))
    ids = list(filed.values_list("person_id", flat=True)[:FOUND_BY_NAME])
    return Q(**{f"{person}__in": ids}) | starts_with("sort_name", fold(text))


def starts_with(field: str, prefix: str) -> Q:
    """A folded text column begins with a prefix, asked so that its index answers on both databases."""
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": prefix, f"{field}__lt": prefix + "\U0010ffff"})
    return Q(**{f"{field}__startswith": prefix})


def face(viewer: Viewer, person_id: int) -> Face:
    """The little a list shows of one person this viewer may see, or NotFound."""
    person = visible_to(viewer).filter(pk=person_id).first()
    if person is None or viewer.person_id is not None:
        raise NotFound(f"person {person_id}")
    return Face(person.pk, person.name, person.reference, person.birth_on)


def people_by_name(viewer: Viewer, text: str, *, limit: int = 12) -> list[Face]:
    """The people this viewer may see whose name, or how they are remembered, answers a search."""
    if not asked_words(text):
        return []
    rows = visible_to(viewer).filter(found_by_name(text, person="pk")).order_by("sort_name", "id")
    return [Face(p.pk, p.name, p.reference, p.birth_on) for p in rows[:limit]]


def has_own_place(person_id: int, organisation_id: int) -> bool:
    """Whether a house opened its part of a person's own place; that another one did is not its to know. For who opened the file."""
    return bool(with_own_place([(person_id, organisation_id)]))


def with_own_place(pairs: Iterable[tuple[int, int]]) -> set[int]:
    """Of people, each with a house, those for whom this house opened its part of their own place. One statement."""
    wanted = set(pairs)
    rows = OwnPart.objects.filter(place__person__in=[person for person, _house in wanted]).order_by()
    return {pair[0] for pair in rows.values_list("place__person_id", "organisation_id") if pair in wanted}


@dataclass(frozen=True)
class OwnReader:
    """Who may read the file of the person who looks: how far, why, since when and until when."""

    name: str
    organisation: str
    level: str
    why: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True)
class OwnNotice:
    """What the person who looks was told about a purpose, and when."""

    purpose: str
    legal_basis: str
    notice: str
    given_on: date
    form: str
    withdrawn_on: date | None


def own_readers(viewer: Viewer, *, stays: Collection[int] = ()) -> list[OwnReader]:
    """Everybody to whom the file of the person who looks opens today; nothing for anybody else. One statement.

    Where only some houses' part of their own place is open, grants for these `stays` and to these houses.
    """
    if viewer.person_id is None:
        return []
    grants = live_grants(viewer.today).filter(person_id=viewer.person_id).select_related("account__organisation", "organisation")
    if viewer.houses is not None:
        theirs = Q(**viewer.in_open_houses("organisation")) | Q(**viewer.in_open_houses("account__organisation"))
        grants = grants.filter(Q(cause="enrolment", cause_id__in=stays) | Q(theirs & ~Q(cause="enrolment")))
    return [_own_reader(grant) for grant in grants.order_by("-level", "id")]


def own_notices(viewer: Viewer, *, programmes: Collection[int] = ()) -> list[OwnNotice]:
    """What the person who looks was told, the newest first. One statement.

    Where only some houses' part of their own place is open, what these houses' staff told them about `programmes`.
    """
    if viewer.person_id is None:
        return []
    rows = NoticeGiven.objects.filter(person_id=viewer.person_id).select_related("purpose").order_by("-given_on", "-id")
    if viewer.houses is not None:
        staff = Account.objects.filter(**viewer.in_open_houses("organisation")).order_by().values("pk")
        rows = rows.filter(Q(recorded_by__in=staff) | Q(recorded_by__isnull=True), purpose__programme__in=programmes)
    return [
        OwnNotice(
            row.purpose.name, str(row.purpose.get_legal_basis_display()), row.purpose.notice, row.given_on,
            str(row.get_form_display()), row.withdrawn_on,
        )
        for row in rows
    ]  # fmt: skip


def _own_reader(grant: Grant) -> OwnReader:
    home = grant.organisation or (grant.account.organisation if grant.account else None)
    name = grant.account.name if grant.account else ""
    why = str(grant.get_purpose_display()) + (f": {grant.reason}" if grant.reason else "")
    return OwnReader(name, home.name if home else "", str(grant.get_level_display()), why, grant.from_on, grant.until_on)
