"""Agents' public replies among Freshdesk's conversations: what reached the customer. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from zendesk_bridge.core.errors import Incomplete
from zendesk_bridge.core.model import AgentReply, Words
from zendesk_bridge.helpdesks.freshdesk import wire
from zendesk_bridge.transport import JsonRow

_SURVEY, _FORWARDED = 6, 8
_NOT_TOLD = frozenset({_SURVEY, _FORWARDED})
"""What a conversation's ``source`` says of those that tell the customer nothing: an answer to a survey is the
customer's own, a forwarded mail goes to somebody else. https://developers.freshdesk.com/api/#conversations
"""


def reply(ticket_id: int, row: JsonRow) -> AgentReply | None:
    """Return what an entry of a conversation told the customer; None where it told nothing, or nobody can say when.

    A rule's automatic reply counts, for it was sent all the same; nobody is its agent. A public note may be edited:
    what it says now was said when it was edited.
    """
    if row.get("incoming") is not False or row.get("private") is not False or row.get("source") in _NOT_TOLD:
        return None
    return _told(ticket_id, row, wire.prose(f"comment {row.get('id')}", row, "body_text", "body"))


def outbound(row: JsonRow) -> Iterator[AgentReply]:
    """Yield the description of a ticket that an agent began by a mail; Freshdesk does not say which agent."""
    if row.get("source") == wire.OUTBOUND_EMAIL and wire.identified(row):
        words = wire.prose("description", row, "description_text", "description")
        found = _told(wire.number(row, "id"), row, words)
        if found is not None:
            yield found


def _told(ticket_id: int, row: JsonRow, words: Words) -> AgentReply | None:
    at = _when(row, "last_edited_at") or _when(row, "created_at")
    if at is None or not words.text:
        return None
    agent = wire.number(row, "user_id") if str(row.get("user_id")).isdecimal() else None
    return AgentReply(ticket_id, at, agent, words)


def _when(row: JsonRow, key: str) -> datetime | None:
    try:
        return wire.moment(row, key)
    except Incomplete:
        return None
