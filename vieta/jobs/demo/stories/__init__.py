"""What goes on today: people met, taken in, planned with and followed, by the same deeds as on the pages, on the days they happened."""

from datetime import date
from random import Random

from .duos import play_duos
from .evaluation import play_evaluation
from .gent import play_gent
from .indicators import play_indicators
from .kurzeme import play_kurzeme
from .matching import play_matching
from .mentors import play_mentors
from .releases import play_releases
from .reports import play_reports
from .stage import Stage
from .together import play_family, play_venture


def play(today: date, draw: Random) -> None:
    """Plays the programmes of today up to today."""
    play_gent(Stage("jobteam-2", today, draw))
    play_kurzeme(Stage("diversity-zk", today, draw))
    play_mentors(Stage("duo", today, draw))
    play_duos(Stage("duo", today, draw))
    play_matching(Stage("duo", today, Random(7)))
    play_evaluation(Stage("jobteam-gent", today, Random(1994)))  # draws of its own, so that nothing else changes
    play_family(Stage("diversity-zk", today, Random(9)))
    play_venture(Stage("duo", today, Random(11)))
    play_indicators(Stage("diversity-zk", today, Random(13)))
    play_reports(Stage("jobteam-2", today, Random(17)))
    play_releases(Stage("jobteam-gent", today, Random(19)), "farid", public=True)
    play_releases(Stage("motivation-zk", today, Random(19)), "solvita")
