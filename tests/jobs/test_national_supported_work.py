"""Real people in a real programme: the National Supported Work data go in, are counted, walked back, written out, and come back equal."""

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cast import NOW
from tests.jobs.test_transfer import forget_everything
from vieta.base.viewer import Viewer, system
from vieta.indicators import queries
from vieta.jobs.transfer.bringing import bring_in
from vieta.jobs.transfer.writing import write_out
from vieta.outcomes.models import Outcome
from vieta.programmes.models import Programme

ROOT = Path(__file__).resolve().parents[2]
JOB = system("import", date(2026, 1, 1))
DAY = date(1979, 12, 31)


def script(folder: Path) -> Path:
    """Runs our own small script, as a person would."""
    subprocess.run([sys.executable, ROOT / "examples" / "national_supported_work.py", folder], check=True, timeout=60)
    return folder


def counts(viewer: Viewer) -> dict[str, tuple[int, Decimal | None]]:
    """What the dashboard shows of each figure: the number and its share."""
    figures = queries.figures(viewer, "nsw", DAY)
    return {card.code: (card.value, card.share) for card in (*figures.headline, *figures.others)}


@pytest.mark.django_db(transaction=True)
def test_in_counted_walked_back_out_and_in_again(tmp_path):
    assert bring_in(script(tmp_path / "made"), by=JOB, at=NOW, write=True).problems == ()
    first = counts(JOB)
    assert first["supported"][0] == 185
    assert first["comparison"][0] == 260
    assert first["earning"] == (140, Decimal("75.7"))
    _walk_back()
    write_out(Programme.objects.get(code="nsw"), tmp_path / "out", by=JOB, at=NOW)
    earned = sorted(Outcome.objects.values_list("enrolment__number", "earnings_cents"))
    forget_everything()
    assert bring_in(tmp_path / "out", by=JOB, at=NOW, write=True).problems == ()
    assert counts(JOB) == first
    assert sorted(Outcome.objects.values_list("enrolment__number", "earnings_cents")) == earned


def _walk_back() -> None:
    """The figure 140 opens exactly those with earnings, and one of them shows the fact that made them count."""
    listed = queries.counted(JOB, "nsw", "earning", DAY, limit=None)
    with_earnings = set(
        Outcome.objects.filter(enrolment__arm="supported", earnings_cents__gt=0).values_list("enrolment__person_id", flat=True)
    )
    assert len(listed) == 140
    assert {row.person_id for row in listed} == with_earnings
    one = listed[0]
    why = queries.why(JOB, "nsw", "earning", one.person_id, DAY)
    facts = {(fact.what, fact.valid_on) for fact in why.facts}
    assert ("Employment", date(1978, 1, 1)) in facts
    assert why.person.reference == one.reference
