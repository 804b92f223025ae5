"""What goes wrong while messages are sent: answers of helpdesks, and the moments in which a run may be killed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

FAULTS: tuple[dict[str, Any], ...] = (
    {"effect": "cut_after"},
    {"effect": "cut_within"},
    {"effect": "cut_before"},
    {"effect": "truncate"},
    {"effect": "empty"},
    {"effect": "empty", "status": 502},
    {"effect": "status", "status": 503},
    {"effect": "status", "status": 500},
    {"effect": "status", "status": 429, "retry_after": 1},
    {"effect": "conflict"},
)
PLACES = ("POST", "PUT", "GET", "")
MOMENTS = (
    *("after deliver",) * 4,
    "before deliver",
    "after intend",
    "before settle",
    "after settle",
    "after delivered",
    "after tickets",
    "while it waited",
    "before finish",
)
"""When a run may be killed."""


@dataclass
class Shaken:
    """Something of the program's whose methods may be the last that a run does: before they take effect, or after."""

    inner: Any
    shake: Callable[[str], None]
    named: frozenset[str]

    def __getattr__(self, name: str) -> Any:
        """Return the inner's, shaken where it is one of the named."""
        found = getattr(self.inner, name)
        if name not in self.named:
            return found

        def shaken(*args: Any, **more: Any) -> Any:
            self.shake(f"before {name}")
            result = found(*args, **more)
            self.shake(f"after {name}")
            return result

        return shaken


class ShakenState(Shaken):
    """The database, whose waves are shaken."""

    def waves(self) -> Any:
        """Return what is remembered of outreach."""
        return Shaken(self.inner.waves(), self.shake, frozenset({"intend", "settle", "finish", "postpone"}))
