"""Tables of phrases, and one quick regular expression for all of a table."""

from __future__ import annotations

from collections.abc import Iterable


def table(text: str) -> tuple[str, ...]:
    """Return the lines of a table, each a pattern, without the indentation."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def alternatives(patterns: Iterable[str]) -> str:
    """Return a pattern for any of these, in any case; each begins with a plain letter.

    Python's engine compares the first character of each branch before it enters one, but not where case is ignored.
    """
    by_letter: dict[str, list[str]] = {}
    for pattern in patterns:
        by_letter.setdefault(pattern[0].lower(), []).append(pattern[1:])
    branches = (f"[{letter}{letter.upper()}](?i:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return f"(?:{'|'.join(branches)})"
