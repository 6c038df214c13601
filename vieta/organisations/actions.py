"""Every write about organisations and specialities."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.names import code_of
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Viewer

from .access import may_keep
from .models import Organisation, Speciality


@transaction.atomic
def register(
    *, by: Viewer, at: datetime, name: str, kind: str, country: str, place: str = "", code: str = "", speciality_ids: Iterable[int] = ()
) -> Organisation:
    """Adds an organisation; refused to those who do not keep the register, and for a name or code already there."""
    _may_keep(by)
    _free_name(name)
    row = Organisation.objects.create(code=_free_code(code, name), name=name, kind=kind, country=country.upper(), place=place)
    row.specialities.set(specialities_of(speciality_ids))
    record(by=by, at=at, deed="organisations.register", thing=row)
    return row


@transaction.atomic
def describe(
    *,
    by: Viewer,
    at: datetime,
    code: str,
    name: str,
    kind: str,
    country: str,
    place: str,
    speciality_ids: Iterable[int],
    active: bool = True,
) -> Organisation:
    """Changes what an organisation is called, is and is specialised in; refused for a name another one has."""
    _may_keep(by)
    row = Organisation.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise NotFound(code)
    _free_name(name, besides=row)
    row.name, row.kind, row.country, row.place, row.active = name, kind, country.upper(), place, active
    row.save()
    row.specialities.set(specialities_of(speciality_ids))
    record(by=by, at=at, deed="organisations.describe", thing=row)
    return row


@transaction.atomic
def add_speciality(*, by: Viewer, at: datetime, name: str) -> Speciality:
    """Adds a field of expertise; one that was ended begins again."""
    _may_keep(by)
    row = Speciality.objects.filter(name__iexact=name).first()
    if row and row.active:
        raise Refused(_("There is already a speciality called “%(name)s”.") % {"name": row.name}, "name")
    if row is None:
        row = Speciality(name=name, code=code_of(name, set(Speciality.objects.values_list("code", flat=True)), "speciality"))
    row.active = True
    row.save()
    record(by=by, at=at, deed="organisations.add_speciality", thing=row)
    return row


@transaction.atomic
def end_speciality(*, by: Viewer, at: datetime, speciality_id: int) -> Speciality:
    """Takes a field of expertise out of use; who has it keeps it."""
    _may_keep(by)
    row = Speciality.objects.filter(pk=speciality_id).first()
    if row is None:
        raise NotFound(f"speciality {speciality_id}")
    row.active = False
    row.save(update_fields=["active"])
    record(by=by, at=at, deed="organisations.end_speciality", thing=row)
    return row


def _may_keep(by: Viewer) -> None:
    if not may_keep(by):
        raise Refused(_("Only those who set programmes up or give accounts keep the register of organisations."))


def _free_name(name: str, besides: Organisation | None = None) -> None:
    same = Organisation.objects.filter(name__iexact=name)
    if besides:
        same = same.exclude(pk=besides.pk)
    if same.exists():
        raise Refused(_("There is already an organisation with this name."), "name")


def _free_code(own: str, name: str) -> str:
    taken = set(Organisation.objects.values_list("code", flat=True))
    if own and own in taken:
        raise Refused(_("There is already an organisation with this code."), "code")
    return own or code_of(name, taken, "organisation")


def specialities_of(ids: Iterable[int]) -> list[Speciality]:
    """The specialities chosen; refused where one is none of the list."""
    wanted = set(ids)
    rows = list(Speciality.objects.filter(pk__in=wanted))
    if len(rows) != len(wanted):
        raise Refused(_("Choose specialities from the list."), "speciality_ids")
    return rows
