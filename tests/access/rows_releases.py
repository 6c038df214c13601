"""Who gets what at the addresses of releases, and of what the funder and the public are shown."""

from tests.access.row import Row
from tests.cast import NOW, TODAY
from vieta.indicators.rules import seal

EVERYBODY = ("amina", "bram", "chloe", "dario", "edda", "farid", "greta")
FIGURES = {"progress": {}, "targets": {}, "tables": {}, "parts": []}
COUNTED: dict = {"progress": {}, "tables": {}, "places": []}


def _code(world) -> dict:
    return {"code": world.programme.code}


def _release(world, *, public: bool = False):
    from vieta.indicators.models import Release

    return Release.objects.create(
        programme=world.programme, day=TODAY, number=1, half_year=False, threshold=5, figures=FIGURES, counted=COUNTED,
        checksum=seal(FIGURES), released_at=NOW, public_from=NOW if public else None,
    )  # fmt: skip


def _released(world) -> dict:
    _release(world)
    return _code(world)


def _public(world) -> dict:
    _release(world, public=True)
    return _code(world)


def _one(world) -> dict:
    return _code(world) | {"release_id": _release(world).pk}


ROWS = [
    Row("releases", _released, farid=200),
    Row("release_due", _code, farid=200),
    Row("release_due", _released, farid=200),
    Row("release_again", _released, farid=200),
    Row("release_again", _code, farid=200),
    Row("release_again", _released, farid=422, query="?day=2020-06-30"),
    Row("release_older", _released, farid=200),
    Row("release_older", _released, farid=200, query="?day=2020-06-30"),
    Row("release_older", _released, farid=422, query="?day=2020-06-29"),
    Row("release_public", _one, **dict.fromkeys(EVERYBODY, 405)),
    Row("release_back", _one, **dict.fromkeys(EVERYBODY, 405)),
    Row("funder_programme", _released, greta=200, query="?release="),
    Row("funder_programme", _released, greta=422, query="?release=x"),
    Row("funder_programme", _released, query="?release=999999999"),
    Row("funder_file", _released, greta=200),
    Row("funder_file", _released, greta=422, query="?release=x"),
    Row("funder_file", _released, query="?release=999999999"),
    Row("funder_file", _code, query="?part="),
    Row("public_figures", public=200, **dict.fromkeys(EVERYBODY, 200)),
    Row("public_programme", _public, public=200, **dict.fromkeys(EVERYBODY, 200)),
    Row("public_programme", _released, public=404, query="?release="),
    Row("public_file", _public, public=200, **dict.fromkeys(EVERYBODY, 200)),
    Row("public_programme", _public, public=404, query="?release=999999999"),
    Row("public_file", _released, public=404, query="?part="),
    Row("public_file", _public, public=422, **dict.fromkeys(EVERYBODY, 422), query="?release=x"),
    Row("public_file", _public, public=404, query="?release=999999999"),
]
