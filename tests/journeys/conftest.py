"""A real Chromium before the running product; a page that logs an error fails its test."""

import os
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import DatabaseError
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.servers import chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code; it is not.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session", autouse=True)
def _static_as_in_production():
    """The gathered files with hashed names, served by the product itself, not by Django's handler for tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "_should_handle", lambda self, path: False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _late_goodbyes():
    """A browser keeps connections open past its test; their threads then find the lent in-memory database taken back. That is no fault."""
    close = ThreadedWSGIServer._close_connections

    def quietly(server):
        with suppress(DatabaseError):
            close(server)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ThreadedWSGIServer, "_close_connections", quietly)
        yield


@pytest.fixture
def context(browser: Browser, live_server) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=live_server.url, locale="en-GB", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" and not _a_refusal(said.text) else None)
    page.on("response", lambda answer: errors.append(answer.url) if answer.status >= 400 and "/static/" in answer.url else None)
    yield page
    assert errors == [], "the browser's console"


@pytest.fixture
def page_without_script(browser: Browser, live_server) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, locale="en-GB", java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def sign_in(cast, live_server):
    """`sign_in(page, "bram")`: one of the cast is signed in in this browser, without the pages of sign-in."""

    def signed_in(page: Page, name: str) -> None:
        client = Client()
        client.force_login(cast.accounts[name], backend=settings.AUTHENTICATION_BACKENDS[-1])
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return signed_in


def _a_refusal(text: str) -> bool:
    """Chromium logs every answer of 4xx as an error; a form sent back with 422 is none."""
    return text.startswith("Failed to load resource")
