"""Marks as releases without a ledger kept them, and the ledger that they become."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import text

from zendesk_bridge.core.model import (
    EventKind,
    FieldKey,
    Intended,
    Mark,
    MarkState,
    Rebuilt,
    Setback,
    Standing,
    Told,
    View,
)
from zendesk_bridge.core.ports import State
from zendesk_bridge.state.database import Database, connect
from zendesk_bridge.state.upgrade import config


@pytest.fixture
def database(url: str) -> Database:
    """Give an empty database, once of each kind."""
    return connect(url)


OLD_MARKS = {
    1: {
        "items": [["A", "v1.w1", "2026-12-01/2026-12-05", "f1", "Blue Widget"], ["B", "-", "unknown", "f2"]],
        "tags": ["backorder", "backorder_a"],
        "fields": [["message", "9f"], ["items", "8e"], ["message", "9f"]],
        "locale": "de",
        "asleep": False,
        "restored": True,
    },
    2: {"items": [["A", "v0", "unknown", "f0"]], "tags": [], "fields": [], "locale": "en", "asleep": True},
    3: {"items": [["A", "", "", ""]], "tags": [], "fields": [], "locale": "", "asleep": False},
    4: {"items": [["A", "", "unknown", "f0", "n"]], "tags": ["t"], "fields": [], "locale": "", "asleep": False},
    5: {"items": [["A", "", "", "", ""]], "tags": ["t"], "fields": [["items", "8e"]], "locale": "", "asleep": False},
    6: {"items": [["A", "?", "", "f1"], ["B", "?", "", ""]], "tags": [], "fields": [], "locale": "", "asleep": False},
    7: {
        "items": [],
        "tags": [],
        "fields": [],
        "locale": "",
        "asleep": False,
        "setback": {
            "times": 2,
            "after": "2026-11-21T12:00:00+00:00",
            "changed": "c",
            "facts": "f",
            "reason": "r",
            "unread": True,
        },
    },
    8: {
        "items": [["A", "v2", "2026-12-08/2026-12-12", "f2"], ["B", "-", "unknown", "f2"]],
        "tags": ["backorder", "backorder_a", "backorder_window_moved"],
        "fields": [],
        "locale": "",
        "asleep": False,
    },
}
"""Marks as the last release without a ledger wrote them: told, dismissed, asleep, owed, begun, possible, moved."""

NEW_VIEWS = {
    1: View(
        items=(
            Mark("A", MarkState.TOLD, Told("v1", "w1", "f1", "2026-12-01/2026-12-05", "Blue Widget")),
            Mark("B", MarkState.DISMISSED, Told("", "", "f2", "unknown")),
        ),
        tags=frozenset({"backorder", "backorder_a"}),
        fields=frozenset({(FieldKey.MESSAGE, "9f"), (FieldKey.ITEMS, "8e")}),
        locale="de",
        restored=True,
    ),
    2: View(items=(Mark("A", MarkState.TOLD, Told("v0", "", "f0", "unknown")),), locale="en", dormant=True),
    3: View(items=(Mark("A", MarkState.PENDING),)),
    4: View(items=(Mark("A", MarkState.TOLD, Told("", "", "f0", "unknown", "n")),), tags=frozenset({"t"})),
    5: View(
        items=(Mark("A", MarkState.PENDING),),
        fields=frozenset({(FieldKey.ITEMS, "8e")}),
        intended=Intended(items=(Mark("A", MarkState.PENDING),), add=frozenset({"t"})),
    ),
    6: View(items=(Mark("A", MarkState.FLAGGED), Mark("B", MarkState.POSSIBLE))),
    7: View(unread=True, setback=Setback(2, datetime(2026, 11, 21, 12, tzinfo=UTC), "c", "f", "r")),
    8: View(
        items=(
            Mark("A", MarkState.TOLD, Told("v2", "", "f2", "2026-12-08/2026-12-12")),
            Mark("B", MarkState.DISMISSED, Told("", "", "f2", "unknown")),
        ),
        tags=frozenset({"backorder", "backorder_a", "backorder_window_moved"}),
    ),
}


def test_old_marks_begin_the_ledger(database: Database, url: str, opened: Callable[[str], State]) -> None:
    """Every mark that can be read is the first event of its ticket, and what they add up to is the same."""
    with database.write() as connection:
        command.upgrade(config(connection), "0004")
        connection.execute(text("INSERT INTO accounts (id, name) VALUES (1, 'shop')"))
        more = dict.fromkeys(range(100, 1200), OLD_MARKS[3])  # more than a page of them
        rows = [{"ticket": ticket_id, "body": json.dumps(marks)} for ticket_id, marks in (OLD_MARKS | more).items()]
        torn = ("{torn", "[]", "{}", "null", '{"items": [["A"]], "tags": [], "fields": []}')
        rows += [{"ticket": 2000 + number, "body": body} for number, body in enumerate(torn)]
        connection.execute(text("INSERT INTO marks VALUES (1, :ticket, :body)"), rows)
    database.close()
    memory = opened(url).memory(1)
    assert memory.views(OLD_MARKS) == NEW_VIEWS
    assert memory.rebuild(repair=False) == Rebuilt(1108)
    assert len(list(memory.standing(Standing("A", MarkState.PENDING)))) == 1102
    assert list(memory.unsettled()) == [5, 7]
    assert [event.kind for event in memory.history(1)] == [EventKind.TOLD, EventKind.DISMISSED, EventKind.IMPORTED]
