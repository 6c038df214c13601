"""Every address that opens to somebody of the cast: accessible and no wider than the screen, on a phone and at a desk."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from tests.access.test_table import ROWS
from tests.cast import SECRET
from tests.journeys.axe import assert_accessible

FIRST = ("bram", "farid", "greta", "amina", "dario", "public")
# Files to take away, which a browser saves instead of showing.
SAVED = (
    "report_file", "dataset_file", "evaluation_data", "handbook_document", "resource_document", "matching_proof_files", "public_file", "funder_file",
)  # fmt: skip


def who_opens(row) -> str:
    """The first of the cast to whom a row's page opens; empty where it opens to none of them or is a file."""
    if row.name in SAVED or "export=" in row.query:
        return ""
    return next((name for name in FIRST if getattr(row, name) in (200, 422)), "")


OPEN = [row for row in ROWS if who_opens(row)]


@pytest.fixture(scope="session")
def window(browser: Browser) -> Page:
    """One window for all of them; who sits before it changes with the cookie."""
    return browser.new_page(locale="en-GB")


@pytest.mark.parametrize("row", OPEN, ids=lambda row: row.name + row.query)
def test_page(row, transactional_db, cast, begun, live_server, window, sign_in, as_of_the_cast):
    name, address = who_opens(row), reverse(row.name, kwargs=row.needs(cast.world)) + row.query
    window.context.clear_cookies()
    if name != "public":
        sign_in(window, name)
    answer = window.goto(live_server.url + address)
    assert answer is not None
    assert answer.status == getattr(row, name)
    assert window.locator("h1").count() == 1
    assert (SECRET in window.content()) == (name in row.shows)
    assert_accessible(window)


def test_what_keeps_somebody_out_is_found(window):
    window.goto("about:blank")  # away from a page whose policy refuses inline style
    window.set_content("<!doctype html><main><h1>A place</h1><img src='data:,'><p style='width:900px'>Wider than a phone</p></main>")
    with pytest.raises(AssertionError) as found:
        assert_accessible(window)
    for words in ("320 px, image-alt", "1280 px, html-has-lang", "320 px: the page is"):
        assert words in str(found.value)
