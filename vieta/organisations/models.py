"""Tables of organisations and specialities."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention

from .choices import Kind


class Speciality(Table):
    """A field of expertise a lead can add or end (S1-03)."""

    privacy = {"code": Privacy.PUBLIC, "name": Privacy.PUBLIC, "active": Privacy.PUBLIC}
    retention = Retention.REFERENCE

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100, unique=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "specialities"

    def __str__(self):
        return self.name


class Organisation(Table):
    """A legal person or public body that takes part in some way."""

    privacy = dict.fromkeys(("code", "name", "kind", "country", "place", "active"), Privacy.PUBLIC)
    retention = Retention.REFERENCE

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    country = models.CharField(_("country"), max_length=2)
    place = models.CharField(_("place"), max_length=100, blank=True)
    specialities = models.ManyToManyField(Speciality, blank=True, related_name="+")
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
