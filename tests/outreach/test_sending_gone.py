"""What becomes of messages whose ticket, or mail, goes away while they are sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from world import KilledError, Orders, World, fails_at, fine

from zendesk_bridge.app.outreach import sending
from zendesk_bridge.core.errors import Conflict, InvalidInput, NotFound, Place, Problem, Unavailable
from zendesk_bridge.core.model import Delivery, MessageState, Wave, WaveState


def test_on_a_ticket_that_is_gone_nobody_can_tell(world: World) -> None:
    """Killed around a reply on a ticket that is then deleted, a message is told as unsure, and the rest goes on."""
    orders = world.orders_of(2)
    world.customer_ticket(70, "c1@example.com")
    world.begin(*orders)
    world.desk.before = fails_at(1, KilledError())
    with pytest.raises(KilledError):
        world.run()
    world.desk.before = fine

    def look(delivery: Delivery) -> None:
        if delivery.ticket_id == 70:
            raise NotFound("ticket 70 cannot be read any more", status=404)

    world.desk.delivered = look  # type: ignore[method-assign]  # this helpdesk alone
    (sent,) = world.run()
    assert sent.through[0].skipped == {sending.GONE: 1}
    assert world.states() == {"#1": MessageState.SKIPPED, "#2": MessageState.TOLD}
    assert world.mailed == ["c2@example.com"]


def test_a_ticket_that_goes_away_before_it_is_written_on(world: World) -> None:
    """Deleted between the look at open tickets and the first try, it holds nothing of ours: another one is begun."""
    world.customer_ticket(70, "c1@example.com")
    world.begin(*world.orders_of(1))
    looks = world.desk.delivered

    def look(delivery: Delivery) -> object:
        if delivery.ticket_id == 70:
            raise NotFound("ticket 70 cannot be read any more", status=404)
        return looks(delivery)

    def gone(_number: int, delivery: Delivery) -> None:
        if delivery.ticket_id == 70:
            raise Conflict("ticket 70 takes no message any more")

    world.desk.delivered = look  # type: ignore[assignment]  # this helpdesk alone
    world.desk.before = gone
    (sent,) = world.run()
    assert (sent.told, sent.broken) == (1, ())
    assert world.mailed == ["c1@example.com"]


def test_a_mail_that_is_gone_holds_up_its_own_messages_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that somebody has just broken costs nobody else their message; those of it wait until it is right."""
    judge = world.judge

    def as_planned(orders: Any, known: Any, ours: Any) -> Any:
        owed = judge(orders, known, ours)
        return {key: replace(one, template="order-gone") if key[1] == "1" else one for key, one in owed.items()}

    monkeypatch.setattr(world, "judge", as_planned)
    first, second = world.planned(*world.orders_of(2))
    messages = [replace(first, template="order-gone"), second]
    world.state.waves().begin(Wave("w1", world.now, WaveState.RUNNING), messages)
    (sent,) = world.run()
    assert (world.mailed, sent.told, sent.left) == (["c2@example.com"], 1, 1)
    assert sent.wave.state is WaveState.RUNNING
    assert "no mail is called 'order-gone' any more" in str(sent.broken[0][1])


@pytest.mark.parametrize("state", [MessageState.PLANNED, MessageState.INTENDED])
@pytest.mark.parametrize("is_configured", [True, False])
def test_a_shop_that_cannot_be_read_holds_up_its_own_orders_alone(
    world: World, *, is_configured: bool, state: MessageState
) -> None:
    """Down, or in the config no more: the others' customers are written to; its own wait, and it is asked once."""

    def down() -> None:
        asked.append("gone")
        raise Unavailable("the other shop: POST answered 503")

    asked: list[str] = []
    if is_configured:
        world.elsewhere = {"gone": Orders("gone", fails=down)}
    planned = world.planned(*world.orders_of(130))
    messages = [replace(one, order=("gone", one.order[1])) if int(one.order[1]) % 2 else one for one in planned]
    waves = world.state.waves()
    waves.begin(Wave("w1", world.now, WaveState.RUNNING), messages)
    if state is MessageState.INTENDED:
        assert waves.intend(messages[0].id, world.now)
    (sent,) = world.run()
    assert (len(world.mailed), sent.told, sent.left) == (65, 65, 65)
    assert world.states()["#1"] is state
    assert ("503" if is_configured else "no feed of orders is called 'gone' any more") in str(sent.broken[0][1])
    assert len(asked) <= 1


def test_a_file_of_orders_that_is_broken_holds_up_its_own_orders_alone(world: World) -> None:
    """Overwritten by something else while a wave runs, it ends no run: the others go out, and its own wait for it."""

    def broken() -> None:
        raise InvalidInput([Problem(Place("orders.csv", 1), "there is no column 'order' for order")])

    world.elsewhere = {"file": Orders("file", fails=broken)}
    first, second = world.planned(*world.orders_of(2))
    waves = world.state.waves()
    waves.begin(Wave("w1", world.now, WaveState.RUNNING), [replace(first, order=("file", "1")), second])
    (sent,) = world.run()
    assert (world.mailed, sent.left) == (["c2@example.com"], 1)
    assert "there is no column 'order'" in str(sent.broken[0][1])
    assert world.states()["#1"] is MessageState.PLANNED
