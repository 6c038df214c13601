"""Fields by which a mentor or somebody who wishes for one says languages with levels, fields of work, and parts of the week."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms as django
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vieta.base.codes import ISCO, NACE
from vieta.mentoring.choices import DAYS, LEVELS, PARTS, SLOTS
from vieta.mentoring.rules.profile import MOST_INTERESTS, countries, slot_name
from vieta.web.parts import forms
from vieta.web.parts.widgets import Checkboxes

_FIRST = [code for code, _name in settings.LANGUAGES] + ["ar", "uk", "ru", "tr", "ro", "bg", "es", "pt", "fa", "de", "pl", "it"]
_MORE = {
    "ps": "پښتو",
    "so": "Soomaali",
    "ti": "ትግርኛ",
    "ku": "Kurdî",
    "ckb": "کوردی",
    "sq": "Shqip",
    "sr": "Српски",
    "zh": "中文",
    "rom": "Romani",
}
LANGUAGES = [(code, str(LANG_INFO[code]["name_local"]).capitalize()) for code in dict.fromkeys(_FIRST)] + list(_MORE.items())
LEVEL_WORDS = {
    "A1": _("A1: a few words"),
    "A2": _("A2: everyday sentences"),
    "B1": _("B1: a simple talk"),
    "B2": _("B2: a talk about most things"),
    "C1": _("C1: fluent"),
    "C2": _("C2: as a first language"),
    "native": _("First language"),
}


class Rows(django.Widget):
    """A few rows of drop-downs, each column with its heading; empty rows are left out. A value is a list of tuples."""

    template_name = "parts/forms/widgets/rows.html"
    use_fieldset = True

    def __init__(self, columns: Sequence[tuple[str, Any, Iterable]], rows: int):
        super().__init__()
        self.columns, self.rows = columns, rows

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        typed = list(value or [])
        context["widget"]["rows"] = [
            [
                {
                    "name": f"{name}_{number}_{key}", "id": f"{context['widget']['attrs'].get('id', name)}_{number}_{key}", "label": label,
                    "groups": _grouped(choices), "chosen": typed[number][at] if number < len(typed) else "", "number": number + 1,
                }
                for at, (key, label, choices) in enumerate(self.columns)
            ]
            for number in range(max(self.rows, len(typed)))
        ]  # fmt: skip
        return context

    def value_from_datadict(self, data, files, name):
        rows = [tuple(str(data.get(f"{name}_{number}_{key}") or "") for key, _l, _c in self.columns) for number in range(self.rows)]
        return [row for row in rows if any(row)]

    def value_omitted_from_data(self, data, files, name):
        return not any(f"{name}_{number}_{key}" in data for number in range(self.rows) for key, _l, _c in self.columns)

    def id_for_label(self, id_):
        return f"{id_}_0_{self.columns[0][0]}"


def _grouped(choices: Iterable) -> list[tuple[Any, list]]:
    """Choices under their headings; those without one first."""
    found: list[tuple[Any, list]] = [("", [])]
    for value, label in choices:
        if isinstance(label, list | tuple):
            found.append((value, list(label)))
        else:
            found[0][1].append((value, label))
    return found


class Languages(django.Field):
    """Languages with levels: a list of [code, level]."""

    def __init__(self, *, rows: int = 5, **kwargs):
        columns = (("code", _("Language"), LANGUAGES), ("level", _("How well"), [(level, LEVEL_WORDS[level]) for level in LEVELS]))
        super().__init__(widget=Rows(columns, rows), **kwargs)

    def to_python(self, value):
        known = dict(LANGUAGES)
        rows = [tuple(row) for row in value or []]
        if any(code not in known or level not in LEVELS for code, level in rows):
            raise ValidationError(_("Choose a language and how well for each row you fill in."), code="languages")
        if len({code for code, _level in rows}) < len(rows):
            raise ValidationError(_("Name each language once."), code="twice")
        return [list(row) for row in rows]


class Several(django.Field):
    """A few codes out of a long list: a list without repeats."""

    def __init__(self, *, choices: Sequence, heading: Any, rows: int = 3, **kwargs):
        self.known = {v for value, label in choices for v in (dict(label) if isinstance(label, list | tuple) else (value,))}
        super().__init__(widget=Rows((("code", heading, choices),), rows), **kwargs)

    def prepare_value(self, value):
        return [one if isinstance(one, list | tuple) else (one,) for one in value or []]

    def to_python(self, value):
        codes = [one if isinstance(one, str) else one[0] for one in value or []]
        if any(code not in self.known for code in codes):
            raise ValidationError(_("Choose from the list."), code="known")
        return list(dict.fromkeys(codes))


class Week(forms.Choices):
    """Parts of the week, as a small table of days."""

    def __init__(self, **kwargs):
        super().__init__(choices=[(slot, slot_name(slot)) for slot in SLOTS], widget=WeekTable(), **kwargs)


class WeekTable(Checkboxes):
    """Draws the parts of the week as a table: a row a day, a column a part."""

    template_name = "parts/forms/widgets/week.html"
    use_fieldset = True

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        chosen = {str(one) for one in value or []}
        context["widget"] |= {
            "parts": list(PARTS.values()),
            "days": [
                (
                    label,
                    [
                        {"slot": f"{day}-{part}", "part": words, "chosen": f"{day}-{part}" in chosen, "id": f"id_{name}_{day}-{part}"}
                        for part, words in PARTS.items()
                    ],
                )
                for day, label in DAYS.items()
            ],
        }
        return context

    def id_for_label(self, id_, index=None):
        return f"{id_}_mon-morning"


class Words(forms.Text):
    """A few words with commas between them: a list."""

    def __init__(self, **kwargs):
        super().__init__(max_length=600, **kwargs)

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value):
        text = super().clean(value)
        words = list(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
        if len(words) > MOST_INTERESTS or any(len(word) > 60 for word in words):
            raise ValidationError(_("At most twenty, each of at most sixty characters."), code="many")
        return words


def isco_choices() -> list[tuple[Any, Any]]:
    """Occupations under their major group; a whole group can be chosen too."""
    majors = [code for code in ISCO if len(code) == 1]
    return [(ISCO[m], [(m, ISCO[m]), *((c, ISCO[c]) for c in ISCO if len(c) == 2 and c[0] == m)]) for m in majors]


def isco_field(**kwargs) -> Several:
    """Up to three kinds of work."""
    return Several(choices=isco_choices(), heading=_("Kind of work"), **kwargs)


def nace_field(**kwargs) -> Several:
    """Up to three sections of the economy."""
    return Several(choices=list(NACE.items()), heading=_("Section"), **kwargs)


def country_choices() -> list[tuple[str, str]]:
    """Every country, in the reader's words."""
    return countries()
