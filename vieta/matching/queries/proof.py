"""The proposals that were kept: read again, told apart from today's, and proven by the checker that knows no solver."""

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _

from vieta.accounts.queries import names_of
from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer
from vieta.enrolments.access import visible_to
from vieta.mentoring.models import Mentorship

from ..access import opened_by
from ..engine.certificate import verify
from ..engine.pool import Rejected
from ..engine.proposal import read_people
from ..engine.tables import InputError
from ..models import Proposal
from ..rules.changes import Difference, differences
from .bridge import Bench

NAMES = {
    "mentees": "mentees.csv", "mentors": "mentors.csv", "rules": "rules.toml", "locked": "kept.csv", "forbidden": "apart.csv",
    "pairs": "pairs.csv", "certificate": "certificate.json",
}  # fmt: skip
MOST = 8


@dataclass(frozen=True)
class Proof:
    """One kept proposal and what the checker says of it. `holds` is None where there was nobody to prove anything about."""

    number: int
    numbers: tuple[int, ...]
    made_at: datetime
    made_by: str
    rules_number: int
    waiting: int
    matched: int
    points: int
    people_bound: int
    points_bound: int
    state: str
    holds: bool | None
    fault: str
    command: str


def files_of(proposal: Proposal) -> dict[str, str]:
    """The kept files by name, without the key to who is who."""
    return {name: text for name, text in json.loads(proposal.files).items() if name in NAMES}


def sealed(bench: Bench) -> str:
    """The files of a bench with pairs and certificate, and (never handed out) whose pseudonyms they are."""
    solved = bench.solved
    found: dict[str, Any] = {name: data.decode() for name, data in (solved.round.files | solved.proof()).items()}
    found["who"] = {one.key: one.id for one in (*bench.mentees.values(), *bench.mentors.values())}
    return json.dumps(found, ensure_ascii=False)


def latest(meeting_id: int) -> Proposal | None:
    """The proposal kept last, for somebody who opened the meeting."""
    return Proposal.objects.filter(meeting_id=meeting_id).order_by("-number").first()


def since(viewer: Viewer, bench: Bench) -> list[str]:
    """What has changed since the proposal kept last, in words; the names as the viewer may read them. At most three statements."""
    kept = latest(bench.meeting.pk)
    if kept is None or kept.state == bench.state:
        return []
    found = json.loads(kept.files)
    now = {name: data.decode() for name, data in bench.round.files.items()}
    told = differences(found, now)
    names = _names(viewer, bench, {key: found["who"].get(key) for one in told for key in one.keys})
    words = [_said(one, names) for one in told[:MOST]]
    return words + ([_("and %(count)s more changes") % {"count": len(told) - MOST}] if len(told) > MOST else [])


def _names(viewer: Viewer, bench: Bench, wanted: dict[str, int | None]) -> dict[str, str]:
    """Names by pseudonym: of those on the bench, and of those who left as far as they open to the viewer."""
    names = {key: bench.name(key) for key in wanted if key in bench.mentees or key in bench.mentors}
    gone = {key: number for key, number in wanted.items() if key not in names and number}
    stays = {row.pk: row.person.name for row in visible_to(viewer).filter(pk__in=gone.values()).select_related("person")} if gone else {}
    parts = Mentorship.objects.filter(pk__in=gone.values(), organisation_id=bench.meeting.organisation_id).select_related("mentor")
    mentors = {row.pk: str(row.mentor) for row in parts} if gone else {}
    for key, number in gone.items():
        names[key] = (stays if key.startswith("A") else mentors).get(number, _("somebody"))
    return names


def _said(one: Difference, names: dict[str, str]) -> str:
    first = names.get(one.keys[0], _("somebody")) if one.keys else ""
    facts = {"who": first, "other": names.get(one.keys[1], _("somebody")) if len(one.keys) > 1 else ""}
    return {
        "mentee-left": _("%(who)s no longer waits"),
        "mentee-came": _("%(who)s waits too now"),
        "mentee-changed": _("what %(who)s wishes, or who is kept apart, has changed"),
        "mentor-left": _("%(who)s is no longer there to be matched"),
        "mentor-came": _("%(who)s is there too now"),
        "mentor-changed": _("places, dates or wishes of %(who)s have changed"),
        "kept-since": _("%(who)s and %(other)s are kept together now"),
        "kept-no-more": _("%(who)s and %(other)s are no longer kept together"),
        "apart-since": _("%(who)s and %(other)s are kept apart now"),
        "apart-no-more": _("%(who)s and %(other)s are no longer kept apart"),
        "rules": _("the rules have changed"),
    }[one.kind] % facts


def proof(viewer: Viewer, meeting_id: int, number: int | None = None) -> Proof:
    """A kept proposal of a meeting (the newest if no number is said) with the checker's answer, or NotFound."""
    row = _kept(viewer, meeting_id, number)
    files = files_of(row)
    certificate = json.loads(files["certificate"])
    holds, fault = checked(files)
    numbers = Proposal.objects.filter(meeting_id=meeting_id).order_by("number").values_list("number", flat=True)
    return Proof(
        row.number, tuple(numbers), row.made_at, names_of([row.made_by] if row.made_by else []).get(row.made_by or 0, ""), row.rules.number,
        row.waiting, row.matched, certificate["primal"]["points"], certificate["dual"]["people"], certificate["dual"]["points"],
        row.state, holds, fault, command(files),
    )  # fmt: skip


def _kept(viewer: Viewer, meeting_id: int, number: int | None) -> Proposal:
    meeting = opened_by(viewer, meeting_id)
    rows = Proposal.objects.filter(meeting=meeting).select_related("rules").order_by("-number")
    row = rows.filter(number=number).first() if number is not None else rows.first()
    if row is None:
        raise NotFound(f"proposal {number} of {meeting_id}")
    return row


def checked(files: dict[str, str]) -> tuple[bool | None, str]:
    """What the independent checker says of a proposal from its files alone, and its objection."""
    if files["mentees"].count("\n") < 2 or files["mentors"].count("\n") < 2:
        return None, ""
    with TemporaryDirectory() as folder:
        paths = {name: str(Path(folder) / NAMES[name]) for name in files}
        for name, text in files.items():
            Path(paths[name]).write_bytes(text.encode())
        try:
            pool = read_people(paths["mentees"], paths["mentors"], paths["rules"], paths.get("locked"), paths.get("forbidden"))
            verify(pool, files["certificate"].encode(), paths["pairs"])
        except (InputError, Rejected) as fault:
            return False, str(fault)
    return True, ""


def command(files: dict[str, str]) -> str:
    """The command that checks the files anywhere."""
    more = "".join(f" --{name} {NAMES[name]}" for name in ("locked", "forbidden") if name in files)
    return f"vieta match --verify certificate.json --pairs pairs.csv --mentees mentees.csv --mentors mentors.csv --rules rules.toml{more}"


def bundle(viewer: Viewer, meeting_id: int, number: int) -> bytes:
    """The files of one kept proposal as a zip, under pseudonyms, with the command that checks them."""
    files = files_of(_kept(viewer, meeting_id, number))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in sorted(files.items()):
            packed.writestr(zipfile.ZipInfo(NAMES[name]), text)
        packed.writestr(zipfile.ZipInfo("check.txt"), command(files) + "\n")
    return out.getvalue()
