"""How the indicators of a fund hang together: which make up the whole, which lie within it, which exclude each other."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """The ties of one set of indicators. `status` and `education` make up the whole (`education_whole`: exactly)."""

    whole: tuple[str, ...]
    status: tuple[str, ...]
    unemployed: str
    long_term: str
    education: tuple[str, ...]
    education_whole: bool
    ages: tuple[str, ...]
    overlapping: tuple[str, ...]
    results: tuple[str, ...]
    job_search: str
    work: str
    later: tuple[str, ...]
    later_employed: str
    later_not_employed: str


ESF_PLUS = Shape(
    whole=("EECO01",),
    status=("EECO02", "EECO04", "EECO05"),
    unemployed="EECO02",
    long_term="EECO03",
    education=("EECO09", "EECO10", "EECO11"),
    education_whole=True,
    ages=("EECO06", "EECO07", "EECO08"),
    overlapping=("EECO12", "EECO13", "EECO14", "EECO15", "EECO16", "EECO17"),
    results=("EECR01", "EECR02", "EECR03", "EECR04", "EECR05", "EECR06"),
    job_search="EECR01",
    work="EECR04",
    later=("EECR05", "EECR06"),
    later_employed="EECR06",
    later_not_employed="EECR05",
)
# CO09 begins at ISCED 1, so whoever completed less than primary school is in none of the three.
ESF_2014 = Shape(
    whole=("CO01", "CO03", "CO05"),
    status=("CO01", "CO03", "CO05"),
    unemployed="CO01",
    long_term="CO02",
    education=("CO09", "CO10", "CO11"),
    education_whole=False,
    ages=("CO06", "CO07"),
    overlapping=("CO15", "CO16", "CO17", "CO18", "CO19"),
    results=("CR01", "CR02", "CR03", "CR04", "CR05", "CR06", "CR07", "CR08", "CR09"),
    job_search="CR01",
    work="CR04",
    later=("CR06", "CR07", "CR08", "CR09"),
    later_employed="CR07",
    later_not_employed="CR06",
)
SHAPES = (ESF_PLUS, ESF_2014)
