"""Tables of grounds and notices."""

from django.db import models

from vieta.base.privacy import Privacy

from ..choices import GroundFamily, GroundRule, LegalBasis, SpecialBasis
from .frame import Programme
from .reference import Reference


class Ground(Reference):
    """A ground or sub-ground a programme admits on, with the check it is put to on the entry date (S1-09, S3-03..07)."""

    privacy = dict.fromkeys(("code", "name", "family", "rule", "limit", "special", "active", "position"), Privacy.PUBLIC)

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="grounds")
    under = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=150)
    family = models.CharField(max_length=12, choices=GroundFamily)
    rule = models.CharField(max_length=16, choices=GroundRule, blank=True)
    limit = models.PositiveIntegerField(null=True, blank=True)
    special = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["programme_id", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_ground_a_code")]

    def __str__(self):
        return self.name


class Purpose(Reference):
    """Why a programme processes data, on what legal basis, and the notice people get about it; a new text is a new version."""

    privacy = dict.fromkeys(
        ("code", "name", "legal_basis", "special_basis", "version", "notice", "required", "from_on", "until_on"), Privacy.PUBLIC
    )

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="purposes")
    code = models.SlugField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=1, choices=LegalBasis)
    special_basis = models.CharField(max_length=1, choices=SpecialBasis, blank=True)
    notice = models.TextField(max_length=5000)
    required = models.BooleanField(default=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["programme_id", "code", "version"]
        constraints = [models.UniqueConstraint(fields=["programme", "code", "version"], name="one_notice_a_version")]

    def __str__(self):
        return self.name
