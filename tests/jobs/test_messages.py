"""Sentences are gathered from code and templates, and message files compile without gettext."""

import pytest
from babel.messages import Catalog, Message

from vieta.jobs.commands import messages
from vieta.jobs.failure import Failure


@pytest.fixture
def package(tmp_path, monkeypatch, settings):
    """A package with one module and one template of its own."""
    folder = tmp_path / "vieta"
    folder.mkdir()
    (folder / "code.py").write_text(
        'from django.utils.translation import gettext_lazy as _, ngettext\nA = _("It\'s open")\nngettext("%(n)s day", "%(n)s days", 2)\n'
    )
    (folder / "page.html").write_text(
        '{% translate "Who may read" %}{% blocktranslate count n=1 %}{{ n }} step{% plural %}{{ n }} steps{% endblocktranslate %}'
    )
    settings.ROOT = tmp_path
    monkeypatch.setattr(messages, "PACKAGE", folder)
    return folder


def test_every_sentence_is_found(package):
    assert [found[2] for found in messages.sentences()] == [
        "It's open",
        ("%(n)s day", "%(n)s days"),
        "Who may read",
        ("%(n)s step", "%(n)s steps"),
    ]


def test_the_indentation_of_a_template_means_nothing(package):
    (package / "page.html").write_text('    <li>\n      <b>{% translate "Who may read" %}</b>\n  <p>{{ words }}</p>\n    </li>')

    assert [found[:3] for found in messages.sentences()][2:] == [("vieta/page.html", 2, "Who may read")]


def test_gathering_keeps_translations_and_drops_what_is_gone(package):
    messages.gather(["nl"])
    path = messages.po_path("nl")
    path.write_text(path.read_text().replace('msgid "Who may read"\nmsgstr ""', 'msgid "Who may read"\nmsgstr "Wie mag lezen"'))
    (package / "code.py").write_text("")
    messages.gather(["nl"])
    catalog = messages._read(path, "nl")

    assert catalog["Who may read"].string == "Wie mag lezen"
    assert [message.id for message in catalog if message.id] == [("%(n)s step", "%(n)s steps"), "Who may read"]


def test_compiled_words_are_used(package):
    messages.gather(["nl"])
    path = messages.po_path("nl")
    path.write_text(path.read_text().replace('msgid "Who may read"\nmsgstr ""', 'msgid "Who may read"\nmsgstr "Wie mag lezen"'))
    messages.compile_all(["nl"])
    import gettext

    with path.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Who may read") == "Wie mag lezen"


@pytest.mark.parametrize(
    ("sentence", "translation", "same"),
    [
        ("%(n)s left", "nog %(n)s", True),
        ("%(n)s left", "over", False),
        ("%(name)s left", "%(naam)s over", False),
        (("%(n)s day", "%(n)s days"), ("een dag", "%(n)s dagen"), True),
        (("%(who)s: %(n)s day", "%(who)s: %(n)s days"), ("een dag", "%(who)s: %(n)s dagen"), False),
        (("%(n)s day", "%(n)s days"), ("", ""), True),
    ],
)
def test_places_to_fill_are_compared(sentence, translation, same):
    assert messages.same_places(Message(sentence, translation)) is same


def test_a_lost_place_to_fill_is_refused_by_its_sentence(package):
    catalog = Catalog(locale="nl")
    catalog.add("%(n)s left", "over")
    path = messages.po_path("nl")
    path.parent.mkdir(parents=True)
    messages._write_po(path, catalog)

    with pytest.raises(Failure, match=r"^nl: .*: %\(n\)s left$"):
        messages.compile_all(["nl"])
