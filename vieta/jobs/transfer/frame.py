"""What a programme agreed before the first person came, as one JSON file (programme.json), and how it is set up from it."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from vieta.base.viewer import Viewer
from vieta.enrolments.models import SupportedOrganisation
from vieta.organisations.actions import register
from vieta.organisations.models import Organisation
from vieta.programmes import actions
from vieta.programmes.models import RULES, Contract, Cost, Ground, Period, Programme, Purpose, Region, Restriction

from .reading import Problem

FILE = "programme.json"


class Strict(BaseModel):
    """No unknown names, nothing guessed."""

    model_config = ConfigDict(extra="forbid", str_max_length=5000)


class OrganisationIn(Strict):
    """An organisation and its part in the programme; `part` is lead, provider, partner or funder."""

    code: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    name: str = Field(max_length=200)
    kind: str
    country: str = Field(pattern=r"^[A-Z]{2}$")
    place: str = ""
    part: str = ""
    names_to_lead: bool = False


class TargetIn(Strict):
    """A target of a period."""

    measure: str
    value: int = Field(ge=1)
    due_on: date


class PeriodIn(Strict):
    """A period; its end is the day after its last day. The second and later ones are extensions."""

    from_on: date
    until_on: date
    decided_on: date
    reason: str = ""
    targets: list[TargetIn] = []


class MunicipalityIn(Strict):
    """A municipality, county or neighbourhood."""

    code: str
    name: str
    lau: str = ""
    degurba: int | None = Field(default=None, ge=1, le=3)


class RegionIn(Strict):
    """A region with its municipalities."""

    code: str
    name: str
    nuts: str = ""
    category: str = ""
    municipalities: list[MunicipalityIn] = []


class CycleIn(Strict):
    """A cycle; its end is the day after its last day."""

    name: str
    from_on: date
    until_on: date


class ObligationIn(Strict):
    """What a contract asks for."""

    name: str
    kind: str
    quantity: int = Field(default=0, ge=0)
    due_on: date
    stated_on: date | None = None
    statement: str = ""


class ContractIn(Strict):
    """A contract with a provider (organisation code) for a region (code)."""

    number: str
    provider: str
    region: str
    cycle: str = ""
    signed_on: date
    from_on: date
    until_on: date
    persons: int = Field(ge=1)
    obligations: list[ObligationIn] = []


class GroundIn(Strict):
    """A ground, or a sub-ground of the ground whose code is `under`."""

    code: str
    name: str
    family: str
    under: str = ""
    rule: str = ""
    limit: int | None = None
    special: bool = False


class NoticeIn(Strict):
    """A notice; versions of one purpose in their order."""

    purpose: str
    name: str
    legal_basis: str
    special_basis: str = ""
    notice: str
    required: bool = True
    from_on: date


class ShareIn(Strict):
    """A funder's share."""

    funder: str
    percent: Decimal


class CostIn(Strict):
    """A cost in whole cents."""

    on: date
    what: str
    cents: int = Field(ge=1)
    contract: str = ""


class RestrictionIn(Strict):
    """A time of restricted delivery."""

    kind: str
    name: str
    from_on: date
    until_on: date | None = None
    region: str = ""


class TeamIn(Strict):
    """A team."""

    name: str
    region: str = ""


class ProgrammeIn(Strict):
    """The whole frame of a programme."""

    code: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    name: str = Field(max_length=200)
    country: str = Field(pattern=r"^[A-Z]{2}$")
    lead: str
    words: dict[str, str] = {}
    rules: dict[str, object] = {}
    organisations: list[OrganisationIn]
    periods: list[PeriodIn] = Field(min_length=1)
    regions: list[RegionIn] = []
    cycles: list[CycleIn] = []
    contracts: list[ContractIn] = []
    grounds: list[GroundIn] = []
    notices: list[NoticeIn] = []
    shares: list[ShareIn] = []
    costs: list[CostIn] = []
    restrictions: list[RestrictionIn] = []
    teams: list[TeamIn] = []


def read_frame(folder: Path) -> tuple[ProgrammeIn | None, list[Problem]]:
    """The frame that lies in a folder, or what is wrong with it; nothing and no problem where there is none."""
    path = folder / FILE
    if not path.is_file():
        return None, []
    try:
        return ProgrammeIn.model_validate(json.loads(path.read_text("utf-8-sig"))), []
    except UnicodeDecodeError:
        return None, [Problem(FILE, 0, "", "is not UTF-8 text")]
    except json.JSONDecodeError as error:
        return None, [Problem(FILE, error.lineno, "", f"cannot be read as JSON: {error.msg}")]
    except ValidationError as error:
        return None, [Problem(FILE, 0, ".".join(str(part) for part in e["loc"]), e["msg"]) for e in error.errors()]


