"""The roads of the house as checks: each takes the package's folder and answers what is wrong, one line per fault.

`python -m tests.architecture.roads NAME…` runs some from the current folder; the tests use it on a broken copy.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
RULES_NEVER = ("django.db", "django.apps", "django.conf", "django.http", "django.utils.timezone", "time")
CLOCKS = {"now", "today", "localdate", "localtime", "utcnow"}
INCLUDES = re.compile(r"""{%\s*(?:include|extends)\s+(?P<what>"[^"]+"|'[^']+'|[^\s%]+)""")
COMPONENTS = re.compile(r"<c-(?!slot\b|vars\b)(?P<name>[\w.-]+)")


def order() -> list[str]:
    """The rooms from top to bottom, as pyproject.toml declares them for the import linter."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [layer.strip("()") for layer in layers]


def keys(package: Path) -> Iterator[str]:
    """A foreign key points only down."""
    rank = {room: height for height, room in enumerate(reversed(order()))}
    for field, here, there in _keys_between_rooms():
        if rank[there] > rank[here]:
            yield f"{field}: the key points up, from {here} to {there}"


def reverse_names(package: Path) -> Iterator[str]:
    """A key to another room leaves no name there, so a lower room cannot reach up."""
    for field, here, there in _keys_between_rooms():
        if here != there and not field.remote_field.hidden:
            yield f"{field}: related_name must be '+', since {there} may not know {here}"


def signals(package: Path) -> Iterator[str]:
    """No signals of our own: nobody sends one, nobody listens to one."""
    for path, node in _nodes(package):
        # a room may have signals of its own kind, such as somebody's long silence; those of a library are meant
        imported = any(re.search(r"^(?!vieta\.).*\.(signals|dispatch)(\.|$)", name) for name in _imports(node))
        reached = isinstance(node, ast.Attribute) and node.attr == "signals" and getattr(node.value, "id", "") in ("models", "db", "core")
        if imported or reached:
            yield f"{path}:{node.lineno}: signals are not used here"


def templates(package: Path) -> Iterator[str]:
    """Templates lie in web/<place>/templates and use only their own place and web/parts; so do the views that name them."""
    places = {path.name: path / "templates" for path in (package / "web").iterdir() if path.is_dir()}
    for path in package.rglob("*.html"):
        if not any(path.is_relative_to(folder) for folder in places.values()):
            yield f"{path}: templates lie in web/<place>/templates"
    for place, folder in places.items():
        for path in folder.rglob("*.html"):
            yield from _strange(path, place, places, _used(path.read_text()))
        for path in folder.parent.rglob("*.py"):
            yield from _strange(path, place, places, _named(path))


def rules(package: Path) -> Iterator[str]:
    """Rules judge plain values: no table, request, setting or clock."""
    for path, node in _nodes(package):
        if "rules" not in (path.stem, path.parent.name):
            continue
        for name in _imports(node):
            if any(name == never or name.startswith(f"{never}.") for never in RULES_NEVER):
                yield f"{path}:{node.lineno}: rules do not import {name}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            yield f"{path}:{node.lineno}: rules do not ask the clock"


def privacy(package: Path) -> Iterator[str]:
    """Every field has a privacy class and every table says how long its rows are kept."""
    from vieta.base.privacy import Privacy, Retention, privacy_of

    for model in _our_models():
        for field, kind in privacy_of(model).items():
            if not isinstance(kind, Privacy):
                yield f"{model._meta.label}.{field}: no privacy class is declared"
        strangers = set(getattr(model, "privacy", {})) - set(privacy_of(model))
        yield from (f"{model._meta.label}: a privacy class for {name}, which is no field" for name in sorted(strangers))
        # the rows between two sides of a many-to-many key go when either side goes
        if not model._meta.auto_created and not isinstance(getattr(model, "retention", None), Retention):
            yield f"{model._meta.label}: no retention is declared"


def _our_models() -> list:
    from django.apps import apps

    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("vieta.")]


def _keys_between_rooms() -> Iterator[tuple]:
    """Each key of our tables to a table of ours, many-to-many too: field, its room, the room it points to.

    Keys to tables of Django and its libraries (a group, a session) are left out: they know no room of ours.
    """
    for model in _our_models():
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            target = field.remote_field and field.remote_field.model
            if target and target.__module__.startswith("vieta."):
                yield field, _room(model), _room(target)


def _room(model) -> str:
    return model.__module__.split(".")[1]


def _nodes(package: Path) -> Iterator[tuple[Path, ast.AST]]:
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            yield path, node


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def _used(text: str) -> Iterator[str]:
    """The templates that a template includes, extends or uses as components."""
    for found in INCLUDES.finditer(text):
        yield found["what"].strip("\"'") if found["what"][0] in "\"'" else f"{{{found['what']}}}"
    for found in COMPONENTS.finditer(text):
        yield f"cotton/{found['name'].replace('.', '/').replace('-', '_')}.html"


def _named(path: Path) -> Iterator[str]:
    """The templates that Python code names."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[\w/-]+\.(html|txt)", node.value):
            yield node.value


def _strange(path: Path, place: str, places: dict[str, Path], names: Iterator[str]) -> Iterator[str]:
    for name in names:
        if name.startswith("{"):
            if place == "parts":
                continue  # a part may show what its caller hands it; the caller names it, and is checked there
            yield f"{path}: {name} is not a name, so nobody can see whose template it is"
            continue
        owners = [other for other, folder in places.items() if (folder / name.split("#")[0]).exists()]
        if owners and place not in owners and "parts" not in owners:
            yield f"{path}: {name} belongs to {owners[0]}; {place} may use its own and the parts"


CHECKS = {"keys": keys, "reverse_names": reverse_names, "signals": signals, "templates": templates, "rules": rules, "privacy": privacy}


def main(names: list[str]) -> int:
    import django

    django.setup()
    problems = [f"{name}: {fault}" for name in names for fault in CHECKS[name](Path("vieta").resolve())]
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
