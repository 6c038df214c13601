"""What the deeds on duos share: their set-up, their moments, their line in the trail."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import Refused
from vieta.base.text import day_in_words
from vieta.base.viewer import Viewer
from vieta.enrolments.models import Enrolment
from vieta.programmes.models import Programme

from ..choices import DuoMoment, DuoState
from ..models import Duo, DuoEvent, MentoringSetUp
from ..rules.duos import state_of

REASON = 1000


def set_up_of(programme: Programme) -> MentoringSetUp:
    """How a programme mentors: as its lead set it, else by the defaults."""
    return MentoringSetUp.objects.filter(programme=programme).first() or MentoringSetUp(programme=programme)


def written(reason: str, sentence: str, field: str = "reason", most: int = REASON) -> str:
    """The reason as it is kept; refused when nothing or too much was written."""
    if not reason.strip():
        raise Refused(sentence, field=field)
    return fitting_text(reason, field, most)


def fitting_text(text: str, field: str, most: int) -> str:
    """A text as it is kept, refused when it is too long."""
    if len(text.strip()) > most:
        raise Refused(_("Say it in at most %(most)s characters.") % {"most": most}, field=field)
    return text.strip()


def not_to_come(by: Viewer, on: date, field: str = "on") -> None:
    """Nothing is recorded for a day to come."""
    if on > by.today:
        raise Refused(_("This day is still to come."), field=field)


def in_state(duo: Duo, *states: DuoState) -> None:
    """Refused when the duo stands somewhere else."""
    if duo.state not in states:
        raise Refused(_("This cannot be done: the duo stands at “%(state)s”.") % {"state": duo.get_state_display()})


def since(duo: Duo, on: date, field: str = "on") -> None:
    """Refused for a day before the last moment that stands."""
    last = standing(duo).order_by("-valid_on", "-id").first()
    if last and on < last.valid_on:
        words = _("“%(moment)s” was on %(day)s; the day must not lie before it.")
        raise Refused(words % {"moment": last.get_moment_display(), "day": day_in_words(last.valid_on)}, field=field)


def standing(duo: Duo) -> Any:
    """The moments of a duo that were not taken back."""
    return DuoEvent.objects.filter(duo=duo, retracted_at__isnull=True)


def happened(by: Viewer, at: datetime, duo: Duo, moment: DuoMoment, on: date, reason: str = "", until_on: date | None = None) -> DuoEvent:
    """Records a moment of a duo and where it stands with it."""
    event = DuoEvent.objects.create(
        duo=duo, moment=moment, valid_on=on, reason=reason, until_on=until_on, recorded_at=at, recorded_by=by.account_id,
        certified_by=by.account_id,
    )  # fmt: skip
    settle(duo)
    return event


def settle(duo: Duo) -> None:
    """Puts the state on the row that its standing moments say."""
    duo.state = state_of(set(standing(duo).values_list("moment", flat=True)))
    duo.save(update_fields=["state"])


def told(by: Viewer, at: datetime, deed: str, duo: Duo, thing: Any = None, **details: Any) -> None:
    """One line in the trail about this duo and the mentee's file."""
    told_in_file(by, at, deed, duo.enrolment, duo if thing is None else thing, **details)


def told_in_file(by: Viewer, at: datetime, deed: str, stay: Enrolment, thing: Any, **details: Any) -> None:
    """One line in the trail about a thing of one person's file."""
    record(
        by=by, at=at, deed=f"mentoring.{deed}", thing=thing, person_id=stay.person_id, enrolment_id=stay.pk,
        programme_id=stay.programme_id, **details,
    )  # fmt: skip
