"""What forms offer to choose from, so far as this viewer may choose it."""

from dataclasses import dataclass

from django.db.models import Max, Q

from vieta.base.periods import holds_on
from vieta.base.text import day_in_words
from vieta.base.viewer import Permission, Viewer
from vieta.organisations.models import Organisation
from vieta.people.choices import Level
from vieta.programmes.choices import PartnerRole
from vieta.programmes.models import Contract, Ground, Municipality, Partner, Period, Programme, Purpose

from ..access import opened_by


@dataclass(frozen=True)
class Option:
    """One thing to choose, with a word more about it."""

    id: int
    name: str
    hint: str = ""
    under_id: int | None = None


def takes_in_programmes(viewer: Viewer, *permissions: Permission) -> list[Option]:
    """The programmes where this viewer may reach out or take people in."""
    wanted = permissions or (Permission.REACH_OUT, Permission.TAKE_IN)
    reach: Q | None = Q(pk__in=[])
    for permission in wanted:
        ids = viewer.programme_ids(permission)
        reach = None if ids is None or reach is None else reach | Q(pk__in=ids)
    rows = Programme.objects.order_by("name", "id")
    if reach is None:
        rows = rows.filter(pk__in=_with_my_organisation(viewer)) if not viewer.job else rows
    else:
        rows = rows.filter(reach)
    return [Option(p.pk, p.name) for p in rows]


def running_programmes(viewer: Viewer, *permissions: Permission) -> list[Option]:
    """Those of them that have not ended: the ones where work is planned, people are met and enquiries taken down today."""
    ends = Period.objects.values("programme_id").annotate(end=Max("until_on"))
    ended = set(ends.filter(end__lte=viewer.today).values_list("programme_id", flat=True))
    return [option for option in takes_in_programmes(viewer, *permissions) if option.id not in ended]


def _with_my_organisation(viewer: Viewer):
    return Partner.objects.filter(organisation_id=viewer.organisation_id).values("programme_id")


def providers_for(viewer: Viewer, programme_id: int) -> list[Option]:
    """The organisations that provide support in a programme today, the viewer's own first."""
    roles = (PartnerRole.PROVIDER, PartnerRole.LEAD)
    parts = Partner.objects.filter(programme_id=programme_id, role__in=roles).order_by("id")
    ids = {p.organisation_id for p in parts if holds_on(viewer.today, p.from_on, p.until_on) and p.role == PartnerRole.PROVIDER}
    ids |= {
        p.organisation_id for p in parts if p.organisation_id == viewer.organisation_id and holds_on(viewer.today, p.from_on, p.until_on)
    }
    rows = Organisation.objects.filter(pk__in=ids).order_by("name", "id")
    return sorted((Option(o.pk, o.name, o.place) for o in rows), key=lambda option: option.id != viewer.organisation_id)


def municipalities_for(programme_id: int) -> list[Option]:
    """The municipalities and neighbourhoods of a programme's regions."""
    rows = Municipality.objects.filter(region__programme_id=programme_id).select_related("region").order_by("region__name", "name", "id")
    return [Option(m.pk, m.name, m.region.name) for m in rows]


def grounds_for(viewer: Viewer, enrolment_id: int) -> list[Option]:
    """The active grounds of the enrolment's programme, each sub-ground after its ground; for those who read grounds."""
    row = opened_by(viewer, enrolment_id, Level.SPECIAL)
    found = list(Ground.objects.filter(programme_id=row.programme_id, active=True).order_by("position", "id"))
    tops = [g for g in found if g.under_id is None]
    ordered = [g for top in tops for g in (top, *(s for s in found if s.under_id == top.pk))]
    return [Option(g.pk, g.name, _check_words(g), g.under_id) for g in ordered]


def _check_words(ground: Ground) -> str:
    words = str(ground.get_rule_display()) if ground.rule else ""
    return f"{words} ({ground.limit})" if words and ground.limit is not None else words


def purposes_for(viewer: Viewer, enrolment_id: int) -> list[Purpose]:
    """The notices in force today, newest version of each purpose, to read to the person."""
    row = opened_by(viewer, enrolment_id)
    newest: dict[str, Purpose] = {}
    for purpose in Purpose.objects.filter(programme_id=row.programme_id).order_by("code", "version"):
        if holds_on(viewer.today, purpose.from_on, purpose.until_on):
            newest[purpose.code] = purpose
    return list(newest.values())


def contracts_for(viewer: Viewer, enrolment_id: int) -> list[Option]:
    """The contracts that commission the enrolment's provider."""
    row = opened_by(viewer, enrolment_id)
    rows = Contract.objects.filter(programme_id=row.programme_id, provider_id=row.provider_id).order_by("from_on", "id")
    return [Option(c.pk, c.number, f"{day_in_words(c.from_on)} – {day_in_words(c.last_on)}") for c in rows]
