"""Numbers of things in words."""

from __future__ import annotations


def number(count: int, what: str) -> str:
    """Return how many of something: ``1 macro``, ``2 macros``."""
    return f"{count} {what}" + ("" if count == 1 else "s")
