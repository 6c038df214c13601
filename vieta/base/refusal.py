"""The one exception a deed raises when it says no, worded for the person who asked."""


class Refused(Exception):
    """A deed was refused; `field` names the form field it concerns, where there is one."""

    def __init__(self, reason, field: str | None = None):
        super().__init__(reason)
        self.reason = reason
        self.field = field


class NotFound(Exception):
    """The thing does not exist for this viewer; the doors answer 404, whichever of the two it is."""
