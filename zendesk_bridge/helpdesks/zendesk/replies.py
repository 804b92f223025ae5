"""Agents' public replies among Zendesk's comments: what reached the customer, and nothing that only repeats it. Pure.

Whose public comment counts: that of everybody who works here (a light agent writes private ones only), and Zendesk's
own (an author up to 0: a trigger, a bot), for what it said was said. None counts that somebody else's words stand in:
a merge quotes both tickets, a transcript of a chat or a call holds the customer's side, too.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from zendesk_bridge.core.model import AgentReply
from zendesk_bridge.helpdesks.zendesk.tickets import moment, prose

_DESCRIPTION = "description"
_MERGE = "merge"
_TRANSCRIPTS = frozenset({"chat", "chat_transcript", "native_messaging", "voice", "phone"})
"""Channels by which Zendesk itself writes down what both sides said.

https://developer.zendesk.com/documentation/ticketing/reference-guides/via-types/
"""

_LAST = 1 << 36  # seconds: the year 4147


def reply(
    ticket_id: int,
    raw: Mapping[str, Any],
    staff: Container[int],
    *,
    first: bool = False,
    hidden: Container[int] = (),
    otherwise: datetime | None = None,
) -> AgentReply | None:
    """Return what a comment told the customer; None where it told nothing, or nobody can say when.

    The ``first`` one is the ticket's description. Those ``hidden`` were public when they were sent. ``otherwise`` is
    when it was sent where the comment itself does not say it.
    """
    author = raw.get("author_id")
    if not _was_public(raw, hidden) or not isinstance(author, int) or _repeats(raw, author):
        return None
    at = moment(raw.get("created_at")) or otherwise
    said = next(prose(raw), None)
    if at is None or said is None or not (author <= 0 or author in staff):
        return None
    words = replace(said, part=_DESCRIPTION) if first else said
    return AgentReply(ticket_id, at, author if author > 0 else None, words)


def replies_of(event: Mapping[str, Any], staff: Container[int], hidden: Container[int]) -> Iterator[AgentReply]:
    """Yield the replies of one event of the export; in one that created its ticket, it is the description."""
    children = list(_children(event))
    created = any(child.get("event_type") == "Create" for child in children)
    sent = _from_seconds(event.get("timestamp"))
    for child in children:
        if "Comment" in (child.get("event_type"), child.get("type")):
            found = reply(event["ticket_id"], child, staff, first=created, hidden=hidden, otherwise=sent)
            if found is not None:
                yield found


def hidden_in(events: Iterable[Any]) -> frozenset[int]:
    """Return the comments that an agent made private after they were sent: the mail had gone out by then."""
    children = (child for event in events if isinstance(event, dict) for child in _children(event))
    changes = (child for child in children if "CommentPrivacyChange" in (child.get("event_type"), child.get("type")))
    return frozenset(child["comment_id"] for child in changes if isinstance(child.get("comment_id"), int))


def _from_seconds(value: object) -> datetime | None:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int) and 0 <= value < _LAST else None


def _children(event: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    listed = event.get("child_events")
    return (child for child in listed if isinstance(child, dict)) if isinstance(listed, list) else iter(())


def _was_public(raw: Mapping[str, Any], hidden: Container[int]) -> bool:
    return raw.get("public") is True or (raw.get("public") is False and raw.get("id") in hidden)


def _repeats(raw: Mapping[str, Any], author: int) -> bool:
    """Tell whether a comment holds other people's words: that of a merge, a voicemail, a transcript."""
    via = raw.get("via")
    via = via if isinstance(via, dict) else {"channel": via}
    source, channel = via.get("source"), _channel(via.get("channel"))
    merged = channel == _MERGE or (isinstance(source, dict) and source.get("rel") == _MERGE)
    transcript = author <= 0 and channel in _TRANSCRIPTS
    return merged or transcript or raw.get("type") not in {None, "Comment"}


def _channel(value: object) -> str:
    """Return a channel's name; the export has them as people read them, too: "Chat transcript"."""
    return value.casefold().replace(" ", "_") if isinstance(value, str) else ""
