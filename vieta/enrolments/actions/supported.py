"""Organisations that a programme supports themselves, counted as entities and never as persons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record, record_many
from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.viewer import Permission, Viewer
from vieta.documents.choices import Source
from vieta.organisations import access as organisations_access
from vieta.organisations.models import Organisation
from vieta.people.models import Person
from vieta.programmes.access import may_set_up, opened_by
from vieta.programmes.models import Period, Programme

from ..access import visible_to
from ..choices import Asked, Labour, Trait
from ..models import Enrolment, EntryTrait, SupportedOrganisation
from ..rules import is_supported_as
from .frame import not_to_come, written


@transaction.atomic
def support_organisation(
    *, by: Viewer, at: datetime, code: str, organisation_id: int, kind: str, on: date, what: str, owner_number: str = "",
    source: str = Source.DECLARED,
) -> SupportedOrganisation:  # fmt: skip
    """Records that a programme supports an organisation itself from a day on (EECO18, EECO19).

    Refused without a role that sets up or coordinates here, for an organisation of another kind or recorded already, before
    the programme began, for a day to come, and for the firm of a participant who counts as employed: never both.
    """
    programme = _opened(by, code)
    organisation = organisations_access.visible_to(by).filter(pk=organisation_id, active=True).first()
    if organisation is None:
        raise Refused(_("Choose an organisation from the list."), field="organisation_id")
    if not is_supported_as(kind, organisation.kind):
        raise Refused(_("This organisation is of another kind."), field="kind")
    if SupportedOrganisation.objects.filter(programme=programme, organisation=organisation, retracted_at__isnull=True).exists():
        raise Refused(_("This organisation is recorded already; it counts once."), field="organisation_id")
    not_to_come(on, by)
    first = Period.objects.filter(programme=programme).order_by("from_on").values_list("from_on", flat=True).first()
    if first and on < first:
        raise Refused(_("The programme had not begun on that day."), field="on")
    row = SupportedOrganisation(
        programme=programme, organisation=organisation, kind=kind, owner=_owner(by, programme, owner_number), what=what.strip(), valid_on=on,
        source=source, recorded_at=at, recorded_by=by.account_id,
    )  # fmt: skip
    fitting(row, "what", "source")
    row.save()
    record(by=by, at=at, deed="enrolments.support_organisation", thing=row, programme_id=programme.pk, organisation_id=organisation.pk)
    return row


@dataclass(frozen=True)
class IncomingSupport:
    """One organisation supported as an import brings it; the caller has judged it by the same rules as the page."""

    programme_id: int
    organisation_id: int
    kind: str
    on: date
    what: str = ""
    source: str = Source.DECLARED
    owner_id: int | None = None


@transaction.atomic
def bring_in_supported(*, by: Viewer, at: datetime, rows: Sequence[IncomingSupport]) -> list[SupportedOrganisation]:
    """Brings in many organisations supported, in the order given: one entry on the trail each.

    Refused as a whole for anybody but a job, and for an organisation of another kind or at work no more.
    """
    if not by.job:
        raise Refused("only a job brings organisations supported in")
    active = Organisation.objects.filter(pk__in={row.organisation_id for row in rows}, active=True)
    kinds = dict(active.order_by().values_list("pk", "kind"))
    for row in rows:
        if row.organisation_id not in kinds:
            raise Refused(_("Choose an organisation from the list."), field="organisation_id")
        if not is_supported_as(row.kind, kinds.get(row.organisation_id, "")):
            raise Refused(_("This organisation is of another kind."), field="kind")
    made = SupportedOrganisation.objects.bulk_create([_incoming(by, at, row) for row in rows], batch_size=1000)
    about = {"table": SupportedOrganisation._meta.label_lower}
    entries = [
        about | {"row_id": str(one.pk), "programme_id": one.programme_id, "details": {"organisation_id": one.organisation_id}}
        for one in made
    ]
    record_many(by=by, at=at, deed="enrolments.bring_in_supported", rows=entries)
    return made


def _incoming(by: Viewer, at: datetime, row: IncomingSupport) -> SupportedOrganisation:
    same = ("programme_id", "organisation_id", "kind", "what", "source", "owner_id")
    values = {name: getattr(row, name) for name in same}
    return SupportedOrganisation(valid_on=row.on, recorded_at=at, recorded_by=by.account_id, **values)


@transaction.atomic
def withdraw_support(*, by: Viewer, at: datetime, code: str, support_id: int, reason: str) -> SupportedOrganisation:
    """Takes back that an organisation was supported; it stays readable and counts no longer. Refused without a reason."""
    programme = _opened(by, code)
    row = SupportedOrganisation.objects.select_for_update().filter(programme=programme, pk=support_id).first()
    if row is None:
        raise NotFound(f"support {support_id}")
    if row.retracted_at is not None:
        raise Refused(_("This was taken back already."))
    row.retraction_reason = written(reason, _("Say why it is taken back."))
    fitting(row, "retraction_reason")
    row.retracted_at, row.retracted_by = at, by.account_id
    row.save(update_fields=["retracted_at", "retracted_by", "retraction_reason"])
    record(by=by, at=at, deed="enrolments.withdraw_support", thing=row, programme_id=programme.pk)
    return row


def _opened(by: Viewer, code: str) -> Programme:
    return opened_by(by, code, Permission.SET_UP, Permission.COORDINATE, lock=True)


def _owner(by: Viewer, programme: Programme, number: str) -> Person | None:
    """The participant whose firm it is, of those whose file is open or for the lead; refused where they count as employed."""
    if not number.strip():
        return None
    stays = Enrolment.objects.filter(programme=programme, entered_on__isnull=False).select_related("person")
    seen = stays if may_set_up(by, programme) else stays.filter(pk__in=visible_to(by).values("pk"))
    stay = seen.filter(number=number.strip()).first()
    if stay is None:
        raise Refused(_("No participant of this programme has this number."), field="owner_number")
    mine = stays.filter(person=stay.person).order_by("entered_on", "pk").first() or stay
    labour = EntryTrait.objects.filter(enrolment=mine, trait=Trait.LABOUR, asked=Asked.GIVEN, retracted_at__isnull=True).first()
    if labour and labour.value == Labour.EMPLOYED:
        raise Refused(_("This person counts as employed. A firm is not counted beside its owner: never both."), field="owner_number")
    return stay.person
