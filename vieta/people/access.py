"""Who may see a person: it looks only at grants, which the rooms above give and withdraw."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from vieta.base.viewer import Permission, Viewer

from .choices import Level
from .models import Grant, Person


def live_grants(today) -> QuerySet[Grant]:
    """Grants in force on a day."""
    return Grant.objects.filter(from_on__lte=today).filter(Q(until_on__isnull=True) | Q(until_on__gt=today))


def grants_of(viewer: Viewer, level: Level = Level.IDENTITY) -> QuerySet[Grant]:
    """The live grants that open files to this viewer at least so far.

    A grant to the viewer's account counts at its own level while a role lets them work with people in its programme: with
    the role, what it opened closes. A grant to an organisation opens name and contact to its
    staff, and the file itself to those whose role reads the organisation's files.
    """
    grants = live_grants(viewer.today)
    if viewer.account_id is None:
        return grants.none()
    own = Q(account_id=viewer.account_id, level__gte=level) & _where_working(viewer)
    return grants.filter(own | _through_organisation(viewer, level))


def _where_working(viewer: Viewer) -> Q:
    """Grants in the programmes where a role of this viewer works with people today."""
    working: set[int] = set()
    for permission in (Permission.REACH_OUT, Permission.TAKE_IN, Permission.COACH, Permission.COORDINATE, Permission.READ_FILES):
        ids = viewer.programme_ids(permission)
        if ids is None:
            return Q()
        working |= ids
    return Q(programme_id__in=working)


def _through_organisation(viewer: Viewer, level: Level) -> Q:
    if not viewer.organisation_id:
        return Q(pk__in=[])
    within = Q(organisation_id=viewer.organisation_id, level__gte=level)
    if level == Level.IDENTITY:
        wanted = (Permission.COACH, Permission.TAKE_IN, Permission.READ_FILES, Permission.READ_NAMES)
        return within & _in_scopes(viewer, *wanted)
    needs = [Permission.READ_FILES] + ([Permission.READ_SPECIAL] if level == Level.SPECIAL else [])
    reach = within
    for permission in needs:
        reach &= _in_scopes(viewer, permission)
    return reach


def _in_scopes(viewer: Viewer, *permissions: Permission) -> Q:
    """Grants to the viewer's own organisation whose programme lies where one of the permissions holds.

    The organisation is asked once only, by the caller: said twice, PostgreSQL takes the grants for few and reads them all.
    """
    reach = Q(pk__in=[])
    for permission in permissions:
        for scope in viewer.scopes(permission):
            if scope.organisation_id not in (None, viewer.organisation_id):
                continue
            if not scope.programme_id:
                return Q()
            reach |= Q(programme_id=scope.programme_id) | Q(programme__isnull=True)
    return reach


def visible_to(viewer: Viewer, level: Level = Level.IDENTITY) -> QuerySet[Person]:
    """The people whose file this viewer may open at least so far; merged duplicates are not shown."""
    people = Person.objects.filter(merged_into__isnull=True)
    if viewer.job:
        return people
    if viewer.person_id is not None:
        return people.filter(pk=viewer.person_id)
    return people.filter(Exists(grants_of(viewer, level).filter(person_id=OuterRef("pk"))))


def may_read(viewer: Viewer, person: Person, level: Level = Level.IDENTITY) -> bool:
    """Whether this viewer may open this person's file so far."""
    return visible_to(viewer, level).filter(pk=person.pk).exists()
