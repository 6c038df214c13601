"""Whether a page can be used by everybody: axe's rules, and nothing wider than the screen, at two widths."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 1280)
# Only what is broken comes back: all that is well would be megabytes on every page.
RUN = "async rules => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations"


def assert_accessible(page: Page, widths: tuple[int, ...] = WIDTHS) -> None:
    """Fails with every broken rule and the elements that break it, at each width; the page keeps its size."""
    size = page.viewport_size
    problems = [problem for width in widths for problem in _problems(page, width)]
    if size:
        page.set_viewport_size(size)
    assert not problems, "\n" + "\n".join(problems)


def _problems(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    found = page.evaluate(RUN, RULES)
    broken = [f"{width} px, {v['id']}: {v['help']} – {node['html'][:160]}" for v in found for node in v["nodes"]]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*broken, *([f"{width} px: the page is {wide} px wide"] if wide > width else [])]
