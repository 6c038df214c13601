"""Forms about what changed, leaving and asking again."""

from django import forms as django
from django.utils.translation import gettext_lazy as _

from vieta.base.periods import days_after
from vieta.documents.choices import Source
from vieta.enrolments.choices import LeftBecause
from vieta.outcomes import choices
from vieta.outcomes.actions import Change, Said
from vieta.web.parts import forms

GROUPS = (
    ("hard", _("Work, learning"), choices.HARD_KINDS),
    ("better", _("Better work for somebody who had work"), choices.BETTER_KINDS),
    ("soft", _("Small steps that count"), choices.SOFT_KINDS),
    ("social", _("Life with others"), choices.SOCIAL_KINDS),
    ("family", _("In the family"), choices.FAMILY_KINDS),
    ("community", _("Around the person"), (choices.Kind.COMMUNITY,)),
)
CONTRACTS = [(c.value, c.label) for c in choices.ContractKind if c != choices.ContractKind.SELF_EMPLOYED]


def grouped_kinds():
    """The kinds of change under their groups, in the reader's language."""
    return [(str(label), [(kind.value, str(kind.label)) for kind in kinds]) for _code, label, kinds in GROUPS]


class KindForm(forms.Form):
    """The first question: what changed."""

    kind = django.ChoiceField(label=_("What changed?"), choices=grouped_kinds, widget=django.RadioSelect())


class EvidenceForm(forms.Form):
    """Where something is known from, and the document that shows it."""

    source = forms.Choice(label=_("How do you know?"), choices=Source.choices)
    document = django.TypedChoiceField(
        label=_("Which document of the file shows it?"),
        help_text=_("It is chosen from those kept under Documents."),
        choices=(),
        required=False,
        coerce=int,
        empty_value=None,
        widget=django.Select(),
    )

    def __init__(self, *args, papers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = [("", _("None")), *((one.document_id, one.name) for one in papers)]


class ChangeForm(EvidenceForm):
    """One change; the questions of another kind are left out."""

    field_order = ("on", "contract_kind", "until_on", "weekly_hours", "learning", "employer", "what", "names_checked", "source", "document")
    on = forms.Date(label=_("Since when?"), help_text=_("The day it began, for example 27 3 2026."))
    contract_kind = forms.Choice(label=_("What kind of contract?"), choices=CONTRACTS)
    until_on = forms.Date(label=_("What is the last day?"), help_text=_("Leave empty where no end is agreed."), required=False)
    weekly_hours = forms.Number(label=_("How many hours a week?"), min_value=0, max_digits=4, decimal_places=1, required=False)
    learning = forms.Choice(label=_("What kind of learning?"), choices=choices.Learning.choices)
    employer = forms.Text(label=_("With whom?"), help_text=_("The employer, school or workshop."), max_length=200, required=False)
    what = forms.Text(label=_("What changed, in a few words?"), max_length=300, required=False)
    names_checked = django.BooleanField(label=_("I have checked that these words name nobody"), required=False)

    def __init__(self, *args, kind="", **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in self._left_out():
            del self.fields[name]
        if kind in choices.FAMILY_KINDS:
            self.fields["what"].help_text = _("Name no family member: “the son goes to school again”, not his name. They are not enrolled.")

    def _left_out(self) -> list[str]:
        out = []
        if self.kind != choices.Kind.EMPLOYMENT:
            out.append("contract_kind")
        if self.kind not in choices.WORK_KINDS:
            out += ["until_on", "weekly_hours"]
        if self.kind not in (choices.Kind.EDUCATION, choices.Kind.QUALIFICATION):
            out.append("learning")
        elif self.kind == choices.Kind.QUALIFICATION:
            self.fields["learning"].required = False
        if self.kind not in choices.HARD_KINDS or self.kind == choices.Kind.JOB_SEARCH:
            out.append("employer")
        if self.kind not in choices.FAMILY_KINDS:
            out.append("names_checked")
        return out

    def change(self) -> Change:
        """The values as the deed takes them."""
        told = self.cleaned_data
        last = told.get("until_on")
        contract = choices.ContractKind.SELF_EMPLOYED if self.kind == choices.Kind.SELF_EMPLOYMENT else told.get("contract_kind", "")
        return Change(
            kind=self.kind, on=told["on"], what=told["what"], until_on=days_after(last, 1) if last else None, contract_kind=contract,
            weekly_hours=told.get("weekly_hours"), employer=told.get("employer", ""), learning=told.get("learning", ""), source=told["source"],
            document_id=told["document"], names_checked=told.get("names_checked", False),
        )  # fmt: skip


class CorrectionForm(ChangeForm):
    """A change told anew, with the reason."""

    reason = forms.Text(label=_("Why is it corrected?"), max_length=300)


class KeptForm(EvidenceForm):
    """That a job was still held on a day."""

    field_order = ("on", "source", "document")
    on = forms.Date(label=_("On which day was the person still in this job?"))


class WithdrawForm(forms.Form):
    """Why an account is taken back."""

    reason = forms.Text(
        label=_("Why is it taken back?"), help_text=_("It no longer counts, and stays readable with this reason."), max_length=300
    )


class LeaveForm(forms.Form):
    """The day and the reason of leaving."""

    on = forms.Date(label=_("On which day did the person leave?"))
    because = forms.Choice(label=_("Why?"), choices=LeftBecause.choices, widget=django.RadioSelect())
    note = forms.LongText(label=_("Anything that helps when asking again later"), max_length=1000, required=False)


class ReopenForm(forms.Form):
    """Why a leaving is taken back."""

    reason = forms.Text(label=_("Why was this a mistake?"), max_length=300)


class AnswerForm(EvidenceForm):
    """What somebody said when asked again."""

    field_order = ("asked_on", "answer", "still_there", "began_on", "contract_kind", "learning", "source", "document", "remark")
    asked_on = forms.Date(label=_("When did you ask?"))
    answer = forms.Choice(label=_("What does the person do now?"), choices=choices.FollowUpAnswer.choices, widget=django.RadioSelect())
    still_there = forms.YesNo(label=_("If in work: still in the job on record?"), required=False)
    began_on = forms.Date(
        label=_("If this is new: since when?"),
        required=False,
        help_text=_("Then it is also recorded as a change of its own, with this day."),
    )
    contract_kind = forms.Choice(
        label=_("If it is a job: what kind of contract?"), choices=CONTRACTS, required=False, widget=django.Select(), empty=_("Not known")
    )
    learning = forms.Choice(
        label=_("If it is learning: what kind?"),
        choices=choices.Learning.choices,
        required=False,
        widget=django.Select(),
        empty=_("Not known"),
    )
    remark = forms.LongText(label=_("Anything else worth knowing"), max_length=500, required=False)

    def said(self) -> Said:
        """The values as the deed takes them."""
        told = self.cleaned_data
        return Said(
            answer=told["answer"], asked_on=told["asked_on"], source=told["source"], document_id=told["document"], still_there=told["still_there"],
            remark=told["remark"], began_on=told.get("began_on"), contract_kind=told.get("contract_kind", ""), learning=told.get("learning", ""),
        )  # fmt: skip
