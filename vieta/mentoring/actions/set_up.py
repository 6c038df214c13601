"""Setting up how a programme mentors: its rules, standards, versioned papers, and what else supports mentors."""

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.viewer import Permission, Viewer
from vieta.documents.actions import keep
from vieta.programmes.access import opened_by
from vieta.programmes.models import Programme
from vieta.training.models import Curriculum

from ..access.papers import current_edition, readers_of
from ..choices import Paper, ResourceKind, Side, TrainingRule
from ..models import Edition, MentoringSetUp, Receipt, Resource, Standard
from .frame import fitting_text

KEEPERS = (Permission.SET_UP, Permission.COORDINATE)
RULES = (
    "every_days", "minutes", "months", "silent_after_days", "intervisions_due", "supervision_months", "training_rule", "training_days",
    "clearance_required", "intergenerational", "age_gap", "mentor_age_from", "mentee_age_until", "intercultural", "open_to_offers",
)  # fmt: skip
LONGEST = 60_000


@transaction.atomic
def set_up_mentoring(*, by: Viewer, at: datetime, code: str, curriculum_id: int | None = None, **rules: Any) -> MentoringSetUp:
    """Says that a programme mentors and by which rules; only its lead does (S0-01).

    Refused for a value out of its range, a curriculum of another programme, generations without a gap, training within no days,
    and for taking offers in while there is no notice to accept.
    """
    programme = opened_by(by, code, Permission.SET_UP, lock=True)
    row = MentoringSetUp.objects.filter(programme=programme).first() or MentoringSetUp(programme=programme)
    for name in RULES:
        if name in rules:
            setattr(row, name, rules[name])
    if curriculum_id and not Curriculum.objects.filter(pk=curriculum_id, programme=programme).exists():
        raise Refused(_("Choose a curriculum of this programme."), field="curriculum_id")
    row.curriculum_id = curriculum_id
    _coherent(row)
    fitting(row, *RULES)
    row.save()
    _told(by, at, "set_up_mentoring", row, programme)
    return row


def _coherent(row: MentoringSetUp) -> None:
    if row.intergenerational and not row.age_gap:
        raise Refused(_("Say how many years lie between the two at least."), field="age_gap")
    if row.training_rule == TrainingRule.WITHIN and not row.training_days:
        raise Refused(_("Say within how many days."), field="training_days")
    if row.open_to_offers and not Edition.objects.filter(programme_id=row.programme_id, paper=Paper.NOTICE).exists():
        raise Refused(_("Publish the notice to those who offer to mentor first."), field="open_to_offers")


@transaction.atomic
def add_standard(*, by: Viewer, at: datetime, code: str, side: str, name: str, help: str = "", required: bool = True) -> Standard:
    """Adds a standard for mentors or for mentees; the lead or a coordinator of the programme may (S0-03).

    Refused without a name, and for a name that side has already.
    """
    programme = opened_by(by, code, *KEEPERS, lock=True)
    if side not in Side.values:
        raise Refused(_("Choose mentors or mentees."), field="side")
    name = _required(name, "name")
    asked = Standard.objects.filter(programme=programme, side=side)
    if asked.filter(name__iexact=name, ended_on__isnull=True).exists():
        raise Refused(_("This standard is asked already."), field="name")
    last = asked.aggregate(last=Max("position"))["last"] or 0
    row = Standard(programme=programme, side=side, position=last + 1, name=name, help=help.strip(), required=required)
    fitting(row, "name", "help")
    row.save()
    _told(by, at, "add_standard", row, programme)
    return row


@transaction.atomic
def end_standard(*, by: Viewer, at: datetime, code: str, standard_id: int) -> Standard:
    """No longer asks for a standard; what was seen of it stays on record."""
    programme = opened_by(by, code, *KEEPERS)
    row = Standard.objects.select_for_update().filter(pk=standard_id, programme=programme).first()
    if row is None:
        raise NotFound(f"standard {standard_id}")
    if row.ended_on is not None:
        raise Refused(_("This standard is no longer asked."))
    row.ended_on = by.today
    row.save(update_fields=["ended_on"])
    _told(by, at, "end_standard", row, programme)
    return row


