"""Waves, messages and choices <-> what stands in a row, pure. "" stands where nothing is known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from unicodedata import normalize

from sqlalchemy import Row

from zendesk_bridge.core.model import (
    Message,
    MessageCount,
    MessageLine,
    MessageState,
    News,
    NoticeKind,
    PageChoice,
    Wave,
    WaveState,
)
from zendesk_bridge.state.rows import plain, readable
from zendesk_bridge.state.said_rows import choice_kind, window_from


def wave_row(wave: Wave) -> dict[str, Any]:
    """Return what stands in the row of a wave."""
    return {"id": wave.id, "at": wave.at, "state": wave.state.value, "approved": approved_text(wave.approved)}


def approved_text(names: Iterable[str]) -> str:
    """Return who approved, as it is kept."""
    return json.dumps(list(names))


def person(name: str) -> str:
    """Return what tells people apart: not how they write their name."""
    return " ".join(normalize("NFKC", name).casefold().split())


def wave_from(row: Row[Any]) -> Wave:
    """Return the wave in this row. Raises StateError."""
    with readable("a wave"):
        return Wave(row.id, row.at, WaveState(row.state), tuple(map(str, json.loads(row.approved))))


def message_row(message: Message, number: int) -> dict[str, Any]:
    """Return what stands in the row of a message, the ``number``-th of its wave."""
    feed, order_id = message.order
    return {
        "id": message.id,
        "wave": message.wave,
        "number_in_wave": number,
        "feed": plain(feed),
        "order_id": plain(order_id),
        "order_number": plain(message.number),
        "news": message.news.value,
        "kind": message.kind.value if message.kind else "",
        "helpdesk": message.helpdesk,
        "segment": plain(message.segment),
        "template": plain(message.template),
        "wording": message.wording,
        "locale": message.locale,
        "after": message.after,
        **settled_row(message),
    }


def settled_row(message: Message) -> dict[str, Any]:
    """Return what of a message's row says where it stands."""
    return {
        "state": message.state.value,
        "customer": message.customer,
        "why": plain(message.why),
        "at": message.at,
        "ticket_id": message.ticket_id,
        "comment": plain(message.comment),
        "rest": message.rest,
    }


def tally_from(row: Sequence[Any]) -> MessageCount:
    """Return how many messages stand as this row says. Raises StateError."""
    helpdesk, state, why, count = row
    with readable("a message of outreach"):
        return MessageCount(helpdesk, MessageState(state), why, count)


def line_rows(message: Message) -> Iterator[dict[str, Any]]:
    """Yield what stands in the rows of a message's lines."""
    for number, line in enumerate(message.lines):
        yield {
            "message": message.id,
            "number": number,
            "line": plain(line.line),
            "sku": plain(line.sku),
            "version": line.version,
            "window": line.window.interval if line.window else "",
            "next_update": _text(line.next_update),
            "quantity": line.quantity,
            "promised_by": _text(line.promised_by),
        }


def message_from(row: Row[Any], lines: Iterable[Row[Any]]) -> Message:
    """Return the message in this row and in those of its lines. Raises StateError."""
    with readable("a message of outreach"):
        return Message(
            row.wave,
            (row.feed, row.order_id),
            row.order_number,
            News(row.news),
            NoticeKind(row.kind) if row.kind else None,
            tuple(map(_line, lines)),
            row.helpdesk,
            row.segment,
            row.template,
            row.locale,
            row.customer,
            MessageState(row.state),
            row.why,
            row.at,
            row.ticket_id,
            row.comment,
            row.after,
            row.wording,
            row.rest,
        )


def answer_row(choice: PageChoice) -> dict[str, Any]:
    """Return what stands in the row of what was chosen on a page."""
    return {
        "message": choice.message,
        "sku": plain(choice.sku),
        "version": choice.version,
        "kind": choice.kind,
        "at": choice.at,
        "carried_at": choice.carried_at,
    }


def answer_from(row: Row[Any]) -> PageChoice:
    """Return what was chosen in this row. Raises StateError."""
    with readable("what was chosen on a page"):
        return PageChoice(row.message, row.sku, choice_kind(row.kind), row.at, row.version, row.carried_at)


def _line(row: Row[Any]) -> MessageLine:
    window, next_update = window_from(row.window), _day(row.next_update)
    return MessageLine(row.line, row.sku, row.version, window, next_update, row.quantity, _day(row.promised_by))


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
