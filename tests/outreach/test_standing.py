"""Where waves stand: every number adds up, and what stands still says why and whose turn it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from world import World

from zendesk_bridge.app.outreach.standing import PATIENCE, Outlook, WaveStanding, standing, wave_standing
from zendesk_bridge.cli.outreach.telling import pace_words, wave_lines
from zendesk_bridge.core.audience import OutreachId
from zendesk_bridge.core.ledger import Stamp, events
from zendesk_bridge.core.model import Accuracy, Entry, MessageState, NoticeKind, Promise, Said, Wave, WaveState
from zendesk_bridge.core.policy import OutreachPolicy

ON = OutreachPolicy(send=True)


def stands(world: World, wave: str, policy: OutreachPolicy = ON) -> WaveStanding:
    """Return where a wave stands."""
    waves = world.state.waves()
    found = waves.wave(wave)
    assert found is not None
    return wave_standing(waves, found, policy, world.now)


def plan_id(world: World, count: int) -> str:
    """Return the ID of a plan of so many messages."""
    return str(OutreachId.of("", count, world.now))


def test_the_numbers_of_a_stopped_wave_add_up(world: World) -> None:
    """Of five planned one had shipped when it began, two were sent, and two went over to the wave after it."""
    orders = world.orders_of(4)
    old, waves = plan_id(world, 5), world.state.waves()
    world.policy = OutreachPolicy(send=True, per_hour=2)
    planned = world.begin(*orders, wave=old)
    world.run()
    waves.stop(old)
    before = stands(world, old)
    assert (before.pace, before.left, before.moved, before.fewer) == (Outlook.STOPPED, 2, {}, 1)
    world.now += timedelta(hours=2)
    waves.begin(Wave("w2", world.now, WaveState.RUNNING), [replace(one, wave="w2") for one in planned])
    world.run()
    after = stands(world, old)
    assert (after.planned, after.left, after.moved, after.fewer, after.pace) == (5, 0, {"w2": 2}, 1, None)
    assert sum(it.count for it in after.counts) + sum(after.moved.values()) + after.fewer == after.planned
    lines = list(wave_lines(after, UTC, 1))
    assert "  2 went over to wave w2" in lines
    assert "  1 of the 5 planned is no message of it: shipped, cancelled or told since" in lines
    assert stands(world, "w2").left == 0


def test_what_a_third_wave_takes_is_counted_by_each(world: World) -> None:
    """Every wave says where its own messages went, however often they went on."""
    planned, waves = world.planned(*world.orders_of(3)), world.state.waves()
    for name, some in (("w1", planned), ("w2", planned[:2]), ("w3", planned[:1])):
        waves.begin(Wave(name, world.now, WaveState.RUNNING), [replace(one, wave=name) for one in some])
        waves.stop(name)
    assert [dict(waves.moved(name)) for name in ("w1", "w2", "w3")] == [{"w2": 2}, {"w3": 1}, {}]


@pytest.mark.parametrize(
    ("state", "policy", "hours", "pace", "says"),
    [
        (WaveState.RUNNING, ON, 0, Outlook.GOES, "2 messages left: the next runs go on with it"),
        (WaveState.RUNNING, OutreachPolicy(), 0, Outlook.OFF, "nothing goes out while outreach is off (outreach.send)"),
        (WaveState.WAITING, OutreachPolicy(send=True, approvals=2), 0, Outlook.LACKS, "2 more approvals needed"),
        (WaveState.WAITING, OutreachPolicy(send=True, approvals=2), 25, Outlook.EXPIRED, "too old to be approved"),
        (WaveState.STOPPED, ON, 0, Outlook.STOPPED, "2 messages not sent: a new plan has these orders, or"),
    ],
)
def test_why_a_wave_stands_still(
    world: World, state: WaveState, policy: OutreachPolicy, hours: int, pace: Outlook, says: str
) -> None:
    """Whether it goes on by itself, or what a person has to do, follows from what is remembered and the config."""
    wave, waves = plan_id(world, 2), world.state.waves()
    waves.begin(Wave(wave, world.now, state), world.planned(*world.orders_of(2), wave=wave))
    world.now += timedelta(hours=hours)
    found = stands(world, wave, policy)
    assert (found.pace, found.left) == (pace, 2)
    assert says in pace_words(found, UTC, policy.approvals)
    assert standing(world.state, policy, world.now).waves == (found,)


def test_a_wave_that_sleeps_says_until_when(world: World) -> None:
    """Outside of the hours it waits for the morning of whoever wakes first, and nobody has to do anything."""
    world.now = world.now.replace(hour=22)
    wave = plan_id(world, 1)
    world.begin(*world.orders_of(1), wave=wave)
    world.run()
    found = stands(world, wave)
    opens = datetime(2026, 11, 29, 8, tzinfo=UTC)
    assert (found.pace, found.due) == (Outlook.SLEEPS, opens)
    assert "go on with it from 2026-11-29 08:00 on" in pace_words(found, UTC, 1)
    assert not Outlook.SLEEPS.for_a_person


def test_a_wave_of_which_one_message_sleeps_goes_on(world: World) -> None:
    """As long as any message may go out now, nobody reads that all of them wait until the morning."""
    waves = world.state.waves()
    first, _ = world.begin(*world.orders_of(2), wave=plan_id(world, 2))
    waves.postpone([first.id], world.now + timedelta(hours=9))
    found = stands(world, first.wave)
    assert (found.left, found.pace, found.due) == (2, Outlook.GOES, None)


def test_a_draft_that_no_agent_sends_is_told_after_a_day(world: World) -> None:
    """Until then it is work of today; once an agent has told the customer, or the ticket is over, it waits no more."""
    for number in (1, 2):
        world.customer_ticket(70 + number, f"c{number}@example.com")
    world.begin(*world.orders_of(2))
    world.run()
    assert set(world.states().values()) == {MessageState.DRAFTED}
    fresh = standing(world.state, ON, world.now)
    assert (fresh.drafts, fresh.fresh) == ((), 2)
    world.now += PATIENCE
    assert standing(world.state, ON, world.now).fresh == 0
    drafts = standing(world.state, ON, world.now).drafts
    assert [(it.helpdesk, it.ticket_id, it.since) for it in drafts] == [
        ("shop", number, world.now - PATIENCE) for number in (71, 72)
    ]
    (account,) = world.state.accounts()
    memory = world.state.memory(account.row)
    said = Promise(71, "WID-12", "c9", world.now, None, None, Accuracy.UNDATED, NoticeKind.FIRST, requester_id=9071)
    view = memory.views([72])[72]
    over = replace(view, dormant=True)
    memory.record({}, said=Said((said,)))
    assert [it.ticket_id for it in standing(world.state, ON, world.now).drafts] == [72]
    memory.record({72: Entry(events(72, view, over, Stamp(world.now, "r")), over)})
    assert standing(world.state, ON, world.now).drafts == ()
