"""The cast every access test asks, in a small world of two programmes; known by heart.

Amina is helped; Bram coaches her; Chloé works in the same office; Dario mentors her; Edda works for another partner and
must not see her; Farid coordinates for the lead; Greta audits for the funder and sees figures only.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.contrib.auth.hashers import make_password

from vieta.accounts.choices import Profession
from vieta.accounts.models import Account, Assignment, TeamMember
from vieta.base.periods import months_after
from vieta.base.viewer import Viewer
from vieta.enrolments.choices import Moment, State
from vieta.enrolments.models import CaseTeamMember, Enrolment, Event
from vieta.mentoring.choices import DuoMoment, DuoState, MentorMoment, Standing
from vieta.mentoring.models import Clearance, Duo, DuoEvent, Mentor, Mentorship, MentorshipEvent
from vieta.organisations.choices import Kind
from vieta.organisations.models import Organisation, Speciality
from vieta.people.choices import GrantPurpose, Level
from vieta.people.models import Grant, OwnPart, OwnPlace, Person
from vieta.people.queries import viewer_with_own_place
from vieta.programmes.choices import GroundFamily, GroundRule, LegalBasis, PartnerRole, SpecialBasis
from vieta.programmes.models import (
    Contract,
    FundingShare,
    Ground,
    Municipality,
    Partner,
    Period,
    Programme,
    Purpose,
    Region,
    Target,
    Team,
)

TODAY = date(2021, 3, 15)
NOW = datetime(2021, 3, 15, 10, 0, tzinfo=UTC)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD = "four words nobody guesses"
# What the authenticator apps of those who see special data hold.
FACTOR = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NAMES = ("amina", "bram", "chloe", "dario", "edda", "farid", "greta")
# A word that lies in Amina's file and must never reach anybody who may not see her.
SECRET = "Zephyrine"


@dataclass
class Cast:
    """The seven with their accounts and viewers, and the world they stand in."""

    accounts: dict[str, Account] = field(default_factory=dict)
    world: SimpleNamespace = field(default_factory=SimpleNamespace)

    def viewer(self, name: str, today: date = TODAY) -> Viewer:
        """The viewer one of the seven is on a day; built anew, so changed roles count."""
        return viewer_with_own_place(self.accounts[name], today)

    def __getattr__(self, name: str) -> Viewer:
        if name in NAMES or name in self.__dict__.get("accounts", {}):
            return self.viewer(name)
        raise AttributeError(name)


def build() -> Cast:
    """Builds the world in the database: programme GENT with two providers, lead, funder; Amina active with Bram."""
    cast = Cast()
    w = cast.world
    _organisations(w)
    _programme(w)
    _accounts(cast)
    _amina(cast)
    _dario(cast)
    return cast


def _organisations(w) -> None:
    w.youth = Speciality.objects.create(code="youth-work", name="Youth work")
    w.addiction = Speciality.objects.create(code="substance-abuse", name="Substance abuse")
    w.lead = Organisation.objects.create(code="city", name="City of Gent", kind=Kind.MUNICIPAL, country="BE", place="Gent")
    w.provider = Organisation.objects.create(code="compaan", name="Compaan", kind=Kind.CIVIL_SOCIETY, country="BE", place="Gent")
    w.other = Organisation.objects.create(code="groep", name="Groep", kind=Kind.CIVIL_SOCIETY, country="BE", place="Gent")
    w.funder = Organisation.objects.create(code="esf", name="ESF Flanders", kind=Kind.FUND, country="BE")


def _programme(w) -> None:
    w.programme = Programme.objects.create(
        code="gent", name="Jobteam", country="BE", lead=w.lead, fund="ESF", project_number="9.1.4.4./16/I/001",
        result_kinds=["employment", "self-employment", "education", "qualification"],
        headline_measures=["reached", "intensive"],
    )  # fmt: skip
    w.period = Period.objects.create(
        programme=w.programme, number=1, from_on=date(2020, 2, 1), until_on=date(2022, 2, 1), decided_on=date(2020, 1, 15)
    )
    Target.objects.create(period=w.period, measure="reached", value=1500, due_on=date(2022, 1, 31))
    Target.objects.create(period=w.period, measure="intensive", value=920, due_on=date(2022, 1, 31))
    w.region = Region.objects.create(programme=w.programme, code="north", name="North", nuts="BE234")
    w.municipality = Municipality.objects.create(region=w.region, code="rabot", name="Rabot", lau="44021", degurba=1)
    for organisation, role in ((w.lead, PartnerRole.LEAD), (w.provider, PartnerRole.PROVIDER), (w.other, PartnerRole.PROVIDER)):
        Partner.objects.create(programme=w.programme, organisation=organisation, role=role, from_on=w.period.from_on)
    Partner.objects.create(programme=w.programme, organisation=w.funder, role=PartnerRole.FUNDER, from_on=w.period.from_on)
    w.contract = Contract.objects.create(
        programme=w.programme, provider=w.provider, region=w.region, number="C-1", signed_on=date(2020, 1, 20),
        from_on=date(2020, 2, 1), until_on=date(2022, 2, 1), persons=60,
    )  # fmt: skip
    FundingShare.objects.create(programme=w.programme, funder=w.funder, percent=Decimal(85), position=0)
    FundingShare.objects.create(programme=w.programme, funder=w.lead, percent=Decimal(15), position=1)
    w.ethnicity = Ground.objects.create(
        programme=w.programme, code="ethnicity", name="Ethnicity", family=GroundFamily.ETHNICITY, special=True
    )
    w.roma = Ground.objects.create(
        programme=w.programme, under=w.ethnicity, code="roma", name="Roma", family=GroundFamily.ETHNICITY, special=True, position=1
    )
    w.age = Ground.objects.create(
        programme=w.programme, code="age-50", name="50 or older", family=GroundFamily.AGE, rule=GroundRule.AGE_AT_LEAST, limit=50, position=2
    )  # fmt: skip
    w.purpose = Purpose.objects.create(
        programme=w.programme, code="support", name="Support towards work", legal_basis=LegalBasis.PUBLIC_TASK,
        special_basis=SpecialBasis.PUBLIC_INTEREST, notice="We keep what we need to support you.", from_on=w.period.from_on,
    )  # fmt: skip
    w.team = Team.objects.create(programme=w.programme, name="Jobteam")


def _accounts(cast: Cast) -> None:
    w = cast.world
    rows = (
        ("amina", "Amina Okafor", None, ""),
        ("bram", "Bram Peeters", w.provider, Profession.COACH),
        ("chloe", "Chloé Martin", w.provider, Profession.COACH),
        ("dario", "Dario Rossi", w.provider, Profession.MENTOR),
        ("edda", "Edda Lind", w.other, Profession.COACH),
        ("farid", "Farid Haddad", w.lead, Profession.OFFICE),
        ("greta", "Greta Vos", w.funder, Profession.OFFICE),
    )
    for username, name, organisation, profession in rows:
        account = Account(username=username, name=name, organisation=organisation, profession=profession)
        account.opens = [] if organisation else [w.provider.pk]
        account.password = make_password(PASSWORD)
        account.save()
        cast.accounts[username] = account
    here = {"programme": w.programme, "from_on": date(2020, 2, 1)}
    for username, role in (("bram", "coach"), ("chloe", "coach"), ("edda", "coach")):
        account = cast.accounts[username]
        Assignment.objects.create(account=account, role=role, organisation=account.organisation, **here)
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": encrypt(FACTOR)})
        TeamMember.objects.create(team=w.team, account=account, from_on=here["from_on"])
    Assignment.objects.create(account=cast.accounts["farid"], role="lead", **here)
    Assignment.objects.create(account=cast.accounts["greta"], role="funder", **here)


def person(w, reference: str, first: str, last: str, **more) -> Person:
    """A person row for tests that need more people than Amina."""
    values = {"sort_name": f"{last} {first}".lower(), "entered_at": NOW} | more
    return Person.objects.create(reference=reference, first_name=first, last_name=last, **values)


def enrolment(w, who: Person, *, provider=None, state=State.ACTIVE, entered_on=date(2020, 9, 1), number=None, **more) -> Enrolment:
    """An enrolment row with its standing events for tests that need more than Amina's."""
    entered = entered_on if state in (State.ACTIVE, State.LEFT) else None
    row = Enrolment.objects.create(
        number=number or f"E-{who.reference}", person=who, programme=w.programme, provider=provider or w.provider, region=w.region,
        municipality=w.municipality, contract=w.contract, state=state, sort_name=who.sort_name, enquired_on=entered_on,
        admitted_on=entered, entered_on=entered, **more,
    )  # fmt: skip
    moments = [Moment.ENQUIRED] + ([Moment.ADMITTED, Moment.ENTERED] if entered else [])
    for moment in moments:
        Event.objects.create(enrolment=row, moment=moment, valid_on=entered_on, recorded_at=NOW)
    return row


