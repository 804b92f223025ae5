"""What was sent is seen by the rest: promises, items on the ticket, the order, and the customer's own open ticket."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from world import ITEM, NOON, KilledError, World, fails_at, fine

from zendesk_bridge.core.errors import Conflict
from zendesk_bridge.core.ledger import Stamp, events
from zendesk_bridge.core.model import (
    BY_BRIDGE,
    Accuracy,
    Delivery,
    Entry,
    EventKind,
    MarkState,
    MessageState,
    NoticeKind,
    ShipWindow,
    TicketStatus,
)
from zendesk_bridge.core.policy import OutreachPolicy
from zendesk_bridge.core.ports import Memory


def memory_of(world: World) -> Memory:
    """Return what is remembered of the first helpdesk."""
    return world.state.memory(world.state.accounts()[0].row)


def test_what_was_sent_is_a_promise(world: World) -> None:
    """The customer was told this window and this next update, in this comment, by us and not by an agent."""
    world.begin(world.order(1))
    world.run()
    (promise,) = memory_of(world).promises([1000])[1000]
    assert (promise.sku, promise.comment, promise.at) == ("WID-12", "comment 1000", NOON)
    assert (promise.window, promise.next_update) == (ITEM.ship_window, ITEM.next_update)
    assert (promise.accuracy, promise.version, promise.kind) == (Accuracy.CURRENT, ITEM.version, NoticeKind.FIRST_LONG)
    assert (promise.agent_id, promise.team, promise.requester_id) == (BY_BRIDGE, None, 6000)


def test_the_new_ticket_begins_with_our_tags(world: World) -> None:
    """It carries the item's tag, the ledger knows that, and which order it is about."""
    world.begin(world.order(1))
    world.run()
    (sent,) = world.desk.sent
    assert set(sent.tags) == {"backorder", "backorder_wid_12"}
    memory = memory_of(world)
    view = memory.views([1000])[1000]
    assert view.tags == set(sent.tags)
    assert [(mark.sku, mark.state) for mark in view.items] == [("WID-12", MarkState.TOLD)]
    assert not view.unsettled
    assert [(it.kind, it.by, it.sku) for it in memory.history(1000)] == [(EventKind.TOLD, "bridge", "WID-12")]
    assert memory.orders([1000]) == {1000: ("1",)}
    assert not memory.rebuild(repair=False).different


def test_a_ticket_that_lost_our_tags_is_decided_on_anew(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Where the helpdesk keeps tags otherwise than they were sent, nobody takes that for an agent's will."""
    world.begin(world.order(1))
    real = world.desk._where
    world.desk._where = lambda delivery: replace(real(delivery), otherwise=("tags",))  # type: ignore[method-assign]  # for one test
    world.run()
    view = memory_of(world).views([1000])[1000]
    assert (view.tags, view.touched) == (frozenset(), True)
    assert [(mark.sku, mark.state) for mark in view.items] == [("WID-12", MarkState.PENDING)]
    assert "ticket 1000 keeps a message otherwise than it was sent: tags" in caplog.text


def test_it_is_a_follow_up_from_now_on(world: World) -> None:
    """On the day of the next update the customer is among those who are to hear again."""
    world.begin(world.order(1))
    world.run()
    assert [one.ticket_id for one in memory_of(world).due_promises(date(2026, 12, 3))] == [1000]
    assert list(memory_of(world).due_promises(date(2026, 12, 2))) == []


def test_the_next_mail_knows_what_the_first_one_said(world: World) -> None:
    """A customer who was told a window, and is told another one now, gets a renewed notice on the same ticket."""
    order = world.order(1)
    world.begin(order)
    world.run()
    world.late["WID-12"] = replace(ITEM, ship_window=ShipWindow(None, date(2026, 12, 20)))
    world.begin(order, wave="w2")
    (sent,) = world.run()
    assert sent.told == 1
    assert [one.ticket_id for one in world.desk.sent] == [None, 1000]
    assert [one.draft for one in world.desk.sent] == [False, False]


# --- the customer's own open ticket


@pytest.mark.parametrize(("drafts", "state"), [(True, MessageState.DRAFTED), (False, MessageState.TOLD)])
def test_an_open_ticket_about_the_item_is_answered_there(world: World, state: MessageState, *, drafts: bool) -> None:
    """The message goes where the customer asked: as a draft for an agent, or as a reply, by the config."""
    world.policy = OutreachPolicy(send=True, drafts=drafts)
    world.customer_ticket(7, "C1@Example.com ")
    world.begin(world.order(1))
    (sent,) = world.run()
    (delivery,) = world.desk.sent
    assert (delivery.ticket_id, delivery.draft) == (7, drafts)
    assert (sent.drafted, sent.told, sent.left) == (int(drafts), int(not drafts), 0)
    (message,) = world.state.waves().messages("w1")
    assert (message.state, message.ticket_id) == (state, 7)
    promised = memory_of(world).promises([7])
    assert (7 in promised) is not drafts
    assert memory_of(world).views([7])[7].touched


@pytest.mark.parametrize("why", ["another customer", "another item", "solved", "dismissed", "closed"])
def test_any_other_ticket_is_left_alone(world: World, why: str) -> None:
    """Somebody else's ticket, one about another item, or one that is over, is not written on."""
    status = {"solved": TicketStatus.SOLVED, "closed": TicketStatus.CLOSED}.get(why, TicketStatus.OPEN)
    email = "other@example.com" if why == "another customer" else "c1@example.com"
    world.customer_ticket(7, email, "LAMP-3" if why == "another item" else "WID-12", status=status)
    if why == "dismissed":
        dismiss(world)
    world.begin(world.order(1))
    world.run()
    assert [one.ticket_id for one in world.desk.sent] == [None]


def dismiss(world: World) -> None:
    """Let an agent have said that ticket 7 is not about the item."""
    memory = memory_of(world)
    before = memory.views([7])[7]
    after = replace(before, items=(replace(before.items[0], state=MarkState.DISMISSED),))
    memory.record({7: Entry(events(7, before, after, Stamp(NOON, "r")), after)})


def test_of_several_open_tickets_the_newest_is_answered(world: World) -> None:
    """A customer who asked twice is answered where they asked last."""
    world.customer_ticket(7, "c1@example.com")
    world.customer_ticket(9, "c1@example.com")
    world.begin(world.order(1))
    world.run()
    assert [one.ticket_id for one in world.desk.sent] == [9]


def test_a_ticket_that_is_solved_at_the_same_moment_gets_one_of_its_own(world: World) -> None:
    """Where the open ticket takes no answer any more, the message begins another one, once."""
    world.customer_ticket(7, "c1@example.com")
    world.begin(world.order(1))

    def solved(_number: int, delivery: Delivery) -> None:
        if delivery.ticket_id == 7:
            raise Conflict("it is solved")

    world.desk.before = solved
    (sent,) = world.run()
    assert [one.ticket_id for one in world.desk.sent] == [None]
    assert sent.told == 1
    world.desk.before = fine
    assert world.run() == ()


def test_a_draft_of_a_run_that_was_killed_is_found(world: World) -> None:
    """What was left for an agent before the run died is remembered as a draft, and promised nothing."""
    world.customer_ticket(7, "c1@example.com")
    world.begin(world.order(1))
    world.desk.after = fails_at(1, KilledError())
    with pytest.raises(KilledError):
        world.run()
    world.desk.after = fine
    world.run()
    assert world.states() == {"#1": MessageState.DRAFTED}
    assert len(world.desk.sent) == 1
    assert memory_of(world).promises([7]) == {}
