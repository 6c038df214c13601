"""Organisations that a programme supported themselves, as its lead and coordinators read them."""

from dataclasses import dataclass
from datetime import date

from vieta.accounts.queries import names_of
from vieta.base.viewer import Permission, Viewer
from vieta.documents.choices import Source
from vieta.programmes.access import opened_by

from ..models import SupportedOrganisation


@dataclass(frozen=True)
class SupportedCard:
    """One organisation supported; `owner_takes_part` says that a participant owns it, not who."""

    id: int
    organisation: str
    kind: str
    on: date
    what: str
    source: str
    owner_takes_part: bool
    recorded_by: str
    taken_back: str
    standing: bool


def supported_organisations(viewer: Viewer, code: str) -> list[SupportedCard]:
    """Every organisation supported, those taken back last. A constant number of statements."""
    programme = opened_by(viewer, code, Permission.SET_UP, Permission.COORDINATE, Permission.SEE_FIGURES)
    rows = list(SupportedOrganisation.objects.filter(programme=programme).select_related("organisation").order_by("valid_on", "pk"))
    names = names_of({row.recorded_by for row in rows if row.recorded_by})
    cards = [
        SupportedCard(
            row.pk, row.organisation.name, str(row.get_kind_display()), row.valid_on, row.what, str(Source(row.source).label),
            row.owner_id is not None, names.get(row.recorded_by or 0, ""), row.retraction_reason, row.retracted_at is None,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(cards, key=lambda card: not card.standing)


def may_support(viewer: Viewer, code: str) -> bool:
    """Whether the viewer records organisations supported in this programme."""
    programme = opened_by(viewer, code)
    return any(viewer.may(p, programme_id=programme.pk) for p in (Permission.SET_UP, Permission.COORDINATE))
