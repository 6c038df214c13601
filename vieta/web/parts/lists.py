"""List pages: columns of ready strings, filters and order in the address, paging that never counts everything, export."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.forms import BooleanField, Select
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from vieta.base.text import csv_line
from vieta.web.parts.forms import Form
from vieta.web.parts.widgets import Checkboxes, Radios, dress

SIZE = 50
COUNTED = 1000  # beyond this a list says "more than"
DEEPEST = 200  # pages; beyond this a filter helps more than a click


class Filter(Form):
    """The base of a list's filters: read from the address, nothing required, one answer out of a few as a
    drop-down; `more` names the fields behind "More filters"."""

    more: Sequence[str] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
            if isinstance(field.widget, Radios) and not isinstance(field.widget, Checkboxes):
                field.widget = Select(choices=[("", _("All")), *field.choices])
                dress(field)

    @property
    def first_fields(self):
        return [bound for bound in self if bound.name not in self.more]

    @property
    def more_fields(self):
        return [bound for bound in self if bound.name in self.more]

    @property
    def more_open(self) -> bool:
        return any(bound.data or bound.errors for bound in self.more_fields)


@dataclass(frozen=True)
class Column:
    """One column: its heading, what stands in it, and (if it can be sorted) the fields of the table it is sorted by.

    `value` takes a row and gives text, a number, a date, a moment, None or a SafeString; `link` gives the address the value
    leads to; `tag` gives the colour of a tag ("", "teal", "amber", "red"). The first column heads its row.
    """

    key: str
    label: Any
    value: Callable[[Any], Any]
    sort: Sequence[str] = ()
    link: Callable[[Any], str | None] | None = None
    tag: Callable[[Any], str] | None = None
    kind: str = ""  # "number", "date" or "long"


@dataclass(frozen=True)
class Head:
    """A column's heading as the page shows it."""

    label: str
    kind: str
    address: str
    direction: str


