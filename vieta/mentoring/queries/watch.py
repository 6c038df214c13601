"""The warning signs of many duos at once, in a constant number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Max, Q

from vieta.activities.choices import Kind, Presence

from ..choices import Came
from ..models import CheckIn, Clearance, Duo, DuoEvaluation, DuoEvent, DuoMeeting, MentoringSetUp, Seat
from ..rules.duos import Sign, Watch, Watched, signs

LOOK_BACK_DAYS = 60  # meetings missed longer ago warn nobody


def watch(duos: Iterable[Duo], today: date) -> dict[int, list[Sign]]:
    """The signs of these duos (fetched with their mentorship) by id; eight statements, however many."""
    rows = list(duos)
    ids = [row.pk for row in rows]
    rules = _rules({row.programme_id for row in rows})
    since = dict(
        DuoEvent.objects.filter(duo__in=ids, retracted_at__isnull=True).order_by().values_list("duo_id").annotate(on=Max("valid_on"))
    )
    met = dict(_standing(ids).filter(came=Came.BOTH).order_by().values_list("duo_id").annotate(on=Max("activity__on")))
    came, said, evaluated, cleared = _came(ids, today), _said(ids), _evaluated(ids), _cleared({row.mentorship.mentor_id for row in rows})
    held = _intervisions(rows)
    return {
        row.pk: signs(
            Watched(
                row.state, since.get(row.pk, row.formed_on), row.agreed_on, row.due_on, met.get(row.pk), came[row.pk], said[row.pk],
                held[row.pk], cleared.get(row.mentorship.mentor_id), evaluated[row.pk],
            ),
            rules[row.programme_id], today,
        )
        for row in rows
    }  # fmt: skip


def _rules(programme_ids: set[int]) -> dict[int, Watch]:
    known = {s.programme_id: s for s in MentoringSetUp.objects.filter(programme_id__in=programme_ids)}
    return {pk: _watch(known.get(pk) or MentoringSetUp()) for pk in programme_ids}


def _watch(set_up: MentoringSetUp) -> Watch:
    return Watch(set_up.silent_after_days, set_up.intervisions_due, set_up.clearance_required)


def _standing(ids: Sequence[int]):
    return DuoMeeting.objects.filter(duo__in=ids, taken_back_at__isnull=True)


def _came(ids: Sequence[int], today: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = _standing(ids).exclude(came="").filter(activity__on__gt=today - timedelta(days=LOOK_BACK_DAYS))
    for duo_id, came in rows.order_by("duo_id", "-activity__on", "-id").values_list("duo_id", "came"):
        found[duo_id].append(came)
    return found


def _said(ids: Sequence[int]) -> dict[int, list[tuple[str, str, bool]]]:
    """The last check-in of each side."""
    last: dict[tuple[int, str], tuple[str, str, bool]] = {}
    rows = CheckIn.objects.filter(duo__in=ids).order_by("duo_id", "side", "on", "id").values_list("duo_id", "side", "going", "talk")
    for duo_id, side, going, talk in rows:
        last[duo_id, side] = (side, going, talk)
    found: dict[int, list] = defaultdict(list)
    for (duo_id, _side), words in sorted(last.items()):
        found[duo_id].append(words)
    return found


def _evaluated(ids: Sequence[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = DuoEvaluation.objects.filter(duo__in=ids, taken_back_at__isnull=True).order_by("id").values_list("duo_id", "side")
    for duo_id, side in rows:
        found[duo_id].add(side)
    return found


def _cleared(mentor_ids: set[int]) -> dict[int, date]:
    rows = Clearance.objects.filter(mentor__in=mentor_ids).order_by().values_list("mentor_id").annotate(until=Max("valid_until"))
    return dict(rows)


def _intervisions(rows: Sequence[Duo]) -> dict[int, int]:
    """How many intervisions since the agreement spoke about each duo; one that names no duo was about all of the mentor's."""
    found: dict[int, int] = defaultdict(int)
    theirs: dict[int, list[Duo]] = defaultdict(list)
    for row in rows:
        theirs[row.mentorship_id].append(row)
    seats = Seat.objects.filter(
        mentorship__in=theirs, presence=Presence.PRESENT, retracted_at__isnull=True, gathering__activity__kind=Kind.INTERVISION
    )
    about: dict[int, set[int | None]] = defaultdict(set)
    held: dict[int, tuple[int, date]] = {}
    for pk, mentorship_id, on, duo_id in seats.order_by("id").values_list("pk", "mentorship_id", "on", "duos"):
        held[pk] = (mentorship_id, on)
        about[pk].add(duo_id)
    for pk, (mentorship_id, on) in held.items():
        for duo in theirs[mentorship_id]:
            if duo.agreed_on and on >= duo.agreed_on and about[pk] & {None, duo.pk}:
                found[duo.pk] += 1
    return found


def with_sign(duos, code: str, today: date) -> list[int]:
    """The ids of those of these duos that show a sign (any, when the code is empty)."""
    rows = list(duos.filter(~Q(state__in=("closed", "refused", "undone"))).select_related("mentorship").order_by("id"))
    return [pk for pk, found in watch(rows, today).items() if any(not code or sign.code == code for sign in found)]
