"""What core.ports.Memory promises about what was said on open tickets, added up, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from zendesk_bridge.core.ledger import Stamp, events
from zendesk_bridge.core.model import (
    Accuracy,
    Choice,
    ChoiceCount,
    Entry,
    LastHeard,
    LatestCount,
    Mark,
    MarkState,
    NoticeKind,
    Promise,
    Said,
    ShipWindow,
    Told,
    UnreadAnswer,
    View,
)
from zendesk_bridge.core.ports import Memory

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
LONG_AGO = date(2026, 1, 1)
OLD = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
NEW = ShipWindow(None, date(2026, 12, 16))


def promise(ticket: int, window: ShipWindow | None, at: datetime = NOON, sku: str = "WID-12") -> Promise:
    """Return what was told on a ticket."""
    update = date(2026, 12, 1) if window == OLD else None
    return Promise(ticket, sku, f"comment {at:%d}", at, window, update, Accuracy.CURRENT, NoticeKind.FIRST)


def remember(memory: Memory, *promises: Promise, choices: tuple[Choice, ...] = ()) -> None:
    """Remember what was said, on tickets that are all marked: 8 is solved, on 9 an agent said "not this one"."""
    entries = {}
    for ticket, state in {1: MarkState.TOLD, 2: MarkState.TOLD, 3: MarkState.PENDING, 4: MarkState.POSSIBLE}.items():
        entries[ticket] = _entry(ticket, state)
    entries |= {8: _entry(8, MarkState.TOLD, dormant=True), 9: _entry(9, MarkState.DISMISSED)}
    memory.record(entries, said=Said(promises, choices))


def _entry(ticket: int, state: MarkState, *, dormant: bool = False) -> Entry:
    told = Told("v", "w", "f", "") if state is MarkState.TOLD else None
    view = View(items=(Mark("WID-12", state, told),), dormant=dormant)
    return Entry(events(ticket, View(), view, Stamp(NOON, "run")), view)


def test_tickets_are_counted_that_mention_an_item(memory: Memory, neighbour: Memory) -> None:
    """Beyond doubt, and open: not where a typo may mean it, not where it was solved or was said to be none of it."""
    remember(memory)
    assert memory.open_tickets() == {"WID-12": 3}
    assert neighbour.open_tickets() == {}


def test_customers_know_what_they_were_told_last(memory: Memory, neighbour: Memory) -> None:
    """One ticket is one count, whatever was said on it before; closed tickets and other accounts are none."""
    remember(
        memory, promise(1, OLD), promise(1, NEW, NOON + DAY), promise(2, OLD), promise(3, None), promise(8, OLD),
        promise(9, OLD), promise(77, OLD), promise(1, OLD, sku="LAMP-3"),
    )  # fmt: skip
    assert memory.latest_counts() == (
        LatestCount("WID-12", None, 1),
        LatestCount("WID-12", NEW, 1),
        LatestCount("WID-12", OLD, 1),
    )
    assert neighbour.latest_counts() == ()


def test_customers_may_change_their_minds(memory: Memory, neighbour: Memory) -> None:
    """What a customer chose last about an item counts, and on an open ticket alone."""
    chosen = (
        Choice(1, "WID-12", "wait", NOON, "comment 1", "en.wait"),
        Choice(1, "WID-12", "cancel", NOON + DAY, "comment 2", "en.cancel"),
        Choice(2, "WID-12", "cancel", NOON, "", "tag"),
        Choice(3, "WID-12", "swap", NOON, "comment 3", "en.swap"),
        Choice(3, "WID-12", "wait", NOON, "comment 3", "en.wait"),
        Choice(8, "WID-12", "wait", NOON, "comment 4", "en.wait"),
    )
    remember(memory, choices=chosen)
    memory.record({}, said=Said(unread=(UnreadAnswer(2, "WID-12", NOON + DAY, "comment 9"),)))
    assert memory.choice_counts() == (ChoiceCount("WID-12", "cancel", 2), ChoiceCount("WID-12", "wait", 1))
    assert neighbour.choice_counts() == ()


def test_the_silent_ones_are_found(memory: Memory) -> None:
    """Who was told no day and heard nothing since, and who heard nothing for a season, whatever they were told."""
    remember(
        memory,
        promise(1, NEW, NOON - 8 * DAY),
        promise(2, OLD, NOON - 8 * DAY),
        promise(3, OLD, NOON - 200 * DAY),
        promise(8, NEW, NOON - 8 * DAY),
    )
    found = [one.ticket_id for one in memory.waiting(LONG_AGO, NOON - 7 * DAY, NOON - 120 * DAY)]
    assert sorted(found) == [1, 3]
    remember(memory, promise(1, NEW, NOON))
    assert [one.ticket_id for one in memory.waiting(LONG_AGO, NOON - 7 * DAY, NOON - 120 * DAY)] == [3]


def test_who_waits_is_known_without_the_promise(memory: Memory, neighbour: Memory) -> None:
    """When a customer last heard, and whose day has come, is the latest promise's, on an open ticket."""
    remember(memory, promise(1, NEW, NOON - DAY), promise(1, OLD), promise(2, NEW), promise(8, OLD), promise(9, OLD))
    told = LastHeard(1, "WID-12", NOON, date(2026, 12, 1))
    assert sorted(memory.last_heard()) == [told, (2, "WID-12", NOON, None)]
    assert list(memory.last_heard("LAMP-3")) == list(neighbour.last_heard()) == []
    never = NOON - 900 * DAY
    assert list(memory.waiting(date(2026, 11, 30), never, never)) == []
    assert list(memory.waiting(date(2026, 12, 1), never, never)) == [told]
