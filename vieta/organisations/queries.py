"""Named questions about organisations."""

from dataclasses import dataclass

from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer

from .access import may_keep, visible_to
from .models import Organisation, Speciality


@dataclass(frozen=True)
class OrganisationCard:
    """One organisation with its kind and specialities in words."""

    id: int
    code: str
    name: str
    kind: str
    kind_label: str
    country: str
    place: str
    specialities: tuple[str, ...]
    speciality_ids: tuple[int, ...]
    active: bool
    may_keep: bool


def organisations(viewer: Viewer, *, kind: str = "", text: str = "") -> list[OrganisationCard]:
    """Organisations by name, of one kind or whose name holds a text. Two statements."""
    rows = visible_to(viewer).prefetch_related("specialities").order_by("name", "id")
    if kind:
        rows = rows.filter(kind=kind)
    if text:
        rows = rows.filter(name__icontains=text)
    keeps = may_keep(viewer)
    return [_card(row, keeps) for row in rows[:500]]


def organisation(viewer: Viewer, code: str) -> OrganisationCard:
    """One organisation, or NotFound."""
    row = visible_to(viewer).prefetch_related("specialities").filter(code=code).first()
    if row is None:
        raise NotFound(code)
    return _card(row, may_keep(viewer))


def specialities(*, active_only: bool = True) -> list[tuple[int, str, bool]]:
    """Specialities as (id, name, active), by name."""
    rows = Speciality.objects.order_by("name")
    return list((rows.filter(active=True) if active_only else rows).values_list("id", "name", "active"))


def _card(row: Organisation, keeps: bool) -> OrganisationCard:
    held = sorted(row.specialities.all(), key=lambda s: s.name)
    return OrganisationCard(
        row.pk, row.code, row.name, row.kind, str(row.get_kind_display()), row.country, row.place,
        tuple(s.name for s in held), tuple(s.pk for s in held), row.active, keeps,
    )  # fmt: skip
