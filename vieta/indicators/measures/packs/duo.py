"""DUO for a JOB's three families of indicators: operations, service quality, cost.

What counts people is a condition over the participants' columns; what is counted on duos and mentors lies in measures.duos, for
each branch. The cost of a duo follows from the recorded costs (see queries.mentoring).
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from ..declare import Certainty, Measure, Pack, Timing, Unit
from ..language import known

SOURCE = _("DUO for a JOB's own reports")
IN_FORCE = date(2014, 1, 1)

OPERATIONS = (
    Measure(
        "duo-positive-exit", _("Left into work, education or training"),
        _("Supported and left, and began work, education or training, or gained a qualification, within twelve months of the start of support."),
        when=(known("entered_on"), known("left_on"), known("year_result_on")), from_on=IN_FORCE, reference="left",
        rests_on=("event", "outcome"), group="operations", timing=Timing.DAY, certainty=Certainty.MEMORY, label="DUO-1",
    ),
    Measure(
        "duo-stable-job", _("In a stable job within twelve months"),
        _("Supported, and within twelve months of the start of support began a job that is permanent or has a term of at least three months."),
        when=(known("entered_on"), known("year_stable_on")), from_on=IN_FORCE, reference="supported",
        rests_on=("event", "outcome"), group="operations", timing=Timing.DAY, certainty=Certainty.MEMORY, label="DUO-2",
    ),
)  # fmt: skip


def _counted(code: str, name, rule, unit: str, group: str, reference: str = "") -> Measure:
    """A measure counted on duos and mentors (see measures.duos)."""
    return Measure(
        code,
        name,
        rule,
        from_on=IN_FORCE,
        unit=unit,
        group=group,
        reference=reference,
        certainty=Certainty.MEMORY,
        gendered=False,
        derived=True,
    )


MENTEES = (
    Measure(
        "duo-wished", _("Waited for a mentor"), _("Wrote down what they wish of a mentor, by the day."),
        since="wish_on", from_on=IN_FORCE, group="operations", certainty=Certainty.MEMORY, derived=True,
    ),
    Measure(
        "duo-matched", _("Waited and had a mentor"), _("Waited for a mentor, and a duo was formed by the day."),
        when=(known("wish_on"), known("duo_on")), from_on=IN_FORCE, reference="duo-wished", group="quality", certainty=Certainty.MEMORY, derived=True,
    ),
    Measure(
        "duo-mentee", _("Mentees"), _("Somebody with whom a duo was formed by the day; counted once however many duos."),
        since="duo_on", from_on=IN_FORCE, group="operations", certainty=Certainty.MEMORY, derived=True,
    ),
    Measure(
        "duo-mentee-stable", _("Mentees in a stable job"),
        _("Mentees who began a job that is permanent or has a term of at least the programme's number of months, and did not end before."),
        when=(known("duo_on"), known("stable_on")), from_on=IN_FORCE, reference="duo-mentee", rests_on=("event", "outcome"), group="quality",
        certainty=Certainty.MEMORY, derived=True,
    ),
)  # fmt: skip
COUNTED = (
    _counted("duo-formed", _("Duos formed"), _("A duo was formed by the day."), Unit.DUOS, "operations"),
    _counted("duo-running", _("Duos under way"), _("The agreement is signed and the duo has not ended."), Unit.DUOS, "operations"),
    _counted("mentor-active", _("Mentors"), _("Accepted in the programme, and not stopped."), Unit.MENTORS, "operations"),
    _counted("duo-meetings", _("Meetings"), _("Meetings of duos that took place."), Unit.MEETINGS, "operations"),
    _counted("duo-minutes", _("Time of meetings"), _("How long those meetings took."), Unit.MINUTES, "operations"),
    _counted("volunteer-minutes", _("Time of other tasks"), _("What volunteers and mentors did besides duos."), Unit.MINUTES, "operations"),
    _counted("wish-made", _("Waited for a mentor"), _("Stays in which somebody waited, without those who took it back before."), Unit.DUOS, "quality"),
    _counted("wish-matched", _("Waited, and a duo was formed"), _("Of these, those in which a duo was formed."), Unit.DUOS, "quality", "wish-made"),
    _counted("duo-waited", _("First duos after waiting"), _("The first duo of a stay whose mentee was on the list before."), Unit.DUOS, "quality"),
    _counted("duo-waiting-days", _("Days waited"), _("The days from the wish to the first duo, added up."), Unit.DAYS, "quality", "duo-waited"),
    _counted("duo-due", _("Duos whose end has come"), _("The agreement is signed and its agreed end lies on or before the day."), Unit.DUOS, "quality"),
    _counted("duo-completed", _("Duos that reached their end"), _("Of these, those that reached the agreed end."), Unit.DUOS, "quality", "duo-due"),
    _counted("mentor-ended-duo", _("Mentors whose duo has ended"), _("A duo of theirs was under way and has ended."), Unit.MENTORS, "quality"),
    _counted(
        "mentor-again", _("Mentors who started again"), _("Of these, those with another duo formed on or after that day."), Unit.MENTORS, "quality",
        "mentor-ended-duo",
    ),
    _counted("duo-said-mentee", _("Mentees who said how satisfied they are"), _("At the end of a duo."), Unit.DUOS, "quality"),
    _counted("duo-glad-mentee", _("Satisfied mentees"), _("Of these, “well” or “very well”."), Unit.DUOS, "quality", "duo-said-mentee"),
    _counted("duo-said-mentor", _("Mentors who said how satisfied they are"), _("At the end of a duo."), Unit.DUOS, "quality"),
    _counted("duo-glad-mentor", _("Satisfied mentors"), _("Of these, “well” or “very well”."), Unit.DUOS, "quality", "duo-said-mentor"),
)  # fmt: skip

DUO = Pack(
    "duo", _("Mentoring: operations, service quality, cost"), SOURCE, 2, IN_FORCE, (*OPERATIONS, *MENTEES, *COUNTED),
    groups=(("operations", _("Operations")), ("quality", _("Service quality")), ("cost", _("Cost"))),
)  # fmt: skip
