"""Waves and their messages: one is sent once, whoever asks, and a person can stop them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.model import (
    ASLEEP,
    Message,
    MessageCount,
    MessageLine,
    MessageState,
    News,
    NoticeKind,
    ShipWindow,
    Wave,
    WaveState,
)
from zendesk_bridge.core.ports import State, Waves
from zendesk_bridge.state.database import connect
from zendesk_bridge.state.store import nothing_remembered
from zendesk_bridge.state.tables import installation

NOW = datetime(2026, 11, 28, 20, 0, tzinfo=UTC)
WINDOW = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
LINE = MessageLine("l1", "WID-12", "v1", WINDOW, date(2026, 11, 29), 2, date(2026, 11, 15))
BARE = MessageLine("l2", "KET-70", "v2", None, None)
WAVE = Wave("w1", NOW, WaveState.RUNNING, ("Dana",))


def message(number: int, **more: object) -> Message:
    """Return a message about the order of this number."""
    order = ("shop orders", f"id{number}")
    plain = Message(
        "w1", order, f"#{number}", News.FIRST, NoticeKind.FIRST, (LINE, BARE), "shop", "all", "order-first", "de", "c1"
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # fields by name


@pytest.fixture
def waves(state: State) -> Waves:
    """Give what is remembered of outreach."""
    return state.waves()


def test_a_wave_comes_back_as_it_was_begun(waves: Waves) -> None:
    """Wave and messages are remembered whole, in the wave's order, with every line."""
    told = [message(3), message(1, kind=None, lines=(BARE,), news=News.BACK), message(2, locale="en", rest=True)]
    assert waves.wave("w1") is None
    assert waves.begin(WAVE, iter(told)) == 3
    assert (waves.wave("w1"), waves.running(), waves.all_waves()) == (WAVE, (WAVE,), (WAVE,))
    assert list(waves.messages("w1")) == told
    assert waves.message(told[1].id) == told[1]
    assert waves.message("?") is None
    assert waves.tally("w1") == (MessageCount("shop", MessageState.PLANNED, "", 3),)


def test_beginning_again_changes_nothing(waves: Waves) -> None:
    """A wave that is known is left alone, however often it is begun."""
    waves.begin(WAVE, [message(1)])
    waves.stop("w1")
    assert waves.begin(WAVE, [message(1), message(2)]) == 1
    assert waves.wave("w1") == replace(WAVE, state=WaveState.STOPPED)
    assert list(waves.messages("w1")) == [message(1)]


@pytest.mark.parametrize(
    ("stands", "stopped", "moves"),
    [
        (MessageState.PLANNED, False, False),
        (MessageState.PLANNED, True, True),
        (MessageState.INTENDED, True, False),
        (MessageState.TOLD, True, False),
        (MessageState.EXPORTED, True, False),
        (MessageState.DRAFTED, True, False),
        (MessageState.SKIPPED, False, True),
        (MessageState.FAILED, False, True),
    ],
)
def test_a_message_belongs_to_one_wave(waves: Waves, stands: MessageState, *, stopped: bool, moves: bool) -> None:
    """What another wave has sent, may have sent or is about to send stays there; what it gave up may be sent anew."""
    waves.begin(WAVE, [message(1)])
    waves.settle([message(1, state=stands, why="it bounced", at=NOW)])
    if stopped:
        waves.stop("w1")
    anew = message(1, wave="w2", template="order-renewed")
    assert waves.begin(Wave("w2", NOW, WaveState.RUNNING), [anew, message(2, wave="w2")]) == 1 + moves
    assert (waves.message(anew.id) == anew) is moves
    assert len(list(waves.messages("w1"))) == 1 - moves


def test_the_same_message_twice_is_one(waves: Waves) -> None:
    """A plan that names an order twice has one message for it."""
    assert waves.begin(WAVE, [message(1), message(1)]) == 1
    assert list(waves.messages("w1")) == [message(1)]


def test_of_two_senders_one_may_send(waves: Waves, url: str, opened: Callable[[str], State]) -> None:
    """Only one of two processes is told to go on with a message."""
    waves.begin(WAVE, [message(1)])
    other = opened(url).waves()
    assert [waves.intend(message(1).id, NOW), other.intend(message(1).id, NOW)] == [True, False]
    assert other.intended() == (message(1, state=MessageState.INTENDED, at=NOW),)


