"""--since: from when on something is told, as a span of time or a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, TypeVar

import click

from zendesk_bridge.core.spans import span

F = TypeVar("F", bound=Callable[..., Any])


def since_option(default: str | None, text: str) -> Callable[[F], F]:
    """Return the option, which gives a span of time, a day, or None where there is no ``default``."""
    return click.option(
        "--since", default=default, show_default=bool(default), metavar="SPAN_OR_DAY", callback=_since, help=text
    )


def beginning(since: timedelta | date | None, now: datetime, zone: tzinfo) -> datetime | None:
    """Return the aware moment from which on something is told; a day begins in this zone."""
    if since is None:
        return None
    return now - since if isinstance(since, timedelta) else datetime.combine(since, time(), zone)


def _since(_context: click.Context, _option: click.Parameter, text: str | None) -> timedelta | date | None:
    if text is None:
        return None
    found = span(text)
    if found is not None:
        return found
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            f"'{text}' is neither a span of time nor a day: write 12h, 30d or 2026-11-01"
        ) from None
