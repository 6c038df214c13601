"""What the mentee lets the mentor see, item by item; given and taken back at any time."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Viewer
from vieta.people.choices import NoticeForm
from vieta.people.models import Person

from ..access import duos as access
from ..choices import ALIVE, CONTACT_ITEMS, Item, Side
from ..models import Shared
from ..rules.sharing import is_guarded
from .frame import in_state, told


@transaction.atomic
def share(
    *, by: Viewer, at: datetime, duo_id: int, items: Collection[str], form: str = NoticeForm.SCREEN, warned: bool = False
) -> list[Shared]:  # fmt: skip
    """Makes exactly these items what the mentor sees: new ones are shared, others taken back at once.

    The person decides. Their case team or the coordinator may write down what the person said, and how: spoken or on paper, never
    on screen. Refused for the mentor, once the duo is over, and for contact items of somebody who is not to be found, until they
    were warned and said so once more.
    """
    duo = access.opened_by(by, duo_id, lock=True)
    if Side.MENTEE not in access.sides(by, duo):
        raise NotFound(f"duo {duo_id}")
    in_state(duo, *ALIVE)
    wanted = set(items)
    if not wanted <= set(Item.values):
        raise Refused(_("Choose from the list."), field="items")
    _said_how(by, form)
    standing = {row.item: row for row in Shared.objects.filter(duo=duo, taken_back_at__isnull=True).order_by("id")}
    fresh = wanted - set(standing)
    if _guarded(duo.enrolment.person) and fresh & set(CONTACT_ITEMS) and not warned:
        raise Refused(
            _("This person is not to be found by everybody. Confirm that they know the risk and want to share it."), field="warned"
        )
    for item in set(standing) - wanted:
        standing[item].taken_back_at = at
        standing[item].save(update_fields=["taken_back_at"])
    rows = [
        Shared.objects.create(duo=duo, item=item, form=form, warned=warned and item in CONTACT_ITEMS, agreed_at=at, agreed_by=by.account_id)
        for item in sorted(fresh)
    ]
    told(by, at, "share_with_mentor", duo, added=sorted(fresh), taken_back=sorted(set(standing) - wanted), form=form)
    return rows


def _said_how(by: Viewer, form: str) -> None:
    own = by.person_id is not None
    if form not in NoticeForm.values or (own != (form == NoticeForm.SCREEN)):
        raise Refused(_("Say how the person agreed."), field="form")


def _guarded(person: Person) -> bool:
    return is_guarded(hide_address=person.hide_address, channel=person.channel, safe_times=person.safe_times)
