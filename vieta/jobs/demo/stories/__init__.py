"""What goes on today: people met, taken in, planned with and followed, by the same deeds as on the pages, on the days they happened."""

from datetime import date
from random import Random

from .gent import play_gent
from .kurzeme import play_kurzeme
from .stage import Stage


def play(today: date, draw: Random) -> None:
    """Plays both programmes up to today."""
    play_gent(Stage("jobteam-2", today, draw))
    play_kurzeme(Stage("diversity-zk", today, draw))
