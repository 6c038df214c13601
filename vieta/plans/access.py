"""Who may see and write reviews and plans: the file must be open to them, and writing is for the person and their case team."""

from django.db.models import Q, QuerySet

from vieta.accounts.choices import Profession
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer
from vieta.enrolments.access import leads_family, may_see_special, on_case_team, visible_to
from vieta.enrolments.models import Enrolment

from .models import Domain, Review

# Who may agree to a plan for the team besides whoever is responsible.
AGREEING = (Profession.COACH, Profession.CHANGE_AGENT)


def is_own(viewer: Viewer, enrolment: Enrolment) -> bool:
    """Whether the person looks at their own file."""
    open_now = viewer.houses is None or enrolment.provider_id in viewer.houses
    return viewer.person_id is not None and viewer.person_id == enrolment.person_id and open_now


def works_with(viewer: Viewer, enrolment: Enrolment) -> bool:
    """Whether the viewer works with this person today, in a role that works with people here: on the case team, or leading the family's plan."""
    if viewer.job:
        return True
    may = viewer.may(Permission.COACH, programme_id=enrolment.programme_id)
    return may and (on_case_team(viewer).filter(enrolment=enrolment).exists() or leads_family(viewer, enrolment))


def may_write(viewer: Viewer, enrolment: Enrolment) -> bool:
    """Whether the viewer may write in the plan: the person themself or somebody of the case team."""
    return is_own(viewer, enrolment) or works_with(viewer, enrolment)


def may_agree_for_team(viewer: Viewer, enrolment: Enrolment) -> bool:
    """Whether the viewer's word binds the team: whoever is responsible, a coach or change agent of the case team, who leads the family's plan."""
    if not works_with(viewer, enrolment):
        return False
    mine = on_case_team(viewer).filter(enrolment=enrolment)
    return mine.filter(Q(responsible=True) | Q(profession__in=AGREEING)).exists() or leads_family(viewer, enrolment)


def open_domains(viewer: Viewer, enrolment: Enrolment) -> Q:
    """Which domains of a review open to this viewer: a sensitive one to those who see special data, and to its profession."""
    if may_see_special(viewer, enrolment):
        return Q()
    return Q(sensitive=False) | Q(suggests=viewer.profession or "-")


def sees(viewer: Viewer, enrolment: Enrolment, domain: Domain) -> bool:
    """Whether one domain opens to this viewer."""
    return not domain.sensitive or Domain.objects.filter(open_domains(viewer, enrolment), pk=domain.pk).exists()


def reviews_visible_to(viewer: Viewer) -> QuerySet[Review]:
    """The standing reviews in the files this viewer may open."""
    return Review.objects.filter(retracted_at__isnull=True, enrolment__in=visible_to(viewer))


def refuse_unless_working_with(viewer: Viewer, enrolment: Enrolment, words: str) -> None:
    """Refuses in words somebody who may read the file and is not on its case team."""
    if not works_with(viewer, enrolment):
        raise Refused(words)


def refuse_unless_setting_up(viewer: Viewer) -> None:
    """Instruments are published by those who set programmes up, and by the installation itself."""
    if not viewer.may(Permission.SET_UP):
        raise NotFound("instruments")
