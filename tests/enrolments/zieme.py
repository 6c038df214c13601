"""The Latvian programme as the third scenario tells of it: contract 29 Sep 2020 - 30 Jul 2021 for 60 persons, its grounds."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from vieta.accounts.choices import Profession
from vieta.accounts.models import Account, Assignment
from vieta.base.viewer import system
from vieta.enrolments import actions
from vieta.organisations.choices import Kind
from vieta.organisations.models import Organisation
from vieta.people.actions import IncomingPerson, bring_in_people
from vieta.people.queries import viewer_with_own_place
from vieta.programmes.choices import GroundFamily, GroundRule, LegalBasis, PartnerRole, SpecialBasis
from vieta.programmes.models import Contract, Ground, Municipality, Partner, Period, Programme, Purpose, Region

START, END = date(2020, 9, 29), date(2021, 7, 31)
TODAY = date(2021, 8, 20)
NOW = datetime(2021, 8, 20, 9, 0, tzinfo=UTC)


def build(persons: int = 60) -> SimpleNamespace:
    """The programme with its provider, contract, grounds and one required notice; `by()` is the intake officer."""
    w = SimpleNamespace()
    w.lead = Organisation.objects.create(code="sif", name="Society Integration Fund", kind=Kind.FUND, country="LV")
    w.provider = Organisation.objects.create(code="mini-sd", name="Mini SD", kind=Kind.CIVIL_SOCIETY, country="LV")
    w.programme = Programme.objects.create(
        code="lv", name="Motivation programme", country="LV", lead=w.lead, project_number="9.1.4.4./16/I/001"
    )
    Period.objects.create(
        programme=w.programme, number=1, from_on=date(2018, 1, 1), until_on=date(2023, 1, 1), decided_on=date(2017, 12, 1)
    )
    w.region = Region.objects.create(programme=w.programme, code="zk", name="Ziemeļkurzeme")
    for name in ("Alsunga", "Kuldīga", "Ventspils"):
        Municipality.objects.create(region=w.region, code=name.lower(), name=name, degurba=3)
    Partner.objects.create(programme=w.programme, organisation=w.provider, role=PartnerRole.PROVIDER, from_on=START)
    w.contract = Contract.objects.create(
        programme=w.programme,
        provider=w.provider,
        region=w.region,
        number="ZK-1",
        signed_on=START,
        from_on=START,
        until_on=END,
        persons=persons,
    )
    _grounds(w)
    w.purpose = Purpose.objects.create(
        programme=w.programme, code="support", name="Support", legal_basis=LegalBasis.PUBLIC_TASK, special_basis=SpecialBasis.PUBLIC_INTEREST,
        notice="What we keep.", from_on=date(2018, 1, 1),
    )  # fmt: skip
    w.intake = Account.objects.create(username="ilze", name="Ilze Kalniņa", organisation=w.provider, profession=Profession.CHANGE_AGENT)
    Assignment.objects.create(account=w.intake, role="intake", organisation=w.provider, programme=w.programme, from_on=START)
    w.by = lambda today=TODAY: viewer_with_own_place(w.intake, today)
    return w


def _grounds(w) -> None:
    def ground(code, name, family, under=None, rule="", limit=None, special=False):
        position = Ground.objects.filter(programme=w.programme).count()
        return Ground.objects.create(
            programme=w.programme,
            code=code,
            name=name,
            family=family,
            under=under,
            rule=rule,
            limit=limit,
            special=special,
            position=position,
        )

    w.sex = ground("sex", "Sex", GroundFamily.SEX)
    w.childcare = ground("childcare", "After childcare leave", GroundFamily.SEX, w.sex)
    w.violence = ground("violence", "Victim of violence", GroundFamily.SEX, w.sex)
    w.carer = ground("carer", "Carer of a family member", GroundFamily.SEX, w.sex)
    w.single_parent = ground("single-parent", "Single parent", GroundFamily.SEX, w.sex)
    w.age = ground("age", "Age", GroundFamily.AGE)
    w.fifty = ground("age-50", "50 or older", GroundFamily.AGE, w.age, GroundRule.AGE_AT_LEAST, 50)
    w.disability = ground("disability", "Disability", GroundFamily.DISABILITY, special=True)
    w.unemployed_disability = ground(
        "disability-unemployed", "Unemployed with a disability", GroundFamily.DISABILITY, w.disability, GroundRule.UNEMPLOYED, special=True
    )
    w.low_education = ground(
        "disability-low", "Disability and low education", GroundFamily.DISABILITY, w.disability, GroundRule.LOW_EDUCATION, 2, special=True
    )
    w.ethnicity = ground("ethnicity", "Ethnicity", GroundFamily.ETHNICITY, special=True)
    w.roma = ground("roma", "Roma", GroundFamily.ETHNICITY, w.ethnicity, special=True)
    w.minority = ground("minority", "Other ethnic minority", GroundFamily.ETHNICITY, w.ethnicity, special=True)


def ask(w, number: int = 1, *, on=START, **identity):
    """An enquiry of somebody new whom the notice was read to."""
    identity = {
        "first_name": f"Anna{_letters(number)}",
        "last_name": f"Bērziņa{_letters(number)}",
        "birth_on": date(1960, 1, 1),
        "gender": "W",
    } | identity
    enrolment = actions.enquire(
        by=w.by(),
        at=NOW,
        programme_id=w.programme.pk,
        provider_id=w.provider.pk,
        region_id=w.region.pk,
        on=on,
        apart_reason="spoke to her",
        **identity,
    )
    actions.give_notice(by=w.by(), at=NOW, enrolment_id=enrolment.pk, purpose_id=w.purpose.pk, form="paper", language="lv", on=on)
    return enrolment


def let_in(w, enrolment, *grounds, on=START, **more):
    """Admits on grounds."""
    given = [actions.GroundGiven(g.pk) for g in grounds or (w.fifty,)]
    return actions.admit(by=w.by(), at=NOW, enrolment_id=enrolment.pk, on=on, reason="Meets the ground.", grounds=given, **more)


def brought_in(w, number: int) -> list:
    """So many people who entered under the contract, brought in by a job as an import does."""
    job = system("import", TODAY)
    people = bring_in_people(
        by=job, at=NOW, rows=[IncomingPerson(first_name=f"Zane{_letters(n)}", last_name=f"Liepa{_letters(n)}") for n in range(number)]
    )
    events = [actions.IncomingEvent("enquired", START), actions.IncomingEvent("admitted", START), actions.IncomingEvent("entered", START)]
    rows = [
        actions.IncomingEnrolment(
            person=person, number=f"I-{n}", programme_id=w.programme.pk, provider_id=w.provider.pk, region_id=w.region.pk,
            contract_id=w.contract.pk, events=events, ground_ids=[w.age.pk, w.fifty.pk], team=[(w.intake.pk, Profession.CHANGE_AGENT)],
            traits=[actions.IncomingTrait("labour", "unemployed")], notice_ids=[w.purpose.pk],
        )
        for n, person in enumerate(people)
    ]  # fmt: skip
    return actions.bring_in_enrolments(by=job, at=NOW, rows=rows)


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))
