"""Nouns <-> JSON text, pure. ASCII only: PostgreSQL refuses a NUL character in text, and JSON escapes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.model import FieldKey, Mark, Marks, Setback


def marks_to_text(marks: Marks) -> str:
    """Return the marks of one ticket as JSON: item versions, tags and field digests, no text of anybody's."""
    return _dump(
        {
            "items": [[mark.sku, mark.version, mark.window, mark.facts, mark.name] for mark in marks.items],
            "tags": sorted(marks.tags),
            "fields": marks.fields,
            "locale": marks.locale,
            "asleep": marks.asleep,
            **({"restored": True} if marks.restored else {}),
            **({"setback": _setback(marks.setback)} if marks.setback else {}),
        }
    )


def _setback(setback: Setback) -> dict[str, Any]:
    return asdict(setback) | {"after": setback.after.astimezone(UTC).isoformat()}


def marks_from_text(text: str, what: str) -> Marks:
    """Return the marks in this JSON; ``what`` says in an error whose they are. Raises StateError."""
    with _readable(what):
        body = json.loads(text)
        return Marks(
            items=tuple(_mark(mark) for mark in _list(body["items"])),
            tags=frozenset(_texts(body["tags"])),
            fields=tuple((FieldKey(key), value) for key, value in _rows(body["fields"], 2)),
            locale=_text(body["locale"]),
            asleep=_flag(body["asleep"]),
            restored=_flag(body.get("restored", False)),
            setback=None if body.get("setback") is None else _to_setback(body["setback"]),
        )


def _to_setback(body: Any) -> Setback:
    moment = datetime.fromisoformat(_text(body["after"])).astimezone(UTC)
    changed, facts, reason = _texts([body[key] for key in ("changed", "facts", "reason")], 3)
    return Setback(int(body["times"]), moment, changed, facts, reason, _flag(body["unread"]))


def _mark(row: Any) -> Mark:
    """Read one mark; those of older releases had no name."""
    texts = _texts(row)
    if len(texts) not in {4, 5}:
        raise ValueError("another number of texts")
    return Mark(*texts)


# JSON says less than our types do: a text in the place of a list would come apart into its letters.


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("neither true nor false")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _texts(value: Any, count: int | None = None) -> tuple[str, ...]:
    texts = tuple(_text(part) for part in _list(value))
    if count is not None and len(texts) != count:
        raise ValueError("another number of texts")
    return texts


def _rows(value: Any, width: int) -> Iterator[tuple[str, ...]]:
    return (_texts(row, width) for row in _list(value))


def _dump(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


@contextmanager
def _readable(what: str) -> Iterator[None]:
    """Turn whatever goes wrong while reading ``what`` into one StateError."""
    try:
        yield
    except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError) as exc:
        raise StateError(
            f"{what} cannot be read: the row was changed by hand or by another version",
            fix="Restore the database from a backup, or move it away: the next run builds a new one.",
        ) from exc
