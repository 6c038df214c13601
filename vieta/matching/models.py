"""Tables of matching: the rules in versions, the meetings, what was proposed, what was asked of it, what was decided."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vieta.base.fields import EncryptedTextField
from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.enrolments.models import Enrolment
from vieta.mentoring.models import Duo, Mentorship
from vieta.organisations.models import Organisation
from vieta.programmes.models import Programme, Region

from .choices import Asked, Groups, Verdict


class MatchingRules(Table):
    """One version of a programme's rules of matching, as the engine reads them; never changed, the newest is in force.

    `tree` holds limits, weights, scales and floor. The conditions of the programme itself (ages, clearance, training) are those of
    its mentoring set-up. `groups` says by what the floor counts, and nothing else reads it.
    """

    privacy = dict.fromkeys(("number", "tree", "groups", "reason", "set_at", "set_by"), Privacy.INTERNAL)
    retention = Retention.REFERENCE

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    tree = models.JSONField()
    groups = models.CharField(max_length=10, choices=Groups, blank=True)
    reason = models.CharField(_("why"), max_length=1000)
    set_at = models.DateTimeField()
    set_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["programme_id", "-number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_matching_rules_a_number")]

    def __str__(self):
        return f"{self.programme} {self.number}"


class Meeting(Table):
    """A matching meeting of one branch of a programme: when, and who was there. Without a region it is for the whole organisation."""

    privacy = dict.fromkeys(("on", "opened_at", "opened_by", "closed_at", "closed_by"), Privacy.RECORD) | {
        "present": Privacy.FREE_TEXT,
        "note": Privacy.FREE_TEXT,
    }
    retention = Retention.PARTICIPATION

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("day of the meeting"))
    present = models.CharField(_("who is there"), max_length=500)
    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField(null=True)
    note = models.CharField(_("what else was said"), max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["organisation", "programme", "-on"], name="matching_meeting_branch")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation", "region"],
                condition=Q(closed_at__isnull=True, region__isnull=False),
                name="one_open_meeting_a_region",
            ),
            models.UniqueConstraint(
                fields=["programme", "organisation"],
                condition=Q(closed_at__isnull=True, region__isnull=True),
                name="one_open_meeting_a_house",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} {self.on}"


class Proposal(Table):
    """What the engine proposed for one state of people and rules, with its inputs, pairs and certificate as files under pseudonyms.

    Kept when the meeting opens and whenever something is decided, so that every decision can be read beside what was proposed.
    """

    privacy = dict.fromkeys(("number", "state", "waiting", "matched", "made_at", "made_by"), Privacy.RECORD) | {"files": Privacy.SPECIAL}
    retention = Retention.PARTICIPATION

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="proposals")
    rules = models.ForeignKey(MatchingRules, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=64)
    waiting = models.PositiveIntegerField()
    matched = models.PositiveIntegerField()
    files = EncryptedTextField()
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["meeting_id", "-number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_proposal_a_number")]

    def __str__(self):
        return f"{self.meeting} {self.number}"


class Mark(Table):
    """That a coordinator asks the proposal of one meeting to keep two people together, or never to; lifted, never deleted.

    `outside` says that the two were not proposed; `broken` names the limits that spoke against them.
    """

    privacy = dict.fromkeys(("asked", "outside", "broken", "made_at", "made_by", "lifted_at", "lifted_by"), Privacy.RECORD) | {
        "reason": Privacy.FREE_TEXT
    }
    retention = Retention.PARTICIPATION

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="marks")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="+")
    asked = models.CharField(max_length=6, choices=Asked)
    outside = models.BooleanField(default=False)
    broken = models.JSONField(default=list, blank=True)
    reason = models.CharField(_("why"), max_length=1000, blank=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["meeting_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "enrolment"], condition=Q(lifted_at__isnull=True, asked=Asked.KEEP), name="kept_with_one_mentor"
            ),
            models.UniqueConstraint(
                fields=["meeting", "enrolment", "mentorship"], condition=Q(lifted_at__isnull=True), name="one_mark_a_pair"
            ),
        ]

    def __str__(self):
        return f"{self.get_asked_display()}"


class Decision(Table):
    """What people decided about one mentee at a meeting, under which proposal and why; `reason` is theirs, in their words.

    A duo that was formed is taken back in its own file; that somebody waits can be taken back here while the meeting lasts.
    """

    privacy = dict.fromkeys(("verdict", "outside", "decided_at", "decided_by", "taken_back_at"), Privacy.RECORD) | {
        "reason": Privacy.FREE_TEXT
    }
    retention = Retention.PARTICIPATION

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    mentorship = models.ForeignKey(Mentorship, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    duo = models.OneToOneField(Duo, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=7, choices=Verdict)
    outside = models.BooleanField(default=False)
    reason = models.CharField(_("why"), max_length=1000)
    decided_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "enrolment"], condition=Q(taken_back_at__isnull=True), name="one_decision_a_mentee"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.FORMED, duo__isnull=False, mentorship__isnull=False)
                | Q(verdict=Verdict.NOT_NOW, duo__isnull=True),
                name="a_formed_duo_stands_behind_it",
            ),
        ]

    def __str__(self):
        return f"{self.get_verdict_display()}"
