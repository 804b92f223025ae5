"""Whoever was forgotten gets nothing of what was still to be sent, however it stood, nor anything by a later plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from world import KilledError, World, fails_at, fine

from zendesk_bridge.core.audience import OrderPast, Unwritten, Ways, place
from zendesk_bridge.core.model import FORGOTTEN, Erased, MessageState, ShipWindow, Wave, WaveState, address_digest
from zendesk_bridge.feeds.segments import segments_in

SEGMENTS = segments_in("segments: [{key: all, template: order-first}]\n", "segments.yaml").segments


def forget(world: World, number: int) -> Erased:
    """Forget the customer of the order of this number, whose address the helpdesk has told."""
    with world.state.lease("run"):
        world.bridge().accounts.remember()
        bridge = world.bridge()
        bridge.accounts.remember()
        memory = bridge.memory(bridge.helpdesks[0])
        return memory.forget_customer(70, [address_digest(world.state.waves().key(), f"c{number}@example.com")])


@pytest.mark.parametrize("state", [WaveState.WAITING, WaveState.RUNNING, WaveState.STOPPED])
def test_what_was_planned_is_not_sent(world: World, state: WaveState) -> None:
    """In a wave that runs, waits for approval or was stopped: the message is taken off, and the others go out."""
    orders = world.orders_of(2)
    waves = world.state.waves()
    waves.begin(Wave("w1", world.now, state), world.planned(*orders))
    erased = forget(world, 1)
    assert (erased.messages, erased.unsent) == (1, 1)
    if state is WaveState.WAITING:
        waves.approve("w1", "Eve", 1)
    waves.resume("w1", 1)
    world.run()
    assert world.mailed == ["c2@example.com"]
    assert [it.why for it in waves.tally("w1") if it.state is MessageState.SKIPPED] == [FORGOTTEN]
    assert {one.customer for one in waves.messages("w1", [MessageState.SKIPPED])} == {""}


def test_what_waits_for_the_day_is_not_sent_when_it_comes(world: World) -> None:
    """A message that was put off until the customer's morning is taken off as well."""
    world.now = world.now.replace(hour=2)
    world.begin(*world.orders_of(2))
    world.run()
    assert world.mailed == []
    forget(world, 1)
    world.now = world.now.replace(hour=12)
    world.run()
    assert world.mailed == ["c2@example.com"]


def test_what_may_have_been_sent_and_was_not_stays_unsent(world: World) -> None:
    """Killed before the helpdesk took it, then forgotten: the next run finds that out, and sends it never."""
    world.begin(*world.orders_of(1))
    world.desk.before = fails_at(1, KilledError())
    with pytest.raises(KilledError):
        world.run()
    forget(world, 1)
    world.desk.before = fine
    world.run()
    assert (world.mailed, world.states()) == ([], {"": MessageState.SKIPPED})


def test_what_had_been_sent_leaves_no_promise_to_them(world: World) -> None:
    """Killed after the helpdesk took it, then forgotten: that it was sent is found, and whose it was is not kept."""
    world.begin(*world.orders_of(1))
    world.desk.after = fails_at(1, KilledError())
    with pytest.raises(KilledError):
        world.run()
    forget(world, 1)
    world.desk.after = fine
    world.run()
    assert (world.mailed, world.states()) == (["c1@example.com"], {"": MessageState.TOLD})
    for account in world.state.accounts():
        memory = world.state.memory(account.row)
        assert (memory.promises([1000]), world.state.waves().customers(account.row, [6000])) == ({}, {})


def test_a_new_wave_leaves_them_alone(world: World) -> None:
    """Neither a plan of the same facts nor one after the window moved takes the order: it goes to a person."""
    order, other = world.orders_of(2)
    planned = world.begin(order, other)
    forget(world, 1)
    waves = world.state.waves()
    waves.begin(Wave("w2", world.now, WaveState.RUNNING), [replace(one, wave="w2") for one in planned])
    assert [one.wave for one in waves.messages("w2")] == []
    past = OrderPast(waves.told([order.key])[order.key])
    window = ShipWindow(world.late["WID-12"].ship_window.first, world.late["WID-12"].ship_window.last)  # type: ignore[union-attr]  # it has one
    for late in (world.late, {"WID-12": replace(world.late["WID-12"], ship_window=window, reason="another")}):
        ways = Ways.of(late, world.now.date(), world.bridge().policy.timezone)
        found = place(order, "any digest", past, SEGMENTS, ways)
        assert (found.segment, found.template) == (Unwritten.FORGOTTEN, None)
        assert Unwritten(found.segment).for_a_person


def test_what_they_were_told_is_not_followed_by_more(world: World) -> None:
    """A customer who was told and then forgotten gets no second mail when the window moves; what holds is left."""
    (order,) = world.orders_of(1)
    world.begin(order)
    world.run()
    forget(world, 1)
    past = OrderPast(world.state.waves().told([order.key])[order.key])

    def placed(late: Any) -> str:
        return place(
            order, "d", past, SEGMENTS, Ways.of(late, world.now.date(), world.bridge().policy.timezone)
        ).segment

    assert placed(world.late) == Unwritten.TOLD
    gone = replace(world.late["WID-12"], ship_window=None)
    assert placed({"WID-12": gone}) == Unwritten.FORGOTTEN
