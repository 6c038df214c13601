"""Tables of curricula, their modules, and the runs in which a module is taught."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.organisations.models import Organisation
from vieta.programmes.models import Programme


class Curriculum(Table):
    """What is taught in a programme under one name; a new version is a new row, the former stays with those who learned by it."""

    privacy = dict.fromkeys(("name", "version", "published_on"), Privacy.PUBLIC)
    retention = Retention.REFERENCE

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=150)
    version = models.PositiveIntegerField(default=1)
    published_on = models.DateField()

    class Meta:
        ordering = ["programme_id", "name", "-version"]
        verbose_name_plural = "curricula"
        constraints = [models.UniqueConstraint(fields=["programme", "name", "version"], name="one_curriculum_a_version")]

    def __str__(self):
        return f"{self.name} ({self.version})"


class Module(Table):
    """One part of a curriculum, as long as its minutes say; half a day is 180."""

    privacy = dict.fromkeys(("position", "name", "about", "minutes", "required"), Privacy.PUBLIC)
    retention = Retention.REFERENCE

    curriculum = models.ForeignKey(Curriculum, on_delete=models.PROTECT, related_name="modules")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=150)
    about = models.CharField(_("what it is about"), max_length=500, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), default=180, validators=[MinValueValidator(1), MaxValueValidator(2400)])
    required = models.BooleanField(_("required"), default=True)

    class Meta:
        ordering = ["curriculum_id", "position"]
        constraints = [models.UniqueConstraint(fields=["curriculum", "position"], name="one_module_a_position")]

    def __str__(self):
        return self.name


class Run(Table):
    """One day on which a module is taught."""

    privacy = dict.fromkeys(("on", "starts_at", "place", "planned_at", "planned_by", "called_off_at"), Privacy.RECORD) | {
        "trainer": Privacy.IDENTITY
    }  # fmt: skip
    retention = Retention.REFERENCE

    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="runs")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("date"))
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    trainer = models.CharField(_("trainer"), max_length=150, blank=True)
    planned_at = models.DateTimeField()
    planned_by = models.BigIntegerField(null=True)
    called_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["on", "starts_at", "id"]
        indexes = [models.Index(fields=["module", "on"], name="run_module")]

    def __str__(self):
        return f"{self.module} {self.on}"