def on_case_team(cast: Cast, row: Enrolment, name: str, *, responsible: bool = False, level: Level = Level.SPECIAL) -> CaseTeamMember:
    """Puts an account on a case team together with the grant that goes with it."""
    account = cast.accounts[name]
    member = CaseTeamMember.objects.create(
        enrolment=row, account=account, profession=account.profession or Profession.COACH, responsible=responsible, from_on=row.enquired_on
    )
    Grant.objects.create(
        person=row.person, account=account, programme=row.programme, level=level, purpose=GrantPurpose.CASE_TEAM,
        cause="enrolment", cause_id=row.pk, from_on=row.enquired_on, given_at=NOW,
    )  # fmt: skip
    return member


def _amina(cast: Cast) -> None:
    w = cast.world
    w.amina = person(
        w,
        "P-AMINA1",
        "Amina",
        SECRET,
        birth_on=date(1994, 5, 17),
        gender="W",
        phone="+32 470 00 00 01",
        address=f"{SECRET}straat 1",
        languages=["en", "fr"],
    )
    w.enrolment = enrolment(w, w.amina)
    on_case_team(cast, w.enrolment, "bram", responsible=True)
    Grant.objects.create(
        person=w.amina, organisation=w.provider, programme=w.programme, level=Level.SPECIAL, purpose=GrantPurpose.PROVIDER,
        cause="enrolment", cause_id=w.enrolment.pk, from_on=w.enrolment.enquired_on, given_at=NOW,
    )  # fmt: skip
    own_place(w.amina, cast.accounts["amina"], w.provider)