def test_a_person_stops_a_wave_from_elsewhere(waves: Waves, url: str, opened: Callable[[str], State]) -> None:
    """After a stop nothing is intended, whoever holds the lease; resumed, the wave goes on."""
    waves.begin(WAVE, [message(1), message(2)])
    with opened(url).lease("run"):
        assert waves.intend(message(1).id, NOW)
        assert opened(url).waves().stop("w1")
        assert not waves.stop("w1")
        assert not waves.intend(message(2).id, NOW)
        assert waves.running() == ()
        assert waves.resume("w1", 1)
        assert not waves.resume("w1", 1)
        assert waves.intend(message(2).id, NOW)


def test_a_wave_that_lacks_an_approval_lacks_it_after_a_stop(waves: Waves) -> None:
    """Stopped while it waits for a second person and resumed, it waits still; what two agreed to runs again."""
    waiting = replace(WAVE, state=WaveState.WAITING)
    waves.begin(waiting, [message(1)])
    assert waves.stop("w1")
    assert waves.resume("w1", 2)
    assert waves.wave("w1") == waiting
    waves.approve("w1", "Ben", 2)
    assert waves.stop("w1")
    assert waves.resume("w1", 2)
    assert waves.wave("w1") == replace(WAVE, approved=("Dana", "Ben"))


def test_a_wave_ends_when_nothing_is_left(waves: Waves) -> None:
    """A wave with a message that is planned, or may have been sent, does not end."""
    waves.begin(WAVE, [message(1)])
    for state in (MessageState.PLANNED, MessageState.INTENDED):
        waves.settle([message(1, state=state)])
        assert not waves.finish("w1")
    waves.settle([message(1, state=MessageState.FAILED)])
    assert waves.finish("w1")
    assert not waves.finish("w1")
    assert waves.all_waves() == (replace(WAVE, state=WaveState.DONE),)


def test_nobody_approves_twice(waves: Waves) -> None:
    """A name written another way is the same person; with enough people the wave runs, and who they were is kept."""
    waves.begin(Wave("w1", NOW, WaveState.WAITING, ("Dana Smith",)), [message(1)])
    assert waves.approve("?", "Ben", 2) is None
    for name in ("Dana Smith", " dana  smith ", "DANA SMITH", "dana\tsmith", "\uff24ana Smith"):
        assert waves.approve("w1", name, 2) == Wave("w1", NOW, WaveState.WAITING, ("Dana Smith",))
    assert not waves.intend(message(1).id, NOW)
    running = Wave("w1", NOW, WaveState.RUNNING, ("Dana Smith", "Ben"))
    assert waves.approve("w1", " Ben ", 2) == running
    assert waves.approve("w1", "Eve", 2) == running
    assert waves.wave("w1") == running


def test_a_message_waits_until_its_time(waves: Waves) -> None:
    """What was postponed is not due before, and the wave knows when the first one is."""
    waves.begin(WAVE, [message(1), message(2), message(3)])
    assert waves.next_due("w1") is None
    waves.postpone([message(1).id], NOW + timedelta(hours=2))
    waves.postpone([message(2).id], NOW + timedelta(hours=1))
    due = [list(waves.messages("w1", [MessageState.PLANNED], due=NOW + timedelta(hours=hours))) for hours in range(3)]
    assert [[one.number for one in some] for some in due] == [["#3"], ["#2", "#3"], ["#1", "#2", "#3"]]
    assert waves.next_due("w1") == NOW + timedelta(hours=1)
    assert waves.tally("w1")[0].why == ""


def test_whoever_slept_is_woken_by_the_day_and_by_other_hours(waves: Waves) -> None:
    """What waits for the customers' day does no more when it has come, or is another; what failed waits on."""
    waves.begin(WAVE, [message(number) for number in range(1, 5)])
    late = NOW + timedelta(hours=9)
    short, wide = f"{ASLEEP}9:00-17:00", f"{ASLEEP}9:00-20:00"
    waves.postpone([message(1).id], late, short)
    waves.postpone([message(2).id], late, wide)
    waves.postpone([message(3).id], NOW, wide)
    waves.settle([message(4, why="answered 500")])
    waves.postpone([message(4).id], late)
    waves.wake("w0", NOW, wide)
    waves.wake("w1", NOW, wide)
    found = {one.number: (one.after, one.why) for one in waves.messages("w1")}
    assert found == {"#1": (None, ""), "#2": (late, wide), "#3": (None, ""), "#4": (late, "answered 500")}


def test_messages_are_read_for_one_helpdesk(waves: Waves) -> None:
    """What goes through a helpdesk that is down keeps nobody from reading the others."""
    waves.begin(WAVE, [message(1), message(2, helpdesk="shop-eu")])
    assert [one.number for one in waves.messages("w1", helpdesk="shop-eu")] == ["#2"]


