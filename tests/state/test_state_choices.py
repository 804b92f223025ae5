"""app.reports.chosen on what core.ports.Memory remembers: who has to choose, and what a person has to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from zendesk_bridge.app.reports import chosen
from zendesk_bridge.app.reports.chosen import ChoiceBook, ChoicesAsked
from zendesk_bridge.core.ledger import Stamp, events
from zendesk_bridge.core.model import (
    Accuracy,
    Choice,
    Entry,
    Mark,
    MarkState,
    NoticeKind,
    Promise,
    Said,
    UnreadAnswer,
    View,
)
from zendesk_bridge.core.ports import Memory
from zendesk_bridge.core.report.chosen import AnswerOn

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TOLD = Promise(1, "WID-12", "comment 1", NOON, None, None, Accuracy.UNDATED, NoticeKind.FIRST)
WAITS = Choice(1, "WID-12", "wait", NOON, "comment 2", "wait.en")
ASKS = UnreadAnswer(1, "WID-12", NOON, "comment 3")


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read so few tickets at once that a handful of them takes several pages."""
    monkeypatch.setattr(chosen, "_PAGE", 2)


def later(hours: int) -> datetime:
    """Return the moment so many hours after noon."""
    return NOON + timedelta(hours=hours)


def tell(memory: Memory, hours: Iterable[int], said: Said) -> ChoiceBook:
    """Tell the customers of tickets 1, 2, ... of the item at these hours, remember the rest, and open the book."""
    view = View(items=(Mark("WID-12", MarkState.TOLD),))
    told = tuple(replace(TOLD, ticket_id=ticket, at=later(hour)) for ticket, hour in enumerate(hours, 1))
    entries = {one.ticket_id: Entry(events(one.ticket_id, View(), view, Stamp(NOON, "run")), view) for one in told}
    memory.record(entries, said=replace(said, promises=told))
    return ChoiceBook({"shop": memory}, lambda _name, _ticket: "")


def tickets(found: Iterable[AnswerOn]) -> list[int]:
    """Return the tickets of answers, in their order."""
    return [on.answer.ticket_id for on in found]


def test_who_has_to_choose_is_told_newest_first(memory: Memory) -> None:
    """In the order of the replies, and not of the runs that read them; who has chosen is not among them."""
    book = tell(memory, [5, 1, 9, 7, 3], Said(choices=(replace(WAITS, ticket_id=4, at=later(8)),)))
    assert tickets(book.pending(ChoicesAsked())) == [3, 1, 5, 2]
    assert tickets(book.pending(ChoicesAsked(ticket_id=5))) == [5]
    assert tickets(book.pending(ChoicesAsked(sku="X"))) == []


def test_a_choice_of_another_item_is_none_of_this(memory: Memory) -> None:
    """Who chose for one item still has to choose for the other."""
    book = tell(memory, [1, 2], Said(choices=(replace(WAITS, sku="MUG-3"),)))
    assert tickets(book.pending(ChoicesAsked())) == [2, 1]


def test_what_a_person_has_to_read_is_the_newest_of_each_ticket(memory: Memory) -> None:
    """One line for a ticket, newest first; a later reply or choice settles it, an earlier one does not."""
    answers = [(1, 4), (2, 6), (1, 8), (3, 5), (4, 3), (2, 7)]
    unread = tuple(
        replace(ASKS, ticket_id=ticket, at=later(hour), comment=f"comment {hour}") for ticket, hour in answers
    )
    book = tell(memory, [1, 1, 1, 9], Said(choices=(replace(WAITS, ticket_id=3, at=later(6)),), unread=unread))
    found = list(book.unread(ChoicesAsked()))
    assert [(on.answer.ticket_id, on.answer.comment) for on in found] == [(1, "comment 8"), (2, "comment 7")]
