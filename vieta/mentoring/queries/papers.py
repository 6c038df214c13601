"""How a programme mentors, as pages read it: its rules, standards, papers in editions and who read them, resources."""

from dataclasses import dataclass
from datetime import date, datetime

from vieta.accounts.access import in_force
from vieta.accounts.models import Account
from vieta.accounts.queries import names_of
from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.documents.models import Document
from vieta.enrolments import access as enrolments
from vieta.programmes.access import opened_by, visible_to
from vieta.programmes.models import Partner, Programme

from ..access.network import mentorship_opened_by, own_mentorships
from ..access.papers import current_edition, readers_of
from ..choices import Paper, Side, Standing
from ..models import Edition, MentoringSetUp, Mentorship, Receipt, Resource, Standard, StandardMet

KEEPERS = (Permission.SET_UP, Permission.COORDINATE)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a paper, or a heading."""

    text: str
    heading: bool


@dataclass(frozen=True)
class EditionCard:
    """One edition of a paper."""

    id: int
    programme_id: int
    programme: str
    code: str
    paper: str
    paper_label: str
    number: int
    title: str
    changes: str
    text: str
    document_id: int | None
    document_name: str
    published_at: datetime
    published_by: str
    read_at: datetime | None = None

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The text as it is read: headings and paragraphs."""
        blocks = [block.strip() for line in self.text.replace("\r", "").split("\n\n") for block in _parted(line)]
        return [Paragraph(block.removeprefix("# ").strip(), block.startswith("# ")) for block in blocks if block]


def _parted(block: str) -> list[str]:
    """A heading line stands alone, also where no empty line follows it."""
    first, _newline, rest = block.strip().partition("\n")
    return [first, rest] if first.startswith("# ") else [block]


def paper(viewer: Viewer, programme_id: int, which: Paper = Paper.HANDBOOK) -> EditionCard | None:
    """The edition that holds, with the viewer's own receipt, or None where nothing was published; NotFound for who may not read it."""
    if not readers_of(viewer, programme_id):
        raise NotFound(f"programme {programme_id}")
    row = current_edition(programme_id, which)
    if row is None:
        return None
    read = Receipt.objects.filter(edition=row, account_id=viewer.account_id).values_list("read_at", flat=True).first()
    return _edition(row, names_of([row.published_by]), read)


def paper_document(viewer: Viewer, edition_id: int) -> Document:
    """The document of an edition the viewer may read, or NotFound."""
    row = Edition.objects.select_related("document").filter(pk=edition_id, document__isnull=False).first()
    if row is None or row.document is None or not readers_of(viewer, row.programme_id):
        raise NotFound(f"edition {edition_id}")
    return row.document


def editions(viewer: Viewer, code: str) -> list[EditionCard]:
    """Every edition of every paper of a programme, newest first, for those who keep them."""
    programme = opened_by(viewer, code, *KEEPERS)
    rows = list(Edition.objects.filter(programme=programme).select_related("programme", "document").order_by("paper", "-number"))
    names = names_of(row.published_by for row in rows)
    return [_edition(row, names, None) for row in rows]


def handbooks(viewer: Viewer) -> list[tuple[int, str]]:
    """The programmes whose handbook opens to the viewer: id and name."""
    mine = own_mentorships(viewer).filter(standing=Standing.ACCEPTED).order_by().values_list("programme_id", flat=True)
    known = set(mine) | set(visible_to(viewer).values_list("pk", flat=True))
    having = Edition.objects.filter(programme__in=known, paper=Paper.HANDBOOK).values("programme_id")
    rows = Programme.objects.filter(pk__in=having).order_by("name", "id")
    return [(row.pk, row.name) for row in rows if readers_of(viewer, row.pk)]


@dataclass(frozen=True)
class ReaderRow:
    """One who should know the handbook, and which edition they said to have read last."""

    name: str
    who: str
    number: int | None
    read_at: datetime | None
    current: bool


