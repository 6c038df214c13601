"""The data an evaluator may be given: made the same way for the look before and for the deed."""

from dataclasses import dataclass, replace

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from vieta.accounts.queries import houses_with
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer

from .. import access
from ..models import Commission, Dataset
from ..rules.anonymity import Anonymous, anonymous, drawn_from
from . import frame, rows

LEAST_ALIKE = 5


@dataclass(frozen=True)
class ColumnCard:
    """What a column says, which values it tells and of how many rows in a hundred it tells nothing; older data do not say."""

    name: str
    says: str
    values: tuple[str, ...] = ()
    untold: int = 0


@dataclass(frozen=True)
class DatasetLook:
    """What would be given: how many rows, about how many left out, and what detail each column keeps."""

    alike: int
    people: int
    left_out: str
    columns: tuple[ColumnCard, ...]


def dataset_look(viewer: Viewer, commission_id: int, alike: int) -> DatasetLook:
    """The data of an evaluation before they are given; Refused as giving them would be, NotFound for who may not give them."""
    row = access.opened_by(viewer, commission_id)
    if not access.may_commission(viewer, row.programme):
        raise NotFound(f"evaluation {commission_id}")
    made = prepared(viewer, row, alike)
    return DatasetLook(alike, len(made.rows), few(made.left_out, alike), column_cards(rows.described(made)))


def prepared(viewer: Viewer, row: Commission, alike: int) -> Anonymous:
    """Anonymised rows of everybody who entered in the period; Refused where they may not be given (see actions.give_data).

    The lot is the same however often one asks, so that what is looked at is what is given, and nobody without the server's key can draw it.
    """
    if row.closed_on or Dataset.objects.filter(commission=row).exists():
        raise Refused(_("The data were given already, and are given once: two files could be set against each other."))
    if _given_beside(row):
        raise Refused(
            _("This evaluator was given data of some of these days in another evaluation: two files could be set against each other.")
        )
    if row.evaluator_id not in houses_with(Permission.SEE_SAFE_FIGURES, row.programme, viewer.today):
        words = _("Nobody of %(name)s could open the data: an administrator first gives one of them the role of funder in this programme.")
        raise Refused(words % {"name": row.evaluator.name})
    least = max(LEAST_ALIKE, row.programme.safe_threshold)
    if alike < least:
        raise Refused(_("At least %(least)s people are to be alike.") % {"least": least}, field="alike")
    of = frame.asked(viewer, row.programme.code, viewer.today)
    if not of.reach.whole:
        raise NotFound(f"evaluation {row.pk}")
    seed = lot_of(row, alike)
    entered, telling = rows.rows(of, row.from_on, row.until_on, seed)
    given = drawn_from(entered, alike, seed)
    if len(given) < 2 * alike:
        raise Refused(_("Too few people entered in this period for data that point to nobody."), field="alike")
    made = anonymous(given, telling, alike, seed)
    return replace(made, left_out=len(entered) - len(made.rows))


def lot_of(row: Commission, alike: int) -> int:
    """The seed of an evaluation's lot and order, drawn with the server's key."""
    return int(salted_hmac("vieta.evaluation.lot", f"{row.pk} {alike}", algorithm="sha256").hexdigest()[:16], 16)


def few(left_out: int, alike: int) -> str:
    """How many rows were left out; a few are not told exactly."""
    return str(left_out) if left_out == 0 or left_out >= alike else f"< {alike}"


def column_cards(columns: list[dict]) -> tuple[ColumnCard, ...]:
    """The columns as they were described when the data were made."""
    unsaid = _("not recorded")
    return tuple(
        ColumnCard(one["name"], one["says"], tuple(value or unsaid for value in one.get("values", ())), one.get("untold", 0))
        for one in columns
    )


def _given_beside(row: Commission) -> bool:
    """Whether the same evaluator holds data of people who entered on some of the same days."""
    given = Dataset.objects.filter(commission__programme_id=row.programme_id, commission__evaluator_id=row.evaluator_id)
    return given.filter(commission__from_on__lt=row.until_on, commission__until_on__gt=row.from_on).exists()
