"""Measures that count no people: organisations a programme supported, and the programme itself as a project."""

import ibis

from vieta.enrolments.choices import Labour, SupportedKind
from vieta.organisations.choices import Kind
from vieta.programmes.choices import PartnerRole

from ..choices import Audience
from .record import Asking, counting, standing


def counted(tables, asking: Asking, people: ibis.Table) -> ibis.Table:
    """One row with a column per measure, for the programme asked about; `people` are its participants."""
    supported = standing(tables["supported"], asking)
    supported = supported.filter(supported.programme_id == asking.programme_id)
    public = supported.filter(supported.kind == SupportedKind.PUBLIC)
    firms = enterprises(supported, people)
    partners = tables["partners"].filter(tables["partners"].programme_id == asking.programme_id, tables["partners"].from_on <= asking.day)
    carries = partners.role.isin((PartnerRole.LEAD, PartnerRole.PROVIDER, PartnerRole.PARTNER))
    ngo = partners.filter(carries & (partners.kind == Kind.CIVIL_SOCIETY))
    ways = counting(tables, asking)
    for_women = ways.filter(ways.programme_id == asking.programme_id, ways.audience == Audience.WOMEN)
    parts = {
        "publics": public.organisation_id.nunique().as_scalar(),
        "firms": firms.organisation_id.nunique().as_scalar(),
        "ngos": ngo.partner_id.count().as_scalar(),
        "women": for_women.programme_id.count().as_scalar(),
    }
    row = asking.asked.select(**parts)
    once = {name: ibis.least(row[name], 1) for name in ("ngos", "women")}
    return row.select(
        EECO18=row.publics, EECO19=row.firms, CO20=once["ngos"], CO21=once["women"], CO22=ibis.least(row.publics, 1), CO23=row.firms
    )


def enterprises(supported: ibis.Table, people: ibis.Table) -> ibis.Table:
    """Supported enterprises, without those whose owner counts as employed (EECO05): never both the person and the firm."""
    employed = people.filter(people.complete & (people.labour == Labour.EMPLOYED)).select(owner_id="person")
    return supported.filter(supported.kind == SupportedKind.ENTERPRISE).anti_join(employed, "owner_id")
