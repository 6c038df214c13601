"""A database brought up by the product's own command refuses changes to the trail."""

import os
import subprocess
import sys

MIGRATE = "import sys; from vieta.jobs.cli import main; sys.exit(main(['migrate', '--quiet']))"
TRY = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "vieta.project.settings"
django.setup()
from datetime import UTC, datetime
from django.db import DatabaseError, transaction
from vieta.audit.actions import record
from vieta.audit.models import Entry
from vieta.base.viewer import system
at = datetime(2021, 3, 15, tzinfo=UTC)
record(by=system("test", at.date()), at=at, deed="people.enter")
before = list(Entry.objects.order_by("id").values())
for deed in (lambda rows: rows.update(by="x"), lambda rows: rows.delete()):
    try:
        with transaction.atomic():
            deed(Entry.objects.all())
    except DatabaseError as refusal:
        print("refused:", refusal)
print("the same:", len(before) > 0 and before == list(Entry.objects.order_by("id").values()))
"""


def test_a_migrated_database_refuses(tmp_path):
    around = {**os.environ, "VIETA_DATA_DIR": str(tmp_path), "VIETA_DEMO": "1"}
    around.pop("VIETA_DATABASE_URL", None)
    for program in (MIGRATE, TRY):
        done = subprocess.run([sys.executable, "-c", program], env=around, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["refused: the trail is append-only"] * 2 + ["the same: True"]
