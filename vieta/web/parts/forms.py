"""Forms of one column: the question as label, the help and the error beside it, a summary that links to the fields."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from vieta.base.refusal import Refused
from vieta.base.text import has_forbidden
from vieta.web.parts.widgets import Checkboxes, DateParts, Radios, dress

STALE = _("Somebody else changed this since you opened the page. Look what it says now, or save again to keep yours.")
MANY = 8  # from here on a list is drawn as a drop-down


class Renderer(TemplatesSetting):
    """Draws every form and field with our templates (FORM_RENDERER)."""

    form_template_name = "parts/forms/form.html"
    field_template_name = "parts/forms/field.html"


def refuse_forbidden(text: str, *, multiline: bool = False) -> None:
    """Refuses NUL, control and direction-override characters; lines may break where the field is free text."""
    if isinstance(text, str) and has_forbidden(text, multiline=multiline):
        raise ValidationError(_("This contains characters that cannot be kept. Please type it anew."), code="characters")


def _refuse_in_lines(text: str) -> None:
    refuse_forbidden(text, multiline=True)


class Form(forms.Form):
    """The base of every form: limited, clean text; errors beside the fields; what was typed stays."""

    use_required_attribute = False

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        for name, field in cls.declared_fields.items():
            if isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField) and not field.max_length:
                raise ImproperlyConfigured(f"{cls.__name__}.{name} has no max_length")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _("Please answer this.")
            if isinstance(field, forms.CharField):
                lines = isinstance(field.widget, forms.Textarea)
                field.validators.append(_refuse_in_lines if lines else refuse_forbidden)
            for side in ("before", "after"):
                if not hasattr(field, side):
                    setattr(field, side, "")

    def refuse(self, refusal: Refused) -> None:
        """Puts an action's refusal beside the field it concerns, or above all fields."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal.reason))

    @property
    def error_summary(self) -> SafeString:
        """All that went wrong, each linked to its field; empty when nothing did."""
        if not self.errors:
            return SafeString("")
        return mark_safe(self.renderer.render("parts/forms/summary.html", {"problems": list(self._problems())}))  # noqa: S308  a template

    def _problems(self) -> Iterator[dict[str, Any]]:
        for text in self.non_field_errors():
            yield {"text": text, "address": ""}
        for bound in self:
            for text in bound.errors:
                words = f"{bound.label} {text}" if str(bound.label).endswith(("?", ";", ":")) else f"{bound.label}: {text}"
                yield {"text": words, "address": "" if bound.is_hidden else f"#{bound.id_for_label}"}


class SharedForm(Form):
    """A form on what somebody else may change meanwhile: `mine` is what was changed on this page, and nothing else is to be written.

    The page carries a mark of every answer it showed. What was changed here and by somebody else since is refused beside its
    field; what was typed stays, and saved once more it holds.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._standing = {name: _mark(field, self.get_initial_for_field(field, name)) for name, field in self.fields.items()}
        self.mine: dict[str, Any] = {}
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=json.dumps(self._standing))

    def together(self) -> Iterator[tuple[str, ...]]:
        """The fields that answer one question together."""
        return ((name,) for name in self._standing)

    def _clean_fields(self):
        super()._clean_fields()
        shown = self._standing | _marks(self.cleaned_data.pop("seen", ""))
        for names in self.together():
            typed = {name: _mark(self.fields[name], self[name].data) for name in names}
            mine = {name for name in names if typed[name] != shown[name]}
            theirs = {name for name in names if shown[name] != self._standing[name]}
            if mine and theirs and any(typed[name] != self._standing[name] for name in names):
                self.add_error(names[0], STALE)
                shown |= {name: self._standing[name] for name in names}
            self.mine |= {name: self.cleaned_data[name] for name in mine if name in self.cleaned_data}
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = json.dumps(shown)


def _mark(field: forms.Field, value: Any) -> str:
    """A short mark that two equal answers share, however they were typed."""
    with suppress(ValidationError):
        value = field.to_python(field.prepare_value(value))
    words = str(sorted(value) if isinstance(value, list) else value).replace("\r\n", "\n")
    return sha256(words.encode()).hexdigest()[:12]


def _marks(text: str) -> dict[str, str]:
    """The marks as the page sent them; none where it sent something else."""
    try:
        marks = json.loads(text)
    except ValueError:
        return {}
    return {name: mark for name, mark in marks.items() if isinstance(mark, str)} if isinstance(marks, dict) else {}


class Text(forms.CharField):
    """A line of text; a limit must be said."""

    def __init__(self, *, max_length: int, **kwargs):
        super().__init__(max_length=max_length, **kwargs)


class LongText(forms.CharField):
    """Free text of several lines."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = 4000, **kwargs):
        super().__init__(max_length=max_length, **kwargs)


class Choice(forms.ChoiceField):
    """One answer: radios for a few (with hints if given), a drop-down for many; an empty answer is offered where optional."""

    def __init__(self, *, choices, hints=None, in_row=False, empty=None, **kwargs):
        choices = list(choices() if callable(choices) else choices)
        if "widget" not in kwargs:
            kwargs["widget"] = forms.Select() if len(choices) >= MANY else Radios(hints=hints, in_row=in_row)
        if kwargs["widget"].input_type == "select":
            choices = [("", _("Choose …") if empty is None else empty), *choices]
        super().__init__(choices=choices, **kwargs)


