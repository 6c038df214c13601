"""Forms for what a programme is and agrees to; the lists they offer come from the programme itself."""

from typing import Any

from django import forms as django
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from vieta.base.codes import Degurba, RegionCategory
from vieta.base.periods import days_after
from vieta.organisations import queries as organisations
from vieta.outcomes.choices import HARD_KINDS
from vieta.programmes import queries
from vieta.programmes.choices import (
    GroundFamily,
    GroundRule,
    Headline,
    IntensiveRule,
    LegalBasis,
    ObligationKind,
    PartnerRole,
    RestrictionKind,
    SpecialBasis,
)
from vieta.programmes.rules import LEAST_HIDDEN
from vieta.web.lead.forms.organisations import TWO_LETTERS
from vieta.web.parts import forms
from vieta.web.parts.lists import shown

CODE = RegexValidator(r"^[a-z0-9-]+$", _("Use small letters, digits and hyphens only."))
NUMBER: dict[str, Any] = {"min_value": 1, "max_value": 1_000_000}


class ProgrammeForm(forms.Form):
    """Everything about one programme: the base of the forms below, which know the viewer and the programme's code."""

    def __init__(self, *args, viewer, code="", **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer, self.code = viewer, code
        for name, choices in self.lists().items():
            self.fields[name].choices = [("", _("Choose …")), *choices]

    def lists(self) -> dict[str, list]:
        """The choices of each list field."""
        return {}

    def clean_until_on(self):
        """People say the last day; a period's end is the day after it."""
        last = self.cleaned_data["until_on"]
        return last and days_after(last, 1)

    def organisations(self):
        return [(o.id, o.name) for o in organisations.organisations(self.viewer) if o.active]

    def regions(self):
        return [(r.pk, r.name) for r in queries.regions(self.viewer, self.code)]

    def contracts(self):
        return [(c.pk, f"{c.number} · {c.provider.name}") for c in queries.contracts(self.viewer, self.code)]


def pick(label, *, required=True, help_text=""):
    """A drop-down whose list is filled from the programme; returns an id or None."""
    return django.TypedChoiceField(label=label, coerce=int, empty_value=None, required=required, help_text=help_text)


class WordsForm(forms.SharedForm, ProgrammeForm):
    """What a programme is called and how the fund's books know it (S3-29)."""

    name = forms.Text(label=_("What is it called?"), max_length=200)
    summary = forms.LongText(label=_("What is it for?"), max_length=2000, required=False)
    fund = forms.Text(label=_("Fund"), max_length=100, required=False)
    operation = forms.Text(label=_("Operational programme"), max_length=200, required=False)
    specific_objective = forms.Text(label=_("Specific objective"), max_length=40, required=False)
    project_number = forms.Text(label=_("Project number"), max_length=60, required=False)
    visibility_text = forms.Text(label=_("Visibility text on reports and notices"), max_length=300, required=False)


class FoundForm(WordsForm):
    """A new programme."""

    code = forms.Text(label=_("Code"), help_text=_("Short; it stands in addresses and files."), max_length=40, validators=[CODE])
    country = forms.Text(label=_("Country"), help_text=_("Two letters, such as LV."), max_length=2, validators=[TWO_LETTERS])
    lead_id = pick(_("Lead organisation"))
    from_on = forms.Date(label=_("First day"))
    until_on = forms.Date(label=_("Last day"))
    decided_on = forms.Date(label=_("Decided on"))

    def lists(self):
        return {"lead_id": self.organisations()}


class RulesForm(forms.SharedForm, ProgrammeForm):
    """The rules figures are counted by."""

    intensive_rule = forms.Choice(label=_("When does intensive guidance begin?"), choices=IntensiveRule.choices)
    short_support_minutes = django.IntegerField(
        label=_("Short support: up to how many minutes?"),
        help_text=_("Up to this, support is contact only (usually 480, one day)."),
        **NUMBER,
    )
    silent_after_days = django.IntegerField(label=_("After how many days without contact does somebody count as silent?"), **NUMBER)
    stable_months = django.IntegerField(label=_("From how many months is a fixed-term job stable?"), min_value=1, max_value=120)
    result_kinds = forms.Choices(label=_("Which outcomes count as a result?"), choices=[(kind.value, kind.label) for kind in HARD_KINDS])
    headline_measures = forms.Choices(label=_("Which figures stand first?"), choices=Headline.choices)
    safe_threshold = django.IntegerField(
        label=_("Below how many persons is a figure hidden from funders and the public?"), min_value=LEAST_HIDDEN, max_value=100
    )


class ExtendForm(ProgrammeForm):
    """An extension: a new period after the last one (S1-22)."""

    until_on = forms.Date(label=_("New last day"))
    decided_on = forms.Date(label=_("Decided on"))
    reason = forms.Text(label=_("Why is it extended?"), max_length=500)


class TargetForm(ProgrammeForm):
    """What a period promises for one measure (S1-21)."""

    period = pick(_("Period"))
    measure = forms.Choice(label=_("Measure"), choices=Headline.choices)
    value = django.IntegerField(label=_("How many?"), **NUMBER)
    due_on = forms.Date(label=_("By when?"))

    def lists(self):
        """The periods that are not over: what an ended one promised stays as it was."""
        still = [one for one in queries.periods(self.viewer, self.code) if one.until_on > self.viewer.today]
        if not still:
            self.fields["period"].help_text = _("Every period is over. Extend the programme first.")
        return {"period": [(one.number, f"{one.number}: {shown(one.from_on)} – {shown(one.last_on)}") for one in still]}


class CycleForm(ProgrammeForm):
    """A cycle."""

    name = forms.Text(label=_("What is it called?"), max_length=100)
    from_on = forms.Date(label=_("First day"))
    until_on = forms.Date(label=_("Last day"))


class RegionForm(ProgrammeForm):
    """A region (S3-02)."""

    name = forms.Text(label=_("What is it called?"), max_length=100)
    nuts = forms.Text(label=_("NUTS code"), max_length=5, required=False)
    category = forms.Choice(label=_("Category of region"), choices=RegionCategory.choices, required=False)


class MunicipalityForm(ProgrammeForm):
    """A county, municipality or neighbourhood (S3-02)."""

    region_id = pick(_("Region"))
    name = forms.Text(label=_("What is it called?"), max_length=100)
    lau = forms.Text(label=_("LAU code"), max_length=20, required=False)
    degurba = django.TypedChoiceField(
        label=_("Degree of urbanisation"), coerce=int, empty_value=None, required=False, choices=[("", _("Choose …")), *Degurba.choices]
    )

    def lists(self):
        return {"region_id": self.regions()}


class PartForm(ProgrammeForm):
    """An organisation's part in the programme."""

    organisation_id = pick(_("Which organisation?"))
    role = forms.Choice(label=_("Which part does it have?"), choices=PartnerRole.choices)
    from_on = forms.Date(label=_("From"))
    agreed_on = forms.Date(label=_("Agreement signed on"), required=False)
    names_to_lead = forms.YesNo(
        label=_("May the lead see the names of its people?"),
        help_text=_("Only if the agreement says so. It holds for people admitted from now on."),
    )

    def lists(self):
        return {"organisation_id": self.organisations()}


class PartEndForm(ProgrammeForm):
    """The last day of an organisation's part; the lead's stays as long as the programme."""

    partner_id = pick(_("Which part?"))
    until_on = forms.Date(
        label=_("Last day"),
        help_text=_("Roles of the whole organisation open this programme until then. Roles given in it are ended one by one."),
    )

    def lists(self):
        parts = queries.parts_to_end(self.viewer, self.code)
        return {"partner_id": [(p.pk, _part(p)) for p in parts]}


def _part(part) -> str:
    """A part in words, with its last day where that is set."""
    words = f"{part.organisation.name}: {part.get_role_display()}"
    return _("%(part)s, until %(day)s") % {"part": words, "day": shown(part.last_on)} if part.last_on else words


class ContractForm(ProgrammeForm):
    """A contract with a provider for a region (S3-01)."""

    provider_id = pick(_("Provider"))
    region_id = pick(_("Region"))
    number = forms.Text(label=_("Number of the contract"), max_length=60)
    signed_on = forms.Date(label=_("Signed on"))
    from_on = forms.Date(label=_("First day"))
    until_on = forms.Date(label=_("Last day"))
    persons = django.IntegerField(label=_("For how many persons?"), **NUMBER)

    def lists(self):
        providers = {
            (p.organisation_id, p.organisation.name) for p in queries.partners(self.viewer, self.code) if p.role == PartnerRole.PROVIDER
        }
        return {"provider_id": sorted(providers, key=lambda p: p[1]), "region_id": self.regions()}


class ObligationForm(ProgrammeForm):
    """What a contract asks for (S3-22)."""

    contract_id = pick(_("Contract"))
    name = forms.Text(label=_("What does it ask for?"), max_length=200)
    kind = forms.Choice(label=_("How is it judged?"), choices=ObligationKind.choices)
    quantity = django.IntegerField(label=_("How many?"), required=False, min_value=0, max_value=1_000_000)
    due_on = forms.Date(label=_("By when?"))

    def clean_quantity(self):
        return self.cleaned_data["quantity"] or 0

    def lists(self):
        return {"contract_id": self.contracts()}


class GroundForm(ProgrammeForm):
    """A ground or sub-ground (S1-09, S3-03..07)."""

    name = forms.Text(label=_("What is the ground?"), max_length=150)
    family = forms.Choice(label=_("Which kind of ground is it?"), choices=GroundFamily.choices)
    under_id = pick(_("Under which ground does it lie?"), required=False)
    rule = forms.Choice(label=_("What is checked on the entry date?"), choices=[c for c in GroundRule.choices if c[0]], required=False)
    limit = django.IntegerField(
        label=_("Limit"), help_text=_("Years of age, or the highest ISCED level."), required=False, min_value=0, max_value=120
    )
    special = forms.YesNo(label=_("Is it a special category of data?"), help_text=_("Health, ethnicity, religion, sexual orientation."))

    def lists(self):
        return {"under_id": [(g.pk, g.name) for g in queries.grounds(self.viewer, self.code, active_only=True) if not g.under_id]}


class NoticeForm(ProgrammeForm):
    """A notice about a purpose; for one already there it becomes the next version."""

    purpose = forms.Text(label=_("Code of the purpose"), max_length=40, validators=[CODE])
    name = forms.Text(label=_("What are the data used for?"), max_length=200)
    legal_basis = forms.Choice(label=_("Legal basis"), choices=LegalBasis.choices)
    special_basis = forms.Choice(label=_("Basis for special categories"), choices=[c for c in SpecialBasis.choices if c[0]], required=False)
    notice = forms.LongText(label=_("What are people told, in plain words?"), max_length=5000)
    required = forms.YesNo(label=_("Can nobody be admitted without it?"))
    from_on = forms.Date(label=_("From"))


class RestrictionForm(ProgrammeForm):
    """A time of restricted delivery (S3-15)."""

    kind = forms.Choice(label=_("What restricted the work?"), choices=RestrictionKind.choices)
    name = forms.Text(label=_("In a few words"), max_length=200)
    region_id = pick(_("Region"), required=False, help_text=_("Leave open for all regions."))
    from_on = forms.Date(label=_("From"))
    until_on = forms.Date(label=_("Last day"), required=False)

    def lists(self):
        return {"region_id": self.regions()}


class TeamForm(ProgrammeForm):
    """A team (S1-01, S3-11)."""

    name = forms.Text(label=_("What is it called?"), max_length=100)
    region_id = pick(_("Region"), required=False)

    def lists(self):
        return {"region_id": self.regions()}