class List:
    """A list page of one kind of thing; subclass it, name the columns and say where the rows come from.

    `rows()` returns a queryset (already scoped by the viewer) or a sequence; `cards(rows)` may turn the rows of one page into
    cards with a constant number of statements. An invalid filter shows its error and no row.
    """

    name = "list"
    columns: Sequence[Column] = ()
    filter_class: type[Filter] = Filter
    default_sort = ""
    size = SIZE
    exportable = True

    def __init__(self, request: HttpRequest, **given):
        self.request = request
        self.given = given
        asked = request.GET if request.GET else None
        self.filter = self.filter_class(asked if asked is not None else {}, auto_id="filter_%s")
        self.valid = self.filter.is_valid()
        self.by_key = {column.key: column for column in self.columns}

    def rows(self) -> Any:
        """Every row this viewer may see under `self.wanted` (the cleaned filters)."""
        raise NotImplementedError

    def cards(self, rows: Sequence[Any]) -> Sequence[Any]:
        """The rows of one page as the columns read them."""
        return rows

    def exported(self) -> None:
        """Called before an export leaves; the place to record that it did."""

    @property
    def wanted(self) -> dict[str, Any]:
        return self.filter.cleaned_data if self.valid else {}

    # Order -----------------------------------------------------------------------------------------------------------
    @cached_property
    def sort(self) -> str:
        asked = self.request.GET.get("sort", "")
        known = self.by_key.get(asked.removeprefix("-"))
        return asked if known and known.sort else self.default_sort

    def _ordered(self) -> Any:
        rows = self.rows() if self.valid else ()
        if not hasattr(rows, "order_by") or not self.sort:
            return rows
        down = self.sort.startswith("-")
        fields = [_turned(name, down) for name in self.by_key[self.sort.removeprefix("-")].sort]
        return rows.order_by(*fields, "-pk" if down else "pk")

    # Paging ----------------------------------------------------------------------------------------------------------
    @cached_property
    def number(self) -> int:
        asked = self.request.GET.get("page", "1")
        return min(max(int(asked), 1), DEEPEST) if asked.isdecimal() and len(asked) < 6 else 1

    @cached_property
    def _page(self) -> tuple[list[Any], bool]:
        start = (self.number - 1) * self.size
        found = list(self._ordered()[start : start + self.size + 1])
        return found[: self.size], len(found) > self.size

    @cached_property
    def shown(self) -> list[Any]:
        return list(self.cards(self._page[0]))

    @cached_property
    def total(self) -> int:
        """How many there are, counted no further than COUNTED + 1."""
        if self.number == 1 and not self._page[1]:
            return len(self._page[0])
        rows = self.rows() if self.valid else ()
        return rows.order_by()[: COUNTED + 1].count() if hasattr(rows, "order_by") else len(rows)

    @cached_property
    def count_text(self) -> str:
        first = (self.number - 1) * self.size + 1
        last = first + len(self.shown) - 1
        if not self.shown:
            return _("None") if self.number == 1 else _("Nothing on this page")
        if self.total > COUNTED:
            words = _("%(first)s–%(last)s of more than %(total)s")
            return words % {"first": _number(first), "last": _number(last), "total": _number(COUNTED)}
        words = _("%(first)s–%(last)s of %(total)s")
        return words % {"first": _number(first), "last": _number(last), "total": _number(self.total)}

    @cached_property
    def pages(self) -> list[dict[str, Any]]:
        """The page numbers worth a link: first, last known, and the neighbours."""
        last = self.number + (1 if self._page[1] else 0)
        if self.total <= COUNTED:
            last = max(-(-self.total // self.size), 1)
        near = sorted({1, last, *(n for n in range(self.number - 1, self.number + 2) if 1 <= n <= last)})
        links: list[dict[str, Any]] = []
        for before, page in zip([0, *near], near, strict=False):
            if page - before > 1:
                links.append({"gap": True})
            links.append({"number": page, "address": self.address(page=page), "current": page == self.number})
        return links if last > 1 else []

    @property
    def first(self) -> str:
        return self.address(page=1)

    @property
    def previous(self) -> str:
        return self.address(page=self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        return self.address(page=self.number + 1) if self._page[1] and self.number < DEEPEST else ""

    @property
    def too_deep(self) -> bool:
        return self._page[1] and self.number >= DEEPEST

    # What the page shows ---------------------------------------------------------------------------------------------
    def address(self, **changes: Any) -> str:
        """This list with something changed in its address; None or "" takes a part away, a new order starts at page 1."""
        query = self.request.GET.copy()
        query.pop("export", None)
        for name, value in changes.items():
            query.pop(name, None)
            if value not in (None, "", 1) or (value == 1 and name != "page"):
                query[name] = value
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    @cached_property
    def heads(self) -> list[Head]:
        return [self._head(column) for column in self.columns]

    def _head(self, column: Column) -> Head:
        current = self.sort.removeprefix("-") == column.key
        down = current and self.sort.startswith("-")
        turned = column.key if not current or down else f"-{column.key}"
        direction = ("descending" if down else "ascending") if current else ""
        return Head(str(column.label), column.kind, self.address(sort=turned, page=1) if column.sort else "", direction)

    @property
    def body(self) -> SafeString:
        """The rows as one ready string: building them here is ten times cheaper than looking cells up in a template."""
        frames = [_frame(column, heads_row=n == 0) for n, column in enumerate(self.columns)]
        rows = ("".join([f"{opened}{_cell(column, card)}{closed}" for column, opened, closed in frames]) for card in self.shown)
        return mark_safe("".join([f"<tr>{row}</tr>" for row in rows]))  # noqa: S308  every cell is escaped

    @cached_property
    def chips(self) -> list[dict[str, str]]:
        """The filters in force, each with the address without it."""
        if not self.valid:
            return []
        chosen = []
        for bound in self.filter:
            if bound.data:  # what was asked; an unticked box or an empty answer is nothing
                value = self.filter.cleaned_data.get(bound.name)
                ticked = isinstance(bound.field, BooleanField)
                text = str(bound.label) if ticked else f"{bound.label}: {_words(bound.field, value)}"
                without: dict[str, Any] = {name: None for name in self.request.GET if _belongs(name, bound.name)}
                chosen.append({"text": text, "address": self.address(page=1, **without)})
        return chosen

    @property
    def empty_address(self) -> str:
        return f"{self.request.path}?sort={self.sort}" if self.request.GET.get("sort") else self.request.path

    @property
    def export_address(self) -> str:
        return self.address(page=1, export="csv") if self.exportable else ""

    # Answers ---------------------------------------------------------------------------------------------------------
    def respond(self, template: str, **context: Any) -> HttpResponseBase:
        """The page (422 when a filter is wrong), or the whole list as a file when `export=csv` is asked."""
        if self.exportable and self.valid and self.request.GET.get("export") == "csv":
            self.exported()
            return self._file()
        status = 200 if self.valid else 422
        shown = {"list": self, "title": "", "caption": context.get("title", ""), "empty_template": "", **context}
        return render(self.request, template, shown, status=status)

    def _file(self) -> StreamingHttpResponse:
        name = f"{self.name}-{timezone.localdate():%Y-%m-%d}.csv"
        answer = StreamingHttpResponse(self._lines(), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    def _lines(self) -> Iterator[str]:
        yield "\ufeff" + csv_line(str(column.label) for column in self.columns)
        for chunk in _chunks(self._ordered()):
            for card in self.cards(chunk):
                yield csv_line(_plain(column.value(card)) for column in self.columns)


def _chunks(rows: Any, size: int = 1000) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    for row in rows.iterator(chunk_size=size) if hasattr(rows, "iterator") else rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _turned(name: str, down: bool) -> str:
    return name if not down else name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _number(value: int | float | Decimal) -> str:
    return number_format(value, use_l10n=True, force_grouping=True)


def shown(value: Any) -> str:
    """A value as a reader of this language expects it, escaped."""
    if value is None or value == "":
        return "–"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value) if timezone.is_aware(value) else value, "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float | Decimal):
        return _number(value)
    return conditional_escape(value)


def _frame(column: Column, *, heads_row: bool) -> tuple[Column, str, str]:
    """A column with what opens and closes each of its cells; the label is what a telephone shows before the value."""
    name, scope = ("th", ' scope="row"') if heads_row else ("td", "")
    look = f' class="v-cell--{column.kind}"' if column.kind else ""
    return column, f'<{name}{scope}{look} data-label="{conditional_escape(column.label)}">', f"</{name}>"


def _cell(column: Column, card: Any) -> str:
    text = shown(column.value(card))
    if column.tag and text != "–":
        colour = column.tag(card)
        text = f'<span class="v-tag{f" v-tag--{colour}" if colour else ""}">{text}</span>'
    address = column.link(card) if column.link else None
    return format_html('<a href="{}">{}</a>', address, mark_safe(text)) if address else text  # noqa: S308  escaped above


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return "" if value is None else value if isinstance(value, bool | int | float) else str(value)


def _belongs(asked: str, name: str) -> bool:
    return asked == name or asked in {f"{name}_day", f"{name}_month", f"{name}_year"}


def _words(field: Any, value: Any) -> str:
    words = {str(key): str(label) for key, label in _flat(getattr(field, "choices", ()))}
    values: Iterable[Any] = value if isinstance(value, list | tuple) else [value]
    return ", ".join(words.get(_key(one), shown(one)) for one in values)


def _key(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label
