"""Where towns lie, to say how far apart two people live: the middle of the town, to the hundredth of a degree, never a home."""

from .names import fold

# Town by its names, with latitude and longitude. A town that is not here has no distance, and says so.
_TOWNS = {
    # Belgium
    "gent, ghent, gand": (51.05, 3.73),
    "merelbeke": (50.99, 3.75),
    "lokeren": (51.10, 3.99),
    "aalst, alost": (50.94, 4.04),
    "sint niklaas": (51.17, 4.14),
    "antwerpen, antwerp, anvers": (51.22, 4.40),
    "mortsel": (51.17, 4.46),
    "mechelen, malines": (51.03, 4.48),
    "leuven, louvain": (50.88, 4.70),
    "brussel, brussels, bruxelles": (50.85, 4.35),
    "brugge, bruges": (51.21, 3.22),
    "kortrijk, courtrai": (50.83, 3.26),
    "oostende, ostend": (51.23, 2.91),
    "hasselt": (50.93, 5.34),
    "genk": (50.97, 5.50),
    "liege, luik": (50.63, 5.57),
    "namur, namen": (50.47, 4.87),
    "charleroi": (50.41, 4.44),
    "mons, bergen": (50.45, 3.95),
    # Latvia
    "riga": (56.95, 24.11),
    "kuldiga": (56.97, 21.97),
    "ventspils": (57.39, 21.57),
    "talsi": (57.25, 22.59),
    "liepaja": (56.51, 21.01),
    "jelgava": (56.65, 23.71),
    "daugavpils": (55.87, 26.54),
    "rezekne": (56.51, 27.33),
    "valmiera": (57.54, 25.43),
    # Greece
    "athina, athens": (37.98, 23.73),
    "peiraias, piraeus": (37.94, 23.65),
    "thessaloniki": (40.64, 22.94),
    "patra, patras": (38.25, 21.73),
    "irakleio, heraklion": (35.34, 25.13),
    "larisa, larissa": (39.64, 22.42),
    # Croatia
    "zagreb": (45.81, 15.98),
    "split": (43.51, 16.44),
    "rijeka": (45.33, 14.44),
    "osijek": (45.55, 18.69),
    "vukovar": (45.35, 19.00),
    "sisak": (45.49, 16.37),
    "karlovac": (45.49, 15.55),
    "petrinja": (45.44, 16.28),
    # Neighbours
    "paris": (48.86, 2.35),
    "lille, rijsel": (50.63, 3.06),
    "lyon": (45.76, 4.84),
    "amsterdam": (52.37, 4.90),
    "rotterdam": (51.92, 4.48),
    "luxembourg, luxemburg": (49.61, 6.13),
}
_BY_NAME = {name.strip(): at for names, at in _TOWNS.items() for name in names.split(",")}


def town_at(name: str) -> tuple[float, float] | None:
    """Latitude and longitude of a town by its name in any spelling, or None where it is not known."""
    return _BY_NAME.get(fold(name))
