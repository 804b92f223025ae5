"""What teams are called: asked for once, when somebody of them made a promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from zendesk_bridge.app import teams
from zendesk_bridge.core.errors import AuthRefused, BridgeError, Incomplete, Unavailable
from zendesk_bridge.core.model import Account, Accuracy, NoticeKind, Promise, Said
from zendesk_bridge.core.ports import Helpdesk, Memory
from zendesk_bridge.state import open_state

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Desk:
    """A helpdesk that is asked for its groups, or says why not."""

    def __init__(self, answer: Mapping[str, int] | BridgeError) -> None:
        self.answer = answer
        self.asked = 0

    def groups(self) -> Mapping[str, int]:
        """Answer."""
        self.asked += 1
        if isinstance(self.answer, BridgeError):
            raise self.answer
        return self.answer


@pytest.fixture
def memory() -> Iterator[Memory]:
    """Return what is remembered of an account."""
    state = open_state("sqlite://")
    yield state.memory(state.register("shop", Account("zendesk", "https://a.example", "1")).row)
    state.close()


def promise(memory: Memory, *ids: int | None) -> None:
    """Let agents of these teams have made promises."""
    told: Any = (None, None, Accuracy.UNDATED, NoticeKind.FIRST)
    memory.record({}, said=Said(tuple(Promise(1, "A", f"comment {team}", NOON, *told, team=team) for team in ids)))


def learn(memory: Memory, answer: Mapping[str, int] | BridgeError) -> int:
    """Learn from a helpdesk that answers so; returns how often it was asked."""
    desk = Desk(answer)
    teams.learn(cast("Helpdesk", desk), memory)
    return desk.asked


def test_names_are_asked_for_once(memory: Memory) -> None:
    """Without a promise nobody is asked; with one of a team, once; a group that is gone keeps its name."""
    assert learn(memory, {}) == 0
    promise(memory, None)
    assert learn(memory, {}) == 0
    promise(memory, 5, 6)
    assert learn(memory, {"Returns": 5, "Support": 6, "Sales": 7}) == 1
    assert learn(memory, {}) == 0
    promise(memory, 8)
    assert learn(memory, {"Returns and refunds": 5, "Night": 8}) == 1
    assert memory.teams() == {5: "Returns and refunds", 6: "Support", 7: "Sales", 8: "Night"}


def test_a_group_that_nobody_names_is_not_asked_for_again(memory: Memory) -> None:
    """It was deleted, or this login may not see the groups."""
    promise(memory, 5)
    assert learn(memory, {"Support": 6}) == 1
    assert learn(memory, {}) == 0
    promise(memory, 9)
    assert learn(memory, AuthRefused("no rights")) == 1
    assert learn(memory, {}) == 0
    assert memory.teams() == {5: "", 6: "Support", 9: ""}


@pytest.mark.parametrize("error", [Unavailable("down"), Incomplete("page 2 is missing")])
def test_a_name_is_not_worth_a_run(memory: Memory, error: BridgeError) -> None:
    """A helpdesk that does not answer now is asked in the next run, and this one goes on."""
    promise(memory, 5)
    assert learn(memory, error) == 1
    assert memory.teams() == {}
    assert learn(memory, {"Returns": 5}) == 1
