"""Forms for accounts, roles and the filters of their lists."""

from django import forms as django
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from vieta.accounts import queries
from vieta.audit.choices import Kind
from vieta.organisations.queries import specialities
from vieta.web.parts import forms, lists

USERNAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]*\Z", _("Use small letters a to z, digits, dot, dash and underscore; begin with a letter or digit.")
)


def _one_of(label, **kwargs):
    """A drop-down of things by number, filled for each viewer; nothing chosen is None."""
    return django.TypedChoiceField(label=label, coerce=int, empty_value=None, widget=django.Select(), **kwargs)


class HolderForm(forms.Form):
    """What the holder of an account is called, is by trade and is specialised in."""

    name = forms.Text(label=_("What is their name?"), max_length=150)
    profession = forms.Choice(
        label=_("What are they by trade?"),
        choices=queries.profession_choices,
        help_text=_("A psychologist's or lawyer's trade opens notes of that trade."),
    )
    speciality_ids = django.TypedMultipleChoiceField(
        label=_("What do they know most about?"),
        coerce=int,
        required=False,
        widget=forms.Checkboxes(),
        help_text=_("Colleagues find them by this."),
    )
    email = django.EmailField(label=_("E-mail"), required=False, max_length=254)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["speciality_ids"].choices = [(key, name) for key, name, _active in specialities()]


class AccountForm(HolderForm):
    """A new account."""

    field_order = ("name", "username", "organisation_id", "profession", "speciality_ids", "email")
    username = forms.Text(
        label=_("Which user name shall they sign in with?"), max_length=60, validators=[USERNAME], help_text=_("For example b.peeters.")
    )
    organisation_id = _one_of(_("Which is their home organisation?"))

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = [("", _("Choose …")), *queries.places(viewer).home_organisations]


class RoleForm(forms.Form):
    """A role, where it holds and for how long."""

    role = django.ChoiceField(label=_("Which role?"), widget=forms.Radios())
    organisation_id = _one_of(_("In which organisation?"), required=False, help_text=_("Leave open only for roles of the whole programme."))
    programme_id = _one_of(_("In which programme?"), required=False)
    region_id = _one_of(_("In which region?"), required=False)
    from_on = forms.Date(label=_("From which day?"), required=False, help_text=_("Left empty, it begins today."))
    until_on = forms.Date(
        label=_("On which day does it end?"), required=False, help_text=_("From that day on the role is not held. Left empty, it lasts.")
    )

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        roles, places = queries.role_choices(), queries.places(viewer)
        self.fields["role"].choices = [(code, name) for code, name, _sentence in roles]
        self.fields["role"].widget.hints = {code: sentence for code, _name, sentence in roles}
        for name, rows in (("organisation_id", places.organisations), ("programme_id", places.programmes), ("region_id", places.regions)):
            self.fields[name].choices = [("", _("Everywhere")), *rows]


class JoinForm(forms.Form):
    """Who joins a team."""

    account_id = _one_of(
        _("Who joins?"), help_text=_("Staff of every organisation with a part in the programme; each keeps the home organisation.")
    )

    def __init__(self, *args, viewer, team_id, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["account_id"].choices = [("", _("Choose …")), *queries.who_may_join(viewer, team_id)]


class AccessForm(forms.Form):
    """A new one-time code, and with it perhaps a lost second factor."""

    second_factor = django.BooleanField(
        label=_("Their phone with the second factor is lost: take the second factor away too"), required=False
    )


class AccountFilter(lists.Filter):
    """What the list of accounts may be narrowed by."""

    text = forms.Text(label=_("Name or user name"), max_length=60)
    role = forms.Choice(
        label=_("Role"),
        choices=lambda: [(code, name) for code, name, _sentence in queries.role_choices()],
        empty=_("All"),
        widget=django.Select(),
    )
    state = forms.Choice(label=_("State"), choices=[("open", _("Open")), ("ended", _("Ended"))], empty=_("All"), widget=django.Select())


class TrailFilter(lists.Filter):
    """What the trail may be narrowed by."""

    more = ("deed", "person")
    name = forms.Text(label=_("Who"), max_length=60)
    kind = forms.Choice(label=_("What"), choices=Kind.choices, empty=_("All"), widget=django.Select())
    from_on = forms.Date(label=_("Since"))
    until_on = forms.Date(label=_("Until"))
    deed = forms.Text(label=_("Deed begins with"), max_length=80)
    person = django.IntegerField(label=_("Number of the person's file"), min_value=1, max_value=2**62)
