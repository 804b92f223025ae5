"""What is imported is declared, so that an installation never works by the grace of somebody else's dependencies."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]


def imported() -> Iterator[str]:
    """Yield the top-level packages that our code imports, wherever in a file it does."""
    for file in (ROOT / "zendesk_bridge").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (name.name.partition(".")[0] for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def called(requirement: str) -> str:
    """Return the name in a requirement, as package indexes compare names."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


def test_what_is_imported_is_declared() -> None:
    """Each package comes with a requirement of our own, with bounds that CI tries at both ends."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [one for name in ("postgres", "sandbox") for one in project["optional-dependencies"][name]]
    declared = {called(one) for one in [*project["dependencies"], *extras]}
    known = packages_distributions()
    foreign = {name for name in imported() if name not in sys.stdlib_module_names and name != "zendesk_bridge"}
    lacking = {name for name in foreign if not {called(one) for one in known.get(name, [name])} & declared}
    assert lacking == set()
