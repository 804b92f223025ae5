"""The board tells what outreach did: what is so, in few words, and nothing where there was none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from zendesk_bridge.core.board import Board, OutreachTotals
from zendesk_bridge.core.model import MessageState, WaveState
from zendesk_bridge.core.report.board import BoardReport, board_json, board_lines, board_page
from zendesk_bridge.core.report.consistency import Worth

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
FOUND = OutreachTotals(
    {WaveState.DONE: 2, WaveState.WAITING: 1, WaveState.STOPPED: 1},
    {MessageState.TOLD: 7, MessageState.DRAFTED: 6, MessageState.PLANNED: 3, MessageState.FAILED: 1},
    2,
)


def report(found: OutreachTotals) -> BoardReport:
    """Return a board on which nothing is late, with this of outreach."""
    return BoardReport(Board((), (), NOW, UTC), NOW, Worth(), {}, {}, lambda _, __: "", "zendesk-bridge", "UTC", found)


@pytest.mark.parametrize(
    "said",
    [
        "Messages: 7 sent, 6 left as drafts for agents, 3 not sent yet, 1 not taken by the helpdesk.",
        "Waves: 1 waiting for approval, 1 stopped.",
        "2 choices on the page wait for the next run to put",
    ],
)
def test_it_is_told_in_words(said: str) -> None:
    """Who reads it learns what was sent, what waits, and what a person has to look at; done waves are no news."""
    assert said in "\n".join(board_lines(report(FOUND)))
    page = board_page(report(FOUND))
    assert said in page
    assert "<h2>Outreach</h2>" in page
    assert "<script" not in page


def test_it_is_told_to_programs() -> None:
    """Every state has its number."""
    told = board_json(report(FOUND))["outreach"]
    assert (told["messages"]["told"], told["messages"]["skipped"]) == (7, 0)
    assert told["waves"] == {"waiting": 1, "running": 0, "stopped": 1, "done": 2}
    assert told["choices_on_no_ticket_yet"] == 2


def test_a_shop_without_outreach_reads_nothing_of_it() -> None:
    """The board stays as calm as it was."""
    found = report(OutreachTotals())
    assert "utreach" not in "\n".join(board_lines(found))
    assert "<h2>Outreach</h2>" not in board_page(found)
