"""The page that shows every part of the look: nobody finds it outside the demo."""

from tests.access.row import Row

ROWS = [Row(name, public=404) for name in ("parts", "parts_list", "parts_question")]
