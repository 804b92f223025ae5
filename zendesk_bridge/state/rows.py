"""Nouns <-> what stands in a row, pure. JSON is ASCII only: PostgreSQL refuses a NUL character in text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Row

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.model import Alteration, Event, EventKind, Mark, MarkState, Told, View

T = TypeVar("T")

_VIEW: Final = TypeAdapter(View)
_CHANGE: Final = TypeAdapter(Alteration)


# --- views


def ticket_row(view: View) -> dict[str, Any]:
    """Return what stands in the row of a ticket; its items have rows of their own."""
    body = _VIEW.dump_python(replace(view, items=()), mode="json", exclude_defaults=True)
    return {"unsettled": view.unsettled, "body": _dump(body)}


def mark_row(mark: Mark) -> dict[str, Any]:
    """Return what stands in the row of an item on a ticket."""
    return {"sku": plain(mark.sku), "state": mark.state.value, **_told_columns(mark.told, nothing="")}


def view_from(row: Row[Any], marks: Iterable[Row[Any]], what: str) -> View:
    """Return the view in the row of a ticket and in those of its items. Raises StateError."""
    view = _load(_VIEW, row.body, what)
    return replace(view, items=tuple(_mark(mark, what) for mark in marks))


def _mark(row: Row[Any], what: str) -> Mark:
    with readable(what):
        return Mark(row.sku, MarkState(row.state), _told(row))


def _told(row: Row[Any]) -> Told | None:
    if row.facts is None:
        return None
    return Told(row.version, row.wording, row.facts, row.window, row.name)


def _told_columns(told: Told | None, *, nothing: str | None = None) -> dict[str, Any]:
    if told is None:
        return {"version": nothing, "wording": nothing, "facts": None, "window": None, "name": None}
    return {
        "version": told.version,
        "wording": told.wording,
        "facts": told.facts,
        "window": told.window,
        "name": plain(told.name),
    }


# --- events


def event_row(event: Event) -> dict[str, Any]:
    """Return what stands in the row of an event."""
    change = event.change and _CHANGE.dump_python(event.change, mode="json", exclude_defaults=True)
    return {
        "ticket_id": event.ticket_id,
        "sku": event.sku if event.sku is None else plain(event.sku),
        "at": event.at,
        "run": event.run,
        "kind": event.kind.value,
        "by_whom": event.by,
        "comment": event.comment,
        "change": None if change is None else _dump(change),
        **_told_columns(event.told),
    }


def event_from(row: Row[Any], what: str) -> Event:
    """Return the event in this row. Raises StateError."""
    with readable(what):
        kind = EventKind(row.kind)
    change = None if row.change is None else _load(_CHANGE, row.change, what)
    return Event(row.ticket_id, kind, row.at, row.run, row.by_whom, row.sku, _told(row), row.comment, change)


# --- text


def plain(text: str) -> str:
    """Return this text as both databases keep it: PostgreSQL refuses a NUL."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _dump(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _load(adapter: TypeAdapter[T], text: str, what: str) -> T:
    with readable(what):
        return adapter.validate_json(text, strict=True)


@contextmanager
def readable(what: str) -> Iterator[None]:
    """Turn whatever goes wrong while reading ``what`` into one StateError. No value is told: pydantic would."""
    try:
        yield
    except ValueError:
        raise StateError(
            f"{what} cannot be read: the row was changed by hand or by another version",
            fix="Restore the database from a backup, or move it away: the next run builds a new one.",
        ) from None
