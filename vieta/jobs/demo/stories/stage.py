"""The programme a story plays in, and who acts on which day."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from vieta.accounts.models import Account
from vieta.base.viewer import Viewer
from vieta.people.queries import viewer_with_own_place
from vieta.plans.models import Domain, InstrumentVersion
from vieta.programmes.models import Ground, Municipality, Programme, Purpose, Region

BETWEEN = timedelta(seconds=20)  # from one deed of a day to the next


@dataclass
class Stage:
    """The programme a story plays in, and who acts on which day."""

    code: str
    today: date
    draw: Random
    viewers: dict[tuple[str, date], Viewer] = field(default_factory=dict)
    clocks: dict[date, datetime] = field(default_factory=dict)

    def __post_init__(self):
        self.programme = Programme.objects.get(code=self.code)
        self.region = Region.objects.filter(programme=self.programme).order_by("id")[0]
        self.places = list(Municipality.objects.filter(region=self.region).order_by("id"))
        self.grounds = {g.code: g for g in Ground.objects.filter(programme=self.programme)}
        self.purposes = list(Purpose.objects.filter(programme=self.programme, until_on__isnull=True))
        self.review = InstrumentVersion.objects.get(instrument__code="life-domains")
        self.scale = InstrumentVersion.objects.get(instrument__code="motivation")
        self.domains = {d.code: d for d in Domain.objects.filter(version__in=(self.review, self.scale))}
        self.accounts = {a.username: a for a in Account.objects.select_related("organisation")}

    def by(self, name: str, day: date) -> dict:
        """Who acts and when, as every deed asks; on working hours of that day, each deed after those of that day before it, none ahead of now."""
        if (name, day) not in self.viewers:
            self.viewers[name, day] = viewer_with_own_place(self.accounts[name], day)
        at = datetime.combine(day, time(8 + self.draw.randint(0, 8), self.draw.choice((0, 10, 25, 40))), UTC)
        if last := self.clocks.get(day):
            at = max(at, last + BETWEEN)
        at = min(at, timezone.now())
        self.clocks[day] = at
        return {"by": self.viewers[name, day], "at": at}

    def day(self, ago: int) -> date:
        """So many days ago, on a working day."""
        day = self.today - timedelta(days=ago)
        return day - timedelta(days=max(day.weekday() - 4, 0)) if ago > 0 else day

    def ahead(self, days: int) -> date:
        """So many days ahead, on a working day."""
        day = self.today + timedelta(days=days)
        return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
