"""Rows of a release beside those of the look before it."""

SPECIAL = ("EECO12", "EECO15")


def as_looked_at(row) -> tuple:
    """A row as the lead may read it before it is released: of special data only which numbers will be shown."""
    if row.code in SPECIAL:
        return row.code, tuple(value is None for value in row.values)
    return row.code, row.values, row.target, row.percent, row.last, row.last_on
