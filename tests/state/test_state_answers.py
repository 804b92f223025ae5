"""What messages leave on tickets, what is chosen on their pages, and what stays of both where somebody is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.model import (
    BY_BRIDGE,
    FORGOTTEN,
    Account,
    Accuracy,
    ChoiceKind,
    Contents,
    Entry,
    Erased,
    Event,
    EventKind,
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
    ShipWindow,
    TicketOrder,
    Told,
    Trace,
    View,
    Wave,
    WaveState,
)
from zendesk_bridge.core.ports import State, Waves

NOW = datetime(2026, 11, 28, 20, 0, tzinfo=UTC)
WINDOW = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
LINE = MessageLine("l1", "WID-12", "v1", WINDOW, date(2026, 11, 29))
WAVE = Wave("w1", NOW, WaveState.RUNNING)
TOLD = Told("v1", "w", "f", WINDOW.interval)
MARKED = View((Mark("WID-12", MarkState.TOLD, TOLD),))


def message(number: int, **more: object) -> Message:
    """Return a message about the order of this number."""
    order = ("orders", f"id{number}")
    plain = Message(
        "w1", order, f"#{number}", News.FIRST, NoticeKind.FIRST, (LINE,), "shop", "all", "order-first", "de", "c1"
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # fields by name


def chosen(number: int = 1, **more: object) -> PageChoice:
    """Return a choice on the page of a message."""
    return replace(PageChoice(message(number).id, "WID-12", "swap", NOW, "v1"), **more)  # type: ignore[arg-type]  # fields by name


def trace(row: int, ticket_id: int, requester: int, customer: str = "c1") -> Trace:
    """Return what a message leaves on a ticket."""
    event = Event(ticket_id, EventKind.TOLD, NOW, "r", "bridge", "WID-12", TOLD)
    promise = Promise(
        ticket_id,
        "WID-12",
        f"c{ticket_id}",
        NOW,
        WINDOW,
        LINE.next_update,
        Accuracy.CURRENT,
        NoticeKind.FIRST,
        "v1",
        requester_id=requester,
    )
    said = Said((promise,), orders=(TicketOrder(ticket_id, "#1", requester),))
    return Trace(row, {ticket_id: Entry((event,), MARKED)}, said, {requester: customer})


@pytest.fixture
def row(state: State) -> int:
    """Give the row of an account."""
    return state.register("shop", Account("zendesk", "https://shop.zendesk.com", "1")).row


@pytest.fixture
def waves(state: State, row: int) -> Waves:
    """Give what is remembered of outreach: one wave of three messages."""
    assert row
    waves = state.waves()
    waves.begin(WAVE, map(message, range(1, 4)))
    return waves


def test_a_message_and_what_it_left_are_remembered_at_once(state: State, waves: Waves, row: int) -> None:
    """That it was told, its promise, the ticket's view, its order and whose address it is, are one transaction."""
    told = message(1, state=MessageState.TOLD, at=NOW, ticket_id=7, comment="c7")
    waves.settle([told], trace(row, 7, 70))
    memory = state.memory(row)
    assert waves.message(told.id) == told
    assert memory.views([7]) == {7: MARKED}
    assert [(it.comment, it.version) for it in memory.promises([7])[7]] == [("c7", "v1")]
    assert memory.orders([7]) == {7: ("#1",)}
    assert waves.customers(row, [70, 71]) == {70: "c1"}
    lost = message(2, state=MessageState.TOLD, at=NOW, ticket_id=8)
    with pytest.raises(StateError):
        waves.settle([lost], trace(99, 8, 80))
    assert waves.message(lost.id) == message(2)


def test_what_was_left_twice_is_there_once(state: State, waves: Waves, row: int) -> None:
    """A message that is settled again after a crash makes no second promise."""
    told = message(1, state=MessageState.TOLD, at=NOW, ticket_id=7, comment="c7")
    for customer in ("c1", "c2"):
        waves.settle([told], trace(row, 7, 70, customer))
    assert len(state.memory(row).promises([7])[7]) == 1
    assert waves.customers(row, [70]) == {70: "c2"}


def test_the_first_answer_wins(waves: Waves, url: str, opened: Callable[[str], State]) -> None:
    """Of two clicks one counts, wherever it came in; another window of the item may be answered anew."""
    assert waves.answer(chosen())
    assert not opened(url).waves().answer(chosen(kind="cancel"))
    assert not waves.answer(chosen(kind="cancel", at=NOW + timedelta(hours=1)))
    later = chosen(kind="cancel", at=NOW + timedelta(days=1), version="v2")
    assert waves.answer(later)
    assert waves.answers([message(1).id, message(2).id]) == {message(1).id: (chosen(), later)}
    with pytest.raises(StateError):
        waves.answer(chosen(9))


def test_of_many_answers_at_once_one_is_kept(waves: Waves, url: str, opened: Callable[[str], State]) -> None:
    """Each from a server of its own, all at the same moment: one is told that it is kept, and that one is."""
    kinds: list[ChoiceKind] = ["wait", "swap", "split", "cancel"]
    others, together = [opened(url).waves() for _ in kinds], Barrier(len(kinds), timeout=60)

    def answering(other: Waves, kind: ChoiceKind) -> bool:
        together.wait()
        return other.answer(chosen(kind=kind))

    with ThreadPoolExecutor(len(kinds)) as pool:
        kept = list(pool.map(answering, others, kinds))
    assert [kind for kind, taken in zip(kinds, kept, strict=True) if taken] == [
        one.kind for one in waves.answers([message(1).id])[message(1).id]
    ]


