"""Amina's house at its weekly matching meeting: people who wait, mentors, rules, and the meeting itself, all through the records."""

from dataclasses import dataclass
from datetime import date

from tests.cast import NOW, TODAY, Cast
from tests.mentoring import duo_house
from vieta.base.viewer import Viewer
from vieta.enrolments.models import Enrolment
from vieta.matching import actions, queries
from vieta.matching.models import MatchingRules, Meeting
from vieta.matching.queries.bridge import Bench
from vieta.matching.queries.words import Page, laid_out, page
from vieta.mentoring.models import Mentorship, Wish

MENTEE = {"languages": [["fr", "B2"]], "free": ["tue-evening"], "isco": ["5223"], "interests": ["cooking"], "place": "Gent"}
MENTOR = {"languages": [["fr", "C1"]], "free": ["tue-evening"], "isco": ["522"], "interests": ["Cooking"], "place": "Gent"}
TREE = {
    "limits": {"language": "B1", "place": True, "free_together": 1},
    "weights": {"sector": 3, "languages": 2, "interests": 1, "availability": 2, "distance": 1, "waiting": 2},
}


@dataclass
class Room:
    """The house with short ways to the meeting."""

    house: duo_house.House

    @property
    def cast(self) -> Cast:
        return self.house.cast

    @property
    def w(self):
        return self.house.w

    @property
    def cora(self) -> Viewer:
        return self.cast.viewer("cora")

    def act(self, name: str = "cora", day: date = TODAY) -> dict:
        return self.house.act(name, day)

    def mentee(
        self, first: str = "Nadia", since: date = date(2021, 1, 4), gender: str = "", birth_on: date | None = None, **wish
    ) -> Enrolment:
        """Somebody who waits; in everything as the mentor below unless said otherwise."""
        row = self.house.mentee(first, n=Wish.objects.count(), gender=gender, birth_on=birth_on)
        Wish.objects.create(enrolment=row, waiting_since=since, written_at=NOW, **MENTEE | wish)
        return row

    def mentor(self, first: str = "Rosa", **facts) -> Mentorship:
        """A ready mentor whom the mentee above fits in everything."""
        return self.house.mentor(first, **MENTOR | facts)

    def rules(self, reason: str = "As agreed in the team.", groups: str = "", **tree) -> MatchingRules:
        """Rules people set."""
        whole = {table: TREE.get(table, {}) | tree.get(table, {}) for table in {*TREE, *tree}}
        return actions.set_rules(**self.act("farid"), code="gent", tree=whole, groups=groups, reason=reason)

    def meeting(self, on: date = TODAY) -> Meeting:
        """An open meeting of the branch."""
        if not MatchingRules.objects.exists():
            self.rules()
        return actions.open_meeting(
            **self.act(), programme_id=self.w.programme.pk, organisation_id=self.w.provider.pk, on=on, present="Cora, Bram"
        )

    def bench(self, meeting: Meeting, viewer: Viewer | None = None) -> Bench:
        found = laid_out(viewer or self.cora, meeting.pk)
        assert found is not None
        return found

    def page(self, meeting: Meeting, viewer: Viewer | None = None) -> Page:
        return page(viewer or self.cora, self.bench(meeting, viewer))

    def proposed(self, meeting: Meeting) -> dict[int, int]:
        """Who is proposed with whom: enrolments and mentorships."""
        bench = self.bench(meeting)
        return {bench.mentees[a].id: bench.mentors[b].id for a, b in bench.solved.pairs.items()}

    def seen(self, meeting: Meeting) -> dict:
        """What a deed at this meeting needs: who acts, where, and what was on the screen."""
        return self.act() | {"meeting_id": meeting.pk, "seen": self.bench(meeting).state}

    def pair(self, meeting: Meeting, row: Enrolment, part: Mentorship) -> dict:
        return self.seen(meeting) | {"enrolment_id": row.pk, "mentorship_id": part.pk}


def build(cast: Cast) -> Room:
    """Cora coordinates; Amina has her mentor and does not wait."""
    return Room(duo_house.build(cast))


__all__ = ["Room", "actions", "build", "queries"]
