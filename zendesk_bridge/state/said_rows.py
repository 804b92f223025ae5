"""What was said <-> what stands in a row, pure: ids, days and versions. "" stands where no day was named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any, Final, get_args

from sqlalchemy import Row

from zendesk_bridge.core.model import (
    Accuracy,
    Choice,
    ChoiceKind,
    LastHeard,
    NoticeKind,
    Promise,
    ShipWindow,
    TicketOrder,
    UnreadAnswer,
)
from zendesk_bridge.state.rows import plain, readable
from zendesk_bridge.state.tables import promises

PROMISES: Final = [promises.c[name] for name in ("id", *(field.name for field in fields(Promise)))]
"""The columns of a promise, after its number in the order of the noun's fields."""

HEARD: Final = [promises.c[name] for name in LastHeard._fields]
"""The columns that say when a customer last heard, and when they hear again."""

_ACCURACIES: Final[Mapping[str, Accuracy]] = {one.value: one for one in Accuracy}
_KINDS: Final[Mapping[str, NoticeKind]] = {one.value: one for one in NoticeKind}
UNREAD: Final = "unread"
"""What stands in the place of a choice's kind where a person has to read the answer."""

_CHOICES: Final[Mapping[str, ChoiceKind]] = {kind: kind for kind in get_args(ChoiceKind)}


def promise_row(promise: Promise) -> dict[str, Any]:
    """Return what stands in the row of a promise."""
    return {
        "ticket_id": promise.ticket_id,
        "sku": plain(promise.sku),
        "comment": plain(promise.comment),
        "at": promise.at,
        "window": promise.window.interval if promise.window else "",
        "next_update": promise.next_update.isoformat() if promise.next_update else "",
        "accuracy": promise.accuracy.value,
        "kind": promise.kind.value,
        "version": promise.version,
        "agent_id": promise.agent_id,
        "team": promise.team,
        "requester_id": promise.requester_id,
    }


def promise_from(row: Sequence[Any]) -> Promise:
    """Return the promise in this row of :data:`PROMISES`. Raises StateError.

    A report makes nouns of a hundred thousand rows: nothing is done for each that could be done once.
    """
    _, ticket_id, sku, comment, at, window, next_update, accuracy, kind, *others = row
    try:
        worth, notice = _ACCURACIES[accuracy], _KINDS[kind]
        return Promise(ticket_id, sku, comment, at, window_from(window), _day(next_update), worth, notice, *others)
    except (KeyError, ValueError):
        with readable(f"what was said on ticket {ticket_id}"):
            raise ValueError from None


def heard_from(row: Sequence[Any]) -> LastHeard:
    """Return what is said by this row of :data:`HEARD`. Raises StateError."""
    ticket_id, sku, at, next_update = row
    try:
        return LastHeard(ticket_id, sku, at, _day(next_update))
    except ValueError:
        with readable(f"what was said on ticket {ticket_id}"):
            raise


def choice_row(choice: Choice) -> dict[str, Any]:
    """Return what stands in the row of a choice."""
    return {
        "ticket_id": choice.ticket_id,
        "sku": plain(choice.sku),
        "comment": plain(choice.comment),
        "at": choice.at,
        "kind": choice.kind,
        "how": choice.how,
        "version": choice.version,
        "requester_id": choice.requester_id,
    }


def unread_row(answer: UnreadAnswer) -> dict[str, Any]:
    """Return what stands in the row of an answer that no rule read: it is one more kind of choice there."""
    return {
        "ticket_id": answer.ticket_id,
        "sku": plain(answer.sku),
        "comment": plain(answer.comment),
        "at": answer.at,
        "kind": UNREAD,
        "how": "",
        "version": answer.version,
        "requester_id": answer.requester_id,
    }


def unread_from(row: Row[Any]) -> UnreadAnswer:
    """Return the answer in this row."""
    return UnreadAnswer(row.ticket_id, row.sku, row.at, row.comment, row.version, row.requester_id)


def choice_from(row: Row[Any]) -> Choice:
    """Return the choice in this row. Raises StateError."""
    with readable(_what(row)):
        kind = choice_kind(row.kind)
    return Choice(row.ticket_id, row.sku, kind, row.at, row.comment, row.how, row.version, row.requester_id)


def choice_kind(text: str) -> ChoiceKind:
    """Return what was chosen; raises ValueError for what cannot be."""
    if text not in _CHOICES:
        raise ValueError(text)
    return _CHOICES[text]


def order_row(order: TicketOrder) -> dict[str, Any]:
    """Return what stands in the row of an order that a ticket is about."""
    return {
        "ticket_id": order.ticket_id,
        "order_number": plain(order.order),
        "requester_id": order.requester_id,
    }


def order_number(row: Row[Any]) -> str:
    """Return the number of the order in this row."""
    number: str = row.order_number
    return number


def in_order(row: dict[str, Any]) -> tuple[Any, ...]:
    """Return where a row stands among others: one order for all writers."""
    keys = ("ticket_id", "sku", "order_number", "comment", "window", "next_update", "kind", "at")
    return tuple(row[key] for key in keys if key in row)


@lru_cache(maxsize=1024)
def window_from(interval: str) -> ShipWindow | None:
    """Return the ship window in this ISO 8601 interval; raises ValueError where it is none."""
    if not interval:
        return None
    first, _, last = interval.partition("/")
    return ShipWindow(None if first == ".." else date.fromisoformat(first), date.fromisoformat(last))


@lru_cache(maxsize=1024)
def _day(text: str) -> date | None:
    """Return the day of this text, None for ""; raises ValueError where it is none."""
    return date.fromisoformat(text) if text else None


def _what(row: Row[Any]) -> str:
    return f"what was said on ticket {row.ticket_id}"
