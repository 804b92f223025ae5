"""Spans of time as people write and read them: ``5m``, "5 minutes"."""

from __future__ import annotations

import re
from datetime import timedelta

from zendesk_bridge.core.plural import number

_UNITS = {"s": timedelta(seconds=1), "m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_SPAN = re.compile(r"([0-9]{1,6})\s*([smhd])(?:ec|in|r)?s?", re.ASCII)


def span(text: str) -> timedelta | None:
    """Return the span in a text such as ``30s``, ``5m``, ``1h`` or ``2d``; None for what is none."""
    found = _SPAN.fullmatch(text.strip().lower())
    return int(found[1]) * _UNITS[found[2]] if found else None


def in_words(length: timedelta) -> str:
    """Return a span in words, by its largest unit alone from two of them on: "90 seconds", "3 minutes", "2 days"."""
    seconds = max(0, round(length.total_seconds()))
    for size, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= 2 * size or seconds == size:
            return number(seconds // size, name)
    return number(seconds, "second")
