"""What each side says: check-ins along the way, and the evaluation at the end."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.refusal import Refused
from vieta.base.viewer import Viewer

from ..access import duos as access
from ..choices import ALIVE, DuoState, Going, Side
from ..models import CheckIn, Duo, DuoEvaluation
from .frame import fitting_text, in_state, told

WORDS = 4000


@transaction.atomic
def check_in(
    *, by: Viewer, at: datetime, duo_id: int, side: Side, going: Going, words: str = "", talk: bool = False
) -> CheckIn:  # fmt: skip
    """Keeps how one side says it goes, today; the words are read by the coordinator only, `talk` asks for a call.

    Each side speaks for itself; the coordinator writes down either, the case team the mentee's. Refused once the duo is over.
    """
    duo = _spoken(by, duo_id, side)
    in_state(duo, *ALIVE)
    if going not in Going.values:
        raise Refused(_("Choose how it goes."), field="going")
    row = CheckIn.objects.create(
        duo=duo, side=side, on=by.today, going=going, talk=talk, words=fitting_text(words, "words", WORDS), recorded_at=at,
        recorded_by=by.account_id,
    )  # fmt: skip
    told(by, at, "check_in", duo, row, side=side)
    return row


@dataclass(frozen=True)
class Evaluated:
    """What a side says at the end; None where it does not say."""

    autonomy: bool | None = None
    plan: bool | None = None
    network: bool | None = None
    again: bool | None = None
    satisfied: str = ""
    words: str = ""


@transaction.atomic
def evaluate(*, by: Viewer, at: datetime, duo_id: int, side: Side, said: Evaluated) -> DuoEvaluation:
    """Keeps what one side says at the end. Said again before the duo is closed, the former one is taken back and stays readable.

    Refused before the end of the duo and once it is closed.
    """
    duo = _spoken(by, duo_id, side)
    in_state(duo, DuoState.ENDED)
    if said.satisfied and said.satisfied not in Going.values:
        raise Refused(_("Choose how it went."), field="satisfied")
    values = asdict(said) | {"words": fitting_text(said.words, "words", WORDS)}
    DuoEvaluation.objects.filter(duo=duo, side=side, taken_back_at__isnull=True).update(taken_back_at=at)
    row = DuoEvaluation.objects.create(duo=duo, side=side, on=by.today, recorded_at=at, recorded_by=by.account_id, **values)
    told(by, at, "evaluate_duo", duo, row, side=side)
    return row


def _spoken(by: Viewer, duo_id: int, side: Side) -> Duo:
    duo = access.opened_by(by, duo_id, lock=True)
    if side not in Side.values or side not in access.sides(by, duo):
        raise Refused(_("Only they themselves or the coordinator say this."), field="side")
    return duo
