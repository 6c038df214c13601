"""Somebody going through pages by what they read there: links, buttons and questions; each page is looked at once for everybody."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, Response, expect

from tests.journeys.axe import assert_accessible

PHONE, DESK = 320, 1280


class Walk:
    """One window, and whoever sits before it; with a script every kind of page met is checked as `assert_accessible` does."""

    def __init__(self, page: Page, sign_in: Callable[[Page, str], None], *, script: bool = True):
        self.page, self._sign_in, self._script = page, sign_in, script
        self._seen: set[tuple[str, str]] = set()
        self.main = page.get_by_role("main")

    def sit(self, name: str, width: int = DESK) -> None:
        """Somebody else of the cast sits down, before a screen of this width."""
        self.leave()
        self.page.set_viewport_size({"width": width, "height": 900})
        self._sign_in(self.page, name)

    def leave(self) -> None:
        """Nobody is signed in any more."""
        self.page.context.clear_cookies()

    def open(self, address: str, status: int = 200) -> Response:
        """Goes to an address."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == status, address
        self.look()
        return answer

    def follow(self, name: str | re.Pattern, *, within: Locator | None = None) -> None:
        """Follows the first link of this name, of the page or of a part of it."""
        (within or self.page).get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()
        self.look()

    def press(self, name: str) -> None:
        """Presses the button of this name in the main part of the page."""
        self.main.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()
        self.look()

    def fill(self, **answers: str) -> None:
        """Answers questions by the names of their fields."""
        for name, value in answers.items():
            self.page.locator(f"[name='{name}']").fill(value)

    def choose(self, **answers: str) -> None:
        """Chooses in lists and among buttons by the names of their fields."""
        for name, value in answers.items():
            field = self.page.locator(f"select[name='{name}']")
            if field.count():
                field.select_option(value)
            else:
                self.page.locator(f"[name='{name}'][value='{value}']").check(force=True)

    def day(self, name: str, day: int, month: int, year: int) -> None:
        """Answers a question for a day."""
        self.fill(**{f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)})

    def sees(self, *words: str) -> None:
        """These words stand on the page."""
        for one in words:
            expect(self.page.get_by_text(one).first).to_be_visible()

    def look(self) -> None:
        """One heading; and, the first time such a page is met, nothing that keeps anybody out."""
        expect(self.page.locator("h1")).to_have_count(1)
        kind = re.sub(r"\d+", "#", self.page.url.split("?")[0]), re.sub(r"\d+", "#", self.page.title())
        if self._script and kind not in self._seen:
            self._seen.add(kind)
            assert_accessible(self.page)
