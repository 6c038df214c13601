"""Founding a programme and setting its periods, targets, regions, cycles, teams and rules."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.names import code_of
from vieta.base.periods import days_after
from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.text import day_in_words
from vieta.base.viewer import Permission, Viewer
from vieta.organisations.models import Organisation

from ..access import opened_by
from ..choices import Headline, PartnerRole
from ..models import RULES, Cycle, Municipality, Partner, Period, Programme, Region, Target, Team

LISTS = ("result_kinds", "headline_measures")  # they may be empty
WORDS = ("name", "summary", "fund", "operation", "specific_objective", "project_number", "visibility_text")


def set_up(by: Viewer, code: str) -> Programme:
    """The programme, locked, for somebody who sets it up; NotFound for everybody else."""
    return opened_by(by, code, Permission.SET_UP, lock=True)


def told(by: Viewer, at: datetime, deed: str, thing, programme: Programme, **details) -> None:
    """Puts a deed of this room on the trail."""
    record(by=by, at=at, deed=f"programmes.{deed}", thing=thing, programme_id=programme.pk, **details)


def inside(from_on: date, until_on: date | None, field: str = "until_on") -> None:
    """Refuses a period that ends before it begins."""
    if until_on is not None and until_on <= from_on:
        raise Refused(_("The end must lie after the beginning."), field)


@transaction.atomic
def found(
    *,
    by: Viewer,
    at: datetime,
    code: str,
    name: str,
    country: str,
    lead_id: int,
    from_on: date,
    until_on: date,
    decided_on: date,
    **words: str,
) -> Programme:
    """Founds a programme with its lead organisation and first period; for those who set up programmes of that organisation."""
    if not by.may(Permission.FOUND, organisation_id=lead_id):
        raise Refused(_("You may found programmes only for an organisation you lead for."), "lead_id")
    lead = Organisation.objects.filter(pk=lead_id).first()
    if lead is None:
        raise Refused(_("Choose an organisation from the list."), "lead_id")
    if Programme.objects.filter(code=code).exists():
        raise Refused(_("There is already a programme with this code."), "code")
    inside(from_on, until_on)
    programme = Programme.objects.create(
        code=code, name=name, country=country.upper(), lead=lead, result_kinds=["employment", "self-employment", "education", "qualification"],
        headline_measures=["reached", "intensive"], **{key: words[key] for key in WORDS if key in words},
    )  # fmt: skip
    Period.objects.create(programme=programme, number=1, from_on=from_on, until_on=until_on, decided_on=decided_on)
    Partner.objects.create(programme=programme, organisation=lead, role=PartnerRole.LEAD, agreed_on=decided_on, from_on=from_on)
    told(by, at, "found", programme, programme)
    return programme


@transaction.atomic
def describe(*, by: Viewer, at: datetime, code: str, words: Mapping[str, str]) -> Programme:
    """Changes the words of a programme and its identity in the fund's books; refused for words it does not have."""
    programme = set_up(by, code)
    _set(programme, words, WORDS)
    told(by, at, "describe", programme, programme, fields=sorted(words))
    return programme


@transaction.atomic
def set_rules(*, by: Viewer, at: datetime, code: str, rules: Mapping[str, object]) -> Programme:
    """Sets the rules in force; every figure is counted anew by them, and the trail says who changed which when.

    Refused for a rule or a figure at the head that there is none of, and for figures shown of fewer than three persons.
    """
    programme, first = set_up(by, code), rules.get("headline_measures", ())
    if not isinstance(first, list | tuple) or any(one not in Headline.values for one in first):
        raise Refused(_("Choose figures from the list."), "headline_measures")
    before = {key: getattr(programme, key) for key in rules if key in RULES}
    _set(programme, rules, RULES)
    told(by, at, "set_rules", programme, programme, before=before, after=dict(rules))
    return programme


def _set(programme: Programme, values: Mapping, allowed: tuple[str, ...]) -> None:
    if unknown := set(values) - set(allowed):
        raise Refused(_("A programme has no “%(what)s”.") % {"what": ", ".join(sorted(unknown))})
    for key, value in values.items():
        setattr(programme, key, value)
    fitting(programme, *(key for key in values if key not in LISTS))
    programme.save(update_fields=list(values))