@transaction.atomic
def publish(
    *, by: Viewer, at: datetime, code: str, paper: str, title: str, text: str = "", changes: str = "", file: File | None = None
) -> Edition:  # fmt: skip
    """Publishes the next edition of the handbook, the code of conduct or the notice; it holds from now on (S0-07).

    The lead or a coordinator may. Refused without a title, without text or document, and for a notice or code that is a
    document only: what people accept on a screen must be readable there.
    """
    programme = opened_by(by, code, *KEEPERS, lock=True)
    if paper not in Paper.values:
        raise Refused(_("Choose what you publish."), field="paper")
    if not text.strip() and (file is None or paper != Paper.HANDBOOK):
        raise Refused(_("Write the text, or add a document for a handbook."), field="text")
    last = Edition.objects.filter(programme=programme, paper=paper).aggregate(last=Max("number"))["last"] or 0
    row = Edition(
        programme=programme, paper=paper, number=last + 1, title=_required(title, "title"), published_at=at, published_by=by.account_id,
        text=fitting_text(text, "text", LONGEST), changes=fitting_text(changes, "changes", 500),
    )  # fmt: skip
    fitting(row, "title")
    if file is not None:
        row.document = keep(by=by, at=at, name=file.name or "handbook", file=file)
    row.save()
    _told(by, at, "publish", row, programme, paper=paper, number=row.number)
    return row


@transaction.atomic
def confirm_reading(*, by: Viewer, at: datetime, programme_id: int, number: int) -> Receipt:
    """Somebody who may read the handbook says they have read the edition that holds; said again, the first receipt stands (S0-07).

    Refused for an edition that is no longer the newest.
    """
    if by.account_id is None or not readers_of(by, programme_id):
        raise NotFound(f"programme {programme_id}")
    edition = current_edition(programme_id, Paper.HANDBOOK)
    if edition is None or edition.number != number:
        raise Refused(_("A newer edition was published meanwhile. Read that one."))
    row, made = Receipt.objects.get_or_create(edition=edition, account_id=by.account_id, defaults={"read_at": at})
    if made:
        record(by=by, at=at, deed="mentoring.confirm_reading", thing=row, programme_id=programme_id, number=number)
    return row


@transaction.atomic
def add_resource(
    *, by: Viewer, at: datetime, code: str, kind: str, name: str, about: str = "", address: str = "", file: File | None = None
) -> Resource:
    """Adds something else that supports mentors: a link, a document or a text; the lead or a coordinator may (S0-09).

    Refused without its name, and without what its kind asks for.
    """
    programme = opened_by(by, code, *KEEPERS, lock=True)
    row = Resource(
        programme=programme, kind=kind, name=_required(name, "name"), about=fitting_text(about, "about", 5000), added_at=at,
        added_by=by.account_id,
    )  # fmt: skip
    fitting(row, "kind", "name")
    if kind == ResourceKind.LINK:
        row.address = address.strip()
        _web_address(row)
    elif kind == ResourceKind.DOCUMENT:
        if file is None:
            raise Refused(_("Choose a document."), field="file")
        row.document = keep(by=by, at=at, name=file.name or "document", file=file)
    elif not row.about:
        raise Refused(_("Write the text."), field="about")
    row.save()
    _told(by, at, "add_resource", row, programme)
    return row


def _web_address(row: Resource) -> None:
    if not row.address.lower().startswith(("https://", "http://")):
        raise Refused(_("Enter an address that begins with https://."), field="address")
    fitting(row, "address")


@transaction.atomic
def take_resource_away(*, by: Viewer, at: datetime, code: str, resource_id: int) -> None:
    """No longer offers a resource; its document is withdrawn from reading with it."""
    programme = opened_by(by, code, *KEEPERS)
    row = Resource.objects.select_for_update().filter(pk=resource_id, programme=programme, taken_away_at__isnull=True).first()
    if row is None:
        raise NotFound(f"resource {resource_id}")
    row.taken_away_at = at
    row.save(update_fields=["taken_away_at"])
    _told(by, at, "take_resource_away", row, programme)


def _required(text: str, field: str) -> str:
    if not text.strip():
        raise Refused(_("Please answer this."), field=field)
    return text.strip()


def _told(by: Viewer, at: datetime, deed: str, row: Any, programme: Programme, **details: Any) -> None:
    record(by=by, at=at, deed=f"mentoring.{deed}", thing=row, programme_id=programme.pk, **details)
