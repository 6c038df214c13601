"""Small words of the template language that every page may use (a builtin library)."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vieta.web.parts.lists import shown

register = template.Library()


@register.filter
def local(value: Any) -> Any:
    """A date, moment, number or yes/no as readers of this language expect it; a dash for nothing."""
    return shown(value)


@register.filter
def decimal(value: Any) -> str:
    """A number with its decimals, also where it was frozen as text, as readers of this language write it."""
    return shown(Decimal(value) if value else None)


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and the last word of a name."""
    words = str(name).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter
def share(value: Any, whole: Any) -> float:
    """What per cent a value is of the whole; 0 where there is no whole."""
    return round(100 * float(value) / float(whole), 1) if value and whole else 0.0


@register.filter
def money(cents: int | None) -> str:
    """Whole cents as an amount in euro."""
    if cents is None:
        return "–"
    amount = number_format(Decimal(abs(cents)) / 100, 2, use_l10n=True, force_grouping=True)
    return f"{'−' if cents < 0 else ''}€ {amount}"


@register.simple_tag
def dots(value: int | None, highest: int = 5, of: str = "") -> SafeString:
    """A rating as a row of dots with its figure; `of="coach"` draws squares, so that shape tells the two apart."""
    if value is None:
        return format_html('<span class="v-soft">{}</span>', _("not asked"))
    marks = format_html_join("", "<i{}></i>", ((SafeString(' class="on"') if n < value else "",) for n in range(int(highest))))
    look = " v-dots--coach" if of == "coach" else ""
    words = _("%(value)s of %(highest)s") % {"value": value, "highest": highest}
    return format_html('<span class="v-dots{}" aria-hidden="true">{}</span>{}', look, marks, words)