class Choices(forms.MultipleChoiceField):
    """Several answers, as checkboxes."""

    def __init__(self, *, choices, hints=None, in_row=False, **kwargs):
        kwargs.setdefault("widget", Checkboxes(hints=hints, in_row=in_row))
        super().__init__(choices=choices, **kwargs)


class YesNo(forms.TypedChoiceField):
    """Yes, no, or (when optional) unanswered: True, False, None."""

    def __init__(self, *, hints=None, **kwargs):
        kwargs.setdefault("widget", Radios(hints=hints, in_row=True))
        super().__init__(choices=[("yes", _("Yes")), ("no", _("No"))], coerce=lambda word: word == "yes", empty_value=None, **kwargs)

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class Date(forms.Field):
    """A day asked as day, month and year; an ISO date is accepted too. Returns a date or None.

    `earliest` and `latest` are dates or callables that return one.
    """

    widget = DateParts
    default_error_messages = {
        "required": _("Enter a day, a month and a year."),
        "parts": _("A date needs a day, a month and a year, for example 27 3 1994."),
        "year": _("The year needs four digits, for example 1994."),
        "none": _("There is no such day in the calendar."),
        "early": _("The date must not be before %(limit)s."),
        "late": _("The date must not be after %(limit)s."),
    }

    def __init__(self, *, earliest=date(1900, 1, 1), latest=date(2100, 12, 31), birthday=False, **kwargs):
        self.earliest, self.latest = earliest, latest
        kwargs.setdefault("widget", DateParts(birthday=birthday))
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, date):
            return value or None
        day, month, year = self._numbers(value)
        if year < 1000:
            raise self._wrong("year")
        try:
            return date(year, month, day)
        except (ValueError, OverflowError):
            raise self._wrong("none") from None

    def _numbers(self, value) -> list[int]:
        if isinstance(value, str):
            found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", value.strip())
            value = reversed(found.groups()) if found else ()
        parts = [part.strip() for part in value]
        if len(parts) != 3 or not all(part.isdecimal() and len(part) < 5 for part in parts):
            raise self._wrong("parts")
        return [int(part) for part in parts]

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        for code, limit, wrong in (
            ("early", _now(self.earliest), lambda limit: value < limit),
            ("late", _now(self.latest), lambda limit: value > limit),
        ):
            if limit is not None and wrong(limit):
                raise ValidationError(self.error_messages[code], code=code, params={"limit": _local(limit)})

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True

    def _wrong(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


def _now(limit: date | Callable[[], date] | None) -> date | None:
    return limit() if callable(limit) else limit


def _local(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


_AMOUNT = re.compile(
    r"(?P<minus>[-−]?)(?P<whole>\d{1,3}(?:(?P<group>[.,])\d{3})(?:(?P=group)\d{3})*|\d{1,15})(?:(?P<point>[.,])(?P<cents>\d{1,2}))?"
)


class Money(forms.Field):
    """An amount typed as people write it ("1 234,50", "1234.5", "1.234,50"); returns whole cents.

    One separator before three digits ("12.345") is refused: some would read thousands, others decimals.
    """

    widget = forms.TextInput
    before = "€"
    default_error_messages = {
        "amount": _("Enter an amount like 1234.50."),
        "two ways": _("This can be read in two ways. Write %(whole)s, or an amount with two decimals like 12.35."),
        "negative": _("The amount must not be below zero."),
        "high": _("The amount is too high."),
    }

    def __init__(self, *, negative=False, highest=10_000_000_000_00, **kwargs):
        self.negative, self.highest = negative, highest
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "class": "govuk-input govuk-input--width-10", "maxlength": 24}

    def prepare_value(self, value):
        return f"{Decimal(value) / 100:.2f}" if isinstance(value, int) else value

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, int):
            return None if value in self.empty_values else value
        found = _AMOUNT.fullmatch(re.sub(r"[\s\u00a0\u202f'’€]", "", value))
        if not found or (found["group"] and found["group"] == found["point"]):
            raise ValidationError(self.error_messages["amount"], code="amount")
        if found["group"] and not found["point"] and found["whole"].count(found["group"]) == 1:
            params = {"whole": int(re.sub(r"[.,]", "", found["whole"]))}
            raise ValidationError(self.error_messages["two ways"], code="two ways", params=params)
        whole = int(re.sub(r"[.,]", "", found["whole"])) * 100 + int((found["cents"] or "0").ljust(2, "0"))
        return self._within(-whole if found["minus"] else whole)

    def _within(self, cents: int) -> int:
        if cents < 0 and not self.negative:
            raise ValidationError(self.error_messages["negative"], code="negative")
        if abs(cents) > self.highest:
            raise ValidationError(self.error_messages["high"], code="high")
        return cents


class Number(forms.DecimalField):
    """A number with decimals, typed with a point or a comma."""

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"inputmode": "decimal"}

    def to_python(self, value):
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


def answer(request: HttpRequest, template: str, form: forms.BaseForm, **context) -> HttpResponse:
    """The page of a form: 200 when asked for, 422 with what was typed when something is wrong."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {**PLAIN, "form": form, **context}, status=status)


def done(form: "Form", deed: Callable[[], Any]) -> bool:
    """Does a deed with a valid form; what the deed refuses is said beside its field, and the answer is False."""
    if not form.is_valid():
        return False
    try:
        deed()
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


# What parts/form.html and its page may be told; said here, so that a page names only what differs.
PLAIN = {"title": "", "button": "", "cancel": "", "danger": False, "form_action": "", "next": ""}
