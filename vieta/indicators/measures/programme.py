"""A programme's own measures: reached, intensive, supported, included, and the stages from reached to working."""

from django.utils.translation import gettext_lazy as _

from vieta.enrolments.choices import Arm

from .declare import Measure
from .language import is_so, known

PROGRAMME = (
    Measure(
        "reached", _("Persons reached"), _("Met at least once in outreach, or asked for support; counted once however often."),
        since="reached_on", rests_on=("meeting", "event"),
    ),
    Measure("enquired", _("Enquiries"), _("Asked for support, or were admitted."), since="enquired_on", rests_on=("event",)),
    Measure("admitted", _("Admitted"), _("Were admitted to the programme."), since="admitted_on", rests_on=("event", "ground")),
    Measure(
        "supported", _("Persons supported"), _("The first form of support began: the ESF start date. A person who comes back counts once."),
        article="Reg. (EU) 2021/1057, Annex I", since="entered_on", rests_on=("event", "ground"), reference="admitted",
    ),
    Measure(
        "intensive", _("Persons in intensive guidance"),
        _("By the programme's rule: both have agreed a plan, or support has passed the threshold of short support; from the day that first held."),
        since="intensive_on", rests_on=("plan", "support"),
    ),
    Measure(
        "trajectory", _("Vocational or educational trajectories"), _("A vocational or educational trajectory has begun."),
        since="trajectory_on", rests_on=("outcome",),
    ),
    Measure(
        "included", _("Included in employment or education"),
        _("Supported, and an outcome of a kind that the programme counts as a result began on or before the day."),
        since="included_on", reference="supported", rests_on=("event", "outcome"),
    ),
    Measure(
        "positive", _("With a positive change"),
        _("Supported, with a change for the person, the family or around them; apart from employment and education."),
        since="changed_on", reference="supported", rests_on=("event", "outcome"),
    ),
    Measure(
        "working", _("Working"), _("Supported, and in work on the day: the last labour event is a job that has not ended."),
        when=(known("entered_on"), is_so("working")), reference="supported", rests_on=("event", "outcome", "follow-up"),
    ),
    Measure(
        "earning", _("With earnings"), _("Supported, with work that brought earnings above zero."),
        when=(known("entered_on"), known("earned_on")), reference="supported", rests_on=("event", "outcome"),
    ),
    Measure(
        "left", _("Left"), _("Left the programme, with no stay open any more."),
        when=(known("entered_on"), known("left_on")), reference="supported", rests_on=("event",),
    ),
    Measure(
        "comparison", _("Comparison group"), _("Observed for comparison and not supported."),
        since="enquired_on", rests_on=("event",), arm=Arm.COMPARISON,
    ),
    Measure(
        "comparison-earning", _("Comparison group with earnings"), _("Observed for comparison, with work that brought earnings above zero."),
        when=(known("enquired_on"), known("earned_on")), reference="comparison", rests_on=("event", "outcome"), arm=Arm.COMPARISON,
    ),
)  # fmt: skip

FUNNEL = ("reached", "enquired", "admitted", "supported", "intensive", "included", "working")
