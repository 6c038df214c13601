"""The ladder of lengths: how long a file, a function and a template may be."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

FUNCTION, MODULE, TEST_MODULE, TEMPLATE = 40, 400, 500, 120
FOLDERS = ("vieta", "tests", "benchmarks")


def faults(root: Path) -> Iterator[str]:
    """Every file, function and template that is longer than its rung, with its length."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _module(path, path.relative_to(root), TEST_MODULE if folder == "tests" else MODULE)
        for path in sorted((root / folder).rglob("*.html")):
            if (length := len(path.read_text().splitlines())) > TEMPLATE:
                yield f"{path.relative_to(root)}: a template of {length} lines; {TEMPLATE} is the end"


def _module(path: Path, name: Path, most: int) -> Iterator[str]:
    text = path.read_text()
    if (length := len(text.splitlines())) > most:
        yield f"{name}: a file of {length} lines; {most} is the end"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1  # type: ignore[operator]
            if length > FUNCTION:
                yield f"{name}:{node.lineno}: {node.name} has {length} lines; {FUNCTION} is the end"


if __name__ == "__main__":
    found = list(faults(Path.cwd()))
    print("\n".join(found), end="\n" if found else "")
    sys.exit(bool(found))
