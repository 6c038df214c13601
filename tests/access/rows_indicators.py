"""Who gets what at the addresses of indicators, own measures, definitions and organisations supported."""

from tests.access.row import Row
from tests.cast import NOW, TODAY
from vieta.enrolments.models import SupportedOrganisation
from vieta.indicators.models import OwnMeasure, OwnVersion

CODE = lambda w: {"code": w.programme.code}  # noqa: E731


def _own(world) -> dict:
    measure = OwnMeasure.objects.create(programme=world.programme, code="YOUNG")
    OwnVersion.objects.create(
        measure=measure, number=1, name="Young", conditions=[{"column": "age", "to": 24}], from_on=TODAY, recorded_at=NOW
    )
    return CODE(world) | {"measure_id": measure.pk}


def _own_figure(world) -> dict:
    _own(world)
    return CODE(world) | {"measure": f"own-{OwnVersion.objects.get().pk}"}


def _own_of_another(world) -> dict:
    from tests.indicators.world import World

    class Cast:
        pass

    cast = Cast()
    cast.world = world  # type: ignore[attr-defined]
    measure = OwnMeasure.objects.create(programme=World(cast).another_programme(), code="YOUNG")
    version = OwnVersion.objects.create(
        measure=measure, number=1, name="Young", conditions=[{"column": "age", "to": 24}], from_on=TODAY, recorded_at=NOW
    )
    return CODE(world) | {"measure": f"own-{version.pk}"}


def _supported(world) -> dict:
    row = SupportedOrganisation.objects.create(
        programme=world.programme, organisation=world.provider, kind="enterprise", what="Advice", valid_on=TODAY, recorded_at=NOW
    )
    return CODE(world) | {"support_id": row.pk}


ROWS = [
    Row("esf", CODE, farid=200, query="?by=region_id"),
    Row("esf", CODE, farid=422, query="?by=nothing"),
    Row("counting", CODE, farid=200),
    Row("definitions", CODE, farid=200),
    Row("definition_new", CODE, farid=200, query="?subject=rural"),
    Row("own_measures", CODE, farid=200),
    Row("own_new", CODE, farid=200),
    Row("own_revise", _own, farid=200),
    Row("own_revise", lambda w: CODE(w) | {"measure_id": 999}, query="?measure=999"),
    Row("own_end", _own, farid=200),
    Row("figure", _own_figure, farid=200, query="?as_of=2021-03-15"),
    Row("figure", _own_of_another, query="?as_of=2021-03-14"),
    Row("figure", lambda w: CODE(w) | {"measure": "own-99"}, query="?as_of=2021-03-13"),
    Row("supported", CODE, farid=200),
    Row("supported_new", CODE, farid=200),
    Row("supported_withdraw", _supported, farid=200),
    Row("supported_withdraw", lambda w: CODE(w) | {"support_id": 999}, query="?support=999"),
    Row("across", farid=200, **dict.fromkeys(("amina", "bram", "chloe", "dario", "edda", "greta"), 403)),
    Row("funder_across", greta=200, **dict.fromkeys(("amina", "bram", "chloe", "dario", "edda", "farid"), 403)),
]
