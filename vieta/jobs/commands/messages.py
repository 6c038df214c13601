"""Gather the sentences of code and templates into the message files, or compile those; no gettext needed."""

import argparse
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message, mofile, pofile
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation import templatize

from vieta.jobs.failure import Failure

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACE = re.compile(r"%\((\w+)\)")
INDENTED = re.compile(r"^[ \t]+", re.MULTILINE)
PACKAGE = settings.ROOT / "vieta"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deed", choices=["gather", "compile"], help="gather into .po files, or compile them")


def run(args: argparse.Namespace) -> int:
    languages = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    if args.deed == "gather":
        gather(languages)
    else:
        compile_all(languages)
    return 0


def gather(languages: list[str]) -> None:
    """Writes every sentence in use to each language's file; translations kept, sentences no longer used dropped."""
    template = Catalog(project="Vieta", charset="utf-8")
    for place, line, message, comments, context in sentences():
        template.add(message, None, [(place, line)], auto_comments=comments, context=context)
    for language in languages:
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog = _read(path, language) if path.exists() else Catalog(locale=language, project="Vieta")
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        catalog.fuzzy = False
        _write_po(path, catalog)
        print(f"{language}: {sum(1 for m in catalog if m.id and _translated(m))} of {len(catalog)} sentences translated")


def compile_all(languages: list[str]) -> None:
    """Turns each .po file into the .mo file Django reads; refuses placeholders that the translation lost."""
    for language in languages:
        path = po_path(language)
        if not path.exists():
            continue
        catalog = _read(path, language)
        if wrong := [str(message.id) for message in catalog if message.id and not same_places(message)]:
            raise Failure(f"{language}: a translation has other placeholders than its sentence: {'; '.join(wrong)}")
        target = path.with_suffix(".mo")
        fresh = BytesIO()
        mofile.write_mo(fresh, catalog)
        if not target.exists() or target.read_bytes() != fresh.getvalue():
            target.write_bytes(fresh.getvalue())


def sentences() -> Iterator[tuple]:
    """Every translatable sentence of the package: place, line, sentence, comments, context."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix not in (".py", ".html", ".txt") or "node_modules" in path.parts:
            continue
        place = path.relative_to(settings.ROOT).as_posix()
        text = path.read_text()
        # a template's indentation means nothing, but the reader of Python takes offence at it
        source = text if path.suffix == ".py" else INDENTED.sub("", templatize(text, origin=place))
        for line, message, comments, context in extract("python", BytesIO(source.encode()), KEYWORDS, ("Translators:",)):
            yield place, line, message, comments, context


def same_places(message: Message) -> bool:
    """Whether a translation fills the same places as its sentence; a singular or plural form may leave the number out."""
    asked = [set(PLACE.findall(text)) for text in _texts(message.id)]
    given = [set(PLACE.findall(text)) for text in _texts(message.string) if text]
    every, least = set.union(*asked), set.intersection(*asked) if len(asked) == 1 else set.intersection(*asked) - {"n", "count", "counter"}
    return all(least <= found <= every for found in given)


def po_path(language: str) -> Path:
    """The message file of a language."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return pofile.read_po(file, locale=language, abort_invalid=True)


def _write_po(path: Path, catalog: Catalog) -> None:
    """Writes without dates, names or line numbers, so that a file changes only when its sentences do."""
    fresh = BytesIO()
    pofile.write_po(fresh, catalog, omit_header=True, sort_output=True, include_lineno=False, width=100)
    header = f'msgid ""\nmsgstr ""\n"Language: {catalog.locale}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    header += f'"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    path.write_bytes(header.encode() + fresh.getvalue())


def _translated(message: Message) -> bool:
    return all(_texts(message.string))


def _texts(one_or_more: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return list(one_or_more) if isinstance(one_or_more, tuple | list) else [one_or_more or ""]
