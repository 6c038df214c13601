"""What the deeds on accounts share: the end of a term."""

from datetime import date

from ..models import Assignment, TeamMember


def end_term(row: Assignment | TeamMember, today: date) -> None:
    """Ends a period today (exclusive); one that never lasted a day is taken away."""
    if row.from_on >= today:
        row.delete()
        return
    row.until_on = today
    row.save(update_fields=["until_on"])
