"""What every table of programmes starts from."""

from django.db import models
from django.db.models import F, Q

from vieta.base.models import Table
from vieta.base.privacy import Retention


def ends_after_start(name: str) -> models.CheckConstraint:
    """The constraint that a period with an end has it after its start."""
    return models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")), name=name)


class Reference(Table):
    """A table of what was agreed: no personal data in any of its own fields."""

    retention = Retention.REFERENCE

    class Meta:
        abstract = True
