"""Messages go out once, and only as long as what they say is true of the order and of the facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from world import ITEM, NOON, Desk, KilledError, World, fails_at, fine

from zendesk_bridge.app import facts
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.outreach import rereading
from zendesk_bridge.app.outreach.sent import Hold
from zendesk_bridge.core.errors import AuthRefused, Busy, Rejected, Unavailable
from zendesk_bridge.core.model import Delivery, MessageState, Order, Recipient, ShipWindow, Wave, WaveState
from zendesk_bridge.core.policy import OutreachPolicy
from zendesk_bridge.state.tables import leases

DOWN = Unavailable("shop does not answer")


def test_a_wave_is_sent_and_done(world: World) -> None:
    """Every customer gets one mail about their own order, and the wave is done."""
    world.begin(*world.orders_of(3))
    (sent,) = world.run()
    assert world.mailed == ["c1@example.com", "c2@example.com", "c3@example.com"]
    assert (sent.told, sent.left, sent.wave.state) == (3, 0, WaveState.DONE)
    assert world.desk.sent[0].mail.subject == "Order #1 ships later"
    assert set(world.states().values()) == {MessageState.TOLD}
    assert world.run() == ()
    assert len(world.mailed) == 3


def test_what_is_sold_out_since_the_plan_is_no_rest(world: World) -> None:
    """A message remembers what its mail offers: to send the rest of the order is no choice where there is none now."""
    lines = tuple(replace(line, in_stock=False) for line in world.order(1, "WID-12", "MUG-1").lines)
    sold_out, in_stock = world.order(1, lines=lines), world.order(2, "WID-12", "MUG-1")
    plan = [replace(message, rest=True) for message in world.planned(sold_out, in_stock)]
    world.state.waves().begin(Wave("w1", world.now, WaveState.RUNNING), plan)
    world.run()
    assert [(one.state, one.rest) for one in world.state.waves().messages("w1")] == [
        (MessageState.TOLD, False),
        (MessageState.TOLD, True),
    ]


# --- killed, and down


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_run_that_is_killed_doubles_and_loses_nothing(world: World, where: str) -> None:
    """Killed right before or after the helpdesk took a message, the next run looks, and goes on where it stood."""
    world.begin(*world.orders_of(4))
    setattr(world.desk, where, fails_at(3, KilledError()))
    with pytest.raises(KilledError):
        world.run()
    assert world.states()["#3"] is MessageState.INTENDED
    setattr(world.desk, where, fine)
    (sent,) = world.run()
    assert sorted(world.mailed) == [f"c{number}@example.com" for number in range(1, 5)]
    assert sent.through[0].found == (where == "after")
    assert set(world.states().values()) == {MessageState.TOLD}


def test_killed_before_it_is_intended_nothing_was_sent(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed while the mail is made, the message is as planned as it was."""
    world.begin(*world.orders_of(2))
    with monkeypatch.context() as patch:
        patch.setattr("zendesk_bridge.app.outreach.writing.render_mail", lambda *_: (_ for _ in ()).throw(KilledError))
        with pytest.raises(KilledError):
            world.run()
    assert set(world.states().values()) == {MessageState.PLANNED}
    world.run()
    assert world.mailed == ["c1@example.com", "c2@example.com"]


def test_killed_before_told_is_saved_the_promise_is_made_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between the helpdesk's answer and the database, the next run finds the message and remembers it."""
    world.begin(*world.orders_of(1))
    with monkeypatch.context() as patch:
        patch.setattr("zendesk_bridge.app.outreach.recording.trace", lambda *_: (_ for _ in ()).throw(KilledError))
        with pytest.raises(KilledError):
            world.run()
    world.run()
    assert world.mailed == ["c1@example.com"]
    memory = world.state.memory(world.state.accounts()[0].row)
    assert [one.sku for one in memory.promises([1000])[1000]] == ["WID-12"]


def test_a_helpdesk_that_goes_down_stops_the_wave_until_the_next_run(world: World) -> None:
    """Down after 40 of 100 messages, it is told with what was sent; the next run sends the rest, each once."""
    world.begin(*world.orders_of(100))
    world.desk.before = fails_at(41, DOWN)
    (sent,) = world.run()
    assert (sent.told, sent.left, sent.wave.state) == (40, 60, WaveState.RUNNING)
    assert sent.broken == (("shop", DOWN),)
    assert sent.through[0].holds == {Hold.BROKEN}
    world.desk.before = fine
    (rest,) = world.run()
    assert (rest.told, rest.left, rest.broken) == (60, 0, ())
    assert sorted(world.mailed) == sorted(f"c{number}@example.com" for number in range(1, 101))


