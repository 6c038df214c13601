"""The controls a form is drawn with: answers to choose from, a date in three parts, and the class names of the look."""

from datetime import date

from django import forms
from django.forms.widgets import Input
from django.utils.translation import gettext_lazy as _

INPUT = "govuk-input"


class Radios(forms.RadioSelect):
    """One answer out of a few; each may carry a hint."""

    template_name = "parts/forms/widgets/choices.html"
    kind = "radios"

    def __init__(self, attrs=None, choices=(), *, hints=None, in_row=False):
        super().__init__(attrs, choices)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.in_row = in_row

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"kind": self.kind, "in_row": self.in_row}
        return context

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"hint": self.hints.get(str(value), "")}

    def id_for_label(self, id_, index=None):
        return super().id_for_label(id_, index) if index is not None else f"{id_}_0"


class Checkboxes(Radios, forms.CheckboxSelectMultiple):
    """Several answers out of a few."""

    allow_multiple_selected = True
    input_type = "checkbox"
    kind = "checkboxes"

    def value_from_datadict(self, data, files, name):
        return forms.CheckboxSelectMultiple.value_from_datadict(self, data, files, name)


class DateParts(forms.Widget):
    """A date as day, month and year; an ISO date under the plain name is read as well."""

    template_name = "parts/forms/widgets/date.html"
    use_fieldset = True
    parts = (("day", _("Day"), 2, 2), ("month", _("Month"), 2, 2), ("year", _("Year"), 4, 4))

    def __init__(self, attrs=None, *, birthday=False):
        super().__init__(attrs)
        self.birthday = birthday

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        typed = dict(zip(("day", "month", "year"), _split(value), strict=True))
        context["widget"]["subwidgets"] = [
            {
                "name": f"{name}_{part}",
                "label": label,
                "width": width,
                "maxlength": length,
                "value": typed[part],
                "attrs": {
                    "id": f"{context['widget']['attrs'].get('id', name)}_{part}",
                    "autocomplete": f"bday-{part}" if self.birthday else "",
                },
            }
            for part, label, width, length in self.parts
        ]
        return context

    def value_from_datadict(self, data, files, name):
        if data.get(name):
            return data[name]
        typed = tuple(str(data.get(f"{name}_{part}") or "").strip() for part in ("day", "month", "year"))
        return typed if any(typed) else None

    def value_omitted_from_data(self, data, files, name):
        return name not in data and all(f"{name}_{part}" not in data for part in ("day", "month", "year"))

    def id_for_label(self, id_):
        return f"{id_}_day"


def _split(value) -> tuple[str, str, str]:
    """What stands in the three boxes: a date, an ISO text or what was typed."""
    if isinstance(value, date):
        return str(value.day), str(value.month), str(value.year)
    if isinstance(value, tuple | list) and len(value) == 3:
        return tuple(value)
    if isinstance(value, str) and value.count("-") == 2:
        year, month, day = value.split("-")
        return day.lstrip("0"), month.lstrip("0"), year
    return "", "", ""


def dress(field: forms.Field) -> None:
    """Gives a field's control the class names of the look; a plain radio or checkbox list becomes ours."""
    widget = field.widget
    for plain, ours in ((forms.RadioSelect, Radios), (forms.CheckboxSelectMultiple, Checkboxes)):
        if type(widget) is plain:
            field.widget = widget = ours(attrs=widget.attrs, choices=widget.choices)
    for kind, name in _CLASSES:
        if isinstance(widget, kind):
            widget.attrs.setdefault("class", name)
            break
    if isinstance(widget, forms.Textarea):
        widget.attrs.pop("cols", None)
        if widget.attrs.get("rows") == "10":  # Django's own default
            widget.attrs["rows"] = 4
    if isinstance(widget, forms.NumberInput):  # spinners change a number by accident
        widget.input_type = "text"
        widget.attrs.setdefault("inputmode", "numeric")
        if "--width" not in widget.attrs["class"]:
            widget.attrs["class"] += " govuk-input--width-5"


_CLASSES = (
    (Radios, ""),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.Select, "govuk-select"),
    (Input, INPUT),
)
