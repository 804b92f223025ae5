"""What people wrote on tickets: customers' words, and agents' public replies. All of it passes through."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote in one place. Never printed, logged or stored: ``text`` is left out of every repr.

    ``part`` is ``subject``, ``description``, ``comment <id>`` or ``attachment`` (a file's name). ``html`` says that
    ``text`` is HTML. ``at`` (aware) is when it was sent, where the helpdesk says it with the words.
    """

    part: str
    text: str = field(repr=False)
    html: bool = False
    at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class AgentReply:
    """One public reply of an agent. Never printed, logged or stored.

    ``words.part`` names the comment as mentions do: ``comment 4711``, or ``description`` where an agent began the
    ticket. ``at`` (aware) is when it was sent, by the helpdesk's clock; ``agent_id`` is None where nobody says who.
    """

    ticket_id: int
    at: datetime
    agent_id: int | None
    words: Words = field(repr=False)


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was written on one ticket after its description: by customers, and to them."""

    words: tuple[Words, ...] = ()
    replies: tuple[AgentReply, ...] = ()
