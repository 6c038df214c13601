"""The one exception with which a command says no."""


class Failure(Exception):
    """A command cannot do what was asked; the message is one line for the person at the terminal."""
