"""One message that ends in an error, every time, keeps nobody else from hearing; an outage keeps everybody waiting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from world import KilledError, World, fails_at, fine

from zendesk_bridge.app.outreach import rereading, sending
from zendesk_bridge.app.outreach.sent import Hold
from zendesk_bridge.core.errors import BridgeError, Incomplete, Unavailable
from zendesk_bridge.core.model import Delivery, MessageState, WaveState

BROKEN = Unavailable("shop answered 500")


def for_ever(*numbers: int, error: BridgeError = BROKEN) -> Callable[[int, Delivery], None]:
    """Return a helpdesk's way to fail for these customers, every time."""

    def fail(_number: int, delivery: Delivery) -> None:
        if delivery.recipient.email in {f"c{number}@example.com" for number in numbers}:
            raise error

    return fail


@pytest.mark.parametrize("error", [BROKEN, Incomplete("the answer cannot be read")])
def test_one_message_that_always_fails_keeps_nobody_else_from_hearing(world: World, error: BridgeError) -> None:
    """The others go out in the same run, and the one is told, tried again later, and sent once it is taken."""
    world.begin(*world.orders_of(4))
    world.desk.before = for_ever(2, error=error)
    (sent,) = world.run()
    assert world.mailed == ["c1@example.com", "c3@example.com", "c4@example.com"]
    assert (sent.broken, sent.left, sent.wave.state) == ((), 1, WaveState.RUNNING)
    assert [(it.order_number, it.why) for it in sent.failed] == [("#2", f"{error.message}; {sending.AGAIN}")]
    assert world.run()[0].failed == ()
    world.desk.before = fine
    (waits,) = world.run()
    assert (waits.told, waits.through[0].holds if waits.through else frozenset()) == (0, frozenset())
    world.now += sending.LATER
    assert world.run()[0].wave.state is WaveState.DONE
    assert world.mailed[3:] == ["c2@example.com"]


def test_two_that_always_fail_side_by_side_hold_nobody_for_long(world: World) -> None:
    """Two errors in a row are taken for an outage; once they have done it twice, the next run begins behind them."""
    world.begin(*world.orders_of(5))
    world.desk.before = for_ever(2, 3)
    (sent,) = world.run()
    assert (world.mailed, sent.broken) == (["c1@example.com"], (("shop", BROKEN),))
    assert sent.failed == ()
    assert sent.through[0].holds == {Hold.BROKEN}
    world.run()
    world.run()
    assert world.mailed == ["c1@example.com", "c4@example.com", "c5@example.com"]


def test_what_fails_for_a_day_is_given_up_and_told(world: World) -> None:
    """A wave ends although one message of it can never be sent: that one has failed, with the reason."""
    world.begin(*world.orders_of(2))
    world.desk.before = for_ever(2)
    world.run()
    for _ in range(3):
        world.now += timedelta(hours=8, minutes=1)
        (sent,) = world.run()
    assert world.states()["#2"] is MessageState.FAILED
    assert [(it.order_number, it.why) for it in sent.failed] == [("#2", BROKEN.message)]
    assert sent.wave.state is WaveState.DONE


def test_nobody_is_given_up_because_a_helpdesk_is_down_for_days(world: World) -> None:
    """However long nothing works, all messages wait, and all of them go out afterwards."""
    world.begin(*world.orders_of(6))
    world.desk.before = fails_at(1, BROKEN)
    for _ in range(8):
        world.now += timedelta(hours=8)
        world.run()
    assert set(world.states().values()) == {MessageState.PLANNED}
    world.desk.before = fine
    world.now += timedelta(hours=8)
    assert world.run()[0].told == 6


def test_one_message_that_nobody_can_look_for_keeps_nobody_else_from_hearing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the helpdesk fails at one look for a message of a killed run, the rest goes on; that one is not sent."""
    first, *_ = world.begin(*world.orders_of(3))
    world.desk.before = fails_at(1, KilledError())
    with pytest.raises(KilledError):
        world.run()
    world.desk.before = fine
    look = world.desk.delivered

    def fails(delivery: Delivery) -> object:
        if delivery.key == first.id:
            raise BROKEN
        return look(delivery)

    monkeypatch.setattr(world.desk, "delivered", fails, raising=False)
    (sent,) = world.run()
    assert world.mailed == ["c2@example.com", "c3@example.com"]
    assert (sent.broken, [it.order_number for it in sent.failed]) == ((), ["#1"])
    assert world.states()["#1"] is MessageState.INTENDED
    world.now += timedelta(days=1)
    (sent,) = world.run()
    assert (sent.through[0].skipped, sent.wave.state) == ({sending.UNREAD: 1}, WaveState.DONE)


def test_a_helpdesk_that_limits_us_is_asked_no_second_time(world: World) -> None:
    """What says by itself that nothing was processed ends the run at once: it is no message's own trouble."""
    world.begin(*world.orders_of(3))
    limit = Unavailable("shop answered 429", unprocessed=True)
    world.desk.before = fails_at(1, limit)
    (sent,) = world.run()
    assert (sent.broken, world.desk.number) == ((("shop", limit),), 1)


@pytest.mark.parametrize("now", [{"segment": "vip"}, {"template": "order-other"}, {"template": None}])
def test_an_order_that_lands_elsewhere_by_now_is_left_alone(
    world: World, monkeypatch: pytest.MonkeyPatch, now: dict[str, str | None]
) -> None:
    """Nobody approved another segment, another mail, or a mail at all for whom a person writes to by now."""
    world.begin(*world.orders_of(2))
    judge = world._owed
    monkeypatch.setattr(
        World, "_owed", lambda _, order, known: replace(judge(order, known), **now if order.id == "1" else {})
    )
    (sent,) = world.run()
    assert world.mailed == ["c2@example.com"]
    assert sent.through[0].skipped == {rereading.ELSEWHERE: 1}