def readers(viewer: Viewer, code: str) -> tuple[EditionCard | None, list[ReaderRow]]:
    """Who has read which edition of the handbook and who has not: mentors and staff of the viewer's house, all for the lead (S0-07)."""
    programme = opened_by(viewer, code, *KEEPERS)
    newest = current_edition(programme.pk, Paper.HANDBOOK)
    accounts = _mentor_accounts(viewer, programme) + _staff(viewer, programme)
    receipts: dict[int, Receipt] = {}
    asked = Receipt.objects.filter(edition__programme=programme, edition__paper=Paper.HANDBOOK, account__in=[a for a, _n, _w in accounts])
    for one in asked.select_related("edition").order_by("edition__number"):
        receipts[one.account_id] = one
    rows = [_reader(name, who, receipts.get(account_id), newest) for account_id, name, who in accounts]
    card = _edition(newest, names_of([newest.published_by]), None) if newest else None
    return card, sorted(rows, key=lambda row: (row.current, row.name))


def _reader(name: str, who: str, receipt: Receipt | None, newest: Edition | None) -> ReaderRow:
    current = receipt is not None and newest is not None and receipt.edition_id == newest.pk
    if receipt is None:
        return ReaderRow(name, who, None, None, False)
    return ReaderRow(name, who, receipt.edition.number, receipt.read_at, current)


def _mentor_accounts(viewer: Viewer, programme: Programme) -> list[tuple[int, str, str]]:
    """Mentors with a sign-in; by name for their own branch, nameless for the lead."""
    rows = Mentorship.objects.filter(programme=programme, standing=Standing.ACCEPTED, mentor__account__isnull=False)
    found = []
    for row in rows.select_related("mentor", "organisation").order_by("mentor__sort_name", "id"):
        own = viewer.job or (row.organisation_id == viewer.organisation_id and viewer.may(Permission.COORDINATE, programme_id=programme.pk))
        if own or viewer.may(Permission.SET_UP, programme_id=programme.pk):
            found.append((row.mentor.account_id, str(row.mentor) if own else row.mentor.reference, row.organisation.name))
    return [(account, name, who) for account, name, who in found if account is not None]


def _staff(viewer: Viewer, programme: Programme) -> list[tuple[int, str, str]]:
    held = in_force(viewer.today).filter(programme=programme, role__in=("coach", "coordinator", "intake", "specialist", "outreach"))
    rows = Account.objects.filter(is_active=True, pk__in=held.values("account_id"), organisation__isnull=False).select_related(
        "organisation"
    )
    if not viewer.job and not viewer.may(Permission.SET_UP, programme_id=programme.pk):
        rows = rows.filter(organisation_id=viewer.organisation_id)
    return [(row.pk, row.name, row.organisation.name if row.organisation else "") for row in rows.order_by("name", "id")]


def set_up(viewer: Viewer, code: str) -> MentoringSetUp | None:
    """How a programme mentors, or None; for those who set it up or coordinate in it."""
    return MentoringSetUp.objects.select_related("curriculum", "programme").filter(programme=opened_by(viewer, code, *KEEPERS)).first()


def mentoring_programmes(viewer: Viewer, *permissions: Permission) -> list[tuple[int, str, str]]:
    """The programmes that mentor and in which one of these roles holds: id, code, name."""
    rows = visible_to(viewer).filter(pk__in=MentoringSetUp.objects.values("programme_id")).order_by("name", "id")
    house = set(
        Partner.objects.filter(organisation_id=viewer.organisation_id).values_list("programme_id", flat=True)
        if viewer.organisation_id
        else ()
    )
    return [
        (row.pk, row.code, row.name)
        for row in rows
        if any(viewer.may(p, programme_id=row.pk) for p in permissions)
        and (viewer.job or row.pk in house or row.lead_id == viewer.organisation_id)
    ]