def test_a_lost_answer_is_looked_for_before_anything_else_is_sent(world: World) -> None:
    """Where nobody knows whether a message went out, the helpdesk is asked for its key first."""
    messages = world.begin(*world.orders_of(2))
    world.desk.after = fails_at(1, DOWN)
    world.run()
    world.desk.after = fine
    assert world.desk.looks == [one.id for one in messages for _ in range(2)]
    assert set(world.states().values()) == {MessageState.TOLD}
    world.run()
    assert world.mailed == ["c1@example.com", "c2@example.com"]


def test_where_nobody_can_tell_whether_it_went_out_nothing_is_sent(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A helpdesk that does not say whether a message is there gets none until it does."""
    world.begin(*world.orders_of(2))
    world.desk.after = fails_at(1, KilledError())
    with pytest.raises(KilledError):
        world.run()
    with monkeypatch.context() as patch:
        patch.setattr(world.desk, "delivered", lambda _: (_ for _ in ()).throw(DOWN), raising=False)
        (sent,) = world.run()
    assert (sent.told, sent.broken) == (0, (("shop", DOWN),))
    assert len(world.mailed) == 1


def test_two_helpdesks_do_not_wait_for_each_other(world: World) -> None:
    """One that is down keeps its own messages waiting and nobody else's."""
    world.desks = (Desk("shop"), Desk("shop-eu"))
    first, second = world.orders_of(2)
    messages = [*world.planned(first), *world.planned(second, helpdesk="shop-eu")]
    world.state.waves().begin(Wave("w1", NOON, WaveState.RUNNING), messages)
    world.desks[0].before = fails_at(1, AuthRefused("no", status=401))
    (sent,) = world.run()
    assert world.mailed == ["c2@example.com"]
    assert ([part.told for part in sent.through], sent.left) == ([0, 1], 1)


def test_a_database_from_yesterday_sends_nothing_twice(world: World) -> None:
    """Messages of which a restored database knows nothing are found at the helpdesk by their key."""
    orders = world.orders_of(2)
    messages = world.begin(*orders)
    world.run()
    world.restore()
    world.begin(*orders, wave="w2")
    (sent,) = world.run()
    assert world.mailed == ["c1@example.com", "c2@example.com"]
    assert (sent.told, sent.through[0].found, sent.left) == (0, 2, 0)
    assert [one.id for one in world.state.waves().messages("w2", [MessageState.TOLD])] == [one.id for one in messages]


# --- what has changed since the plan


def test_an_order_that_shipped_is_left_alone(world: World) -> None:
    """Shipped or cancelled between plan and sending, it gets no mail, and that is told."""
    world.begin(*world.orders_of(3))
    del world.orders.open["2"]
    (sent,) = world.run()
    assert world.mailed == ["c1@example.com", "c3@example.com"]
    assert sent.through[0].skipped == {rereading.SHIPPED: 1}
    assert world.states()["#2"] is MessageState.SKIPPED


def test_of_two_lines_the_one_that_is_left_is_told(world: World) -> None:
    """Where one of two late items has shipped, the mail speaks of the other one alone, and so does the promise."""
    order = world.order(1, "WID-12", "LAMP-3")
    world.begin(order)
    world.orders.open["1"] = replace(order, lines=order.lines[1:])
    world.run()
    (sent,) = world.desk.sent
    assert "Harbor Lamp" in sent.mail.text
    assert "Blue Widget" not in sent.mail.text
    memory = world.state.memory(world.state.accounts()[0].row)
    assert [one.sku for one in memory.promises([1000])[1000]] == ["LAMP-3"]


def test_facts_that_moved_before_it_was_sent_are_not_told(world: World) -> None:
    """A message of yesterday's window is not sent: the next plan says the new one."""
    world.begin(*world.orders_of(2))
    world.late["WID-12"] = replace(ITEM, ship_window=ShipWindow(None, date(2026, 12, 20)))
    (sent,) = world.run()
    assert world.mailed == []
    assert sent.through[0].skipped == {rereading.MOVED: 2}
    assert sent.wave.state is WaveState.DONE


def test_facts_that_move_in_the_middle_of_a_wave_are_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that sends for long reads the facts again: nobody is told a window that moved a while ago."""
    moved = {"WID-12": replace(ITEM, ship_window=ShipWindow(None, date(2026, 12, 20)))}
    monkeypatch.setattr(Bridge, "learn", lambda *_: facts.Facts(moved))
    world.policy = OutreachPolicy(send=True, per_hour=1000)
    world.ticks = timedelta(seconds=1)
    world.begin(*world.orders_of(200))
    (sent,) = world.run()
    assert 0 < len(world.mailed) < 200
    assert sent.through[0].skipped == {rereading.MOVED: 200 - len(world.mailed)}


def test_what_the_rules_say_now_counts(world: World) -> None:
    """Told by an agent meanwhile, or in another segment by now, a customer is left alone, with the reason."""
    world.begin(*world.orders_of(2))
    world.spared["1"] = "an agent told them since"
    (sent,) = world.run()
    assert world.mailed == ["c2@example.com"]
    assert sent.through[0].skipped == {"an agent told them since": 1}


def test_an_address_that_is_gone_is_told(world: World) -> None:
    """An order without an address any more is skipped; one that was corrected is written to at the new one."""
    first, second = world.orders_of(2)
    world.begin(first, second)
    world.orders.open["1"] = replace(first, recipient=None)
    world.orders.open["2"] = replace(second, recipient=Recipient("new@example.com"))
    (sent,) = world.run()
    assert world.mailed == ["new@example.com"]
    assert sent.through[0].skipped == {rereading.NO_ADDRESS: 1}


def test_a_shop_that_does_not_answer_sends_nothing(world: World) -> None:
    """An order that cannot be read again is not written to; the next run tries anew."""

    def down() -> None:
        raise Unavailable("the shop is down")

    world.begin(*world.orders_of(2))
    world.orders.fails = down
    (sent,) = world.run()
    assert (world.mailed, sent.left) == ([], 2)
    assert [str(error) for _, error in sent.broken] == ["the shop is down"]
    world.orders.fails = lambda: None
    world.run()
    assert len(world.mailed) == 2


def test_a_feed_that_is_configured_no_more_is_told(world: World) -> None:
    """Orders of a feed that nobody can read again wait, and it is said what to do."""
    order = replace(world.order(1), feed="gone")
    world.begin(order)
    (sent,) = world.run()
    assert world.mailed == []
    assert "no feed of orders is called 'gone' any more" in str(sent.broken[0][1])


# --- who is not written to, and when


def test_a_suspended_customer_keeps_nobody_else_from_hearing(world: World) -> None:
    """What the helpdesk will not take is told with its order, and the rest goes on."""
    messages = world.begin(*world.orders_of(3))

    def refuse(number: int, _delivery: Delivery) -> None:
        if number == 2:
            raise Rejected("requester is suspended")

    world.desk.before = refuse
    (sent,) = world.run()
    assert world.mailed == ["c1@example.com", "c3@example.com"]
    assert [(it.message, it.order_number, it.why) for it in sent.failed] == [
        (messages[1].id, "#2", "requester is suspended")
    ]
    assert world.states()["#2"] is MessageState.FAILED
    assert sent.wave.state is WaveState.DONE


def test_many_refusals_in_a_row_are_nobodys_fault(world: World) -> None:
    """Where nothing is taken the wave waits, and nobody is given up: an hour later all of them are tried again."""
    world.begin(*world.orders_of(12))
    world.desk.before = fails_at(1, Rejected("email_config_id is invalid"))
    (sent,) = world.run()
    assert (len(sent.failed), sent.left) == (0, 12)
    assert str(sent.broken[0][1]) == "email_config_id is invalid"
    world.desk.before = fine
    world.now += timedelta(hours=1)
    world.run()
    assert len(set(world.mailed)) == len(world.mailed) == 12


def test_no_more_an_hour_than_the_config_says(world: World) -> None:
    """With the cap reached the rest waits, it is said until when, and then it goes on."""
    world.policy = OutreachPolicy(send=True, per_hour=2)
    world.begin(*world.orders_of(5))
    (sent,) = world.run()
    assert (sent.told, sent.left) == (2, 3)
    assert (sent.through[0].holds, sent.through[0].until) == ({Hold.HOUR}, NOON + timedelta(hours=1))
    (none,) = world.run()
    assert (none.told, none.left) == (0, 3)
    world.now += timedelta(hours=1, seconds=1)
    assert world.run()[0].told == 2
    assert len(world.mailed) == 4


def test_a_clock_that_is_set_back_lets_no_more_out(world: World) -> None:
    """What was sent in a time to come counts within the hour: a clock that was put right opens no second hour."""
    world.policy = OutreachPolicy(send=True, per_hour=2)
    world.begin(*world.orders_of(3))
    world.now += timedelta(minutes=40)
    world.run()
    world.now = NOON
    (sent,) = world.run()
    assert (sent.told, len(world.mailed)) == (0, 2)


def test_customers_who_sleep_are_written_to_in_the_morning(world: World) -> None:
    """At night where they live nothing is sent; it goes out when their day begins, and is not looked at before."""
    world.begin(world.order(1, country="DE"), world.order(2, country="JP"))
    (sent,) = world.run()
    assert world.mailed == ["c1@example.com"]
    opens = NOON.replace(hour=0) + timedelta(days=1)
    assert (sent.through[0].holds, sent.through[0].until, sent.left) == ({Hold.NIGHT}, opens, 1)
    reads = len(world.orders.reads)
    world.now += timedelta(hours=1)
    (later,) = world.run()
    assert len(world.orders.reads) == reads
    assert (later.through[0].holds, later.through[0].until) == ({Hold.NIGHT}, opens)
    world.now = opens
    world.run()
    assert world.mailed == ["c1@example.com", "c2@example.com"]


def test_a_person_stops_a_wave_in_its_middle(world: World) -> None:
    """Stopped from another process while this one holds the lease, at most the message on its way still goes out."""
    world.begin(*world.orders_of(5))

    def stop(number: int, _delivery: Delivery) -> None:
        if number == 2:
            assert world.open().waves().stop("w1")

    world.desk.before = stop
    (sent,) = world.run()
    assert (sent.told, sent.left, sent.wave.state) == (2, 3, WaveState.STOPPED)
    assert sent.through[0].holds == {Hold.STOPPED}
    assert world.run() == ()
    world.state.waves().resume("w1", 1)
    world.run()
    assert sorted(world.mailed) == [f"c{number}@example.com" for number in range(1, 6)]


def test_two_senders_do_not_send_at_once(world: World) -> None:
    """Whoever sends holds the lease of runs: a second one is told so, and sends nothing."""
    world.begin(*world.orders_of(2))
    with world.open().lease("run"), pytest.raises(Busy):
        world.run()
    assert world.mailed == []


def test_a_sender_that_lost_the_lease_stops(world: World) -> None:
    """A run that was silent for too long sends nothing more once another one has taken over."""
    world.begin(*world.orders_of(3))
    other = world.open()

    def asleep(number: int, _delivery: Delivery) -> None:
        if number == 1:
            world.now += timedelta(minutes=45)
            with other._database.write() as connection:  # type: ignore[attr-defined]  # another process took over
                connection.execute(leases.update().values(owner="other"))

    world.desk.after = asleep
    with pytest.raises(Busy):
        world.run()
    assert len(world.mailed) == 1


def test_a_long_wave_says_how_far_it_is(world: World) -> None:
    """One line for each hundred messages; its memory holds one page of them."""
    world.policy = OutreachPolicy(send=True, per_hour=1000)
    world.begin(*world.orders_of(250))
    world.run()
    assert world.said == ["shop: 100 messages of wave w1 sent", "shop: 200 messages of wave w1 sent"]
    assert max(len(ids) for ids in world.orders.reads) == rereading.READ_AT_ONCE


def test_orders_of_one_customer_are_orders_of_their_own(world: World) -> None:
    """The same customer with three orders hears of each."""
    orders: list[Order] = [world.order(number, email="same@example.com") for number in (1, 2, 3)]
    world.begin(*orders)
    world.run()
    assert [one.mail.subject for one in world.desk.sent] == [f"Order #{number} ships later" for number in (1, 2, 3)]