def found_programme(frame: ProgrammeIn, *, by: Viewer, at: datetime) -> Programme:
    """Founds the programme with everything it agreed; each action refuses what it would refuse on a page."""
    ids = {o.code: _organisation(o, by, at) for o in frame.organisations}
    first = frame.periods[0]
    then = replace(by, today=first.from_on)
    common: dict[str, Any] = {"by": then, "at": at, "code": frame.code}
    words: dict[str, Any] = dict(frame.words)
    programme = actions.found(
        **common, name=frame.name, country=frame.country, lead_id=ids[frame.lead], from_on=first.from_on, until_on=first.until_on,
        decided_on=first.decided_on, **words,
    )  # fmt: skip
    if frame.rules:
        actions.set_rules(**common, rules=frame.rules)
    _periods(frame, common)
    for o in frame.organisations:
        if o.part and o.part != "lead":
            actions.agree_part(
                **common,
                organisation_id=ids[o.code],
                role=o.part,
                from_on=first.from_on,
                names_to_lead=o.names_to_lead,
                agreed_on=first.decided_on,
            )
    _places(frame, common)
    _agreements(frame, common, ids, by)
    _money(frame, common, ids, by, programme)
    return programme


def _organisation(o: OrganisationIn, by: Viewer, at: datetime) -> int:
    standing = Organisation.objects.filter(code=o.code).values_list("pk", flat=True).first()
    return standing or register(by=by, at=at, name=o.name, kind=o.kind, country=o.country, place=o.place, code=o.code).pk


def _periods(frame: ProgrammeIn, common: dict) -> None:
    for number, period in enumerate(frame.periods, start=1):
        if number > 1:
            actions.extend(**common, until_on=period.until_on, decided_on=period.decided_on, reason=period.reason, targets={})
        for target in period.targets:
            actions.set_target(**common, period=number, measure=target.measure, value=target.value, due_on=target.due_on)
    for cycle in frame.cycles:
        actions.open_cycle(**common, name=cycle.name, from_on=cycle.from_on, until_on=cycle.until_on)


def _places(frame: ProgrammeIn, common: dict) -> None:
    for region in frame.regions:
        made = actions.add_region(**common, name=region.name, nuts=region.nuts, category=region.category, own_code=region.code)
        for place in region.municipalities:
            actions.add_municipality(
                **common, region_id=made.pk, name=place.name, lau=place.lau, degurba=place.degurba, own_code=place.code
            )
    grounds: dict[str, int] = {}
    for ground in sorted(frame.grounds, key=lambda g: bool(g.under)):
        grounds[ground.code] = actions.add_ground(
            **common, name=ground.name, family=ground.family, rule=ground.rule, limit=ground.limit, special=ground.special,
            under_id=grounds.get(ground.under), own_code=ground.code,
        ).pk  # fmt: skip
    for notice in frame.notices:
        actions.publish_notice(**common, **notice.model_dump())


def _agreements(frame: ProgrammeIn, common: dict, ids: dict[str, int], by: Viewer) -> None:
    regions = dict(Region.objects.filter(programme__code=frame.code).order_by().values_list("code", "pk"))
    cycles = {c.name: c.pk for c in _cycles(frame.code)}
    for contract in frame.contracts:
        made = actions.sign_contract(
            **common, provider_id=ids[contract.provider], region_id=regions[contract.region], cycle_id=cycles.get(contract.cycle),
            number=contract.number, signed_on=contract.signed_on, from_on=contract.from_on, until_on=contract.until_on, persons=contract.persons,
        )  # fmt: skip
        for one in contract.obligations:
            row = actions.add_obligation(
                **common, contract_id=made.pk, name=one.name, kind=one.kind, quantity=one.quantity, due_on=one.due_on
            )
            if one.stated_on:
                actions.state_obligation(**common | {"by": by}, obligation_id=row.pk, statement=one.statement, stated_on=one.stated_on)
    for restriction in frame.restrictions:
        values = restriction.model_dump(exclude={"region"})
        actions.restrict(**common, **values, region_id=regions.get(restriction.region))
    for team in frame.teams:
        actions.form_team(**common, name=team.name, region_id=regions.get(team.region))


def _cycles(code: str) -> Iterable[Any]:
    return Programme.objects.get(code=code).cycles.all()


def _money(frame: ProgrammeIn, common: dict, ids: dict[str, int], by: Viewer, programme: Programme) -> None:
    if frame.shares:
        actions.set_shares(**common, shares=[(ids[s.funder], s.percent) for s in frame.shares])
    contracts = dict(Contract.objects.filter(programme=programme).order_by().values_list("number", "pk"))
    for cost in frame.costs:
        actions.record_cost(**common | {"by": by}, on=cost.on, what=cost.what, cents=cost.cents, contract_id=contracts.get(cost.contract))


