"""What was said does not hang on how its pages come: properties, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from operator import attrgetter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zendesk_bridge.core.model import (
    Account,
    Accuracy,
    Entry,
    Mark,
    MarkState,
    NoticeKind,
    Promise,
    Said,
    ShipWindow,
    View,
)
from zendesk_bridge.core.ports import State

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = date(2026, 11, 29)
OPEN = View(items=(Mark("A", MarkState.TOLD), Mark("B", MarkState.DISMISSED)))
TICKETS = (1, 2, 3)
NUMBERS = count()

KEY = attrgetter("ticket_id", "comment", "sku", "window", "next_update")
REPLIES = st.lists(
    st.builds(
        Promise,
        ticket_id=st.sampled_from(TICKETS),
        sku=st.sampled_from(["A", "B"]),
        comment=st.sampled_from(["comment 1", "comment 2", "description"]),
        at=st.integers(0, 3).map(lambda hours: NOON + timedelta(hours=hours)),
        window=st.sampled_from([None, ShipWindow(None, date(2026, 12, 5)), ShipWindow(DAY, date(2026, 12, 5))]),
        next_update=st.sampled_from([None, DAY, DAY + timedelta(days=3)]),
        accuracy=st.sampled_from(Accuracy),
        kind=st.sampled_from(NoticeKind),
        requester_id=st.sampled_from([None, 1, 2]),
    ),
    max_size=16,
    unique_by=KEY,
)


@given(REPLIES, st.data())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_said_does_not_hang_on_its_pages(state: State, replies: list[Promise], data: st.DataObject) -> None:
    """In whatever order and however often replies come, each is there once, and the latest is the newest of them."""
    number = next(NUMBERS)
    memory = state.memory(state.register(f"shop {number}", Account("zendesk", "https://a.example", str(number))).row)
    memory.record({ticket_id: Entry((), OPEN) for ticket_id in TICKETS})
    pages = [*data.draw(st.permutations(replies)), *data.draw(st.lists(st.sampled_from(replies or [None])))]
    for page in pages:
        memory.record({}, said=Said((page,) if page else ()))
    found = memory.promises(TICKETS)
    assert sorted(map(repr, (one for some in found.values() for one in some))) == sorted(map(repr, replies))
    for some in found.values():
        assert [one.at for one in some] == sorted(one.at for one in some)
    items = [[one for one in some if one.sku == "A"] for some in found.values()]
    newest = {(some[-1].ticket_id, some[-1].at, some[-1].comment) for some in items if some}
    assert {(one.ticket_id, one.at, one.comment) for one in memory.latest_promises()} == newest
    assert list(memory.due_promises(DAY)) == [one for one in memory.latest_promises() if one.next_update == DAY]
