"""Numbers of things in words."""

from __future__ import annotations


def number(count: int, what: str) -> str:
    """Return how many of something: ``1 macro``, ``2 macros``."""
    return f"{count} {what}" + ("" if count == 1 else "s")


def times(count: int) -> str:
    """Return how often something was: ``once``, ``twice``, ``3 times``."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
