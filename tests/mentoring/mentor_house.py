"""A programme that mentors, for tests of mentors: rules, papers, standards, a curriculum of two modules, and short ways through an intake."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.cast import NOW, TODAY
from tests.mentoring.duo_house import House, moment
from vieta.activities.actions import Meeting
from vieta.base.viewer import Viewer
from vieta.mentoring import actions
from vieta.mentoring.actions import Mark, Profile
from vieta.mentoring.models import Mentorship
from vieta.training.actions import ModuleIn, publish_curriculum
from vieta.training.models import Module, Run

SAYS = Profile(
    "Wim", "Baeyens", phone="+32 470 00 00 09", place="Gent", languages=(("nl", "native"), ("fr", "B2")), isco=("25",), nace=("J",),
    interests=("chess",), free=("tue-evening",),
)  # fmt: skip


@dataclass
class Mentoring:
    """The house with everything a programme of duos agreed."""

    house: House
    standard: int
    modules: list[Module]

    @property
    def w(self):
        return self.house.w

    def act(self, name: str = "cora", day: date = TODAY) -> dict:
        return self.house.act(name, day)

    def offers(self, profile: Profile = SAYS, day: date = TODAY) -> Mentorship:
        """Somebody offers on the public page."""
        anybody = Viewer(account_id=None, name="", today=day)
        return actions.offer(
            by=anybody, at=moment(day), programme_id=self.w.programme.pk, organisation_id=self.w.provider.pk, profile=profile, notice=1
        )

    def interviewed(self, *, met: bool = True, day: date = TODAY) -> Mentorship:
        """An offer with its interview; the required standard met or not."""
        row = self.offers(day=day)
        actions.interview(**self.act(day=day), mentorship_id=row.pk, on=day, words="Calm and curious.")
        actions.mark_standards(**self.act(day=day), mentorship_id=row.pk, marks={self.standard: Mark(met, "Seen in the interview")})
        return row

    def accepted(self, day: date = TODAY) -> Mentorship:
        """An accepted mentor, not yet trained."""
        row = self.interviewed(day=day)
        return actions.accept(**self.act(day=day), mentorship_id=row.pk, on=day, reason="Suits.")

    def run(self, number: int = 0, day: date = TODAY) -> Run:
        """A day on which a module was taught by the branch."""
        return Run.objects.create(module=self.modules[number], organisation=self.w.provider, on=day, planned_at=NOW)

    def gathers(self, rows, kind: str = "intervision", day: date = TODAY, planned: date = TODAY - timedelta(days=7)):
        """A gathering, planned a week ago."""
        meeting = Meeting(kind, day, minutes=90, topic="Silence")
        return actions.plan_gathering(
            **self.act(day=planned), programme_id=self.w.programme.pk, meeting=meeting, mentorship_ids=[row.pk for row in rows]
        )


def build(house: House) -> Mentoring:
    """Farid sets mentoring up."""
    lead = house.act("farid")
    code = house.w.programme.code
    actions.publish(**lead, code=code, paper="notice", title="Your data", text="We keep what you tell us.")
    actions.publish(**lead, code=code, paper="handbook", title="Handbook", text="# First\n\nListen.")
    made = publish_curriculum(
        **lead, code=code, name="Becoming a mentor", modules=[ModuleIn("Listening"), ModuleIn("Ending"), ModuleIn("Evening", 60, False)]
    )
    actions.set_up_mentoring(**lead, code=code, curriculum_id=made.pk, open_to_offers=True)
    standard = actions.add_standard(**lead, code=code, side="mentor", name="Listens before advising")
    return Mentoring(house, standard.pk, list(made.modules.order_by("position")))
