"""The duo from the matching meeting to the signed agreement: formed, first meeting, each side's answer, agreement."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.activities.actions import Meeting
from vieta.base.periods import months_after
from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.viewer import Viewer
from vieta.documents.models import Document
from vieta.enrolments import access as enrolments
from vieta.enrolments.choices import OPEN_STATES
from vieta.enrolments.models import Enrolment

from ..access import duos as access
from ..choices import ALIVE, Came, DuoMoment, DuoState, KeptApart, Paper, Side
from ..models import Agreement, Apart, Duo, Edition, Mentorship
from ..queries.readiness import readiness_of
from ..rules.duos import NO, YES
from .frame import fitting_text, happened, in_state, not_to_come, set_up_of, since, told, written
from .meetings import hold
from .wishes import lay_apart


@transaction.atomic
def form(
    *, by: Viewer, at: datetime, enrolment_id: int, mentorship_id: int, reason: str, override_reason: str = "", after_id: int | None = None,
    on: date | None = None,
) -> Duo:  # fmt: skip
    """Puts a mentee and a mentor together, as a coordinator decided at the matching meeting and for the reason written down.

    Refused without a reason, for somebody not in the programme or in a living duo, and where the mentor is not accepted, has no
    valid clearance, pauses, has as many duos as agreed, or the two are kept apart. Training not finished yields only to an
    `override_reason`, which is kept. The mentee stays on the list in silence: who has a living duo does not wait.
    """
    stay = enrolments.opened_by(by, enrolment_id, lock=True)
    if not access.coordinates(by, stay):
        raise Refused(_("Your role does not decide this here."))
    mentorship = Mentorship.objects.select_for_update(of=("self",)).select_related("mentor").filter(pk=mentorship_id).first()
    if mentorship is None or mentorship.programme_id != stay.programme_id:
        raise NotFound(f"mentorship {mentorship_id}")
    on = on or by.today
    not_to_come(by, on)
    reason = written(reason, _("Write down why these two."))
    set_up = set_up_of(stay.programme)
    override = _may_be_formed(stay, mentorship, on, override_reason)
    duo = Duo.objects.create(
        programme=stay.programme, organisation=stay.provider, enrolment=stay, mentorship=mentorship, after=_former(stay, after_id),
        reason=reason, formed_on=on, formed_by=by.account_id, every_days=set_up.every_days, meeting_minutes=set_up.minutes,
        months=set_up.months,
    )  # fmt: skip
    happened(by, at, duo, DuoMoment.FORMED, on, override)
    told(by, at, "form_duo", duo, overridden=bool(override))
    return duo


def _may_be_formed(stay: Enrolment, mentorship: Mentorship, on: date, override_reason: str) -> str:
    if stay.state not in OPEN_STATES:
        raise Refused(_("Only somebody who is in the programme can be in a duo."), field="enrolment_id")
    if Duo.objects.filter(enrolment=stay, state__in=ALIVE).exists():
        raise Refused(_("This person is in a duo already."), field="enrolment_id")
    if words := _kept_apart(stay, mentorship):
        raise Refused(_("These two are kept apart: %(why)s") % {"why": words}, field="mentorship_id")
    ready = readiness_of([mentorship], on)[mentorship.pk]
    for why in ready.reasons:
        if why not in ready.training:
            raise Refused(why, field="mentorship_id")
    if ready.training and not override_reason.strip():
        words = _("%(why)s. To form the duo nevertheless, write down the reason.")
        raise Refused(words % {"why": ready.training[0]}, field="override_reason")
    return fitting_text(override_reason, "override_reason", 1000) if ready.training else ""


def _kept_apart(stay: Enrolment, mentorship: Mentorship) -> str:
    row = Apart.objects.filter(enrolment=stay, mentor_id=mentorship.mentor_id, lifted_at__isnull=True).first()
    return str(row.get_kind_display()) if row else ""


def _former(stay: Enrolment, after_id: int | None) -> Duo | None:
    """The duo this one follows: the one said, else the last one of this stay that was not a mistake."""
    rows = Duo.objects.filter(enrolment=stay).exclude(state=DuoState.UNDONE)
    former = rows.filter(pk=after_id).first() if after_id else rows.order_by("-formed_on", "-id").first()
    if after_id and former is None:
        raise NotFound(f"duo {after_id}")
    return former


@transaction.atomic
def first_meeting_held(*, by: Viewer, at: datetime, duo_id: int, on: date, minutes: int = 60, place: str = "") -> Duo:
    """Records the first meeting, at which the coordinator was present; from now on each side may say whether they go on.

    Refused once it is recorded, before the duo was formed and for a day to come.
    """
    duo = access.run_by(by, duo_id, lock=True)
    in_state(duo, DuoState.FORMED)
    not_to_come(by, on)
    since(duo, on)
    meeting = Meeting("duo", on, None, minutes, topic=_("First meeting"), place=place)
    hold(by, at, duo, meeting, Came.BOTH, "")
    happened(by, at, duo, DuoMoment.MET, on)
    told(by, at, "first_meeting_held", duo)
    return duo


@transaction.atomic
def answer(*, by: Viewer, at: datetime, duo_id: int, side: Side, goes_on: bool, reason: str = "", on: date | None = None) -> Duo:
    """Records whether one side goes on after the first meeting. No reason is needed and nobody is the worse for it.

    A no ends the duo, and these two are not proposed again; the mentee is back on the list with the same waiting time. Each
    speaks for themselves; the coordinator writes down either, the case team the mentee's. Refused for who answered already.
    """
    duo = access.opened_by(by, duo_id, lock=True)
    if side not in Side.values or side not in access.sides(by, duo):
        raise Refused(_("Only they themselves or the coordinator say this."), field="side")
    in_state(duo, DuoState.MET)
    on = on or by.today
    not_to_come(by, on)
    since(duo, on)
    moment = (YES if goes_on else NO)[side]
    if duo.events.filter(retracted_at__isnull=True, moment__in=(YES[side], NO[side])).exists():
        raise Refused(_("This side has answered already."))
    happened(by, at, duo, moment, on, fitting_text(reason, "reason", 1000))
    if not goes_on:
        lay_apart(by, at, duo.enrolment, duo.mentorship.mentor, KeptApart.REFUSED, side)
        _over(duo, on)
    told(by, at, "answer_duo", duo, side=side, goes_on=goes_on)
    return duo


def _over(duo: Duo, on: date) -> None:
    duo.ended_on = on
    duo.save(update_fields=["ended_on"])


@transaction.atomic
def agree(
    *, by: Viewer, at: datetime, duo_id: int, on: date, text: str = "", minutes: int | None = None, starts_at: time | None = None,
    document: Document | None = None,
) -> Agreement:  # fmt: skip
    """Records the second meeting, at which both signed the agreement and the code of conduct in force; the clock starts that day.

    The coordinator does. Refused before both have said that they go on, and while the programme has no code of conduct.
    """
    duo = access.run_by(by, duo_id, lock=True)
    in_state(duo, DuoState.ACCEPTED)
    not_to_come(by, on)
    since(duo, on)
    conduct = Edition.objects.filter(programme_id=duo.programme_id, paper=Paper.CONDUCT).order_by("-number").first()
    if conduct is None:
        raise Refused(_("The programme has no code of conduct yet. Its lead publishes it before duos sign."))
    row = Agreement(
        duo=duo, signed_on=on, text=text.strip(), conduct=conduct.number, document=document, recorded_at=at, recorded_by=by.account_id
    )
    fitting(row, "text")
    row.save()
    meeting = Meeting("duo", on, starts_at, minutes or duo.meeting_minutes, topic=_("Second meeting: agreement signed"))
    hold(by, at, duo, meeting, Came.BOTH, "")
    duo.agreed_on, duo.due_on = on, months_after(on, duo.months)
    duo.save(update_fields=["agreed_on", "due_on"])
    happened(by, at, duo, DuoMoment.AGREED, on)
    told(by, at, "agree_duo", duo, row)
    return row
