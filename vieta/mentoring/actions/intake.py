"""Taking mentors and mentees in by the programme's standards: checklist, interview, decision, code of conduct, stopping (S0-03)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.periods import months_after
from vieta.base.refusal import NotFound, Refused
from vieta.base.text import day_in_words
from vieta.base.viewer import Permission, Viewer
from vieta.enrolments import access as enrolments_access
from vieta.enrolments import actions as enrolments
from vieta.enrolments.choices import State
from vieta.enrolments.models import Enrolment

from ..access.network import mentorship_opened_by, own_mentor, own_mentorships
from ..choices import ALIVE, MentorMoment, Paper, Side, Standing
from ..models import Duo, Edition, Mentorship, MentorshipEvent, Standard, StandardMet
from .frame import fitting_text, not_to_come, written
from .network import happened, let_in, stop

OPEN = (Standing.APPLIED, Standing.INFORMED, Standing.INTERVIEWED)
NOTE = 500
MOST_PLACES = 10


@dataclass(frozen=True)
class Mark:
    """What somebody saw of one standard: met, not met, or None for not looked at; with a note."""

    met: bool | None
    note: str = ""


@transaction.atomic
def mark_standards(*, by: Viewer, at: datetime, mentorship_id: int, marks: Mapping[int, Mark]) -> int:
    """Writes down which standards a mentor meets; a mark that changed is retracted and recorded anew. Returns how many changed.

    Refused to those who do not take people in for the branch, and for a standard of another programme or side.
    """
    row = mentorship_opened_by(by, mentorship_id, Permission.TAKE_IN, lock=True)
    changed = _mark(by, at, row.programme_id, Side.MENTOR, marks, {"mentorship": row})
    if changed:
        record(by=by, at=at, deed="mentoring.mark_standards", thing=row, programme_id=row.programme_id, changed=changed)
    return changed


@transaction.atomic
def mark_mentee_standards(*, by: Viewer, at: datetime, enrolment_id: int, marks: Mapping[int, Mark]) -> int:
    """Writes down which standards a mentee meets, as for mentors; whoever takes the enquiry in may."""
    stay = enrolments_access.opened_by(by, enrolment_id, lock=True)
    if not by.may(Permission.TAKE_IN, programme_id=stay.programme_id, organisation_id=stay.provider_id):
        raise Refused(_("Your role does not take people in here."))
    changed = _mark(by, at, stay.programme_id, Side.MENTEE, marks, {"enrolment": stay})
    if changed:
        record(
            by=by, at=at, deed="mentoring.mark_mentee_standards", thing=stay, person_id=stay.person_id, enrolment_id=stay.pk,
            programme_id=stay.programme_id, changed=changed,
        )  # fmt: skip
    return changed


@transaction.atomic
def inform(*, by: Viewer, at: datetime, mentorship_id: int, on: date) -> Mentorship:
    """Writes down that an applicant came to an information session. Refused twice, and once the decision was taken."""
    return _step(by, at, mentorship_id, MentorMoment.INFORMED, Standing.INFORMED, on, "")


@transaction.atomic
def interview(*, by: Viewer, at: datetime, mentorship_id: int, on: date, words: str) -> Mentorship:
    """Writes down the interview: the day, and what was said in words. Refused twice, without words, and once it was decided."""
    words = written(words, _("Write down in a few sentences what was said."), "words")
    return _step(by, at, mentorship_id, MentorMoment.INTERVIEWED, Standing.INTERVIEWED, on, words)


@transaction.atomic
def accept(*, by: Viewer, at: datetime, mentorship_id: int, on: date, reason: str, capacity: int = 1, despite: str = "") -> Mentorship:
    """Accepts a mentor: into the programme, and with it into the network.

    Refused without a reason, before an interview took place, outside 1 to 10 duos at once, and (StandardsOpen) while a required
    standard is not met, unless `despite` says why.
    """
    row = _undecided(by, mentorship_id, on)
    reason = written(reason, _("Write down why this mentor is accepted."))
    if row.standing != Standing.INTERVIEWED:
        raise Refused(_("Write the interview down first."))
    if not 1 <= capacity <= MOST_PLACES:
        raise Refused(_("Between one and ten duos at once."), field="capacity")
    open_ = not_met(Side.MENTOR, row.programme_id, mentorship=row)
    despite = fitting_text(despite, "despite", NOTE)
    _standards_hold(open_, despite)
    happened(by, at, row, MentorMoment.ACCEPTED, on, f"{reason} ({despite})"[:1000] if open_ else reason)
    row.standing, row.capacity = Standing.ACCEPTED, capacity
    row.save(update_fields=["standing", "capacity"])
    if row.mentor.joined_on is None:
        row.mentor.joined_on = on
        row.mentor.save(update_fields=["joined_on"])
    let_in(by, at, row)
    _told(by, at, "accept", row, standards_open=len(open_))
    return row


@transaction.atomic
def decline(*, by: Viewer, at: datetime, mentorship_id: int, on: date, reason: str) -> Mentorship:
    """Decides that a mentor is not accepted in this programme, with the reason in words; they may offer again."""
    row = _undecided(by, mentorship_id, on)
    happened(by, at, row, MentorMoment.DECLINED, on, written(reason, _("Write down why this mentor is not accepted.")))
    row.standing, row.until_on = Standing.DECLINED, on
    row.save(update_fields=["standing", "until_on"])
    _told(by, at, "decline", row)
    return row


@transaction.atomic
def end_mentorship(*, by: Viewer, at: datetime, mentorship_id: int, on: date, reason: str) -> Mentorship:
    """Ends a mentor's part in a programme with its reason; they stay in the network (S4-10).

    Refused for one who was not accepted, while a duo lives, for a day to come or before they were accepted.
    """
    row = mentorship_opened_by(by, mentorship_id, Permission.COORDINATE, lock=True)
    if row.standing != Standing.ACCEPTED:
        raise Refused(_("Only an accepted mentor can stop."))
    if Duo.objects.filter(mentorship=row, state__in=ALIVE).exists():
        raise Refused(_("A duo of this mentor is under way. End it first."))
    _sensible_day(by, row, on)
    stop(by, at, row, on, written(reason, _("Say why they stop.")))
    _told(by, at, "end_mentorship", row)
    return row


@transaction.atomic
def set_capacity(*, by: Viewer, at: datetime, mentorship_id: int, capacity: int) -> Mentorship:
    """Says how many duos at once a mentor takes. Refused outside 1 to 10."""
    row = mentorship_opened_by(by, mentorship_id, Permission.COORDINATE, lock=True)
    if not 1 <= capacity <= MOST_PLACES:
        raise Refused(_("Between one and ten duos at once."), field="capacity")
    row.capacity = capacity
    row.save(update_fields=["capacity"])
    _told(by, at, "set_capacity", row)
    return row


@transaction.atomic
def let_start_early(*, by: Viewer, at: datetime, mentorship_id: int, reason: str) -> Mentorship:
    """Lets a mentor begin a duo before the training is complete, with the reason a coordinator gives (S0-06).

    Refused without a reason, for one who was not accepted, who is trained already, or who was let start before.
    """
    row = mentorship_opened_by(by, mentorship_id, Permission.COORDINATE, lock=True)
    if row.standing != Standing.ACCEPTED:
        raise Refused(_("Only an accepted mentor begins a duo."))
    if standing_moments(row) & {MentorMoment.TRAINED, MentorMoment.EARLY_START}:
        raise Refused(_("This mentor may begin already."))
    happened(by, at, row, MentorMoment.EARLY_START, by.today, written(reason, _("Say why this cannot wait for the training.")))
    _told(by, at, "let_start_early", row)
    return row


@transaction.atomic
def sign_conduct(
    *, by: Viewer, at: datetime, mentorship_id: int | None, on: date, version: int, programme_id: int | None = None
) -> Mentorship:
    """Keeps that a mentor signed the code of conduct, in which version and when; the mentor (`mentorship_id` None) or a coordinator.

    Refused for a version that is not the newest, for a day to come, and for one signed already.
    """
    row = (
        _own_mentorship(by, programme_id)
        if mentorship_id is None
        else mentorship_opened_by(by, mentorship_id, Permission.COORDINATE, lock=True)
    )
    not_to_come(by, on)
    current = Edition.objects.filter(programme_id=row.programme_id, paper=Paper.CONDUCT).order_by("-number").first()
    if current is None or current.number != version:
        raise Refused(_("Only the newest code of conduct is signed."), field="version")
    if MentorshipEvent.objects.filter(mentorship=row, moment=MentorMoment.CONDUCT, version=version, retracted_at__isnull=True).exists():
        raise Refused(_("This version was signed already."))
    happened(by, at, row, MentorMoment.CONDUCT, on, version=version)
    _told(by, at, "sign_conduct", row, version=version)
    return row


@transaction.atomic
def admit_mentee(*, by: Viewer, at: datetime, enrolment_id: int, despite: str = "", **decision: Any) -> Enrolment:
    """Admits a mentee as `enrolments.actions.admit` does, once the programme's standards for mentees are met (S0-03).

    Refused (StandardsOpen) while a required standard is not met, unless `despite` says why; then as the admission itself.
    """
    stay = enrolments_access.opened_by(by, enrolment_id)
    open_ = not_met(Side.MENTEE, stay.programme_id, enrolment=stay) if stay.state == State.ENQUIRY else []
    despite = fitting_text(despite, "despite", NOTE)
    _standards_hold(open_, despite)
    admitted = enrolments.admit(by=by, at=at, enrolment_id=enrolment_id, **decision)
    if open_:
        record(
            by=by, at=at, deed="mentoring.admit_despite_standards", thing=admitted, person_id=admitted.person_id, enrolment_id=admitted.pk,
            programme_id=admitted.programme_id, standards=[one.pk for one in open_],
        )  # fmt: skip
        _keep_why(by, at, admitted, open_, despite)
    return admitted


class StandardsOpen(Refused):
    """Required standards are not met; `standards` names them. A reason in `despite` lets the decision pass."""

    def __init__(self, standards: Sequence[Standard]):
        names = ", ".join(f"“{one.name}”" for one in standards)
        super().__init__(_("Not met: %(names)s. Say why it is decided all the same.") % {"names": names}, field="despite")
        self.standards = tuple(standards)


def not_met(side: Side, programme_id: int, **whose: Any) -> list[Standard]:
    """The required standards in force that nobody saw met."""
    asked = Standard.objects.filter(programme_id=programme_id, side=side, required=True, ended_on__isnull=True)
    met = StandardMet.objects.filter(**whose, met=True, retracted_at__isnull=True).values("standard_id")
    return list(asked.exclude(pk__in=met).order_by("position", "id"))


def standing_moments(row: Mentorship) -> set[str]:
    """The moments of a mentorship that were not taken back."""
    return set(MentorshipEvent.objects.filter(mentorship=row, retracted_at__isnull=True).values_list("moment", flat=True))


def _standards_hold(open_: Sequence[Standard], despite: str) -> None:
    if open_ and not despite:
        raise StandardsOpen(open_)


def _keep_why(by: Viewer, at: datetime, stay: Enrolment, open_: Sequence[Standard], despite: str) -> None:
    """The reason stands beside each standard that was not met."""
    StandardMet.objects.filter(standard__in=open_, enrolment=stay, retracted_at__isnull=True).update(
        retracted_at=at, retracted_by=by.account_id
    )
    for one in open_:
        _new_mark(by, at, one.pk, Mark(False, despite), {"enrolment": stay})


def _mark(by: Viewer, at: datetime, programme_id: int, side: Side, marks: Mapping[int, Mark], whose: dict) -> int:
    known = set(Standard.objects.filter(programme_id=programme_id, side=side).values_list("pk", flat=True))
    if set(marks) - known:
        raise NotFound("standard")
    former = {row.standard_id: row for row in StandardMet.objects.filter(**whose, retracted_at__isnull=True)}
    changed = 0
    for key, mark in marks.items():
        note = fitting_text(mark.note, f"note-{key}", NOTE)
        before = former.get(key)
        if (before and (before.met, before.note)) == (mark.met, note) or (before is None and mark.met is None):
            continue
        changed += 1
        if before:
            before.retracted_at, before.retracted_by = at, by.account_id
            before.save(update_fields=["retracted_at", "retracted_by"])
        if mark.met is not None:
            _new_mark(by, at, key, Mark(mark.met, note), whose)
    return changed


def _new_mark(by: Viewer, at: datetime, standard_id: int, mark: Mark, whose: dict) -> None:
    StandardMet.objects.create(
        standard_id=standard_id, met=bool(mark.met), note=mark.note, valid_on=by.today, recorded_at=at, recorded_by=by.account_id,
        certified_by=by.account_id, **whose,
    )  # fmt: skip


def _own_mentorship(by: Viewer, programme_id: int | None) -> Mentorship:
    row = (
        own_mentorships(by).select_for_update(of=("self",)).select_related("mentor", "programme")
        .filter(mentor=own_mentor(by), programme_id=programme_id, standing=Standing.ACCEPTED).first()
    )  # fmt: skip
    if row is None:
        raise NotFound(f"programme {programme_id}")
    return row


def _undecided(by: Viewer, mentorship_id: int, on: date) -> Mentorship:
    row = mentorship_opened_by(by, mentorship_id, Permission.TAKE_IN, lock=True)
    if row.standing not in OPEN:
        raise Refused(_("This was decided already: %(standing)s.") % {"standing": row.get_standing_display()})
    _sensible_day(by, row, on)
    return row


def _sensible_day(by: Viewer, row: Mentorship, on: date) -> None:
    not_to_come(by, on)
    if on < row.from_on or on < months_after(by.today, -24):
        raise Refused(_("The offer came on %(day)s; the day must not lie before it.") % {"day": day_in_words(row.from_on)}, field="on")


def _step(by: Viewer, at: datetime, mentorship_id: int, moment: MentorMoment, standing: Standing, on: date, words: str) -> Mentorship:
    row = _undecided(by, mentorship_id, on)
    if moment in standing_moments(row):
        raise Refused(_("This was written down already."))
    happened(by, at, row, moment, on, words)
    if row.standing != Standing.INTERVIEWED:
        row.standing = standing
        row.save(update_fields=["standing"])
    _told(by, at, moment.value, row)
    return row


def _told(by: Viewer, at: datetime, deed: str, row: Mentorship, **details: Any) -> None:
    record(by=by, at=at, deed=f"mentoring.{deed}", thing=row, programme_id=row.programme_id, mentor=row.mentor_id, **details)
