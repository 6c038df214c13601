"""The abstract table every room's models start from."""

from typing import ClassVar

from django.db import models

from .privacy import Privacy, Retention


class Table(models.Model):
    """A table with its privacy classes by field and its retention declared on the class."""

    privacy: ClassVar[dict[str, Privacy]] = {}
    retention: ClassVar[Retention]

    class Meta:
        abstract = True
