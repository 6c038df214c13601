"""Who may read a programme's handbook and resources: its mentors, and everybody who works in it."""

from vieta.base.viewer import Permission, Viewer
from vieta.enrolments.access import works_in

from ..choices import Paper, Standing
from ..models import Edition
from .network import own_mentorships

STAFF = (Permission.COACH, Permission.COORDINATE, Permission.SET_UP, Permission.TAKE_IN)


def readers_of(viewer: Viewer, programme_id: int) -> bool:
    """Whether the handbook of a programme opens to the viewer: an accepted mentor of it, or somebody who works in it."""
    if viewer.job:
        return True
    if viewer.account_id is None or viewer.person_id is not None:
        return False
    if is_mentor_of(viewer, programme_id):
        return True
    return any(viewer.may(p, programme_id=programme_id) for p in STAFF) and works_in(viewer, programme_id)


def is_mentor_of(viewer: Viewer, programme_id: int) -> bool:
    """Whether the viewer is an accepted mentor of a programme today."""
    mine = own_mentorships(viewer).filter(programme_id=programme_id, standing=Standing.ACCEPTED)
    return viewer.account_id is not None and viewer.may(Permission.MENTOR, programme_id=programme_id) and mine.exists()


def current_edition(programme_id: int, paper: Paper) -> Edition | None:
    """The newest edition of a paper, which is the one that holds."""
    return Edition.objects.filter(programme_id=programme_id, paper=paper).order_by("-number").first()
