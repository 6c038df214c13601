"""Grounds, notices and restrictions of a programme."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vieta.base.names import code_of
from vieta.base.refusal import NotFound, Refused
from vieta.base.text import day_in_words
from vieta.base.viewer import Permission, Viewer

from ..access import opened_by
from ..choices import GroundRule
from ..models import Ground, Purpose, Region, Restriction
from .frame import inside, set_up, told


@transaction.atomic
def add_ground(
    *, by: Viewer, at: datetime, code: str, name: str, family: str, rule: str = "", limit: int | None = None, special: bool = False,
    under_id: int | None = None, own_code: str = "",
) -> Ground:  # fmt: skip
    """Adds a ground, or a sub-ground under one; a rule that compares needs its limit, and a sub-ground has no sub-grounds."""
    programme = set_up(by, code)
    under = Ground.objects.filter(programme=programme, pk=under_id, under__isnull=True).first() if under_id else None
    if under_id and under is None:
        raise Refused(_("Choose a ground from the list."), "under_id")
    if rule not in (GroundRule.NONE, GroundRule.UNEMPLOYED) and limit is None:
        raise Refused(_("Say the limit this ground is checked against."), "limit")
    if Ground.objects.filter(programme=programme, name__iexact=name).exists():
        raise Refused(_("There is already a ground with this name."), "name")
    last = Ground.objects.filter(programme=programme).aggregate(last=Max("position"))["last"] or 0
    taken = set(Ground.objects.filter(programme=programme).values_list("code", flat=True))
    ground = Ground.objects.create(
        programme=programme, under=under, code=own_code or code_of(name, taken, "ground"), name=name, family=family, rule=rule,
        limit=limit, special=special or bool(under and under.special), position=last + 1,
    )  # fmt: skip
    told(by, at, "add_ground", ground, programme)
    return ground


@transaction.atomic
def end_ground(*, by: Viewer, at: datetime, code: str, ground_id: int) -> Ground:
    """Takes a ground and what lies under it out of use for new admissions; who was admitted on it stays so."""
    programme = set_up(by, code)
    ground = Ground.objects.filter(programme=programme, pk=ground_id).first()
    if ground is None:
        raise NotFound(f"ground {ground_id}")
    Ground.objects.filter(programme=programme, under=ground).update(active=False)
    ground.active = False
    ground.save(update_fields=["active"])
    told(by, at, "end_ground", ground, programme)
    return ground


@transaction.atomic
def publish_notice(
    *, by: Viewer, at: datetime, code: str, purpose: str, name: str, legal_basis: str, notice: str, special_basis: str = "",
    required: bool = True, from_on: date,
) -> Purpose:  # fmt: skip
    """Publishes a notice; for a purpose already there it becomes the next version and the former one ends that day."""
    programme = set_up(by, code)
    last = Purpose.objects.select_for_update().filter(programme=programme, code=purpose).order_by("-version").first()
    if last and from_on <= last.from_on:
        raise Refused(_("A new version begins after the one before, %(day)s.") % {"day": day_in_words(last.from_on)}, "from_on")
    if last:
        last.until_on = from_on
        last.save(update_fields=["until_on"])
    row = Purpose.objects.create(
        programme=programme, code=purpose, version=last.version + 1 if last else 1, name=name, legal_basis=legal_basis,
        special_basis=special_basis, notice=notice, required=required, from_on=from_on,
    )  # fmt: skip
    told(by, at, "publish_notice", row, programme, version=row.version)
    return row


@transaction.atomic
def restrict(
    *, by: Viewer, at: datetime, code: str, kind: str, name: str, from_on: date, until_on: date | None = None, region_id: int | None = None
) -> Restriction:
    """Flags a time of restricted delivery, in one region or all (S3-15); for leads and coordinators."""
    programme = opened_by(by, code, Permission.SET_UP, Permission.COORDINATE, lock=True)
    inside(from_on, until_on)
    if region_id is not None and not Region.objects.filter(programme=programme, pk=region_id).exists():
        raise Refused(_("Choose a region from the list."), "region_id")
    row = Restriction.objects.create(programme=programme, region_id=region_id, kind=kind, name=name, from_on=from_on, until_on=until_on)
    told(by, at, "restrict", row, programme)
    return row


@transaction.atomic
def lift_restriction(*, by: Viewer, at: datetime, code: str, restriction_id: int, until_on: date) -> Restriction:
    """Ends a time of restricted delivery on a day (exclusive)."""
    programme = opened_by(by, code, Permission.SET_UP, Permission.COORDINATE, lock=True)
    row = Restriction.objects.filter(programme=programme, pk=restriction_id).first()
    if row is None:
        raise NotFound(f"restriction {restriction_id}")
    inside(row.from_on, until_on)
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    told(by, at, "lift_restriction", row, programme)
    return row
