"""Publishing curricula, planning the days on which a module is taught, calling them off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.viewer import Permission, Viewer
from vieta.programmes.access import opened_by

from .models import Curriculum, Module, Run

MOST_MODULES = 60
FURTHEST_DAYS = 730


@dataclass(frozen=True)
class ModuleIn:
    """One module of a curriculum to publish."""

    name: str
    minutes: int = 180
    required: bool = True
    about: str = ""


@transaction.atomic
def publish_curriculum(*, by: Viewer, at: datetime, code: str, name: str, modules: Sequence[ModuleIn]) -> Curriculum:
    """Publishes a curriculum of a programme, or the next version of the one with this name; the lead or a coordinator may.

    Refused without a name, without a module, and for a module without name or of a length nobody teaches.
    """
    programme = opened_by(by, code, Permission.SET_UP, Permission.COORDINATE, lock=True)
    if not name.strip():
        raise Refused(_("Please answer this."), field="name")
    if not 1 <= len(modules) <= MOST_MODULES:
        raise Refused(_("Between 1 and %(most)s modules.") % {"most": MOST_MODULES}, field="modules")
    last = Curriculum.objects.filter(programme=programme, name=name.strip()).aggregate(last=Max("version"))["last"] or 0
    made = Curriculum(programme=programme, name=name.strip(), version=last + 1, published_on=by.today)
    fitting(made, "name")
    made.save()
    for position, one in enumerate(modules, start=1):
        _module(made, position, one)
    record(by=by, at=at, deed="training.publish_curriculum", thing=made, programme_id=programme.pk, modules=len(modules))
    return made


@transaction.atomic
def plan_run(
    *, by: Viewer, at: datetime, module_id: int, on: date, starts_at: time | None = None, place: str = "", trainer: str = ""
) -> Run:  # fmt: skip
    """Plans a day on which a module is taught by the viewer's branch; a coordinator may, also for a day of the past year.

    Refused outside the programme, and for a day too far away.
    """
    module = Module.objects.select_related("curriculum__programme").filter(pk=module_id).first()
    house = by.organisation_id
    if (
        module is None
        or house is None
        or not by.may(Permission.COORDINATE, programme_id=module.curriculum.programme_id, organisation_id=house)
    ):
        raise NotFound(f"module {module_id}")
    if not by.today - timedelta(days=366) <= on <= by.today + timedelta(days=FURTHEST_DAYS):
        raise Refused(_("Choose a day of the past year or of the next two."), field="on")
    run = Run(
        module=module, organisation_id=house, on=on, starts_at=starts_at, place=place.strip(), trainer=trainer.strip(), planned_at=at,
        planned_by=by.account_id,
    )  # fmt: skip
    fitting(run, "place", "trainer")
    run.save()
    record(by=by, at=at, deed="training.plan_run", thing=run, programme_id=module.curriculum.programme_id)
    return run


@transaction.atomic
def call_run_off(*, by: Viewer, at: datetime, run_id: int) -> Run:
    """Calls a planned day off. Refused for a day that is over."""
    run = (
        Run.objects.select_for_update(of=("self",))
        .select_related("module__curriculum")
        .filter(pk=run_id, called_off_at__isnull=True)
        .first()
    )
    programme_id = run.module.curriculum.programme_id if run else None
    if run is None or run.organisation_id != by.organisation_id or not by.may(Permission.COORDINATE, programme_id=programme_id):
        raise NotFound(f"run {run_id}")
    if run.on < by.today:
        raise Refused(_("This day is over."))
    run.called_off_at = at
    run.save(update_fields=["called_off_at"])
    record(by=by, at=at, deed="training.call_run_off", thing=run, programme_id=programme_id)
    return run


def _module(made: Curriculum, position: int, one: ModuleIn) -> None:
    row = Module(
        curriculum=made, position=position, name=one.name.strip(), about=one.about.strip(), minutes=one.minutes, required=one.required
    )
    if not row.name:
        raise Refused(_("Give every module a name."), field="modules")
    try:
        fitting(row, "name", "about", "minutes")
    except Refused as refusal:
        raise Refused(f"{one.name}: {refusal.reason}", field="modules") from refusal
    row.save()
