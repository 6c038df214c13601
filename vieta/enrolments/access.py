"""Who may see an enrolment: a grant must hang on this very enrolment, so one provider never sees the other's."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from vieta.accounts.choices import Profession
from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.people.access import grants_of
from vieta.people.choices import GrantPurpose, Level
from vieta.programmes.models import Partner, Programme

from .models import CaseTeamMember, Enrolment

CAUSE = "enrolment"


def visible_to(viewer: Viewer, level: Level = Level.FILE) -> QuerySet[Enrolment]:
    """The enrolments this viewer may open at least so far.

    Somebody who reads only through their own grants has few: those are fetched by number. Whoever reads for an organisation
    has most of a long list: there each row asks for its grant, so that a page stops after fifty.
    """
    if viewer.job:
        return Enrolment.objects.all()
    if viewer.person_id is not None:
        return Enrolment.objects.filter(person_id=viewer.person_id, **viewer.in_open_houses("provider"))
    grants = grants_of(viewer, level).filter(cause=CAUSE)
    if not viewer.scopes(Permission.READ_FILES) and level > Level.IDENTITY:
        return Enrolment.objects.filter(pk__in=grants.order_by().values("cause_id"))
    return _each_asked(grants)


def _each_asked(grants: QuerySet) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(Exists(grants.filter(cause_id=OuterRef("pk"))))


def through(viewer: Viewer, level: Level = Level.FILE) -> Q:
    """As visible_to, as a condition on another table's rows by their `enrolment`: their order can stop them early too."""
    if viewer.job:
        return Q()
    if viewer.person_id is not None:
        return Q(enrolment__person_id=viewer.person_id, **viewer.in_open_houses("enrolment__provider"))
    grants = grants_of(viewer, level).filter(cause=CAUSE)
    if not viewer.scopes(Permission.READ_FILES) and level > Level.IDENTITY:
        return Q(enrolment_id__in=grants.order_by().values("cause_id"))
    return Q(Exists(grants.filter(cause_id=OuterRef("enrolment_id"))))


def _one(viewer: Viewer, level: Level) -> QuerySet[Enrolment]:
    """As visible_to, for a question about one enrolment: its own grants are asked, however many files the viewer reads."""
    if viewer.job or viewer.person_id is not None:
        return visible_to(viewer, level)
    return _each_asked(grants_of(viewer, level).filter(cause=CAUSE))


def opened_by(viewer: Viewer, enrolment_id: int, level: Level = Level.FILE, *, lock: bool = False) -> Enrolment:
    """One enrolment with its person, programme and provider, or NotFound; `lock` for deeds that change it."""
    rows = _one(viewer, level).select_related("person", "programme", "provider")
    if lock:
        rows = rows.select_for_update(of=("self",))
    enrolment = rows.filter(pk=enrolment_id).first()
    if enrolment is None:
        raise NotFound(f"enrolment {enrolment_id}")
    return enrolment


def all_open(viewer: Viewer, level: Level, rows: QuerySet[Enrolment]) -> bool:
    """Whether each of some enrolments opens to the viewer so far today; asked until the first that does not."""
    return bool(viewer.job) or not rows.filter(~Exists(grants_of(viewer, level).filter(cause=CAUSE, cause_id=OuterRef("pk")))).exists()


def may_see_special(viewer: Viewer, enrolment: Enrolment) -> bool:
    """Whether grounds and special characteristics of this enrolment open to this viewer."""
    return _one(viewer, Level.SPECIAL).filter(pk=enrolment.pk).exists()


def works_in(viewer: Viewer, programme_id: int) -> bool:
    """Whether the viewer's organisation takes part in a programme; a role for the whole organisation reaches no further."""
    if viewer.job:
        return True
    part = Partner.objects.filter(programme_id=programme_id, organisation_id=viewer.organisation_id)
    leads = Programme.objects.filter(pk=programme_id, lead_id=viewer.organisation_id)
    return viewer.organisation_id is not None and (part.exists() or leads.exists())


def on_case_team(viewer: Viewer) -> QuerySet[CaseTeamMember]:
    """The viewer's own places on case teams today."""
    running = Q(until_on__isnull=True) | Q(until_on__gt=viewer.today)
    return CaseTeamMember.objects.filter(running, account_id=viewer.account_id, from_on__lte=viewer.today)


def leads_family(viewer: Viewer, enrolment: Enrolment) -> bool:
    """Whether the viewer leads the plan of this person's family today, with the person's own agreement."""
    mine = grants_of(viewer, Level.FILE).filter(account_id=viewer.account_id, purpose=GrantPurpose.FAMILY)
    return viewer.account_id is not None and mine.filter(cause=CAUSE, cause_id=enrolment.pk).exists()


def handles_unequal(viewer: Viewer, enrolment: Enrolment) -> bool:
    """Whether this viewer is a lawyer on the case team, to whom experiences of unequal treatment open."""
    team = CaseTeamMember.objects.filter(enrolment=enrolment, account_id=viewer.account_id, until_on__isnull=True)
    return viewer.account_id is not None and viewer.profession == Profession.LAWYER and team.filter(profession=Profession.LAWYER).exists()
