"""Asking the network for a mentor, and a coordinator's answer: the list for the next meeting, a mentor chosen, or not now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.viewer import Viewer
from vieta.enrolments import access as enrolments
from vieta.enrolments.choices import OPEN_STATES
from vieta.enrolments.models import Enrolment
from vieta.plans.access import may_write

from ..access.duos import coordinates
from ..choices import ALIVE, LEVELS, RequestAnswer
from ..models import Duo, MentorRequest, Wish
from . import duos, wishes
from .frame import told_in_file, written


@dataclass(frozen=True)
class Asked:
    """What somebody asks for: what a mentor could help with, languages as (code, level), codes of fields, the town."""

    about: str
    languages: tuple[tuple[str, str], ...] = ()
    isco: tuple[str, ...] = ()
    nace: tuple[str, ...] = ()
    place: str = ""
    remote: bool = False


@transaction.atomic
def ask_for_mentor(*, by: Viewer, at: datetime, enrolment_id: int, asked: Asked) -> MentorRequest:
    """Asks the network for a mentor, by the person themself or with their case team (S4-11).

    Refused without words, while a request waits or a duo lives, before admission and after leaving.
    """
    stay = _writable(by, enrolment_id)
    if MentorRequest.objects.filter(enrolment=stay, answer="", withdrawn_on__isnull=True).exists():
        raise Refused(_("A request waits for an answer already."))
    if Duo.objects.filter(enrolment=stay, state__in=ALIVE).exists():
        raise Refused(_("There is a mentor already."))
    if not asked.about.strip():
        raise Refused(_("Say in a few words what a mentor could help with."), field="about")
    if any(len(pair) != 2 or pair[1] not in LEVELS for pair in asked.languages):
        raise Refused(_("Choose each language with its level."), field="languages")
    row = MentorRequest(
        enrolment=stay, about=asked.about.strip(), languages=[list(pair) for pair in asked.languages], isco=list(asked.isco),
        nace=list(asked.nace), place=asked.place.strip(), remote=asked.remote, asked_on=by.today, asked_by=by.account_id,
    )  # fmt: skip
    fitting(row, "about", "place")
    row.save()
    told_in_file(by, at, "ask_for_mentor", row.enrolment, row)
    return row


@transaction.atomic
def withdraw_request(*, by: Viewer, at: datetime, enrolment_id: int) -> MentorRequest:
    """Takes a request back before it was answered. Refused when none waits."""
    stay = _writable(by, enrolment_id)
    row = MentorRequest.objects.select_for_update(of=("self",)).filter(enrolment=stay, answer="", withdrawn_on__isnull=True).first()
    if row is None:
        raise Refused(_("No request waits for an answer."))
    row.withdrawn_on = by.today
    row.save(update_fields=["withdrawn_on"])
    told_in_file(by, at, "withdraw_request", row.enrolment, row)
    return row


@transaction.atomic
def answer_request(
    *, by: Viewer, at: datetime, request_id: int, answer: str, reason: str, mentorship_id: int | None = None, override_reason: str = ""
) -> MentorRequest:
    """A coordinator answers with a reason: on the list for the next matching meeting, a mentor chosen, or not now.

    On the list, the request becomes what the person wishes; a mentor chosen forms the duo, with everything that may refuse one.
    Refused without a reason, twice, and to everybody but the coordinator of the provider.
    """
    row = _asked_of(by, request_id)
    if row.answer or row.withdrawn_on:
        raise Refused(_("This request was answered or taken back meanwhile."))
    if answer not in RequestAnswer.values:
        raise Refused(_("Choose an answer."), field="answer")
    reason = written(reason, _("Write down why."))
    if answer != RequestAnswer.NOT_NOW:
        _wish(by, at, row)
    if answer == RequestAnswer.CHOSEN:
        if mentorship_id is None:
            raise Refused(_("Choose the mentor."), field="mentorship_id")
        about: dict[str, Any] = {"enrolment_id": row.enrolment_id, "mentorship_id": mentorship_id, "override_reason": override_reason}
        row.duo = duos.form(by=by, at=at, reason=reason, **about)
    row.answer, row.answer_reason, row.answered_on, row.answered_by = answer, reason, by.today, by.account_id
    row.save(update_fields=["answer", "answer_reason", "answered_on", "answered_by", "duo"])
    told_in_file(by, at, "answer_request", row.enrolment, row, answer=answer)
    return row


def _wish(by: Viewer, at: datetime, row: MentorRequest) -> None:
    """What was asked for becomes what the person wishes of a mentor; what they wished before and did not ask anew stays."""
    former = Wish.objects.filter(enrolment_id=row.enrolment_id).first()
    wished = wishes.Wished(
        languages=_pairs(row.languages or (former.languages if former else [])),
        isco=tuple(row.isco or (former.isco if former else [])),
        nace=tuple(row.nace or (former.nace if former else [])),
        interests=tuple(former.interests if former else ()),
        free=tuple(former.free if former else ()),
        remote=row.remote,
        place=row.place or (former.place if former else ""),
        latitude=former.latitude if former and former.place == row.place else None,
        longitude=former.longitude if former and former.place == row.place else None,
        mentor_gender=former.mentor_gender if former else "",
        about=row.about,
        from_on=former.from_on if former else None,
        waiting_since=None if former else row.asked_on,
    )
    wishes.write(by=by, at=at, enrolment_id=row.enrolment_id, wished=wished)


def _pairs(languages: list) -> tuple[tuple[str, str], ...]:
    return tuple((code, level) for code, level in languages)


def _writable(by: Viewer, enrolment_id: int) -> Enrolment:
    stay = enrolments.opened_by(by, enrolment_id, lock=True)
    if not may_write(by, stay):
        raise Refused(_("Only the person and their case team ask for a mentor."))
    if stay.state not in OPEN_STATES:
        raise Refused(_("Only somebody who is in the programme can ask for a mentor."))
    return stay


def _asked_of(by: Viewer, request_id: int) -> MentorRequest:
    row = MentorRequest.objects.select_for_update(of=("self",)).select_related("enrolment__programme").filter(pk=request_id).first()
    visible = row is not None and enrolments.visible_to(by).filter(pk=row.enrolment_id).exists()
    if row is None or not visible or not coordinates(by, row.enrolment):
        raise NotFound(f"request {request_id}")
    return row
