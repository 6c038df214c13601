"""Tables of what mentors take part in: training, intervision, supervision, events, and the tasks of volunteers."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vieta.activities.choices import Presence
from vieta.activities.models import Activity
from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.documents.models import Fact
from vieta.training.models import Module, Run

from .duos import Duo
from .network import Mentor, Mentorship


class ModuleDone(Fact):
    """That a mentor completed a module on `valid_on`, in one of its runs or elsewhere; it stays theirs when a programme ends."""

    privacy = Fact.fact_privacy
    retention = Retention.ACCOUNT

    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="modules_done")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(Run, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["mentor_id", "module_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["mentor", "module"], condition=Q(retracted_at__isnull=True), name="one_completion_a_module")
        ]

    def __str__(self):
        return f"{self.module} {self.valid_on}"


class Gathering(Table):
    """That an activity is for mentors: information session, intervision, supervision or event. Themes are kept without names."""

    privacy = {"themes": Privacy.FREE_TEXT}
    retention = Retention.ACCOUNT

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="+")
    themes = models.TextField(_("themes"), max_length=2000, blank=True)

    def __str__(self):
        return f"{self.activity}"


class Seat(Table):
    """One mentor at a gathering, and the duos that were spoken about; a correction retracts and records anew."""

    privacy = dict.fromkeys(("presence", "minutes", "on", "recorded_at", "recorded_by", "retracted_at"), Privacy.RECORD)
    retention = Retention.ACCOUNT

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="seats")
    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="seats")
    duos = models.ManyToManyField(Duo, blank=True, related_name="+")
    presence = models.CharField(max_length=8, choices=Presence, default=Presence.EXPECTED)
    minutes = models.PositiveIntegerField(default=0)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    retracted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["gathering_id", "id"]
        indexes = [models.Index(fields=["mentorship", "presence", "-on"], name="seat_mentorship")]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "mentorship"], condition=Q(retracted_at__isnull=True), name="one_seat_a_mentor")
        ]

    def __str__(self):
        return f"{self.get_presence_display()}"


class Task(Fact):
    """What a volunteer or mentor did for the programme besides a duo, on `valid_on` and for how long (S4-20)."""

    privacy = Fact.fact_privacy | {"minutes": Privacy.RECORD, "what": Privacy.FREE_TEXT}
    retention = Retention.ACCOUNT

    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="tasks")
    what = models.CharField(_("what they did"), max_length=300)
    minutes = models.PositiveIntegerField(_("minutes"), validators=[MinValueValidator(1), MaxValueValidator(1440)])

    class Meta:
        ordering = ["-valid_on", "-id"]

    def __str__(self):
        return self.what
