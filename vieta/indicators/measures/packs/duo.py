"""DUO for a JOB's three families of indicators: operations, service quality, cost.

Measures on duos are added here, each in its family, with a condition over the participants' columns.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from ..declare import Certainty, Measure, Pack, Timing
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
QUALITY: tuple[Measure, ...] = ()
COST: tuple[Measure, ...] = ()

DUO = Pack(
    "duo", _("Mentoring: operations, service quality, cost"), SOURCE, 1, IN_FORCE, (*OPERATIONS, *QUALITY, *COST),
    groups=(("operations", _("Operations")), ("quality", _("Service quality")), ("cost", _("Cost"))),
)  # fmt: skip
