"""What the demo's programmes agreed: two as they were published (S1, S3), what goes on after each of them today, and duos (S0).

Published are the periods, targets, territories, shares, project number and the numbers of persons; partners' names, costs,
contract numbers and the extension's targets are made up. Each lies in programmes/ as `vieta import` reads it.
"""

import json
from pathlib import Path
from typing import Any

PUBLISHED = ("jobteam-gent", "motivation-zk")
TODAY = ("jobteam-2", "diversity-zk", "duo")


def frame(code: str) -> dict[str, Any]:
    """One programme's frame."""
    return json.loads((Path(__file__).parent / "programmes" / f"{code}.json").read_text("utf-8"))


def places(code: str) -> list[str]:
    """The codes of a programme's municipalities."""
    return [place["code"] for region in frame(code)["regions"] for place in region["municipalities"]]
