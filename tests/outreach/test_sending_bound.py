"""Set otherwise in the middle of a wave, nothing that nobody has reviewed goes out: the rest waits, and says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from world import World

from zendesk_bridge.app.outreach import rereading
from zendesk_bridge.cli.outreach.telling import sent_lines
from zendesk_bridge.core.audience import binding
from zendesk_bridge.core.model import MessageState, WaveState
from zendesk_bridge.core.notices import Market
from zendesk_bridge.core.policy import OutreachPolicy
from zendesk_bridge.wiring import read_folder


def test_a_mail_that_was_reworded_is_not_sent_unseen(world: World) -> None:
    """Nobody approved the new words: the wave skips what would say them, and the next plan shows them."""
    world.begin(*world.orders_of(2))
    file = world.folder / "macros" / "order-first.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("ships", "leaves us"), encoding="utf-8")
    world.mails = read_folder(world.settings).mails
    (sent,) = world.run()
    assert world.mailed == []
    assert sent.through[0].skipped == {binding.REWORDED: 2}


def half_sent(world: World, **policy: Any) -> None:
    """Let a wave of two send its first message: one an hour, with these settings of outreach."""
    world.policy = OutreachPolicy(send=True, per_hour=1, **policy)
    world.begin(*world.orders_of(2))
    world.run()
    assert world.mailed == ["c1@example.com"]
    world.now += timedelta(hours=2)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ({}, {"link": "https://orders.example.com"}, binding.RELINKED),
        ({"link": "https://orders.example.com"}, {}, binding.RELINKED),
        ({"link": "https://orders.example.com"}, {"link": "https://ordrs.example.com"}, binding.RELINKED),
        ({"drafts": True}, {"drafts": False}, binding.REROUTED),
        ({"drafts": False}, {"drafts": True}, binding.REROUTED),
    ],
)
def test_what_a_message_says_and_how_it_goes_is_as_approved(
    world: World, before: dict[str, Any], after: dict[str, Any], why: str
) -> None:
    """Another link, and a draft that would be sent at once or the reverse, leave the rest to a new plan."""
    half_sent(world, **before)
    world.policy = OutreachPolicy(send=True, per_hour=1, **after)
    (sent,) = world.run()
    assert (world.mailed, sent.through[0].skipped) == (["c1@example.com"], {why: 1})
    assert any("a new plan has it" in line for line in sent_lines(sent))


@pytest.mark.parametrize("change", [{"per_hour": 500}, {"link_life": timedelta(days=9)}, {"approvals": 1}])
def test_what_only_decides_when_holds_nothing(world: World, change: dict[str, Any]) -> None:
    """How many an hour, and for how long a link can be used, is no word of any message: the wave goes on."""
    half_sent(world, link="https://orders.example.com")
    world.policy = replace(world.policy, **change)
    world.run()
    assert world.mailed == ["c1@example.com", "c2@example.com"]


def test_another_market_has_other_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whose rules on delay hold is a part of what a mail says."""
    half_sent(world)
    plain = World.bridge

    def ruled(self: World) -> Any:
        bridge = plain(self)
        return replace(bridge, policy=replace(bridge.policy, markets={"shop": Market.US, "shop-eu": Market.US}))

    monkeypatch.setattr(World, "bridge", ruled)
    (sent,) = world.run()
    assert sent.through[0].skipped == {binding.REWORDED: 1}


def test_the_day_that_was_promised_with_the_order_is_bound(world: World) -> None:
    """It decides by when a customer must agree, and stands in no version of the facts."""
    half_sent(world)
    judge = world.judge

    def promised(*args: Any) -> Any:
        return {
            key: replace(owed, lines=tuple(replace(line, promised_by=date(2026, 11, 20)) for line in owed.lines))
            for key, owed in judge(*args).items()
        }

    world.judge = promised  # type: ignore[method-assign]  # this shop alone
    (sent,) = world.run()
    assert sent.through[0].skipped == {rereading.MOVED: 1}


def test_what_an_older_release_planned_goes_out(world: World) -> None:
    """It bound messages to their words alone, and a wave that it began is not lost by the upgrade."""
    orders = world.orders_of(1)
    waves = world.state.waves()
    world.begin(*orders)
    (message,) = waves.messages("w1")
    assert binding.unbound(message.wording.split(".")[0], message.wording) == ""
    assert binding.unbound("other", message.wording) == binding.REWORDED


def test_whoever_wants_more_people_to_agree_means_the_rest_too(world: World) -> None:
    """A wave that one person approved waits for the second, whoever carries it on, and goes on once they agree."""
    half_sent(world)
    world.policy = replace(world.policy, approvals=2)
    (sent,) = world.run()
    assert (sent.wave.state, sent.left, world.mailed) == (WaveState.WAITING, 1, ["c1@example.com"])
    said = "The rest waits for 2 more approvals: zendesk-bridge outreach send --plan w1 --approve-as NAME"
    assert any(said in line for line in sent_lines(sent))
    assert world.run() == ()
    waves = world.state.waves()
    waves.approve("w1", "Dana", 2)
    waves.approve("w1", "Ben", 2)
    world.run()
    assert world.states() == {"#1": MessageState.TOLD, "#2": MessageState.TOLD}
