"""The training of mentors: who is how far, on which days a module is taught, and who was there."""

from dataclasses import dataclass
from datetime import date, time

from django.db.models import Exists, OuterRef

from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.programmes.access import opened_by as programme_opened_by
from vieta.training.models import Curriculum, Module, Run

from ..access.network import mentorship_opened_by, mentorships_of, own_mentor, own_mentorships
from ..choices import MentorMoment, Standing
from ..models import MentoringSetUp, Mentorship, MentorshipEvent, ModuleDone

IN_TRAINING = (Standing.APPLIED, Standing.INFORMED, Standing.INTERVIEWED, Standing.ACCEPTED)
MOST = 200


@dataclass(frozen=True)
class ModuleLine:
    """One module of the training and when a mentor completed it."""

    id: int
    name: str
    minutes: int
    required: bool
    done_on: date | None


@dataclass(frozen=True)
class Progress:
    """How far a mentor is in the training of a programme; half a day is 180 minutes."""

    curriculum: str
    lines: tuple[ModuleLine, ...]
    trained_on: date | None

    @property
    def done(self) -> int:
        return sum(line.done_on is not None for line in self.lines if line.required)

    @property
    def required(self) -> int:
        return sum(line.required for line in self.lines)


def progress(viewer: Viewer, mentorship_id: int) -> Progress | None:
    """The training of one mentor, for their coordination; None where the programme has no curriculum."""
    return _progress(mentorship_opened_by(viewer, mentorship_id))


def own_progress(viewer: Viewer) -> list[tuple[str, Progress]]:
    """The training of the mentor who looks, programme by programme."""
    rows = own_mentorships(viewer).filter(mentor=own_mentor(viewer), standing__in=IN_TRAINING).select_related("programme").order_by("id")
    return [(row.programme.name, found) for row in rows if (found := _progress(row))]


def _progress(row: Mentorship) -> Progress | None:
    curriculum = Curriculum.objects.filter(pk__in=MentoringSetUp.objects.filter(programme=row.programme_id).values("curriculum")).first()
    if curriculum is None:
        return None
    done = dict(ModuleDone.objects.filter(mentor=row.mentor_id, retracted_at__isnull=True).order_by().values_list("module_id", "valid_on"))
    lines = tuple(ModuleLine(m.pk, m.name, m.minutes, m.required, done.get(m.pk)) for m in curriculum.modules.all())
    trained = MentorshipEvent.objects.filter(mentorship=row, moment=MentorMoment.TRAINED, retracted_at__isnull=True)
    return Progress(f"{curriculum.name} ({curriculum.version})", lines, trained.values_list("valid_on", flat=True).first())


@dataclass(frozen=True)
class RunRow:
    """One day on which a module is taught."""

    id: int
    module_id: int
    module: str
    curriculum: str
    programme_id: int
    on: date
    starts_at: time | None
    minutes: int
    place: str
    trainer: str
    called_off: bool
    to_record: bool


def runs(viewer: Viewer, *, run_id: int | None = None) -> list[RunRow]:
    """The training days of the viewer's branch, newest first. One statement."""
    mine = {scope.programme_id for scope in viewer.scopes(Permission.COORDINATE)}
    if viewer.organisation_id is None or not mine:
        return []
    done = ModuleDone.objects.filter(run=OuterRef("pk"), retracted_at__isnull=True)
    rows = Run.objects.filter(organisation_id=viewer.organisation_id).select_related("module__curriculum")
    if None not in mine:
        rows = rows.filter(module__curriculum__programme_id__in=mine)
    if run_id is not None:
        rows = rows.filter(pk=run_id)
    rows = rows.annotate(recorded=Exists(done)).order_by("-on", "-id")[:MOST]
    return [_run(viewer, row) for row in rows]


@dataclass(frozen=True)
class RunCard:
    """One training day with who may have been there and who was: mentorship, name, there."""

    row: RunRow
    learners: tuple[tuple[int, str, bool], ...]


def run(viewer: Viewer, run_id: int) -> RunCard:
    """One training day of the viewer's branch, or NotFound."""
    row = next(iter(runs(viewer, run_id=run_id)), None)
    if row is None:
        raise NotFound(f"run {run_id}")
    there = ModuleDone.objects.filter(module_id=row.module_id, retracted_at__isnull=True)
    done = dict(there.order_by().values_list("mentor_id", "run_id"))
    rows = mentorships_of(viewer, Permission.COORDINATE).filter(programme_id=row.programme_id, standing__in=IN_TRAINING)
    learners = tuple(
        (one.pk, str(one.mentor), done.get(one.mentor_id) == run_id)
        for one in rows.select_related("mentor").order_by("mentor__sort_name", "id")
        if one.mentor_id not in done or done[one.mentor_id] == run_id
    )
    return RunCard(row, learners)


def modules(viewer: Viewer) -> list[tuple[int, str]]:
    """The modules of the curricula in force in the viewer's programmes, for planning a day: id and name."""
    mine = viewer.programme_ids(Permission.COORDINATE)
    set_ups = MentoringSetUp.objects.filter(curriculum__isnull=False)
    set_ups = set_ups if mine is None else set_ups.filter(programme_id__in=mine)
    rows = Module.objects.filter(curriculum__in=set_ups.values("curriculum")).select_related("curriculum__programme")
    return [(m.pk, f"{m.position}. {m.name}") for m in rows.order_by("curriculum__programme__name", "curriculum_id", "position")]


def curricula(viewer: Viewer, code: str) -> list[Curriculum]:
    """The curricula of a programme with their modules, for those who keep them."""
    programme = programme_opened_by(viewer, code, Permission.SET_UP, Permission.COORDINATE)
    return list(Curriculum.objects.filter(programme=programme).prefetch_related("modules").order_by("name", "-version"))


def _run(viewer: Viewer, row: Run) -> RunRow:
    recorded = getattr(row, "recorded", False)
    return RunRow(
        row.pk, row.module_id, row.module.name, row.module.curriculum.name, row.module.curriculum.programme_id, row.on, row.starts_at,
        row.module.minutes, row.place, row.trainer, row.called_off_at is not None,
        row.called_off_at is None and row.on <= viewer.today and not recorded,
    )  # fmt: skip
