"""Rows of a release beside those of the look before it."""

SPECIAL = ("EECO12", "EECO15")


def as_looked_at(row) -> tuple:
    """A row as the lead may read it before it is released: of special data nothing but that they are there."""
    if row.code in SPECIAL:
        return (row.code,)
    return row.code, row.values, row.target, row.percent, row.last, row.last_on