@transaction.atomic
def extend(*, by: Viewer, at: datetime, code: str, until_on: date, decided_on: date, reason: str, targets: Mapping[str, int]) -> Period:
    """Adds a period that begins where the last one ends, with its own targets; the former period and its targets stay (S1-22)."""
    programme = set_up(by, code)
    last = Period.objects.filter(programme=programme).order_by("-number").first()
    if last is None:
        raise Refused(_("A programme without a period cannot be extended."))
    if until_on <= last.until_on:
        raise Refused(_("An extension must end after the present end, %(day)s.") % {"day": day_in_words(last.last_on)}, "until_on")
    period = Period.objects.create(
        programme=programme, number=last.number + 1, from_on=last.until_on, until_on=until_on, decided_on=decided_on, reason=reason
    )
    for measure, value in targets.items():
        Target.objects.create(period=period, measure=measure, value=value, due_on=days_after(until_on, -1))
    told(by, at, "extend", period, programme, number=period.number)
    return period


@transaction.atomic
def set_target(*, by: Viewer, at: datetime, code: str, period: int, measure: str, value: int, due_on: date) -> Target:
    """Sets what a period promises for a measure; refused once the period is over, so that what was promised stays readable."""
    programme = set_up(by, code)
    row = Period.objects.filter(programme=programme, number=period).first()
    if row is None:
        raise NotFound(f"period {period}")
    if row.until_on <= by.today:
        raise Refused(_("This period is over; what it promised stays as it was."), "period")
    if value < 1:
        raise Refused(_("A target is at least 1."), "value")
    target, _created = Target.objects.update_or_create(period=row, measure=measure, defaults={"value": value, "due_on": due_on})
    told(by, at, "set_target", target, programme, measure=measure, value=value)
    return target


@transaction.atomic
def open_cycle(*, by: Viewer, at: datetime, code: str, name: str, from_on: date, until_on: date) -> Cycle:
    """Opens a cycle; refused when it ends before it begins or its name is taken."""
    programme = set_up(by, code)
    inside(from_on, until_on)
    _free(Cycle.objects.filter(programme=programme, name__iexact=name), "name")
    cycle = Cycle.objects.create(programme=programme, name=name, from_on=from_on, until_on=until_on)
    told(by, at, "open_cycle", cycle, programme)
    return cycle


@transaction.atomic
def add_region(*, by: Viewer, at: datetime, code: str, name: str, nuts: str = "", category: str = "", own_code: str = "") -> Region:
    """Adds a region with its NUTS code; refused for a name already there. `own_code` keeps the code it has elsewhere."""
    programme = set_up(by, code)
    _free(Region.objects.filter(programme=programme, name__iexact=name), "name")
    region = Region.objects.create(
        programme=programme,
        code=own_code or code_of(name, _codes(Region.objects.filter(programme=programme)), "region"),
        name=name,
        nuts=nuts.upper(),
        category=category,
    )
    told(by, at, "add_region", region, programme)
    return region


@transaction.atomic
def add_municipality(
    *,
    by: Viewer,
    at: datetime,
    code: str,
    region_id: int,
    name: str,
    lau: str = "",
    degurba: int | None = None,
    own_code: str = "",
) -> Municipality:
    """Adds a county, municipality or neighbourhood to a region, with its LAU code and degree of urbanisation."""
    programme = set_up(by, code)
    region = Region.objects.filter(programme=programme, pk=region_id).first()
    if region is None:
        raise Refused(_("Choose a region from the list."), "region_id")
    _free(Municipality.objects.filter(region=region, name__iexact=name), "name")
    municipality = Municipality.objects.create(
        region=region,
        code=own_code or code_of(name, _codes(Municipality.objects.filter(region=region)), "place"),
        name=name,
        lau=lau,
        degurba=degurba,
    )
    told(by, at, "add_municipality", municipality, programme)
    return municipality


@transaction.atomic
def form_team(*, by: Viewer, at: datetime, code: str, name: str, region_id: int | None = None) -> Team:
    """Forms a team; its members join from any organisation of the programme (S1-01, S3-11)."""
    programme = set_up(by, code)
    if region_id is not None and not Region.objects.filter(programme=programme, pk=region_id).exists():
        raise Refused(_("Choose a region from the list."), "region_id")
    _free(Team.objects.filter(programme=programme, name__iexact=name), "name")
    team = Team.objects.create(programme=programme, name=name, region_id=region_id)
    told(by, at, "form_team", team, programme)
    return team


def _free(same, field: str) -> None:
    if same.exists():
        raise Refused(_("There is already one with this name."), field)


def _codes(rows) -> set[str]:
    return set(rows.values_list("code", flat=True))
