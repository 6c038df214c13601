"""Tables of what a mentee wishes for, and of who is kept apart."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vieta.base.codes import Gender
from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.enrolments.models import Enrolment

from ..choices import KeptApart, Side
from .network import Mentor


class Wish(Table):
    """What a participant wishes of a mentor: one row per enrolment, written as the person says it. Lists as in Mentor.

    `withdrawn_on` takes the person off the list of those who wait; `mentor_gender` is a filter only the mentee asks for.
    """

    privacy = (
        dict.fromkeys(("languages", "isco", "nace", "interests", "free", "remote"), Privacy.IDENTITY)
        | dict.fromkeys(("place", "latitude", "longitude"), Privacy.CONTACT)
        | dict.fromkeys(("waiting_since", "from_on", "withdrawn_on", "written_at", "written_by"), Privacy.RECORD)
        | {"mentor_gender": Privacy.SPECIAL, "about": Privacy.FREE_TEXT}
    )
    retention = Retention.PARTICIPATION

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="+")
    languages = models.JSONField(default=list, blank=True)
    isco = models.JSONField(default=list, blank=True)
    nace = models.JSONField(default=list, blank=True)
    interests = models.JSONField(default=list, blank=True)
    free = models.JSONField(default=list, blank=True)
    remote = models.BooleanField(_("ready to meet at a distance"), default=False)
    place = models.CharField(_("town"), max_length=100, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    mentor_gender = models.CharField(_("only a mentor who is"), max_length=1, choices=Gender, blank=True)
    about = models.TextField(_("in own words"), max_length=2000, blank=True)
    waiting_since = models.DateField(_("waiting since"))
    from_on = models.DateField(_("can start on"), null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField()
    written_by = models.BigIntegerField(null=True)

    def __str__(self):
        return f"{self.enrolment}"


class Apart(Table):
    """That a mentee and a mentor are not to be a duo, said by one side or by a coordinator; lifted, never deleted."""

    privacy = dict.fromkeys(("kind", "said_by", "recorded_at", "recorded_by", "lifted_at"), Privacy.RECORD) | {"reason": Privacy.FREE_TEXT}
    retention = Retention.PARTICIPATION

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=KeptApart)
    said_by = models.CharField(max_length=6, choices=Side, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["enrolment_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "mentor", "kind", "said_by"], condition=Q(lifted_at__isnull=True), name="kept_apart_once"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}"
