"""What the funder and the public are shown: the last half-year of the published years, and that of Jobteam Gent for everybody."""

from vieta.indicators.actions import make_public, release
from vieta.indicators.queries import months_due

from .stage import Stage


def play_releases(stage: Stage, who: str, *, public: bool = False) -> None:
    """The lead releases the last half-year's end, and makes it public if the story says so."""
    about = stage.by(who, stage.today)
    row = release(**about, code=stage.code, day=months_due(about["by"], stage.code)[0])
    if public:
        make_public(**about, release_id=row.pk)