def test_many_messages_are_read_while_they_are_settled(waves: Waves) -> None:
    """Thousands come page by page, and each once, though their state changes meanwhile."""
    waves.begin(WAVE, (message(number) for number in range(1201)))
    seen = []
    for one in waves.messages("w1", [MessageState.PLANNED]):
        seen.append(one.number)
        waves.settle([replace(one, state=MessageState.SKIPPED, why="it has shipped", at=NOW)])
    assert seen == [f"#{number}" for number in range(1201)]
    assert waves.tally("w1") == (MessageCount("shop", MessageState.SKIPPED, "it has shipped", 1201),)


def test_what_was_sent_within_an_hour_is_counted(waves: Waves) -> None:
    """Counted by helpdesk is what was sent or may have been, and nothing else."""
    states = list(MessageState)
    waves.begin(WAVE, [message(number) for number in range(len(states) + 2)])
    waves.settle([message(number, state=state, at=NOW) for number, state in enumerate(states)])
    old, elsewhere = len(states), len(states) + 1
    waves.settle([message(old, state=MessageState.TOLD, at=NOW - timedelta(hours=2))])
    waves.settle([message(elsewhere, state=MessageState.TOLD, at=NOW)])
    assert waves.sent_since(NOW - timedelta(hours=1), "shop") == (3, NOW)
    assert waves.sent_since(NOW - timedelta(hours=1), "shop-eu") == (0, None)


def test_what_was_written_about_orders(waves: Waves) -> None:
    """Told is what was sent, may have been, is about to be or bounced; what was skipped or stopped was not written."""
    waves.begin(WAVE, [message(number) for number in range(6)])
    keys = [message(number).order for number in range(6)]
    states = (
        MessageState.TOLD,
        MessageState.EXPORTED,
        MessageState.INTENDED,
        MessageState.FAILED,
        MessageState.SKIPPED,
    )
    settled = [message(number, state=state, at=NOW) for number, state in enumerate(states)]
    waves.settle(settled)
    wanted = {one.order: (one,) for one in settled[:4]}
    assert waves.told([*keys, ("elsewhere", "id1")]) == {**wanted, keys[5]: (message(5),)}
    waves.stop("w1")
    assert waves.told(keys) == wanted
    later = message(0, wave="w2", news=News.MOVED, lines=(replace(LINE, version="v3"),))
    waves.begin(Wave("w2", NOW, WaveState.RUNNING), [later])
    assert waves.told(keys[:1]) == {keys[0]: (settled[0], later)}


def test_what_customers_wait_for_is_known_by_item(waves: Waves) -> None:
    """An item of which somebody was told a delay is known until all of them were told that it is over.

    What is late still, and is told again in a message about what is back, is not over.
    """
    waves.begin(WAVE, [message(1), message(2), message(3, lines=(replace(BARE, sku="OTHER"),))])
    assert waves.told_skus() == frozenset()
    first, second = (message(number, state=MessageState.TOLD, at=NOW) for number in (1, 2))
    waves.settle([first, second])
    assert waves.told_skus() == {"WID-12", "KET-70"}
    assert list(waves.told_of(["WID-12", "KET-70", "OTHER"])) == [first, second]
    after = NOW + timedelta(days=1)
    lines = (replace(LINE, version=""), BARE)
    back = [message(number, wave="w2", news=News.BACK, lines=lines) for number in (1, 2)]
    waves.begin(Wave("w2", after, WaveState.RUNNING), back)
    waves.settle([replace(back[0], state=MessageState.TOLD, at=after)])
    assert waves.told_skus() == {"WID-12", "KET-70"}
    waves.settle([replace(back[1], state=MessageState.TOLD, at=after)])
    assert waves.told_skus() == {"KET-70"}


def test_messages_are_found_where_they_can_be_read(waves: Waves) -> None:
    """By ticket on its helpdesk, and by the number of the order."""
    waves.begin(WAVE, [message(1), message(2)])
    told = message(1, state=MessageState.TOLD, at=NOW, ticket_id=7, comment="9")
    waves.settle([told])
    assert waves.on_tickets("shop", [7, 8, 0]) == {7: (told,)}
    assert waves.on_tickets("shop-eu", [7]) == {}
    assert waves.of_number("#1") == (told,)
    assert waves.of_number("#9") == ()


def test_an_installation_has_one_key(state: State, url: str, opened: Callable[[str], State]) -> None:
    """The key is made once, with the tables, and is nobody else's; that it is gone is said."""
    key = state.waves().key()
    assert len(key) == 32
    assert opened(url).waves().key() == key != nothing_remembered().waves().key()
    database = connect(url)
    with database.write() as connection:
        connection.execute(delete(installation))
    database.close()
    with pytest.raises(StateError, match="is gone from the table 'installation'"):
        state.waves().key()
