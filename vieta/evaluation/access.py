"""Who may read an evaluation: those at the lead, those it speaks to, the evaluator, and the programme's funders."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.programmes.access import may_set_up
from vieta.programmes.access import visible_to as programmes_visible_to
from vieta.programmes.models import Programme

from .models import Commission, Finding


def visible_to(viewer: Viewer) -> QuerySet[Commission]:
    """Every evaluation for the lead; for partners those with a finding for them; for funders and evaluators once data or findings are there.

    A participant sees none.
    """
    if viewer.person_id is not None:
        return Commission.objects.none()
    seen = Q(pk__in=[])
    for programme in programmes_visible_to(viewer):
        if _at_the_lead(viewer, programme):
            seen |= Q(programme=programme)
        elif _sees_figures(viewer, programme):
            addressed = Finding.objects.filter(commission=OuterRef("pk"), addressee_id=viewer.organisation_id)
            seen |= Q(Exists(addressed), programme=programme)
        elif viewer.may(Permission.SEE_SAFE_FIGURES, programme_id=programme.pk):
            found = Q(Exists(Finding.objects.filter(commission=OuterRef("pk"))))
            seen |= Q(programme=programme) & (Q(evaluator_id=viewer.organisation_id) | found)
    return Commission.objects.filter(seen)


def _at_the_lead(viewer: Viewer, programme: Programme) -> bool:
    return may_set_up(viewer, programme)


def _sees_figures(viewer: Viewer, programme: Programme) -> bool:
    return viewer.may(Permission.SEE_FIGURES, programme_id=programme.pk)


def opened_by(viewer: Viewer, commission_id: int, *, lock: bool = False) -> Commission:
    """One evaluation with its programme and evaluator, or NotFound."""
    rows = visible_to(viewer).select_related("programme", "evaluator", "commissioned_by")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=commission_id).first()
    if found is None:
        raise NotFound(f"evaluation {commission_id}")
    return found


def may_commission(viewer: Viewer, programme: Programme) -> bool:
    """Whether this viewer asks for evaluations of this programme and gives data out."""
    return viewer.account_id is not None and may_set_up(viewer, programme)


def is_evaluator(viewer: Viewer, commission: Commission) -> bool:
    """Whether this viewer is of the organisation that evaluates, with a role in the programme that shows figures only."""
    here = viewer.may(Permission.SEE_SAFE_FIGURES, programme_id=commission.programme_id)
    return viewer.account_id is not None and here and viewer.organisation_id == commission.evaluator_id


def may_receive(viewer: Viewer, commission: Commission) -> bool:
    """Whether this viewer may take the anonymised data away: the evaluator, and whoever gave them."""
    return is_evaluator(viewer, commission) or may_commission(viewer, commission.programme)


def may_answer(viewer: Viewer, finding: Finding) -> bool:
    """Whether this viewer answers for the one addressed, or for the lead."""
    programme = finding.commission.programme
    at_home = viewer.organisation_id == finding.addressee_id and _sees_figures(viewer, programme)
    return viewer.account_id is not None and (at_home or may_set_up(viewer, programme))
