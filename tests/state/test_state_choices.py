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
    Message,
    MessageLine,
    MessageState,
    News,
    NoticeKind,
    PageChoice,
    Promise,
    Said,
    UnreadAnswer,
    View,
    Wave,
    WaveState,
)
from zendesk_bridge.core.ports import Memory, State
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


def tell(state: State, memory: Memory, hours: Iterable[int], said: Said) -> ChoiceBook:
    """Tell the customers of tickets 1, 2, ... of the item at these hours, remember the rest, and open the book."""
    view = View(items=(Mark("WID-12", MarkState.TOLD),))
    told = tuple(replace(TOLD, ticket_id=ticket, at=later(hour)) for ticket, hour in enumerate(hours, 1))
    entries = {one.ticket_id: Entry(events(one.ticket_id, View(), view, Stamp(NOON, "run")), view) for one in told}
    memory.record(entries, said=replace(said, promises=told))
    return ChoiceBook({"shop": memory}, lambda _name, ticket: f"link {ticket}", state.waves())


def tickets(found: Iterable[AnswerOn]) -> list[int]:
    """Return the tickets of answers, in their order."""
    return [on.answer.ticket_id for on in found]


def test_who_has_to_choose_is_told_newest_first(state: State, memory: Memory) -> None:
    """In the order of the replies, and not of the runs that read them; who has chosen is not among them."""
    book = tell(state, memory, [5, 1, 9, 7, 3], Said(choices=(replace(WAITS, ticket_id=4, at=later(8)),)))
    assert tickets(book.unanswered(ChoicesAsked())) == [3, 1, 5, 2]
    assert tickets(book.unanswered(ChoicesAsked(ticket_id=5))) == [5]
    assert tickets(book.unanswered(ChoicesAsked(sku="X"))) == []


def test_a_choice_of_another_item_is_none_of_this(state: State, memory: Memory) -> None:
    """Who chose for one item still has to choose for the other."""
    book = tell(state, memory, [1, 2], Said(choices=(replace(WAITS, sku="MUG-3"),)))
    assert tickets(book.unanswered(ChoicesAsked())) == [2, 1]


def test_what_a_person_has_to_read_is_the_newest_of_each_ticket(state: State, memory: Memory) -> None:
    """One line for a ticket, newest first; a later reply or choice settles it, an earlier one does not."""
    answers = [(1, 4), (2, 6), (1, 8), (3, 5), (4, 3), (2, 7)]
    unread = tuple(
        replace(ASKS, ticket_id=ticket, at=later(hour), comment=f"comment {hour}") for ticket, hour in answers
    )
    book = tell(state, memory, [1, 1, 1, 9], Said(choices=(replace(WAITS, ticket_id=3, at=later(6)),), unread=unread))
    found = list(book.unread(ChoicesAsked()))
    assert [(on.answer.ticket_id, on.answer.comment) for on in found] == [(1, "comment 8"), (2, "comment 7")]


CANCELS = replace(WAITS, kind="cancel")


def test_what_is_to_be_carried_out_is_what_holds_and_nobody_answered(state: State, memory: Memory) -> None:
    """Not who waits, not what was changed since, not what a reply has come after; an earlier reply answers nothing."""
    choices = (
        replace(CANCELS, ticket_id=1, at=later(2)),
        replace(CANCELS, ticket_id=1, kind="wait", at=later(3), comment="comment 3"),
        replace(CANCELS, ticket_id=2, at=later(4)),
        replace(CANCELS, ticket_id=3, at=later(5)),
        replace(WAITS, ticket_id=4, at=later(6)),
        replace(CANCELS, ticket_id=5, kind="split", at=later(7)),
        replace(WAITS, ticket_id=5, at=later(2)),
        replace(CANCELS, ticket_id=5, sku="MUG-3", kind="swap", at=later(8)),
    )
    book = tell(state, memory, [1, 9, 1, 1, 1], Said(choices=choices))
    found = [(on.answer.ticket_id, on.answer.sku) for on in book.pending(ChoicesAsked())]
    assert found == [(5, "MUG-3"), (5, "WID-12"), (3, "WID-12")]
    assert [on.link for on in book.pending(ChoicesAsked(sku="MUG-3"))] == ["link 5"]
    assert tickets(book.pending(ChoicesAsked(ticket_id=3))) == [3]


def test_what_was_chosen_on_a_page_is_to_be_carried_out_at_once(state: State, memory: Memory) -> None:
    """Before any run has put it on a ticket; the last one of each item alone, of helpdesks in the config alone."""
    line = MessageLine("l1", "WID-12", "v1", None, None)
    plain = Message("w1", ("f", "1"), "#1", News.FIRST, NoticeKind.FIRST, (line,), "shop", "s", "t", "en", "c")
    sent = [
        replace(plain, order=("f", str(number)), number=f"#{number}", helpdesk=name, ticket_id=ticket)
        for number, name, ticket in ((1, "shop", 31), (2, "shop", 0), (3, "gone", 33), (4, "shop", 34))
    ]
    waves = state.waves()
    waves.begin(Wave("w1", NOON, WaveState.RUNNING), sent)
    waves.settle([replace(one, state=MessageState.TOLD, at=NOON) for one in sent])
    for at, one in enumerate(sent):
        waves.answer(PageChoice(one.id, "WID-12", "cancel", later(at), "v1"))
    waves.answer(PageChoice(sent[3].id, "WID-12", "wait", later(9), "v2"))
    book = tell(state, memory, [], Said())
    found = [(on.answer.ticket_id, on.order, on.link) for on in book.pending(ChoicesAsked())]
    assert found == [(0, "#2", ""), (31, "#1", "link 31")]
    assert [on.order for on in book.pending(ChoicesAsked(ticket_id=31))] == ["#1"]
    assert list(book.pending(ChoicesAsked(sku="MUG-3"))) == []
