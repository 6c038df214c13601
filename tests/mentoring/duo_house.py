"""More of Amina's house for tests of duos: Cora coordinates it, people who wait, mentors who are ready, a code of conduct."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt

from tests.activities.house import hire
from tests.cast import FACTOR, NOW, TODAY, Cast, enrolment, on_case_team, person
from vieta.accounts.choices import Profession
from vieta.mentoring.actions import duos, wishes
from vieta.mentoring.choices import MentorMoment, Standing
from vieta.mentoring.models import Clearance, Duo, Edition, Mentor, Mentorship, MentorshipEvent
from vieta.people.choices import GrantPurpose, Level
from vieta.people.models import Grant


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@dataclass
class House:
    """The cast with a coordinator, and short ways to have people wait and duos formed."""

    cast: Cast

    @property
    def w(self):
        return self.cast.world

    def act(self, name: str = "cora", day: date = TODAY) -> dict:
        """Who acts, and when."""
        return {"by": self.cast.viewer(name, day), "at": moment(day)}

    def mentee(self, first: str = "Nadia", coach: str = "bram", **more):
        """Somebody active in the programme whose case team holds a coach."""
        n = Mentor.objects.count() + Duo.objects.count() + more.pop("n", 0)
        who = person(self.w, f"P-{first.upper()[:6]}{n}", first, more.pop("last", "Benali"), **more)
        row = enrolment(self.w, who)
        on_case_team(self.cast, row, coach, responsible=True)
        Grant.objects.create(
            person=who, organisation=self.w.provider, programme=self.w.programme, level=Level.SPECIAL, purpose=GrantPurpose.PROVIDER,
            cause="enrolment", cause_id=row.pk, from_on=row.enquired_on, given_at=NOW,
        )  # fmt: skip
        return row

    def waits(self, row, since: date = date(2021, 2, 1)):
        """The person is on the list."""
        return wishes.write(**self.act(), enrolment_id=row.pk, wished=wishes.Wished(languages=(("fr", "B2"),), waiting_since=since))

    def mentor(self, first: str = "Rosa", *, trained: bool = True, capacity: int = 1, cleared: bool = True, **more) -> Mentorship:
        """An accepted mentor of the branch, ready for a duo unless said otherwise."""
        one = Mentor.objects.create(
            reference=f"M-{first.upper()[:8]}", organisation=self.w.provider, first_name=first, last_name="Claes", sort_name=f"claes {first}",
            entered_at=NOW, joined_on=date(2020, 3, 1), **more,
        )  # fmt: skip
        row = Mentorship.objects.create(
            mentor=one, programme=self.w.programme, organisation=self.w.provider, region=self.w.region, standing=Standing.ACCEPTED,
            capacity=capacity, from_on=date(2020, 3, 1),
        )  # fmt: skip
        for what in [MentorMoment.ACCEPTED] + [MentorMoment.TRAINED] * trained:
            MentorshipEvent.objects.create(mentorship=row, moment=what, valid_on=date(2020, 3, 1), recorded_at=NOW)
        if cleared:
            Clearance.objects.create(mentor=one, checked_on=date(2020, 3, 1), valid_until=date(2023, 3, 1), recorded_at=NOW)
        return row

    def formed(self, row=None, mentorship=None, day: date = TODAY, **more) -> Duo:
        """A duo formed by Cora."""
        row, mentorship = row or self.mentee(), mentorship or self.mentor()
        given = {"enrolment_id": row.pk, "mentorship_id": mentorship.pk, "reason": "Both know retail."}
        return duos.form(**self.act(day=day), **given | more)

    def met(self, day: date = TODAY, **more) -> Duo:
        """A duo that has held its first meeting."""
        duo = self.formed(day=day, **more)
        return duos.first_meeting_held(**self.act(day=day), duo_id=duo.pk, on=day)

    def accepted(self, day: date = TODAY, **more) -> Duo:
        """A duo in which both go on."""
        duo = self.met(day=day, **more)
        for side in ("mentee", "mentor"):
            duo = duos.answer(**self.act(day=day), duo_id=duo.pk, side=side, goes_on=True)
        return duo

    def running(self, day: date = TODAY, **more) -> Duo:
        """A duo whose clock runs from a week after its first meeting, at the latest today."""
        duo = self.accepted(day=day - timedelta(days=7), **more)
        duos.agree(**self.act(day=day), duo_id=duo.pk, on=day)
        duo.refresh_from_db()
        return duo

    def conduct(self, number: int = 1) -> Edition:
        """The code of conduct in force."""
        return Edition.objects.create(
            programme=self.w.programme, paper="conduct", number=number, title="How we treat each other", published_at=NOW
        )


def build(cast: Cast) -> House:
    """Cora coordinates; a code of conduct is in force."""
    hire(cast, "cora", "Cora Dekker", cast.world.provider, Profession.OFFICE, "coordinator")
    hire(cast, "olga", "Olga Stern", cast.world.other, Profession.OFFICE, "coordinator")
    for name in ("cora", "olga"):
        Authenticator.objects.create(user=cast.accounts[name], type=Authenticator.Type.TOTP, data={"secret": encrypt(FACTOR)})
    house = House(cast)
    house.conduct()
    return house
