"""What headers say, read with distrust: a number, a date or a name that makes no sense is as good as none."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST_WAIT = 86_400.0  # seconds: who is told to come back after more than a day asks at the usual pace
_LARGEST = 1_000_000_000  # no limit and no count of a helpdesk is larger
_FURTHER = re.compile(r"(?<=\d\d GMT),.*")
_ID = re.compile(r"[\w.:/+=-]{1,100}", re.ASCII)


def whole(text: str | None) -> int | None:
    """Return the count that a header tells, also as ``100.0``; None when it is missing, negative or absurd."""
    try:
        found = float(text or "")
    except ValueError:
        return None
    return int(found) if 0 <= found <= _LARGEST else None


def retry_after(value: str | None, now: datetime) -> float | None:
    """Read a ``Retry-After`` header, seconds or an HTTP date; None when it is missing, 0, past or absurd."""
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        until = moment(value)
        seconds = (until - now).total_seconds() if until else 0.0
    return seconds if math.isfinite(seconds) and 0 < seconds <= _LONGEST_WAIT else None


def moment(value: str | None) -> datetime | None:
    """Return the time in an HTTP date, aware; None when it is missing or none.

    Of several, the first counts: a proxy on the way may have added its own.
    """
    try:
        when = parsedate_to_datetime(_FURTHER.sub("", value or ""))
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def request_id(headers: Mapping[str, str]) -> str:
    """Return by which name the helpdesk's support finds this request; "" when it tells none."""
    told = headers.get("X-Zendesk-Request-Id") or headers.get("X-Request-Id") or ""
    return told if _ID.fullmatch(told) else ""
