"""What a programme.json says that cannot be is named, and nothing is written."""

import json

import pytest

from tests.cast import NOW
from tests.jobs.test_transfer import FOLDER, FRAME, JOB, lay
from vieta.jobs.transfer.bringing import bring_in
from vieta.programmes.models import Programme

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ({"safe_threshold": 1}, "programme.json: safe_threshold: cannot be founded: Ensure this value is greater than or equal to 3."),
        ({"headline_measures": ["nonsense"]}, "programme.json: headline_measures: cannot be founded: Choose figures from the list."),
    ],
)
def test_a_rule_that_cannot_be_is_named_and_nothing_is_written(tmp_path, rules, told):
    for file, lines in FOLDER.items():
        lay(tmp_path / file, lines)
    (tmp_path / "programme.json").write_text(json.dumps(FRAME | {"rules": rules}))
    assert [str(p) for p in bring_in(tmp_path, by=JOB, at=NOW, write=True).problems] == [told]
    assert not Programme.objects.exists()