def own_place(who: Person, account: Account, house: Organisation) -> None:
    """A person's own place, of which a house opened its part; the account is made to open it by its password."""
    place = OwnPlace.objects.create(person=who, account=account, given_at=NOW)
    OwnPart.objects.create(place=place, organisation=house, given_at=NOW)


def _dario(cast: Cast) -> None:
    """Dario mentors Amina; she has agreed to share nothing with him yet."""
    w, account = cast.world, cast.accounts["dario"]
    Assignment.objects.create(account=account, role="mentor", organisation=w.provider, programme=w.programme, from_on=date(2020, 2, 1))
    w.mentor = Mentor.objects.create(
        reference="M-DARIO1", organisation=w.provider, account=account, first_name="Dario", last_name="Rossi", sort_name="rossi dario",
        birth_on=date(1960, 4, 2), origin="BE", languages=[["fr", "C1"], ["it", "native"]], entered_at=NOW, joined_on=date(2020, 11, 1),
    )  # fmt: skip
    w.mentorship = Mentorship.objects.create(
        mentor=w.mentor,
        programme=w.programme,
        organisation=w.provider,
        region=w.region,
        standing=Standing.ACCEPTED,
        from_on=date(2020, 11, 1),
    )
    moments = (MentorMoment.APPLIED, MentorMoment.INFORMED, MentorMoment.INTERVIEWED, MentorMoment.ACCEPTED, MentorMoment.TRAINED)
    for moment in moments:
        MentorshipEvent.objects.create(mentorship=w.mentorship, moment=moment, valid_on=date(2020, 11, 1), recorded_at=NOW)
    Clearance.objects.create(mentor=w.mentor, checked_on=date(2020, 11, 1), valid_until=date(2022, 11, 1), recorded_at=NOW)
    w.duo = duo(w, w.enrolment, w.mentorship)


def duo(w, row: Enrolment, mentorship: Mentorship, *, formed_on=date(2021, 2, 1), agreed_on: date | None = date(2021, 2, 12)) -> Duo:
    """A duo row with its standing moments, under way or with its first meeting to come."""
    one = Duo.objects.create(
        programme=w.programme, organisation=row.provider, enrolment=row, mentorship=mentorship, reason="Both know retail.", formed_on=formed_on,
        agreed_on=agreed_on, due_on=agreed_on and months_after(agreed_on, 6), state=DuoState.RUNNING if agreed_on else DuoState.FORMED,
    )  # fmt: skip
    m, days = DuoMoment, {DuoMoment.FORMED: formed_on}
    if agreed_on:
        days |= {m.MET: formed_on, m.YES_MENTEE: formed_on, m.YES_MENTOR: formed_on, m.AGREED: agreed_on}
    for moment, on in days.items():
        DuoEvent.objects.create(duo=one, moment=moment, valid_on=on, recorded_at=NOW)
    return one
