"""The one exception a deed raises when it says no, worded for the person who asked; and when what does not exist is asked for."""

from django.core.exceptions import ValidationError


class Refused(Exception):
    """A deed was refused; `field` names the form field it concerns, where there is one."""

    def __init__(self, reason, field: str | None = None):
        super().__init__(reason)
        self.reason = reason
        self.field = field


class NotFound(Exception):
    """The thing does not exist for this viewer; the doors answer 404, whichever of the two it is."""


def fitting(row, *names: str) -> None:
    """Refuses values that do not fit their column, beside the field."""
    try:
        row.clean_fields(exclude=[field.name for field in row._meta.concrete_fields if field.name not in names])
    except ValidationError as error:
        field, problems = next(iter(error.message_dict.items()))
        raise Refused(problems[0], field=field) from error
