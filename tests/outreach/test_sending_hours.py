"""When customers may be written to can be set otherwise at any time: what waits obeys that in the next run."""

from __future__ import annotations

from dataclasses import replace

import pytest
from world import World

from zendesk_bridge.app.outreach.sent import Hold
from zendesk_bridge.core.hours import Hours
from zendesk_bridge.core.model import MessageState
from zendesk_bridge.core.policy import OutreachPolicy

NIGHT = 21
"""UTC: an hour later in Germany."""


def at_night(world: World, count: int = 2) -> None:
    """Let a wave begin when its customers are not written to any more, and let all of it wait for the morning."""
    world.now = world.now.replace(hour=NIGHT)
    world.begin(*world.orders_of(count))
    (sent,) = world.run()
    assert (world.mailed, sent.through[0].holds) == ([], {Hold.NIGHT})


def test_wider_hours_hasten_what_waits(world: World) -> None:
    """Who lets customers be written to until midnight waits for no morning, though it was put off till then."""
    at_night(world)
    world.policy = OutreachPolicy(send=True, hours=Hours(9 * 60, 24 * 60))
    world.run()
    assert world.mailed == ["c1@example.com", "c2@example.com"]
    assert set(world.states().values()) == {MessageState.TOLD}


def test_narrower_hours_hold_what_would_be_due(world: World) -> None:
    """Who lets them sleep until ten lets those sleep, too, who were put off until nine."""
    at_night(world)
    world.policy = OutreachPolicy(send=True, hours=Hours(10 * 60, 20 * 60))
    world.now = world.now.replace(day=29, hour=8, minute=30)
    world.run()
    assert world.mailed == []
    world.now = world.now.replace(hour=9, minute=1)
    world.run()
    assert len(world.mailed) == 2


@pytest.mark.parametrize("runs", [1, 3])
def test_the_same_hours_read_no_order_again_before_they_begin(world: World, runs: int) -> None:
    """Put off, a message costs no run anything until its day comes."""
    at_night(world)
    reads = len(world.orders.reads)
    for _ in range(runs):
        (sent,) = world.run()
        assert sent.through[0].holds == {Hold.NIGHT}
    assert len(world.orders.reads) == reads
    (count,) = world.state.waves().tally("w1")
    assert (count.count, count.why) == (2, "where they live it is not 9:00-20:00 (outreach.hours)")


def test_more_an_hour_go_out_at_once(world: World) -> None:
    """What waits for the next hour obeys a higher limit with the next run."""
    world.policy = OutreachPolicy(send=True, per_hour=1)
    world.begin(*world.orders_of(3))
    (sent,) = world.run()
    assert (len(world.mailed), sent.through[0].holds) == (1, {Hold.HOUR})
    world.policy = replace(world.policy, per_hour=3)
    world.run()
    assert len(world.mailed) == 3
