"""Spans of time as people write and read them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from zendesk_bridge.core.spans import in_words, span


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30s", 30), ("5m", 300), ("5 min", 300), ("1h", 3600), ("2d", 172_800), (" 90S ", 90), ("0s", 0), ("2hrs", 7200)],
)
def test_spans_are_read(text: str, seconds: int) -> None:
    """A number and a unit, as people write them."""
    assert span(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["5", "m", "", "-5m", "1.5h", "5m30s", "five minutes", "\u0665m", "1w", "9999999s"])
def test_what_is_no_span(text: str) -> None:
    """A bare number could mean anything, and nothing is guessed."""
    assert span(text) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"), (-5, "0 seconds"), (1, "1 second"), (60, "1 minute"), (90, "90 seconds"),
        (119, "119 seconds"),
        (120, "2 minutes"), (3600, "1 hour"), (5400, "90 minutes"), (7300, "2 hours"), (86_400, "1 day"),
        (100_000, "27 hours"), (200_000, "2 days"),
    ],
)  # fmt: skip
def test_spans_in_words(seconds: int, words: str) -> None:
    """The largest unit of which there are two: no false precision, and no "1 hour" for nearly two."""
    assert in_words(timedelta(seconds=seconds)) == words
