"""Draw the rooms in their order, with the imports and keys there really are, into docs/reference."""

import argparse
import ast
import tomllib
from html import escape
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROW, BOX, LEFT, WIDTH = 44, 190, 330, 860


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--into", type=Path, default=settings.ROOT / "docs" / "reference", help="folder to write to")


def run(args: argparse.Namespace) -> int:
    rooms = open_rooms()
    imports, keys = imports_between(rooms), keys_between(rooms)
    args.into.mkdir(parents=True, exist_ok=True)
    (args.into / "rooms.svg").write_text(drawing(rooms, imports, keys))
    (args.into / "rooms.md").write_text(page(rooms, imports, keys))
    print(f"{len(rooms)} rooms, {len(imports)} imports and {len(keys)} keys between them: {args.into / 'rooms.svg'}")
    return 0


def open_rooms() -> list[str]:
    """The rooms that are open, from top to bottom, in the order the import linter holds them to."""
    contracts = tomllib.loads((settings.ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [room for layer in layers if (_folder(room := layer.strip("()")) / "__init__.py").exists()]


def imports_between(rooms: list[str]) -> dict[tuple[str, str], int]:
    """How many modules of one room import something of another."""
    found: dict[tuple[str, str], int] = {}
    for room in rooms:
        for path in sorted(_folder(room).rglob("*.py")):
            for other in sorted(_imported(path, rooms) - {room}):
                found[room, other] = found.get((room, other), 0) + 1
    return found


def keys_between(rooms: list[str]) -> dict[tuple[str, str], int]:
    """How many foreign keys, many-to-many ones too, point from one room to another."""
    found: dict[tuple[str, str], int] = {}
    for model in apps.get_models():
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            target = field.remote_field and field.remote_field.model
            if not target:
                continue
            here, there = _room(model), _room(target)
            if here != there and {here, there} <= set(rooms):
                found[here, there] = found.get((here, there), 0) + 1
    return found


def drawing(rooms: list[str], imports: dict[tuple[str, str], int], keys: dict[tuple[str, str], int]) -> str:
    """The picture: imports as curves on the right, keys on the left; every curve runs down."""
    height = ROW * len(rooms) + 70
    y = {room: 64 + ROW * index for index, room in enumerate(rooms)}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="Source Sans 3, sans-serif" font-size="15">',
        "<title>The rooms of Vieta with their imports and keys</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fbfaf8"/>',
        f'<text x="{LEFT - 20}" y="30" text-anchor="end" fill="#8a5a00">keys between tables</text>',
        f'<text x="{LEFT + BOX + 20}" y="30" fill="#0b5563">imports between modules</text>',
    ]
    parts += [_curve(LEFT + BOX, 1, y[a], y[b], n, "#0b5563") for (a, b), n in sorted(imports.items())]
    parts += [_curve(LEFT, -1, y[a], y[b], n, "#c98500") for (a, b), n in sorted(keys.items())]
    for room in rooms:
        parts.append(f'<rect x="{LEFT}" y="{y[room] - 15}" width="{BOX}" height="30" rx="6" fill="#ffffff" stroke="#57524b"/>')
        parts.append(f'<text x="{LEFT + BOX / 2:g}" y="{y[room] + 5}" text-anchor="middle" fill="#1f1c18">{escape(room)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def page(rooms: list[str], imports: dict[tuple[str, str], int], keys: dict[tuple[str, str], int]) -> str:
    """The same as a table."""
    lines = [
        "# The rooms, as the code has them",
        "",
        "Written by `make picture`. A room knows only the rooms below it.",
        "",
        "![The rooms with their imports and keys](rooms.svg)",
        "",
        "| room | what it keeps | imports | keys to |",
        "|---|---|---|---|",
    ]
    for room in rooms:
        lines.append(f"| {room} | {_says(room)} | {_row(room, rooms, imports)} | {_row(room, rooms, keys)} |")
    return "\n".join(lines) + "\n"


def _curve(x: int, side: int, top: int, bottom: int, count: int, colour: str) -> str:
    reach = side * (24 + (bottom - top) * 0.42)
    path = f"M{x},{top} C{x + reach:g},{top} {x + reach:g},{bottom} {x},{bottom}"
    thick = min(1 + count * 0.35, 5)
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-opacity="0.45" stroke-width="{thick:g}"/>'


def _row(room: str, rooms: list[str], found: dict[tuple[str, str], int]) -> str:
    return ", ".join(f"{other} {found[room, other]}" for other in rooms if (room, other) in found) or "–"


def _says(room: str) -> str:
    words = ast.get_docstring(ast.parse((_folder(room) / "__init__.py").read_text())) or ""
    return words.split("\n")[0].replace("|", "/")


def _folder(room: str) -> Path:
    return settings.ROOT / "vieta" / room


def _room(model) -> str:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "vieta" else ""


def _imported(path: Path, rooms: list[str]) -> set[str]:
    """The rooms a module imports, wherever in the file it does so."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {name.split(".")[1] for name in names if name.startswith("vieta.")} & set(rooms)
