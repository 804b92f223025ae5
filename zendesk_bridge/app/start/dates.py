"""The dates of the ready-made files, which were written on one day and are wanted as of another."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def shifted(text: str, by: timedelta) -> str:
    """Return the text with every ISO date moved."""
    return _DATE.sub(lambda found: (date.fromisoformat(found[0]) + by).isoformat(), text)
