"""The wheel of one's own view on life, at the start and now, for the case team's page and for the person's own place."""

from dataclasses import replace

from django.utils.translation import gettext as _

from vieta.plans.queries import ChangeCard
from vieta.web.parts import charts


def own_view(card: ChangeCard, title: str) -> charts.Figure | None:
    """The person's own view as a wheel, with every review and the change in words as its table; nothing where they rated nothing."""
    seen = [row for row in card.rows if row.seen_by_person]
    if not seen:
        return None
    domains = [charts.Domain(row.name, row.first_by_person if card.moves else None, row.last_by_person) for row in seen]
    heads = [_("Side of life"), *(f"{review.moment_label} {charts.shown(review.on)}" for review in card.reviews), _("Change")]
    rows = [[row.name, *(person for person, _worker in row.values), row.for_person.label if row.for_person else None] for row in seen]
    return replace(charts.wheel(title=title, domains=domains), table=charts.table(heads, rows))
