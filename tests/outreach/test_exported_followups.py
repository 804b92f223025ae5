"""Whoever was told by a mail in a file waits for the next word as well: they are listed by their orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from world import Desk, World

from zendesk_bridge.app import triage
from zendesk_bridge.app.followups import Lateness, follow_ups
from zendesk_bridge.app.outreach.exported import exported_follow_ups
from zendesk_bridge.core.followups import FollowUp, FollowUpState
from zendesk_bridge.core.model import (
    Accuracy,
    Message,
    MessageState,
    News,
    NoticeKind,
    PageChoice,
    Promise,
    Said,
    TicketOrder,
)

DAY = date(2026, 12, 3)
"""On which the mails of these tests say that their customers hear again."""


@pytest.fixture
def exported(world: World) -> tuple[Message, ...]:
    """Return two mails that were exported."""
    world.customer_ticket(70, "someone@example.com")
    return settle(world, world.begin(*world.orders_of(2)), MessageState.EXPORTED)


def settle(world: World, some: list[Message], state: MessageState) -> tuple[Message, ...]:
    """Let messages be as far as this."""
    done = tuple(replace(one, state=state, at=world.now) for one in some)
    world.state.waves().settle(done)
    return done


def waiting(world: World, days: int = 0) -> tuple[FollowUp, ...]:
    """Return who waits so many days after the promised one."""
    now = datetime.combine(DAY + timedelta(days=days), world.now.timetz())
    late = Lateness.of(now, world.late, (), timedelta())
    memories = {known.name: world.state.memory(known.row) for known in world.state.accounts()}
    return exported_follow_ups(world.state.waves(), memories, late)


@pytest.mark.usefixtures("exported")
@pytest.mark.parametrize(
    ("days", "state"), [(-2, FollowUpState.COMING), (0, FollowUpState.DUE), (3, FollowUpState.OVERDUE)]
)
def test_they_are_listed_by_order_on_their_day(world: World, days: int, state: FollowUpState) -> None:
    """To come, due or overdue by the day that the mail has named, as if it stood on a ticket."""
    found = waiting(world, days)
    assert {(one.order, one.sku, one.promised, one.state) for one in found} == {
        (order, "WID-12", DAY, state) for order in ("#1", "#2")
    }
    assert {one.where for one in found} == {"order #1", "order #2"}
    [item] = follow_ups({}, Lateness(DAY, world.bridge().policy.timezone, world.late), also=found)
    assert (item.name, len(item.followups)) == ("Blue Widget", 2)
    assert follow_ups({}, Lateness(DAY, world.bridge().policy.timezone, world.late), "LAMP-3", found) == ()


def test_the_next_word_settles_it(world: World, exported: tuple[Message, ...]) -> None:
    """A later message, and an agent's reply about the item on a ticket that names the order, are the next word."""
    world.now += timedelta(days=1)
    again = replace(exported[0], news=News.MOVED, state=MessageState.PLANNED, at=None, wave="w2")
    other = replace(exported[1], news=News.NO_NEWS, state=MessageState.PLANNED, at=None, wave="w2")
    world.state.waves().begin(replace(world.state.waves().all_waves()[0], id="w2"), [again, other])
    settle(world, [again], MessageState.TOLD)
    assert [one.order for one in waiting(world)] == ["#2"]
    settle(world, [other], MessageState.SKIPPED)
    assert [one.order for one in waiting(world)] == ["#2"]
    (known, *_) = world.state.accounts()
    said = Promise(70, "WID-12", "c9", world.now, None, None, Accuracy.UNDATED, NoticeKind.FIRST)
    world.state.memory(known.row).record({}, said=Said((said,), orders=(TicketOrder(70, "2"),)))
    assert waiting(world) == ()


@pytest.mark.usefixtures("exported")
def test_what_is_late_no_more_or_forgotten_is_not_listed(world: World) -> None:
    """Of what is back a plan tells; of somebody who was forgotten nothing is known but that an order was told."""
    (known, *_) = world.state.accounts()
    (one, _) = world.state.waves().messages("w1")
    world.state.memory(known.row).forget_customer(7, [one.customer])
    assert [it.order for it in waiting(world)] == ["#2"]
    del world.late["WID-12"]
    assert waiting(world) == ()


def test_what_they_chose_stands_beside_it(world: World, exported: tuple[Message, ...]) -> None:
    """The page of an exported mail is the only place where its customer can choose."""
    message = exported[0]
    world.state.waves().answer(PageChoice(message.id, "WID-12", "cancel", world.now, message.lines[0].version))
    assert {one.order: one.chose for one in waiting(world)} == {"#1": "cancel", "#2": None}


@pytest.mark.usefixtures("exported")
def test_a_run_counts_them_as_well(world: World) -> None:
    """The summary of a run and the chats of its morning count whom `followups` lists."""
    world.now = datetime.combine(DAY + timedelta(days=1), world.now.timetz())
    _, found = triage.waiting(world.bridge(), world.known)
    assert [(item.sku, item.counts.overdue) for item in found] == [("WID-12", 2)]


@pytest.mark.parametrize("later", [0, 1])
def test_the_last_reply_of_all_helpdesks_counts(tmp_path: Path, later: int) -> None:
    """A reply from before the mail on one helpdesk takes nothing from a later one on the other."""
    world = World(tmp_path, desks=(Desk(), Desk("shop-eu")))
    try:
        settle(world, world.begin(*world.orders_of(1)), MessageState.EXPORTED)
        bridge = world.bridge()
        with bridge.lease():
            bridge.accounts.remember()
            memories = [bridge.memory(desk) for desk in bridge.helpdesks]
        for number, memory in enumerate(memories):
            at = world.now + timedelta(days=1 if number == later else -1)
            said = Promise(70, "WID-12", f"c{number}", at, None, None, Accuracy.UNDATED, NoticeKind.FIRST)
            memory.record({}, said=Said((said,), orders=(TicketOrder(70, "1"),)))
        assert waiting(world) == ()
    finally:
        world.close()
