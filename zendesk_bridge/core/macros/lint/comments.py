"""What is said to agents beside a macro, where no customer reads."""

from __future__ import annotations

from collections.abc import Iterator

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.macros.lint.rules import Finding, found
from zendesk_bridge.core.macros.lint.words import words


def lint_comments(text: str, file: str) -> Iterator[Finding]:
    """Yield advice to hide the way out that stands in the comments of a macro file."""
    for number, line in enumerate(text.split("\n"), 1):
        advice = words("hides").search(line) if line.lstrip().startswith("#") else None
        if advice:
            yield found("hides-cancellation", Place(file, number, advice.start() + 1), f"'{advice[0]}'")
