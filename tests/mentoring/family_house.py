"""A family for tests: Amina and Josef with a plan each, Kees who can lead it, and Fenna as a mentor of families."""

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt

from tests.activities.house import hire
from tests.cast import FACTOR, NOW, TODAY, own_place
from tests.mentoring.duo_house import House, moment
from vieta.accounts.choices import Profession
from vieta.accounts.models import Account
from vieta.base.viewer import system
from vieta.enrolments.models import Enrolment
from vieta.mentoring.actions import children, family
from vieta.mentoring.choices import Offer
from vieta.mentoring.models import Mentor
from vieta.mentoring.queries import family as queries
from vieta.people.models import Household
from vieta.plans import actions as plans
from vieta.plans.models import Step

UNTIL = date(2021, 12, 1)


@dataclass
class Family:
    """The household with short ways to go through its story."""

    house: House
    josef: Enrolment
    lina: Enrolment
    mentor: Mentor
    household: Household | None = None

    @property
    def cast(self):
        return self.house.cast

    @property
    def amina(self) -> Enrolment:
        return self.house.w.enrolment

    @property
    def id(self) -> int:
        return self.household.pk

    def act(self, name="bram", day=TODAY):
        return {"by": self.cast.viewer(name, day), "at": moment(day), "household_id": self.id}

    def begun_alone(self) -> "Family":
        """A household with Amina."""
        self.household = family.form_family(by=self.cast.bram, at=NOW, enrolment_id=self.amina.pk)
        return self

    def begun(self) -> "Family":
        """Amina and Josef belong to one household."""
        self.begun_alone()
        family.add_adult(**self.act(), enrolment_id=self.josef.pk)
        return self

    def led(self, by="kees") -> "Family":
        """Kees the colleague, or Fenna the mentor, leads the plan."""
        self.begun()
        named = {"account_id": self.cast.accounts[by].pk} if by == "kees" else {"mentor_id": self.mentor.pk}
        family.name_lead(**self.act(), enrolment_id=self.amina.pk, until_on=UNTIL, reason="Speaks their language.", **named)
        return self

    def agreed(self, by="kees", adults=("amina", "josef")) -> "Family":
        """Each adult agreed: Amina on her own screen, Josef by word of mouth."""
        self.led(by)
        if "amina" in adults:
            family.agree(**self.act("amina"), member_id=self.member("Amina"))
        if "josef" in adults:
            family.agree(**self.act("bram"), member_id=self.member("Josef"), how="spoken")
        return self

    def member(self, first: str) -> int:
        return self.household.members.get(person__first_name=first, until_on__isnull=True).pk

    def card(self, name="bram", day=TODAY) -> queries.FamilyCard:
        return queries.family_of(self.cast.viewer(name, day), self.id)

    def child(self, **more):
        return children.add_child(**self.act(), **({"born_in": 2012} | more))

    def plan(self, stay: Enrolment, goal: str, step: str, domain_id=None) -> Step:
        """A plan in force with one goal and one step."""
        steps = [plans.StepIn(step, "person", date(2021, 5, 1))]
        goals = [plans.GoalIn(goal, steps)]
        row = plans.PlanIn(stay.pk, date(2021, 2, 1), date(2021, 2, 2), goals=goals)
        plans.bring_in_plans(by=system("test", TODAY), at=NOW, rows=[row])
        made = Step.objects.get(goal__version__plan__enrolment=stay)
        if domain_id:
            made.goal.domain_id = domain_id
            made.goal.save(update_fields=["domain"])
        return made

    def shown(self, first: str, *steps: Step, name="bram"):
        return family.show_steps(**self.act(name), member_id=self.member(first), lines=[step.line for step in steps])


def build(house: House) -> Family:
    """Josef is helped by Bram as well; Kees works in the same house; Fenna is an accepted mentor of families; Lina has no mentor yet."""
    w, cast = house.w, house.cast
    hire(cast, "kees", "Kees de Wit", w.provider, Profession.COACH, "coach")
    for name in ("kees", "cora", "olga"):
        factor = {"user": cast.accounts[name], "type": Authenticator.Type.TOTP}
        Authenticator.objects.get_or_create(**factor, defaults={"data": {"secret": encrypt(FACTOR)}})
    fenna = hire(cast, "fenna", "Fenna Bos", w.provider, Profession.MENTOR, "mentor")
    part = house.mentor("Fenna", account=fenna, offer=Offer.FAMILY)
    lina = house.mentee("Lina", last="Haddou")
    cast.accounts["lina"] = Account.objects.create(username="lina", name="Lina Haddou", opens=[w.provider.pk])
    own_place(lina.person, cast.accounts["lina"], lina.provider)
    return Family(house, house.mentee("Josef", last="Vrancken"), lina, part.mentor)