def test_a_choice_is_carried_to_its_ticket_once(state: State, waves: Waves, row: int) -> None:
    """What was chosen waits until a run has put it onto the ticket, with what that left there."""
    first, second = chosen(2), chosen(1, at=NOW + timedelta(minutes=1))
    for one in (second, first):
        waves.answer(one)
    assert waves.uncarried() == (first, second)
    carried = replace(first, carried_at=NOW)
    waves.carry(carried, trace(row, 7, 70))
    assert waves.uncarried() == (second,)
    assert waves.answers([first.message]) == {first.message: (carried,)}
    assert state.memory(row).views([7]) == {7: MARKED}
    waves.carry(replace(second, carried_at=NOW))
    assert waves.uncarried() == ()


def test_a_customer_is_forgotten_and_still_not_told_twice(state: State, waves: Waves, row: int) -> None:
    """Who they are, their order's number and what they chose are gone; that the order was told is not."""
    told = message(1, state=MessageState.TOLD, at=NOW, ticket_id=7, comment="c7")
    failed = message(2, state=MessageState.FAILED, at=NOW, why="bounced")
    other = message(3, customer="c3", state=MessageState.TOLD, at=NOW)
    waves.begin(Wave("w2", NOW, WaveState.RUNNING), [message(4, wave="w2", customer="c3")])
    waves.settle([told], trace(row, 7, 70))
    waves.settle([failed])
    waves.settle([message(3, state=MessageState.TOLD, at=NOW)], trace(row, 8, 80, "c3"))
    waves.answer(chosen())
    memory = state.memory(row)
    assert memory.said_with(70) == Erased(1, 0, 1, (7,), 3)
    assert memory.forget_customer(70) == Erased(1, 0, 1, (7,), 3)
    assert memory.said_with(70) == Erased()
    [left] = waves.told([told.order])[told.order]
    assert left == replace(told, customer="", number="")
    assert (left.is_forgotten, told.is_forgotten) == (True, False)
    assert waves.told([failed.order])[failed.order][0] == replace(
        failed, customer="", number="", state=MessageState.SKIPPED, why=FORGOTTEN
    )
    assert waves.answers([told.id]) == {}
    assert waves.customers(row, [70, 80]) == {80: "c3"}
    assert waves.told([other.order])[other.order][0].customer == ""
    assert waves.begin(Wave("w3", NOW, WaveState.RUNNING), [message(1, wave="w3")]) == 0


def test_who_was_written_to_on_their_own_ticket_is_forgotten_too(state: State, waves: Waves, row: int) -> None:
    """Nothing but the ticket tells whose a draft is: by it the rest that went to that address is found."""
    draft = message(1, state=MessageState.DRAFTED, at=NOW, ticket_id=7, comment="c7")
    exported = message(2, state=MessageState.EXPORTED, at=NOW)
    other = message(3, customer="c3", state=MessageState.DRAFTED, at=NOW, ticket_id=8)
    waves.begin(Wave("w2", NOW, WaveState.RUNNING), [message(3, wave="w2", customer="c3")])
    waves.settle([draft, exported, other])
    memory = state.memory(row)
    memory.record({}, said=Said(orders=(TicketOrder(7, "1", 70),)))
    assert memory.said_with(70) == memory.forget_customer(70) == Erased(0, 0, 1, (7,), 2)
    left = waves.told([draft.order, exported.order, other.order])
    assert [(one.customer, one.number) for some in left.values() for one in some] == [("", ""), ("", ""), ("c3", "#3")]
    assert left[draft.order][0].state is MessageState.DRAFTED
    assert memory.said_with(70) == Erased()


def test_messages_follow_their_account(state: State, waves: Waves, row: int) -> None:
    """Renamed, even into each other's names, they stay with their own; forgotten, they are gone with it."""
    eu = state.register("shop-eu", Account("freshdesk", "https://shop.freshdesk.com")).row
    waves.begin(Wave("w2", NOW, WaveState.RUNNING), [message(9, wave="w2", helpdesk="shop-eu")])
    state.rename({row: "shop-eu", eu: "shop"})
    assert [state.contents(one) for one in (row, eu)] == [Contents(0, 0, 0, 0, 3), Contents(0, 0, 0, 0, 1)]
    assert {one.helpdesk for one in waves.messages("w1")} == {"shop-eu"}
    waves.answer(chosen())
    state.forget(row)
    assert list(waves.messages("w1")) == []
    assert waves.uncarried() == ()
    assert [one.helpdesk for one in waves.messages("w2")] == ["shop"]
    assert waves.finish("w1")


def test_a_row_that_nobody_can_read_is_told(waves: Waves, state: State) -> None:
    """A choice or a wave of a kind that nobody knows is told as a fault of the database, not as a crash."""
    waves.answer(chosen(kind="fly"))
    with pytest.raises(StateError, match="what was chosen on a page cannot be read"):
        waves.uncarried()
    assert state.accounts()


def test_what_outreach_told_is_no_agents_reply(state: State, waves: Waves, row: int) -> None:
    """How consistent agents are is counted without what a message of outreach said."""
    told = message(1, state=MessageState.TOLD, at=NOW, ticket_id=7, comment="c7")
    left = trace(row, 7, 70)
    (said,) = left.said.promises
    agents = replace(said, comment="c8", agent_id=31)
    both = replace(left.said, promises=(replace(said, agent_id=BY_BRIDGE), agents))
    waves.settle([told], replace(left, said=both))
    (count,) = state.memory(row).consistency(NOW - timedelta(days=1), NOW + timedelta(days=1))
    assert count.replies == 1
    assert len(state.memory(row).promises([7])[7]) == 2
