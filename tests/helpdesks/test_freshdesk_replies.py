"""Which entries of Freshdesk's conversations told a customer something, and who said it when."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from zendesk_bridge.core.model import AgentReply, Words
from zendesk_bridge.helpdesks.freshdesk import replies, wire

SINCE = datetime(2026, 11, 20, 9, tzinfo=UTC)
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def entry(**changes: Any) -> dict[str, Any]:
    """Return an agent's reply as Freshdesk lists it."""
    said = {"id": 7, "incoming": False, "private": False, "source": 0, "user_id": 8, "body_text": "words"}
    return said | {"created_at": "2026-11-20T09:30:00Z", "last_edited_at": None} | changes


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, AgentReply(3, AT, 8, Words("comment 7", "words"))),
        ({"source": 2}, AgentReply(3, AT, 8, Words("comment 7", "words"))),
        ({"source": 5}, AgentReply(3, AT, 8, Words("comment 7", "words"))),
        ({"user_id": None, "auto_response": True}, AgentReply(3, AT, None, Words("comment 7", "words"))),
        ({"body_text": "", "body": "<p>w</p>"}, AgentReply(3, AT, 8, Words("comment 7", "<p>w</p>", html=True))),
        (
            {"source": 2, "last_edited_at": "2026-11-21T10:00:00Z"},
            AgentReply(3, datetime(2026, 11, 21, 10, tzinfo=UTC), 8, Words("comment 7", "words")),
        ),
        ({"last_edited_at": "?"}, AgentReply(3, AT, 8, Words("comment 7", "words"))),
    ],
)
def test_what_reached_the_customer(changes: dict[str, Any], expected: AgentReply) -> None:
    """A reply and a public note did, a rule's answer too; what was edited was said when it was edited."""
    assert replies.reply(3, entry(**changes)) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"private": True},
        {"private": None},
        {"incoming": True},
        {"incoming": None},
        {"source": 8},
        {"source": 6},
        {"body_text": "", "body": None},
        {"created_at": None},
        {"created_at": "0001-01-01T00:00:00Z"},
    ],
)
def test_what_told_the_customer_nothing(changes: dict[str, Any]) -> None:
    """A note, a customer's words, a mail to somebody else, a survey, nothing, and nobody knows when."""
    assert replies.reply(3, entry(**changes)) is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"id": 3, "source": 10, "description_text": "We owe you", "created_at": "2026-11-20T09:30:00Z"}, 1),
        ({"id": 3, "source": 10, "description_text": "", "created_at": "2026-11-20T09:30:00Z"}, 0),
        ({"id": 3, "source": 1, "description_text": "Where?", "created_at": "2026-11-20T09:30:00Z"}, 0),
        ({"source": 10, "description_text": "We owe you", "created_at": "2026-11-20T09:30:00Z"}, 0),
    ],
)
def test_a_mail_that_began_a_ticket(row: dict[str, Any], said: int) -> None:
    """Its description is a reply of nobody in particular; that of any other ticket is the customer's."""
    expected = [AgentReply(3, AT, None, Words("description", "We owe you"))]
    assert list(replies.outbound(row)) == expected[:said]


@pytest.mark.parametrize(
    ("stats", "answered"),
    [
        ({"agent_responded_at": "2026-11-20T09:00:00Z"}, SINCE),
        ({"agent_responded_at": "2026-11-20T09:30:00Z"}, AT),
        ({"agent_responded_at": "2026-11-20T08:59:59Z"}, None),
        ({"agent_responded_at": None, "requester_responded_at": "2026-11-20T09:30:00Z"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_what_is_to_be_read(stats: Any, answered: datetime | None) -> None:
    """A ticket that an agent answered since is pointed at; what a customer wrote is told apart from it."""
    row = {"id": 3, "status": 2, "stats": stats, "group_id": 9}
    found = wire.ticket(row, {}, SINCE)
    assert (found.answered, found.team) == (answered, 9)
    assert not wire.ticket(row, {}).answered
