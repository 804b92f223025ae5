"""A package whose parts are imported when somebody asks for them: who needs no database waits for none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazily(package: str, parts: Mapping[str, str]) -> Callable[[str], Any]:
    """Return a package's ``__getattr__`` (PEP 562): each name of ``parts`` comes from the module that it names.

    The first name asked for brings all of them, so that none is ever hidden by a module that is called as it is.
    What stands under ``TYPE_CHECKING`` beside it tells type checkers and import-linter the same.
    """

    def find(name: str) -> Any:
        if name not in parts:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = {part: getattr(import_module(f"{package}.{module}"), part) for part, module in parts.items()}
        vars(sys.modules[package]).update(found)
        return found[name]

    return find