def frame_of(programme: Programme) -> ProgrammeIn:
    """The frame of a programme that stands, to be written beside its files."""
    words = ("summary", "fund", "operation", "specific_objective", "project_number", "visibility_text")
    return ProgrammeIn(
        code=programme.code,
        name=programme.name,
        country=programme.country,
        lead=programme.lead.code,
        words={name: getattr(programme, name) for name in words if getattr(programme, name)},
        rules={name: getattr(programme, name) for name in RULES},
        organisations=_organisations_of(programme),
        periods=[_period_of(p) for p in programme.periods.prefetch_related("targets")],
        regions=[_region_of(r) for r in programme.regions.prefetch_related("municipalities")],
        cycles=[CycleIn(name=c.name, from_on=c.from_on, until_on=c.until_on) for c in programme.cycles.all()],
        contracts=_contracts_of(programme),
        grounds=[_ground_of(g) for g in programme.grounds.select_related("under").order_by("position", "id")],
        notices=[_notice_of(n) for n in programme.purposes.order_by("code", "version")],
        shares=[ShareIn(funder=s.funder.code, percent=s.percent) for s in programme.shares.select_related("funder")],
        costs=[_cost_of(c) for c in programme.costs.filter(withdrawn_at__isnull=True).select_related("contract").order_by("on", "id")],
        restrictions=[_restriction_of(r) for r in programme.restrictions.select_related("region")],
        teams=[TeamIn(name=t.name, region=t.region.code if t.region else "") for t in programme.teams.select_related("region")],
    )


def _period_of(p: Period) -> PeriodIn:
    targets = [TargetIn(measure=t.measure, value=t.value, due_on=t.due_on) for t in p.targets.all()]
    return PeriodIn(from_on=p.from_on, until_on=p.until_on, decided_on=p.decided_on, reason=p.reason, targets=targets)


def _region_of(r: Region) -> RegionIn:
    places = [MunicipalityIn(code=m.code, name=m.name, lau=m.lau, degurba=m.degurba) for m in r.municipalities.all()]
    return RegionIn(code=r.code, name=r.name, nuts=r.nuts, category=r.category, municipalities=places)


def _ground_of(g: Ground) -> GroundIn:
    under = g.under.code if g.under else ""
    return GroundIn(code=g.code, name=g.name, family=g.family, under=under, rule=g.rule, limit=g.limit, special=g.special)


def _notice_of(n: Purpose) -> NoticeIn:
    same = ("name", "legal_basis", "special_basis", "notice", "required", "from_on")
    return NoticeIn(purpose=n.code, **{name: getattr(n, name) for name in same})


def _cost_of(c: Cost) -> CostIn:
    return CostIn(on=c.on, what=c.what, cents=c.cents, contract=c.contract.number if c.contract else "")


def _restriction_of(r: Restriction) -> RestrictionIn:
    region = r.region.code if r.region else ""
    return RestrictionIn(kind=r.kind, name=r.name, from_on=r.from_on, until_on=r.until_on, region=region)


def _organisations_of(programme: Programme) -> list[OrganisationIn]:
    parts = list({(p.organisation_id, p.role): p for p in programme.partners.select_related("organisation").order_by("id")}.values())
    known = {p.organisation_id for p in parts}
    answer = [
        OrganisationIn(code=o.code, name=o.name, kind=o.kind, country=o.country, place=o.place, part=p.role, names_to_lead=p.names_to_lead)
        for p in parts
        for o in (p.organisation,)
    ]
    supported = SupportedOrganisation.objects.filter(programme=programme, retracted_at__isnull=True).select_related("organisation")
    others = {s.funder for s in programme.shares.select_related("funder")} | {programme.lead} | {s.organisation for s in supported}
    extra = sorted((o for o in others if o.pk not in known), key=lambda o: o.code)
    return answer + [OrganisationIn(code=o.code, name=o.name, kind=o.kind, country=o.country, place=o.place) for o in extra]


def _contracts_of(programme: Programme) -> list[ContractIn]:
    rows = programme.contracts.select_related("provider", "region", "cycle").prefetch_related("obligations")
    return [
        ContractIn(
            number=c.number, provider=c.provider.code, region=c.region.code, cycle=c.cycle.name if c.cycle else "", signed_on=c.signed_on,
            from_on=c.from_on, until_on=c.until_on, persons=c.persons,
            obligations=[
                ObligationIn(
                    name=o.name, kind=o.kind, quantity=o.quantity, due_on=o.due_on, stated_on=o.stated_on, statement=o.statement
                )
                for o in c.obligations.all()
            ],
        )
        for c in rows
    ]  # fmt: skip
