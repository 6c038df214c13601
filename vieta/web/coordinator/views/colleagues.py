"""Finding the right colleague by speciality, in every organisation of one's programmes."""

from django import forms as django
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.accounts import queries
from vieta.base.viewer import Permission
from vieta.web.parts import forms, lists

_STAFF = (Permission.REACH_OUT, Permission.COACH, Permission.TAKE_IN, Permission.COORDINATE, Permission.SET_UP)


class ColleagueFilter(lists.Filter):
    """What colleagues may be narrowed by; only one's own programmes can be chosen."""

    more = ("profession", "programme")
    speciality = django.TypedChoiceField(label=gettext_lazy("Who knows about"), coerce=int, empty_value=None, widget=django.Select())
    text = forms.Text(label=gettext_lazy("Name or organisation"), max_length=60)
    profession = forms.Choice(
        label=gettext_lazy("Trade"), choices=queries.profession_choices, empty=gettext_lazy("All"), widget=django.Select()
    )
    programme = django.TypedChoiceField(label=gettext_lazy("Programme"), coerce=int, empty_value=None, widget=django.Select())

    def offer(self, viewer) -> None:
        """Puts the viewer's own programmes and the specialities there are into the choices."""
        programmes, specialities = queries.colleague_choices(viewer)
        self.fields["programme"].choices = [("", _("All of mine")), *programmes]
        self.fields["speciality"].choices = [("", _("Anything")), *specialities]


class Colleagues(lists.List):
    """Working staff and team members, with the organisation they belong to."""

    name = "colleagues"
    default_sort = "name"
    exportable = False
    columns = (
        lists.Column("name", gettext_lazy("Name"), lambda card: card.name, sort=("name",)),
        lists.Column("specialities", gettext_lazy("Knows about"), lambda card: ", ".join(card.specialities)),
        lists.Column("profession", gettext_lazy("Trade"), lambda card: card.profession_label, sort=("profession", "name")),
        lists.Column("organisation", gettext_lazy("Organisation"), lambda card: card.organisation, sort=("organisation__name", "name")),
        lists.Column("teams", gettext_lazy("Teams"), lambda card: ", ".join(card.teams)),
        lists.Column(
            "email", gettext_lazy("E-mail"), lambda card: card.email, link=lambda card: f"mailto:{card.email}" if card.email else None
        ),
    )

    def __init__(self, request, **given):
        viewer = request.viewer

        class OwnFilter(ColleagueFilter):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.offer(viewer)

        self.filter_class = OwnFilter
        super().__init__(request, **given)

    def rows(self):
        wanted = self.wanted
        return queries.colleagues(
            self.request.viewer, programme_id=wanted.get("programme"), speciality_id=wanted.get("speciality"),
            profession=wanted.get("profession", ""), text=wanted.get("text", ""),
        )  # fmt: skip

    def cards(self, rows):
        return queries.colleague_cards(self.request.viewer, rows)


def colleagues(request: HttpRequest) -> HttpResponse:
    """The list of colleagues."""
    if not any(request.viewer.scopes(permission) for permission in _STAFF):
        raise PermissionDenied(_("This place is for those who work with people in a programme."))
    return Colleagues(request).respond("coordinator/colleagues.html", title=_("Colleagues"))
