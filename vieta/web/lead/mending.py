"""Where what a check found is mended: the very page, for those who may open it; the others read who can mend it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.viewer import Viewer
from vieta.programmes.choices import Headline
from vieta.programmes.queries import PeriodCard, ProgrammeCard, periods
from vieta.reports import queries
from vieta.reports.choices import Mending, Severity
from vieta.reports.queries import Face, FindingCard, ReportCard
from vieta.web.mending import in_file


@dataclass(frozen=True)
class Mended:
    """A finding with the address where it is mended, or the words who mends it; and the same for each person behind it."""

    card: FindingCard
    people: tuple[tuple[Face, str], ...]
    address: str = ""
    label: str = ""
    others: str = ""


class Mends:
    """Says of each finding of a report where it is mended by this viewer."""

    def __init__(self, viewer: Viewer, report: ReportCard, programme: ProgrammeCard):
        self.viewer, self.report, self.programme = viewer, report, programme

    def mended(self, one: FindingCard) -> Mended:
        """A finding with the way to its mending."""
        people = tuple((face, in_file(one.mending, face.enrolment_id) if face.opens and face.enrolment_id else "") for face in one.people)
        if people:
            return Mended(one, people)
        ways = {Mending.MONEY: self._money, Mending.SET_UP: self._set_up, Mending.FIGURES: self._figures}
        way = ways.get(Mending(one.mending), self._records)
        return Mended(one, (), *way(one))

    def _money(self, _one: FindingCard) -> tuple[str, str, str]:
        if self.programme.may_spend:
            return reverse("money", args=[self.programme.code]), _("Mend it: money"), ""
        return "", "", _("Whoever keeps the money of the programme mends this.")

    def _set_up(self, one: FindingCard) -> tuple[str, str, str]:
        """A target that is missing is set for the period of the report's day; a share above the whole lies in the people counted."""
        if one.severity != Severity.WARNING:
            return self._figures(one)
        period = self._period()
        if period is None or period.until_on <= self.viewer.today:
            return "", "", _("The period of that day is over, and what it promised stays as it was. Say why this may stand.")
        if not self.programme.may_set_up:
            return "", "", _("Whoever sets up the programme mends this.")
        chosen = [("period", str(period.number)), *(("measure", code) for code in one.cells if code in Headline.values)]
        return f"{reverse('set_up', args=[self.programme.code, 'target'])}?{urlencode(chosen)}", _("Mend it: set the target"), ""

    def _period(self) -> PeriodCard | None:
        """The period in force on the report's day."""
        day = self.report.as_of
        return next((one for one in periods(self.viewer, self.programme.code) if one.from_on <= day < one.until_on), None)

    def _figures(self, one: FindingCard) -> tuple[str, str, str]:
        """The people behind a number; where it fell, those who moved since the report before."""
        codes = {row["code"] for part in ("headline", "others", "indicators") for row in self.report.figures[part]}
        code = next((cell for cell in one.cells if cell in codes), "")
        before = queries.before(self.viewer, self.report.id) if one.check_id == "P09" else None
        if code and before:
            return f"{reverse('report_moves', args=[self.report.id, code])}?against={before}", _("See who moved"), ""
        address = reverse("report_cell", args=[self.report.id, code, "total"]) if code else ""
        return address, _("See the people behind the number") if address else "", "" if address else self._records(one)[2]

    def _records(self, _one: FindingCard) -> tuple[str, str, str]:
        return "", "", _("The providers mend this in the files of their people.")
