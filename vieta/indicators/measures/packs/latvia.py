"""The Latvian rule of what counts as a result in measure 9.1.4.4 (Cabinet Regulation No 102 of 9 February 2016)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from vieta.enrolments.choices import Labour
from vieta.outcomes.choices import WORK_KINDS
from vieta.outcomes.choices import Kind as OutcomeKind

from ..declare import Certainty, Measure, Pack, Timing
from ..language import any_of, both, is_not, is_so, known, one_of

ARTICLE = "Cabinet Regulation No 102 of 9 February 2016 (9.1.4.4)"
IN_FORCE = date(2016, 2, 9)
SEEKS_WORK = both(is_not(one_of("labour", Labour.EMPLOYED)), one_of("leaving_kind", OutcomeKind.JOB_SEARCH))

LATVIA = Pack(
    "lv-9144", _("Latvia 9.1.4.4: supported and with a result"), ARTICLE, 1, IN_FORCE,
    (
        Measure(
            "lv-supported", _("Persons supported"), _("The first form of support began. A person who comes back counts once."), article=ARTICLE,
            when=(known("entered_on"),), from_on=IN_FORCE, rests_on=("event", "ground"), group="lv", timing=Timing.ENTRY, label="9.1.4.4-1",
            certainty=Certainty.MEMORY,
        ),
        Measure(
            "lv-result", _("Persons with a result"),
            _("Left, and up to 28 days after leaving looking for work, in work, in education or training, or with a qualification gained."),
            article=ARTICLE, reference="lv-supported", from_on=IN_FORCE, rests_on=("event", "outcome", "follow-up"), group="lv",
            when=(
                known("entered_on"), known("left_on"),
                any_of(SEEKS_WORK, one_of("leaving_kind", *WORK_KINDS), is_so("leaving_learning"), is_so("leaving_qualified")),
            ),
            timing=Timing.LEAVING, label="9.1.4.4-2", certainty=Certainty.MEMORY,
        ),
    ),
    groups=(("lv", _("Persons")),),
    note=_("Looking for work is a result here, unlike in the programme's own figure of persons included."),
)  # fmt: skip