def mentors_here(viewer: Viewer) -> bool:
    """Whether a programme in which the viewer holds a role mentors. One statement."""
    return visible_to(viewer).filter(pk__in=MentoringSetUp.objects.values("programme_id")).exists()


def standards(viewer: Viewer, code: str) -> list[Standard]:
    """The standards in force of a programme, for those who keep them."""
    return list(
        Standard.objects.filter(programme=opened_by(viewer, code, *KEEPERS), ended_on__isnull=True).order_by("side", "position", "id")
    )


@dataclass(frozen=True)
class StandardLine:
    """One standard with what somebody saw of it."""

    id: int
    name: str
    help: str
    required: bool
    met: bool | None
    note: str
    on: date | None
    by: str


def checklist(viewer: Viewer, mentorship_id: int) -> list[StandardLine]:
    """The standards for mentors with what was seen of this one, or NotFound. Four statements."""
    row = mentorship_opened_by(viewer, mentorship_id)
    return _lines(Side.MENTOR, row.programme_id, mentorship=row)


def mentee_checklist(viewer: Viewer, enrolment_id: int) -> list[StandardLine]:
    """The standards for mentees with what was seen of this person; empty where the programme has none. For who reads the file."""
    stay = enrolments.opened_by(viewer, enrolment_id)
    return _lines(Side.MENTEE, stay.programme_id, enrolment=stay)


def _lines(side: Side, programme_id: int, **whose) -> list[StandardLine]:
    marks = {one.standard_id: one for one in StandardMet.objects.filter(**whose, retracted_at__isnull=True)}
    asked = Standard.objects.filter(programme_id=programme_id, side=side).order_by("position", "id")
    rows = [one for one in asked if one.ended_on is None or one.pk in marks]
    names = names_of(one.recorded_by for one in marks.values())
    return [_line(one, marks.get(one.pk), names) for one in rows]


def _line(one: Standard, mark: StandardMet | None, names: dict[int, str]) -> StandardLine:
    if mark is None:
        return StandardLine(one.pk, one.name, one.help, one.required, None, "", None, "")
    by = names.get(mark.recorded_by, "") if mark.recorded_by else ""
    return StandardLine(one.pk, one.name, one.help, one.required, mark.met, mark.note, mark.valid_on, by)


def resources(viewer: Viewer, programme_id: int) -> list[Resource]:
    """What else supports the mentors of a programme, for those who read its handbook."""
    if not readers_of(viewer, programme_id):
        raise NotFound(f"programme {programme_id}")
    return list(
        Resource.objects.filter(programme_id=programme_id, taken_away_at__isnull=True).select_related("document").order_by("name", "id")
    )


def kept_resources(viewer: Viewer, code: str) -> list[Resource]:
    """The resources of a programme, for those who keep them."""
    programme = opened_by(viewer, code, *KEEPERS)
    return list(Resource.objects.filter(programme=programme, taken_away_at__isnull=True).order_by("name", "id"))


def resource_document(viewer: Viewer, resource_id: int) -> Document:
    """The document of a resource the viewer may read, or NotFound."""
    row = Resource.objects.select_related("document").filter(pk=resource_id, taken_away_at__isnull=True, document__isnull=False).first()
    if row is None or row.document is None or not readers_of(viewer, row.programme_id):
        raise NotFound(f"resource {resource_id}")
    return row.document


def _edition(row: Edition, names: dict[int, str], read_at: datetime | None) -> EditionCard:
    document = row.document
    return EditionCard(
        id=row.pk, programme_id=row.programme_id, programme=row.programme.name, code=row.programme.code, paper=row.paper,
        paper_label=str(Paper(row.paper).label), number=row.number, title=row.title, changes=row.changes, text=row.text,
        document_id=document.pk if document else None, document_name=document.name if document else "", published_at=row.published_at,
        published_by=names.get(row.published_by, "") if row.published_by else "", read_at=read_at,
    )  # fmt: skip
