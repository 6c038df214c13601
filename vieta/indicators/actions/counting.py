"""How a programme is counted: its packs, from when somebody takes part, whom it is for, and the national definitions."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import Refused, fitting
from vieta.base.text import day_in_words
from vieta.base.viewer import Permission, Viewer
from vieta.programmes.access import opened_by
from vieta.programmes.models import Programme

from ..choices import Audience, CountsFrom, Subject
from ..measures import PACKS
from ..models import Counting, NationalDefinition


def set_up(by: Viewer, code: str) -> Programme:
    """The programme, locked, for somebody who sets it up; NotFound for everybody else."""
    return opened_by(by, code, Permission.SET_UP, lock=True)


@transaction.atomic
def choose_counting(
    *, by: Viewer, at: datetime, code: str, packs: Sequence[str], counts_from: str = CountsFrom.ENTRY, audience: str = Audience.ALL
) -> Counting:
    """Says which packs a programme is counted by, from when somebody takes part and whom it is for, from this moment on.

    Figures as known before keep what was chosen then. Refused without a pack, and for a word that is none of ours.
    """
    programme = set_up(by, code)
    chosen = [pack for pack in PACKS if pack in packs]
    if not chosen or set(packs) - set(PACKS):
        raise Refused(_("Choose at least one of the packs listed."), field="packs")
    if counts_from not in CountsFrom.values:
        raise Refused(_("Choose from when somebody takes part."), field="counts_from")
    if audience not in Audience.values:
        raise Refused(_("Choose whom the programme is for."), field="audience")
    row = Counting.objects.create(
        programme=programme, packs=chosen, counts_from=counts_from, audience=audience, recorded_at=at, recorded_by=by.account_id
    )
    record(by=by, at=at, deed="indicators.choose_counting", thing=row, programme_id=programme.pk, packs=chosen)
    return row


@transaction.atomic
def define(*, by: Viewer, at: datetime, code: str, subject: str, text: str, from_on: date, source: str = "") -> NationalDefinition:
    """Writes down how the state defines a characteristic, in force from a day; a former text stays with the days before.

    Refused without a text, for a subject that is none of ours, and for a day not after that of the version before.
    """
    programme = set_up(by, code)
    if subject not in Subject.values:
        raise Refused(_("Choose what is defined."), field="subject")
    if not text.strip():
        raise Refused(_("Write the definition down."), field="text")
    rows = NationalDefinition.objects.filter(programme=programme, subject=subject)
    last = rows.aggregate(number=Max("number"), from_on=Max("from_on"))
    if last["from_on"] and from_on <= last["from_on"]:
        words = _("The version before is in force from %(day)s; a new one begins after it.")
        raise Refused(words % {"day": day_in_words(last["from_on"])}, field="from_on")
    row = NationalDefinition(
        programme=programme, subject=subject, number=(last["number"] or 0) + 1, text=text.strip(), source=source.strip(), from_on=from_on,
        recorded_at=at, recorded_by=by.account_id,
    )  # fmt: skip
    fitting(row, "text", "source")
    row.save()
    record(by=by, at=at, deed="indicators.define", thing=row, programme_id=programme.pk, subject=subject, number=row.number)
    return row
