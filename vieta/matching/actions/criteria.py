"""Setting the rules of matching: a new version, with the reason; former ones stay as they were."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import Refused
from vieta.base.viewer import Permission, Viewer

from ..access import programme_of
from ..choices import CRITERIA, HIGHEST, Groups
from ..engine.rules import rules_of
from ..engine.tables import InputError
from ..models import MatchingRules
from ..rules.criteria import SHIPPED, Conditions, Tree, text_of
from .frame import worded

_ANY_DAY = date(2000, 1, 1)


@transaction.atomic
def set_rules(*, by: Viewer, at: datetime, code: str, tree: Tree, groups: str = "", reason: str, seen: int | None = None) -> MatchingRules:
    """Sets the rules of a programme anew, for every meeting from now on; people set them, and nothing is learnt.

    Refused to who neither coordinates nor leads the programme, without a reason, for what the law does not allow as a criterion,
    for a floor without a grouping, and when somebody else set other rules since (`seen` is the version that was on the screen).
    """
    programme = programme_of(by, code, lock=True)
    if not any(by.may(permission, programme_id=programme.pk) for permission in (Permission.COORDINATE, Permission.SET_UP)):
        raise Refused(_("Your role does not decide this here."))
    last = MatchingRules.objects.filter(programme=programme).order_by("-number").first()
    number = last.number if last else 0
    if seen is not None and seen != number:
        raise Refused(_("Somebody set other rules meanwhile. Please look at them first."))
    reason = worded(reason, _("Write down why the rules are set so."))
    tree = _sound(tree, groups)
    row = MatchingRules.objects.create(
        programme=programme, number=number + 1, tree=tree, groups=groups if tree["floor"]["below"] is not None else "", reason=reason,
        set_at=at, set_by=by.account_id,
    )  # fmt: skip
    record(by=by, at=at, deed="matching.set_rules", thing=row, programme_id=programme.pk, number=row.number)
    return row


def _sound(tree: dict[str, dict[str, Any]], groups: str) -> Tree:
    """The whole tree, every value checked by the reader the engine itself uses."""
    whole = {table: SHIPPED[table] | tree.get(table, {}) for table in SHIPPED}
    strangers = [f"{table}.{key}" for table, values in tree.items() for key in values if key not in SHIPPED.get(table, {})]
    if strangers:
        raise Refused(_("This is not available as a rule of matching: %(names)s") % {"names": ", ".join(strangers)})
    for name in CRITERIA:
        if type(whole["weights"][name]) is not int or not 0 <= whole["weights"][name] <= HIGHEST:
            raise Refused(_("A weight is a whole number from 0 to %(highest)s.") % {"highest": HIGHEST}, field=name)
    if groups and groups not in Groups.values:
        raise Refused(_("Choose an answer from the list."), field="groups")
    if whole["floor"]["below"] is not None and not groups:
        raise Refused(_("Say by which groups the floor counts."), field="groups")
    try:
        rules_of(text_of("check", _ANY_DAY, whole, Conditions()))
    except InputError as fault:
        raise Refused(fault.fault, field=fault.column.rpartition(".")[2]) from fault
    return whole
