"""A helpdesk that says what a test lets it say, in front of a real database; and a listener that reads ISO dates."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from zendesk_bridge.app import tickets
from zendesk_bridge.app.tickets import TicketSite, Triaged
from zendesk_bridge.core.decide import Rules
from zendesk_bridge.core.errors import NotFound, Rejected
from zendesk_bridge.core.mentions.match import Vocabulary
from zendesk_bridge.core.model import (
    Account,
    Accuracy,
    AgentReply,
    Backorder,
    Change,
    Comments,
    Conversation,
    FieldKey,
    Fields,
    Heard,
    NoticeKind,
    Promise,
    RemoteField,
    ShipWindow,
    Ticket,
    TicketPage,
    TicketStatus,
    Words,
    Written,
)
from zendesk_bridge.core.ports import Capabilities, Memory, State
from zendesk_bridge.state import open_state

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
CAN = Capabilities(frozenset(), 255, 60_000, 32, 30, 255, 65_000)
FIELDS: Fields = {FieldKey.ITEMS: RemoteField(1, "cf_items", "Backorder items", "text")}
LATE = Backorder("WID-12", "Blue Widget", ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)))
OTHER = Backorder("LAMP-3", "Harbor Lamp", ship_window=ShipWindow(date(2026, 12, 8), date(2026, 12, 9)))


def listen(
    reply: AgentReply, items: frozenset[str], heard: Heard, asked: frozenset[str] = frozenset()
) -> tuple[Promise, ...]:
    """Take an ISO date for the ship day of the item that is named, else of those that the ticket is about.

    What was ``asked`` for any reply answers.
    """
    del heard
    for error in (ValueError, OverflowError, IndexError, KeyError, TypeError, AttributeError, RecursionError):
        if f"unreadable {error.__name__}" in reply.words.text:
            raise error(reply.words.text)
    found = re.search(r"\d{4}-\d\d-\d\d", reply.words.text)
    window = ShipWindow(date.fromisoformat(found[0]), date.fromisoformat(found[0])) if found else None
    named = {sku for sku in ("WID-12", "LAMP-3") if sku in reply.words.text}
    return tuple(
        Promise(
            reply.ticket_id,
            sku,
            reply.words.part,
            reply.at,
            window,
            None,
            Accuracy.CURRENT if window else Accuracy.UNDATED,
            NoticeKind.FIRST,
            agent_id=reply.agent_id,
        )
        for sku in sorted((named or items) | asked)
        if "ship" in reply.words.text or sku in asked
    )


def told_back(reply: AgentReply, items: frozenset[str]) -> frozenset[str]:
    """Take the items that are said to be back."""
    if "unreadable" in reply.words.text:
        raise ValueError(reply.words.text)
    return items if "is back" in reply.words.text else frozenset()


@dataclass
class Desk:
    """A helpdesk of these pages; ``conversations`` are what is read ticket by ticket. It counts what it is asked."""

    pages: list[TicketPage] = field(default_factory=list)
    past: list[TicketPage] = field(default_factory=list)
    conversations: dict[int, Conversation | Exception] = field(default_factory=dict)
    known: dict[int, Ticket] = field(default_factory=dict)
    name: str = "shop"
    batch: int = 100
    asked: list[str] = field(default_factory=list)
    patched: list[int] = field(default_factory=list)

    def changed_tickets(self, cursor: str | None, since: datetime, fields: Fields) -> Iterator[TicketPage]:
        """Yield the pages, or those of the past where they are asked for apart."""
        del since, fields
        pages = self.past if self.past and cursor is None else self.pages
        yield from pages or [TicketPage((), (), "c0")]

    def conversation(self, ticket_id: int) -> Conversation:
        """Return what was said on a ticket."""
        self.asked.append(f"conversation {ticket_id}")
        found = self.conversations[ticket_id]
        if isinstance(found, Exception):
            raise found
        return found

    def ticket(self, ticket_id: int, fields: Fields) -> Ticket:
        """Return one ticket whole."""
        del fields
        self.asked.append(f"ticket {ticket_id}")
        if ticket_id not in self.known:
            raise NotFound("gone", status=404)
        return self.known[ticket_id]

    def tickets(self, ids: Collection[int], fields: Fields) -> Iterator[Ticket]:
        """Yield these tickets."""
        del fields
        self.asked.append(f"tickets {sorted(ids)}")
        for ticket_id in ids:
            yield replace(self.known.get(ticket_id, ticket(ticket_id)), words=(), replies=())

    def locales(self, requesters: Collection[int]) -> dict[int, str]:
        """Know nobody."""
        del requesters
        return {}

    def patch(self, changes: Iterable[Change], fields: Fields) -> Iterator[Written]:
        """Write everything."""
        del fields
        for change in changes:
            self.patched.append(change.patch.ticket_id)
            yield Written(change.patch)


class Kept:
    """A lease that nobody takes away."""

    def renew(self) -> None:
        """Keep it."""


def ticket(number: int, text: str = "", **more: Any) -> Ticket:
    """Return an open ticket on which a customer wrote this."""
    words = (Words("description", text),) if text else ()
    given: dict[str, Any] = {"status": TicketStatus.OPEN, "requester_id": 50, "team": 9, "words": words, **more}
    return Ticket(number, fields={FieldKey.ITEMS: ""}, **given)


def reply(number: int, text: str, comment: int = 1, agent: int | None = 8, minutes: int = 0) -> AgentReply:
    """Return what an agent wrote on this ticket, so many minutes after nine."""
    at = NOW - timedelta(days=1) + timedelta(minutes=minutes)
    return AgentReply(number, at, agent, Words(f"comment {comment}", text))


def said(number: int, text: str, comment: int = 2, at: datetime | None = None) -> Comments:
    """Return what a customer added on this ticket, at a time that the helpdesk tells or not."""
    return Comments(number, (Words(f"comment {comment}", text, at=at),))


@dataclass
class Room:
    """What a test needs: the helpdesk, its memory, and a run."""

    desk: Desk
    memory: Memory
    state: State
    late: tuple[Backorder, ...] = (LATE, OTHER)
    listen: Any = listen

    def site(self) -> TicketSite:
        """Return where a run happens."""
        rules = Rules({item.sku: item for item in self.late}, NOW.date(), CAN, "en_US", fields=frozenset(FIELDS))
        helpdesk: Any = self.desk
        listener: Any = SimpleNamespace(promises=self.listen, told_back=told_back)
        vocabulary = Vocabulary.of(self.late, ())
        return TicketSite(helpdesk, self.memory, FIELDS, rules, vocabulary, NOW, say=lambda _: None, listener=listener)

    def run(self, *pages: TicketPage) -> Triaged:
        """Read these pages, decide and write."""
        self.desk.pages = list(pages)
        lease = Kept()
        return tickets.write(tickets.prepare(self.site(), lease), lease)

    def preview(self, *pages: TicketPage) -> Triaged:
        """Read these pages and decide; nothing is remembered."""
        self.desk.pages = list(pages)
        return tickets.prepare(self.site(), None, read_bare=True).preview

    def told(self, number: int) -> list[tuple[str, str, str]]:
        """Return what was promised on a ticket: comment, item, ship day."""
        found = self.memory.promises([number]).get(number, ())
        return [(one.comment, one.sku, one.window.last.isoformat() if one.window else "") for one in found]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Return a room with an empty database."""
    state = open_state(f"sqlite:///{tmp_path}/state.db", now=lambda: NOW)
    known = state.register("shop", Account("third", "https://shop.example", "1"))
    yield Room(Desk(), state.memory(known.row), state)
    state.close()


@pytest.fixture
def make() -> Any:
    """Return what makes tickets, replies, customers' words and pages."""

    class Make:
        ticket = staticmethod(ticket)
        reply = staticmethod(reply)
        said = staticmethod(said)
        rejected = Rejected("no", status=422)

        @staticmethod
        def page(*found: Ticket, cursor: str = "c1", **more: Any) -> TicketPage:
            return TicketPage(found, more.pop("comments", ()), cursor, **more)

    return Make
