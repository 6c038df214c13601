"""Tables of instruments and reviews, the service profile, and plans with their versions, goals and steps."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vieta.accounts.choices import Profession
from vieta.base.models import Table
from vieta.base.privacy import Privacy, Retention
from vieta.documents.models import Document, Fact
from vieta.enrolments.models import Enrolment

from .choices import AgreedHow, Answer, At, Doer, InstrumentKind, StepState, VentureStep, VersionState


class Instrument(Table):
    """A scale or review with its owner and licence; only one whose right of use is stated can be used."""

    privacy = dict.fromkeys(("code", "name", "kind", "owner", "licence", "right_stated"), Privacy.PUBLIC)
    retention = Retention.REFERENCE

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=12, choices=InstrumentKind)
    owner = models.CharField(max_length=150)
    licence = models.CharField(max_length=200)
    right_stated = models.CharField(max_length=300, blank=True)

    def __str__(self):
        return self.name


class InstrumentVersion(Table):
    """A published version never changes; values of different versions are not compared silently."""

    privacy = dict.fromkeys(("number", "published_on"), Privacy.PUBLIC)
    retention = Retention.REFERENCE

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    published_on = models.DateField()

    class Meta:
        ordering = ["instrument_id", "number"]
        constraints = [models.UniqueConstraint(fields=["instrument", "number"], name="one_instrument_version_a_number")]

    def __str__(self):
        return f"{self.instrument} {self.number}"


class Domain(Table):
    """One side of life or one dimension that a version asks about; a sensitive one is left out of exports."""

    privacy = dict.fromkeys(("code", "name", "question", "sensitive", "position", "suggests"), Privacy.PUBLIC)
    retention = Retention.REFERENCE

    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="domains")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=150)
    question = models.CharField(max_length=300)
    sensitive = models.BooleanField(default=False)
    suggests = models.CharField(max_length=16, choices=Profession, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["version_id", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="one_domain_a_code")]

    def __str__(self):
        return self.name


class DomainLevel(Table):
    """What one level of a domain looks like in life, 1 (urgent) to 5 (going well)."""

    privacy = dict.fromkeys(("value", "anchor"), Privacy.PUBLIC)
    retention = Retention.REFERENCE

    domain = models.ForeignKey(Domain, on_delete=models.CASCADE, related_name="levels")
    value = models.PositiveSmallIntegerField()
    anchor = models.CharField(max_length=300)

    class Meta:
        ordering = ["domain_id", "value"]
        constraints = [
            models.UniqueConstraint(fields=["domain", "value"], name="one_anchor_a_level"),
            models.CheckConstraint(condition=Q(value__gte=1, value__lte=5), name="levels_one_to_five"),
        ]

    def __str__(self):
        return f"{self.value} {self.anchor}"


class Review(Table):
    """One talk over one version of an instrument, rated by the person and by the worker side by side.

    It is never changed: a mistake is taken back with a reason, and the talk recorded anew.
    """

    privacy = dict.fromkeys(("moment", "on", "recorded_at", "recorded_by", "retracted_at", "retracted_by"), Privacy.RECORD) | {
        "retraction_reason": Privacy.FREE_TEXT
    }
    retention = Retention.PARTICIPATION

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="+")
    moment = models.CharField(max_length=9, choices=At)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    retracted_at = models.DateTimeField(null=True, blank=True)
    retracted_by = models.BigIntegerField(null=True, blank=True)
    retraction_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["enrolment_id", "on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "version", "on"], condition=Q(retracted_at__isnull=True), name="one_review_a_day")
        ]

    def __str__(self):
        return f"{self.version} {self.on}"


class Rating(Table):
    """Both views on one domain in one review; their difference is data, not an error."""

    privacy = dict.fromkeys(("answer", "by_person", "by_worker"), Privacy.SPECIAL) | {"remark": Privacy.FREE_TEXT}
    retention = Retention.PARTICIPATION

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="ratings")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=13, choices=Answer, default=Answer.RATED)
    by_person = models.PositiveSmallIntegerField(null=True, blank=True)
    by_worker = models.PositiveSmallIntegerField(null=True, blank=True)
    remark = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["review_id", "domain__position"]
        constraints = [
            models.UniqueConstraint(fields=["review", "domain"], name="one_rating_a_domain"),
            models.CheckConstraint(
                condition=Q(answer="rated") | Q(by_person__isnull=True, by_worker__isnull=True), name="only_rated_has_values"
            ),
        ]

    def __str__(self):
        return f"{self.domain}: {self.by_person} / {self.by_worker}"


class ServiceChosen(Table):
    """A service chosen for a person after profiling, with the reason it was chosen for (S3-32)."""

    privacy = dict.fromkeys(("profession", "hours", "chosen_on", "chosen_by", "ended_on"), Privacy.RECORD) | {"reason": Privacy.FREE_TEXT}
    retention = Retention.PARTICIPATION

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    domain = models.ForeignKey(Domain, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    profession = models.CharField(max_length=16, choices=Profession)
    hours = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=500)
    chosen_on = models.DateField()
    chosen_by = models.BigIntegerField(null=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["enrolment_id", "id"]

    def __str__(self):
        return self.get_profession_display()


class Plan(Table):
    """The one plan of an enrolment; its content lies in versions, of which at most one is active and one being written."""

    privacy = {"begun_on": Privacy.RECORD}
    retention = Retention.PARTICIPATION

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="+")
    begun_on = models.DateField()

    def __str__(self):
        return f"plan of {self.enrolment}"


class PlanVersion(Table):
    """A whole plan as it was written; what both have agreed to is never changed, a change is a new version."""

    privacy = dict.fromkeys(
        ("number", "state", "written_on", "person_agreed_at", "person_agreed_how", "worker_agreed_at", "active_on", "ended_on", "recorded_at"),
        Privacy.RECORD,
    ) | {"person_words": Privacy.FREE_TEXT, "ended_reason": Privacy.FREE_TEXT, "text_hash": Privacy.RECORD}  # fmt: skip
    retention = Retention.PARTICIPATION

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    person_words = models.TextField(_("what matters most, in the person's own words"), max_length=2000, blank=True)
    written_on = models.DateField()
    person_agreed_at = models.DateTimeField(null=True, blank=True)
    person_agreed_how = models.CharField(max_length=6, choices=AgreedHow, blank=True)
    person_paper = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    worker_agreed_at = models.DateTimeField(null=True, blank=True)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    active_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=500, blank=True)
    text_hash = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["plan_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_plan_version_a_number"),
            models.UniqueConstraint(fields=["plan"], condition=Q(state="active"), name="one_active_version"),
            models.UniqueConstraint(fields=["plan"], condition=Q(state="draft"), name="one_draft_version"),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(person_agreed_at__isnull=False, worker_agreed_at__isnull=False, active_on__isnull=False),
                name="active_means_both_agreed",
            ),
        ]

    def __str__(self):
        return f"{self.plan} {self.number}"


class Goal(Table):
    """What a person wants to reach, in one side of life."""

    privacy = {"text": Privacy.FREE_TEXT, "position": Privacy.RECORD}
    retention = Retention.PARTICIPATION

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="goals")
    domain = models.ForeignKey(Domain, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("goal"), max_length=500)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["version_id", "position", "id"]

    def __str__(self):
        return self.text


class Step(Table):
    """Something to do towards a goal: who does it and by when. Its `line` is the same in every version that keeps it."""

    privacy = {"text": Privacy.FREE_TEXT, "other": Privacy.IDENTITY} | dict.fromkeys(
        ("doer", "by_on", "state", "ended_on", "line", "position"), Privacy.RECORD
    )
    retention = Retention.PARTICIPATION

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="steps")
    line = models.UUIDField()
    text = models.CharField(_("step"), max_length=500)
    doer = models.CharField(_("who"), max_length=6, choices=Doer)
    other = models.CharField(_("who else"), max_length=100, blank=True)
    by_on = models.DateField(_("by when"))
    state = models.CharField(max_length=7, choices=StepState, default=StepState.OPEN)
    ended_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["goal_id", "position", "id"]
        indexes = [models.Index(fields=["state", "by_on"], name="step_due")]

    def __str__(self):
        return self.text


class Venture(Table):
    """What somebody on the way to a business of their own wants to begin, in their own words; one that goes on per enrolment."""

    privacy = {"idea": Privacy.FREE_TEXT, "ended_because": Privacy.FREE_TEXT} | dict.fromkeys(
        ("begun_on", "ended_on", "recorded_at", "recorded_by"), Privacy.RECORD
    )
    retention = Retention.PARTICIPATION

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    idea = models.TextField(_("the idea"), max_length=4000)
    begun_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["enrolment_id", "id"]
        constraints = [models.UniqueConstraint(fields=["enrolment"], condition=Q(ended_on__isnull=True), name="one_venture_at_a_time")]

    def __str__(self):
        return f"{self.begun_on}"


class Milestone(Table):
    """A milestone of a venture, and by when it is hoped for."""

    privacy = {"text": Privacy.FREE_TEXT} | dict.fromkeys(("kind", "by_on", "position", "taken_away_at"), Privacy.RECORD)
    retention = Retention.PARTICIPATION

    venture = models.ForeignKey(Venture, on_delete=models.PROTECT, related_name="milestones")
    kind = models.CharField(max_length=12, choices=VentureStep)
    text = models.CharField(_("milestone"), max_length=200, blank=True)
    by_on = models.DateField(_("by when"), null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    taken_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["venture_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["venture", "kind"], condition=~Q(kind="own") & Q(taken_away_at__isnull=True), name="one_milestone_a_kind"
            ),
            models.CheckConstraint(condition=~Q(kind="own") | ~Q(text=""), name="own_milestone_has_words"),
        ]

    def __str__(self):
        return self.text or str(self.get_kind_display())


class MilestoneReached(Fact):
    """That a milestone was reached on `valid_on`, with its evidence; taken back and recorded anew, never changed."""

    privacy = Fact.fact_privacy | {"words": Privacy.FREE_TEXT}
    retention = Retention.PARTICIPATION

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="reached")
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["milestone_id", "id"]
        constraints = [models.UniqueConstraint(fields=["milestone"], condition=Q(retracted_at__isnull=True), name="one_standing_arrival")]

    def __str__(self):
        return f"{self.valid_on}"
