"""A snapshot is written again as it was built."""

from itertools import count

import pytest
from django.apps import apps
from django.db import connection, transaction

from tests import cast
from tests.snapshot import Snapshot
from vieta.accounts.models import Account
from vieta.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def rows() -> dict[str, list[str]]:
    """Every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(m._meta.db_table for m in apps.get_models()):
            cursor.execute(f"select * from {connection.ops.quote_name(table)}")
            found[table] = sorted(map(str, cursor.fetchall()))
    return found


def test_rows_and_objects_are_the_same_each_time():
    snapshot, seen = Snapshot(cast.build), []
    for _time in range(3):
        with transaction.atomic():
            made = snapshot.take()
            assert Organisation.objects.get(code="city").pk == made.world.lead.pk
            assert made.world.enrolment.person is made.world.amina
            seen.append(rows())
            transaction.set_rollback(True)
    assert seen[0] == seen[1] == seen[2]
    assert Organisation.objects.count() == 0


def test_beside_rows_with_its_keys_it_is_built_anew():
    number = count()
    snapshot = Snapshot(lambda: Account.objects.create(username=f"somebody-{next(number)}", name="Somebody"))
    taken = [snapshot.take(), snapshot.take()]
    assert [one.username for one in taken] == ["somebody-0", "somebody-1"]
    assert Account.objects.count() == 2


def test_what_it_could_not_write_again_is_refused():
    def changed():
        account = Account.objects.create(username="somebody", name="Somebody")
        Account.objects.filter(pk=account.pk).update(name="Somebody else")

    with pytest.raises(AssertionError, match="saved one by one"):
        Snapshot(changed).take()
