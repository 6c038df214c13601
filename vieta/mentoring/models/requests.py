"""The table of requests for a mentor, such as of somebody who begins a venture of her own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.enrolments.models import Enrolment

from ..choices import RequestAnswer
from .duos import Duo


class MentorRequest(Table):
    """That a participant asks the network for a mentor, in which field, languages and place; a coordinator answers with a reason (S4-11)."""

    privacy = (
        dict.fromkeys(("asked_on", "asked_by", "answer", "answered_on", "answered_by", "withdrawn_on"), Privacy.RECORD)
        | dict.fromkeys(("languages", "isco", "nace", "remote"), Privacy.IDENTITY)
        | {"place": Privacy.CONTACT, "about": Privacy.FREE_TEXT, "answer_reason": Privacy.FREE_TEXT}
    )
    retention = Retention.PARTICIPATION

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    about = models.TextField(_("what a mentor could help with"), max_length=2000)
    languages = models.JSONField(default=list, blank=True)
    isco = models.JSONField(default=list, blank=True)
    nace = models.JSONField(default=list, blank=True)
    place = models.CharField(_("town"), max_length=100, blank=True)
    remote = models.BooleanField(_("ready to meet at a distance"), default=False)
    asked_on = models.DateField()
    asked_by = models.BigIntegerField(null=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=7, choices=RequestAnswer, blank=True)
    answer_reason = models.CharField(max_length=1000, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.BigIntegerField(null=True, blank=True)
    duo = models.ForeignKey(Duo, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment"], condition=Q(answer="", withdrawn_on__isnull=True), name="one_open_request"),
            models.CheckConstraint(condition=Q(answer="") | Q(answered_on__isnull=False), name="answer_has_a_day"),
        ]

    def __str__(self):
        return f"{self.asked_on}"
