"""What partners and providers agree to: parts, contracts and obligations."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.periods import days_after
from vieta.base.refusal import NotFound, Refused
from vieta.base.text import day_in_words
from vieta.base.viewer import Viewer
from vieta.documents.models import Document
from vieta.organisations.models import Organisation

from ..access import is_lead
from ..choices import ObligationKind, PartnerRole
from ..models import Contract, Cycle, Obligation, Partner, Programme, Region
from .frame import inside, set_up, told


@transaction.atomic
def agree_part(
    *, by: Viewer, at: datetime, code: str, organisation_id: int, role: str, from_on: date, names_to_lead: bool = False,
    agreed_on: date | None = None, until_on: date | None = None,
) -> Partner:  # fmt: skip
    """Gives an organisation a part in a programme, and says whether the lead may see the names of its people.

    Asked again for the same organisation and role from the first day of the part there is, or before, it says anew what was agreed;
    from a later day on a new part begins and the former one, with its own terms, lasts to the day before. It opens no file of
    people already admitted. Refused for a second lead, for a part that begins after the programme, and for one that overlaps
    another with an end.
    """
    programme = set_up(by, code)
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None:
        raise Refused(_("Choose an organisation from the list."), "organisation_id")
    if role not in PartnerRole.values:
        raise Refused(_("Choose a part from the list."), "role")
    if role == PartnerRole.LEAD and organisation.pk != programme.lead_id:
        raise Refused(_("A programme has one lead organisation."), "role")
    inside(from_on, until_on)
    _in_the_programme(programme, from_on, "from_on")
    same = Partner.objects.select_for_update().filter(programme=programme, organisation=organisation, role=role)
    meets = list(same.exclude(until_on__lte=from_on).filter(from_on__lt=until_on or date.max).order_by("from_on"))
    partner = _said_anew(meets, from_on)
    if partner is None:
        _end_before(meets, from_on)
        partner = Partner(programme=programme, organisation=organisation, role=role)
    partner.from_on, partner.until_on, partner.names_to_lead = min(partner.from_on or from_on, from_on), until_on, names_to_lead
    partner.agreed_on = agreed_on or partner.agreed_on
    partner.save()
    told(by, at, "agree_part", partner, programme, names_to_lead=names_to_lead, from_on=str(from_on))
    return partner


def _said_anew(meets: list[Partner], from_on: date) -> Partner | None:
    """The part whose terms are said anew from its first day, out of those that meet these days; the lead has one for good."""
    said = [one for one in meets if one.role == PartnerRole.LEAD or (len(meets) == 1 and from_on <= one.from_on)]
    return said[-1] if said else None


def _end_before(meets: list[Partner], from_on: date) -> None:
    """Ends the part without an end that another follows; refused where one with an end lies in these days."""
    for one in meets:
        if one.until_on is not None:
            words = _("This organisation has the same part until %(day)s. Begin the new one after that day, or end that one sooner.")
            raise Refused(words % {"day": day_in_words(days_after(one.until_on, -1))}, "from_on")
        one.until_on = from_on
        one.save(update_fields=["until_on"])


@transaction.atomic
def end_part(*, by: Viewer, at: datetime, code: str, partner_id: int, until_on: date) -> Partner:
    """Ends an organisation's part on a day, or sets another day for its end; refused before it began, after the programme and
    for the lead.

    Roles given for the whole organisation stop opening this programme that day; roles given in it end one by one.
    """
    programme = set_up(by, code)
    partner = Partner.objects.select_for_update().filter(programme=programme, pk=partner_id).first()
    if partner is None:
        raise NotFound(f"partner {partner_id}")
    if is_lead(programme, partner):
        raise Refused(_("The lead organisation stays as long as the programme."))
    inside(partner.from_on, until_on)
    _in_the_programme(programme, days_after(until_on, -1), "until_on")
    partner.until_on = until_on
    partner.save(update_fields=["until_on"])
    told(by, at, "end_part", partner, programme, until_on=str(until_on))
    return partner


def _in_the_programme(programme: Programme, day: date, field: str) -> None:
    if not programme.periods.filter(until_on__gt=day).exists():
        raise Refused(_("The programme has ended by then."), field)


@transaction.atomic
def sign_contract(
    *, by: Viewer, at: datetime, code: str, provider_id: int, region_id: int, number: str, signed_on: date, from_on: date, until_on: date,
    persons: int, cycle_id: int | None = None,
) -> Contract:  # fmt: skip
    """Commissions a provider for a region, days and number of persons (S3-01); refused for somebody who is not a provider
    here, a region of another programme, a number already used, days that do not add up."""
    programme = set_up(by, code)
    inside(from_on, until_on)
    if persons < 1:
        raise Refused(_("A contract is for at least one person."), "persons")
    if not Partner.objects.filter(programme=programme, organisation_id=provider_id, role=PartnerRole.PROVIDER).exists():
        raise Refused(_("Choose one of the programme's providers."), "provider_id")
    region = Region.objects.filter(programme=programme, pk=region_id).first()
    if region is None:
        raise Refused(_("Choose a region from the list."), "region_id")
    if cycle_id is not None and not Cycle.objects.filter(programme=programme, pk=cycle_id).exists():
        raise Refused(_("Choose a cycle from the list."), "cycle_id")
    if Contract.objects.filter(programme=programme, number__iexact=number).exists():
        raise Refused(_("There is already a contract with this number."), "number")
    contract = Contract.objects.create(
        programme=programme, provider_id=provider_id, region=region, cycle_id=cycle_id, number=number, signed_on=signed_on,
        from_on=from_on, until_on=until_on, persons=persons,
    )  # fmt: skip
    told(by, at, "sign_contract", contract, programme)
    return contract


@transaction.atomic
def add_obligation(
    *, by: Viewer, at: datetime, code: str, contract_id: int, name: str, kind: str, due_on: date, quantity: int = 0
) -> Obligation:
    """Adds what a contract asks for; one that is counted needs a quantity."""
    programme = set_up(by, code)
    contract = _contract(programme, contract_id)
    if kind not in ObligationKind.values:
        raise Refused(_("Choose a kind from the list."), "kind")
    if kind != ObligationKind.STATEMENT and quantity < 1:
        raise Refused(_("Say how many."), "quantity")
    obligation = Obligation.objects.create(contract=contract, name=name, kind=kind, quantity=quantity, due_on=due_on)
    told(by, at, "add_obligation", obligation, programme)
    return obligation


@transaction.atomic
def state_obligation(
    *, by: Viewer, at: datetime, code: str, obligation_id: int, statement: str, stated_on: date, document: Document | None = None
) -> Obligation:
    """States that an obligation which is not counted was met, with words and a document; refused for counted ones and future days."""
    programme = set_up(by, code)
    obligation = Obligation.objects.select_for_update().filter(contract__programme=programme, pk=obligation_id).first()
    if obligation is None:
        raise NotFound(f"obligation {obligation_id}")
    if obligation.kind != ObligationKind.STATEMENT:
        raise Refused(_("This obligation is counted; nobody can state it."))
    if stated_on > by.today:
        raise Refused(_("The day must not lie in the future."), "stated_on")
    obligation.statement, obligation.stated_on, obligation.document = statement, stated_on, document
    obligation.save(update_fields=["statement", "stated_on", "document"])
    told(by, at, "state_obligation", obligation, programme)
    return obligation


def _contract(programme, contract_id: int) -> Contract:
    contract = Contract.objects.filter(programme=programme, pk=contract_id).first()
    if contract is None:
        raise Refused(_("Choose a contract from the list."), "contract_id")
    return contract
