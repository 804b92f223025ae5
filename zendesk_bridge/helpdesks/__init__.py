"""One folder for each kind of helpdesk; they never import each other, and nothing else knows one by name.

A folder is a package that offers what :class:`zendesk_bridge.core.ports.HelpdeskFolder` says: that is all it takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from zendesk_bridge.core.ports import HelpdeskFolder


def folders() -> Mapping[str, HelpdeskFolder]:
    """Return every kind of helpdesk that has a folder here, by the folder's name. None of them speaks HTTP yet."""
    names = sorted(found.name for found in iter_modules(__path__) if found.ispkg)
    return {name: cast("HelpdeskFolder", import_module(f"{__name__}.{name}")) for name in names}
