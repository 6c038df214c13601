"""A copy of the house that a test may break."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.roads import ROOT

LEFT_OUT = shutil.ignore_patterns("__pycache__", "static", "look", "locale", "node_modules")


@dataclass(frozen=True)
class House:
    """A copy of the package in a folder of its own, with its checks."""

    root: Path

    def add(self, name: str, text: str) -> None:
        """Puts text at the end of a file, which is made where it is missing; a new folder becomes a package."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".py":
            (path.parent / "__init__.py").touch()
        with path.open("a") as file:
            file.write(f"\n{text}\n")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Runs a command of the environment inside the copy."""
        return subprocess.run(
            [sys.executable, *command],
            cwd=self.root,
            env=os.environ
            | {"PYTHONPATH": str(self.root), "DJANGO_SETTINGS_MODULE": "vieta.project.settings", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """One copy for all cases of a module: they put every fault into it and then look for each."""
    root = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "vieta", root / "vieta", ignore=LEFT_OUT)
    (root / "tests").mkdir()
    (root / "tests" / "__init__.py").touch()
    shutil.copytree(ROOT / "tests" / "architecture", root / "tests" / "architecture", ignore=LEFT_OUT)
    shutil.copy(ROOT / "pyproject.toml", root)
    return House(root)
