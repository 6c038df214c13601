"""Named questions about people, each scoped by who asks."""

from datetime import date

from vieta.accounts.models import Account
from vieta.accounts.queries import viewer_of
from vieta.base.viewer import Viewer

from .models import OwnPlace


def viewer_with_own_place(account: Account, today: date) -> Viewer:
    """The viewer an account is today, including the one person whose own place it is."""
    own = OwnPlace.objects.filter(account=account).values_list("person_id", flat=True).first()
    return viewer_of(account, today, person_id=own)
