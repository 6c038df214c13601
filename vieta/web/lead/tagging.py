"""What the writer of a PDF leaves open in its tags: which way the head of a table looks, and that the foot of a page is no text."""

from collections.abc import Iterator
from typing import Any

FOOT = "<</Type/Pagination>>"


def finish(document: object, pdf: Any) -> None:
    """Mends the tags of a PDF before it is written; for WeasyPrint, which hands over its objects as they will be written."""
    del document
    known = {one.reference: one for one in pdf.objects}
    root = known[known[pdf.catalog["StructTreeRoot"]]["K"][0]]
    told = dict(_tree(root, known))
    for element in told.values():
        if element["S"] == "/TH":
            group = known[known[element["P"]]["P"]]["S"]
            element["A"]["Scope"] = "/Column" if group == "/THead" else "/Row"
    _feet(pdf, known, told)


def _tree(element: Any, known: dict) -> Iterator[tuple[bytes, Any]]:
    """Every element a reader comes to, by its reference."""
    yield element.reference, element
    for kid in element["K"]:
        if isinstance(kid, bytes) and "S" in known[kid]:
            yield from _tree(known[kid], known)


def _feet(pdf: Any, known: dict, told: dict) -> None:
    """Marks what stands on a page and no reader comes to: the foot with its title and number."""
    numbers = known[known[pdf.catalog["StructTreeRoot"]]["ParentTree"]]["Nums"]
    marked = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in known.values():
        if isinstance(page, dict) and page.get("Type") == "/Page":
            stream, of = known[page["Contents"]].stream, marked[page["StructParents"]]
            for n, item in enumerate(stream):
                if isinstance(item, dict) and "MCID" in item and of[item["MCID"]] not in told:
                    of[item["MCID"]] = b"null"
                    stream[n - 1 : n + 1] = "/Artifact", FOOT
