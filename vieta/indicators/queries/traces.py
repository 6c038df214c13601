"""Where the facts behind a figure come from, in words: the document and how far it opens, who recorded and certified, what was brought in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from vieta.accounts.choices import CLOSED_PROFESSIONS
from vieta.accounts.queries import Signature, signatures_of
from vieta.audit.models import Entry
from vieta.base.viewer import Viewer
from vieta.documents.choices import Source
from vieta.documents.models import Document
from vieta.people.choices import Level
from vieta.people.models import FiledDocument
from vieta.plans.choices import AgreedHow

BROUGHT_IN = {
    "event": "enrolments.bring_in", "trait": "enrolments.bring_in", "ground": "enrolments.bring_in", "outcome": "outcomes.bring_in_outcomes",
    "follow-up": "outcomes.bring_in_follow_ups", "plan": "plans.bring_in", "meeting": "activities.bring_in_activities",
}  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """The document behind a fact: its name and address only where it opens to the viewer, else why not; who kept it and when."""

    id: int
    name: str
    at: tuple[int, int] | None
    kept: str
    closed: str


class Traces:
    """What is known of where some facts of one person come from; `read` asks for all of them at once."""

    def __init__(self, viewer: Viewer, people: Collection[int], files: set[int], special: set[int]):
        self.viewer, self.people, self.files, self.special = viewer, people, files, special
        self.who: dict[int, Signature] = {}
        self.filed: dict[int, FiledDocument] = {}
        self.entries: list[Entry] = []

    def read(self, rows: list[dict]) -> None:
        """Looks up who signed the facts, where their documents lie, and by which job they were brought in. Four statements."""
        documents = [row["document"] for row in rows if row["document"]]
        signed = {row[by] for row in rows for by in ("certified_by", "recorded_by")} | {document.uploaded_by for document in documents}
        self.who = signatures_of(signed)
        found = FiledDocument.objects.filter(document__in=documents, person_id__in=self.people)
        self.filed = {one.document_id: one for one in found}
        deeds = {BROUGHT_IN[row["kind"]] for row in rows if row["recorded_by"] is None}
        if deeds:
            told = Entry.objects.filter(person_id__in=self.people, deed__in=deeds, account_id__isnull=True)
            self.entries = list(told.only("at", "by", "deed", "enrolment_id", "person_id").order_by("id"))

    def source(self, row: dict) -> str:
        """What a fact rests on; where no document is kept, that is said."""
        if row["kind"] in ("plan", "meeting", "event") and row["document"] is None:
            agreed = str(AgreedHow(row["source"]).label) if row["source"] in AgreedHow else ""
            return {
                "plan": f"{_('Agreed by the person')}: {agreed}" if agreed else _("Agreed by the person"),
                "meeting": _("From the log of activities: the person was there"),
                "event": _("Written down in the file; no document belongs to it"),
            }[row["kind"]]
        if row["document"] is None and row["source"] == Source.DECLARED:
            return _("Said by the person: a recorded statement, no document belongs to it")
        if row["document"] is None and row["source"] == Source.DOCUMENT:
            return _("Shown in a document, by the record; none is kept here")
        return next((str(words(row["source"]).label) for words in (Source, AgreedHow) if row["source"] in words), "")

    def recorded(self, row: dict) -> str:
        """Who recorded a fact (and certified it, where that is the same), or how it was brought in; and when."""
        who = self._signed(row["recorded_by"], row["stay"])
        if not who:
            return self._brought_in(row)
        told = {"who": who, "moment": _moment(row["at"])}
        if row["certified_by"] == row["recorded_by"]:
            return _("recorded and certified by %(who)s, %(moment)s") % told
        return _("recorded by %(who)s, %(moment)s") % told

    def certified(self, row: dict) -> str:
        """Who certified a fact, where somebody else recorded it; of a document that nobody certified, that."""
        if row["certified_by"] and row["certified_by"] != row["recorded_by"]:
            return _("certified by %(who)s") % {"who": self._signed(row["certified_by"], row["stay"]) or _("an account that is gone")}
        return _("nobody has certified it here") if row["document"] and not row["certified_by"] else ""

    def paper(self, row: dict, opens: bool) -> Paper | None:
        """The document of a fact: by its name where it opens to the viewer, and where not why."""
        document = row["document"]
        if document is None:
            return None
        reads = opens and self._filed_openly(document, row["stay"])
        at = (row["stay"], document.pk) if reads and document.withdrawn_at is None else None
        return Paper(
            document.pk, document.name if reads else "", at, self._kept(document, row["stay"]), "" if at else self._shut(document, reads)
        )

    def _shut(self, document: Document, reads: bool) -> str:
        if document.withdrawn_at is not None:
            return _("It was withdrawn on %(moment)s and is not opened any more.") % {"moment": _moment(document.withdrawn_at)}
        return "" if reads else _("Its name and content are closed to you; they open to those who read this file.")

    def _kept(self, document: Document, stay: int) -> str:
        """When a document was laid in the file and by whom; of one closed to other professions nothing of whom."""
        told, filed = {"moment": _moment(document.uploaded_at)}, self.filed.get(document.pk)
        who = "" if filed and filed.profession not in ("", self.viewer.profession) else self._signed(document.uploaded_by, stay)
        return _("kept since %(moment)s, by %(who)s") % (told | {"who": who}) if who else _("kept since %(moment)s") % told

    def _filed_openly(self, document: Document, stay: int) -> bool:
        """Whether the document lies in the file at a level, and for a profession, that the viewer has."""
        filed = self.filed.get(document.pk)
        if filed is None or filed.profession not in ("", self.viewer.profession):
            return False
        return stay in (self.special if filed.level >= Level.SPECIAL else self.files)

    def _signed(self, account_id: int | None, stay: int | None) -> str:
        """An account by name, with profession and organisation; of a closed profession only to who reads the file, for it would tell of the help given."""
        found = self.who.get(account_id or 0)
        if found is None:
            return ""
        profession = "" if found.profession in CLOSED_PROFESSIONS and stay not in self.files else found.profession_label
        where = ", ".join(part for part in (profession, found.organisation) if part)
        return f"{found.name} ({where})" if where else found.name

    def _brought_in(self, row: dict) -> str:
        """By which job a fact came that nobody signed in has recorded, and when; as the trail tells it."""
        entry = self._entry(row)
        if entry is None:
            return _("recorded by a job of the server, %(moment)s") % {"moment": _moment(row["at"])}
        job = {"import": _("the import"), "demo": _("the import of the demo")}.get(entry.by, entry.by)
        told = {"job": job, "moment": _moment(entry.at), "known": date_format(localtime(row["at"]), "SHORT_DATE_FORMAT")}
        if localtime(row["at"]).date() == localtime(entry.at).date():
            return _("brought in by %(job)s, %(moment)s") % told
        return _("known since %(known)s, brought in by %(job)s, %(moment)s") % told

    def _entry(self, row: dict) -> Entry | None:
        """The entry of the job that brought a fact in: the first for its file that is not older than the fact."""
        return next(
            (
                one
                for one in self.entries
                if one.deed == BROUGHT_IN[row["kind"]] and one.enrolment_id == row["stay"] and one.at >= row["at"]
            ),
            None,
        )


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")
