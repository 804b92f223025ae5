"""Use case: what is known of a ticket, or of all tickets of an order, with the texts as the helpdesk shows them now.

What is remembered is shown whatever becomes of the helpdesk; texts pass through and are stored nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from zendesk_bridge.app.accounts import is_still
from zendesk_bridge.app.approved import Approvals
from zendesk_bridge.core.errors import BridgeError, Incomplete, NotFound, Refused, TryLater, Unavailable
from zendesk_bridge.core.evidence import (
    Bearings,
    KnownTicket,
    Quoted,
    ReadTicket,
    TicketEvidence,
    is_known,
    ticket_evidence,
)
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.kind import HelpdeskKind
from zendesk_bridge.core.model import ApprovedMessage, KnownAccount
from zendesk_bridge.core.notices import Market
from zendesk_bridge.core.ports import Helpdesk, Memory, State

PARTLY = 3
"""Exit code: texts are missing, the rest is shown."""

OpenHelpdesk = Callable[[str], AbstractContextManager[Helpdesk]]


@dataclass(frozen=True, slots=True)
class ConfiguredDesk:
    """What the config says of one helpdesk: its kind, its address, and whose rules hold for its customers."""

    kind: HelpdeskKind
    address: str
    market: Market = Market.NONE


@dataclass(frozen=True, slots=True)
class Question:
    """Which ticket, or which order, is asked for; ``helpdesk`` is the one helpdesk that is looked at, None for all."""

    ticket: int | None = None
    order: str = ""
    helpdesk: str | None = None

    def __str__(self) -> str:
        """Return what is asked for in words."""
        where = f" on {self.helpdesk}" if self.helpdesk else ""
        return (f"order {self.order}" if self.order else f"ticket {self.ticket}") + where


@dataclass(frozen=True, slots=True)
class Proven:
    """The evidence, and the exit code that says how much of it is there."""

    tickets: tuple[TicketEvidence, ...]
    exit_code: int
    messages: tuple[ApprovedMessage, ...] = ()


@dataclass(frozen=True, slots=True)
class Prover:
    """Everything that evidence is made of. Without ``open_helpdesk`` no helpdesk is asked."""

    state: State
    desks: Mapping[str, ConfiguredDesk]
    open_helpdesk: OpenHelpdesk | None
    zone: tzinfo
    now: datetime

    def prove(self, question: Question) -> Proven:
        """Return what is known. Raises BridgeError where nothing is, and StateError."""
        found = [
            (account, known)
            for account in self.state.accounts()
            if question.helpdesk in {None, account.name}
            for known in self._known(account, question)
        ]
        messages = self._messages(question)
        if not found:
            if not messages:
                raise _unknown(question)
            return Proven((), 0, messages)
        names = sorted({account.name for account, _ in found})
        if question.ticket and len(names) > 1:
            fix = f"Say on which one: --helpdesk {' or --helpdesk '.join(names)}"
            raise BridgeError(
                f"Ticket {question.ticket} is known on several helpdesks, of different customers.", fix=fix
            )
        return replace(self._with_texts(found), messages=messages)

    # --- what is remembered

    def _messages(self, question: Question) -> tuple[ApprovedMessage, ...]:
        """Return what outreach wrote, or was to, of what is asked; shops write a number with or without its sign."""
        waves = self.state.waves()
        numbers = (question.order, f"#{question.order}") if question.order else ()
        found = (one for number in numbers for one in waves.of_number(number))
        approvals = Approvals(waves)
        return tuple(approvals.of(one for one in found if question.helpdesk in {None, one.helpdesk}))

    def _known(self, account: KnownAccount, question: Question) -> Iterator[KnownTicket]:
        memory = self.state.memory(account.row)
        ids = memory.tickets_of_order(question.order) if question.order else (question.ticket or 0,)
        for ticket_id in ids:
            known = self._remembered(account.name, memory, ticket_id)
            if is_known(known):
                yield known

    def _remembered(self, name: str, memory: Memory, ticket_id: int) -> KnownTicket:
        desk, one = self.desks.get(name), [ticket_id]
        return KnownTicket(
            name,
            desk.kind.title if desk else "",
            ticket_id,
            desk.kind.ticket_link(desk.address, ticket_id) if desk else "",
            memory.orders(one).get(ticket_id, ()),
            memory.history(ticket_id),
            memory.promises(one).get(ticket_id, ()),
            memory.choices(one).get(ticket_id, ()),
            tuple(memory.unread_answers(ticket_id=ticket_id)),
            desk.market if desk else Market.NONE,
            Approvals(self.state.waves()).on_tickets(name, one).get(ticket_id, ()),
        )

    # --- what the helpdesks show

    def _with_texts(self, found: Sequence[tuple[KnownAccount, KnownTicket]]) -> Proven:
        history = History.of(
            version
            for sku in sorted({sku for _, known in found for sku in known.skus})
            for version in self.state.fact_versions(sku)
        )
        bearings = Bearings(history, self.zone, self.now.astimezone(self.zone).date())
        tickets: list[TicketEvidence] = []
        codes: set[int] = set()
        for account in dict.fromkeys(account for account, _ in found):
            mine = [known for its, known in found if its == account]
            for known, read, code in self._read(account, mine):
                tickets.append(ticket_evidence(known, read, bearings))
                codes.add(code)
        missing = any(ticket.missing for ticket in tickets) and self.open_helpdesk is not None
        code = TryLater.exit_code if TryLater.exit_code in codes else PARTLY if missing or codes - {0} else 0
        return Proven(tuple(tickets), code)

    def _read(
        self, account: KnownAccount, known: Collection[KnownTicket]
    ) -> Iterator[tuple[KnownTicket, ReadTicket, int]]:
        """Yield each ticket with what its helpdesk shows of it, and the exit code that this is worth."""
        if self.open_helpdesk is None:
            yield from ((one, ReadTicket(), 0) for one in known)
            return
        if account.name not in self.desks:
            why = f"The texts are left out: no helpdesk of your config is called {account.name}."
            yield from ((one, ReadTicket(None, Quoted.UNREACHED, why), PARTLY) for one in known)
            return
        with self.open_helpdesk(account.name) as helpdesk:
            if other := self._other(helpdesk, account):
                yield from ((one, *other) for one in known)
                return
            for one in known:
                yield (one, *_asked(helpdesk, one.ticket_id))

    def _other(self, helpdesk: Helpdesk, account: KnownAccount) -> tuple[ReadTicket, int] | None:
        """Return why nothing may be read here: it is another account, whose tickets have the same numbers."""
        try:
            if is_still(helpdesk, account, self.desks[account.name].address):
                return None
        except (Unavailable, Refused, Incomplete) as error:
            return _unreached(error)
        why = f"The texts are left out: {account.name} is another account now than the one that is remembered."
        return ReadTicket(None, Quoted.UNREACHED, why), PARTLY


def _asked(helpdesk: Helpdesk, ticket_id: int) -> tuple[ReadTicket, int]:
    try:
        return ReadTicket(helpdesk.ticket(ticket_id, {})), 0
    except NotFound:
        why = "The texts are left out: the helpdesk has no such ticket any more."
        return ReadTicket(None, Quoted.GONE, why), PARTLY
    except (Unavailable, Refused, Incomplete) as error:
        return _unreached(error)


def _unreached(error: BridgeError) -> tuple[ReadTicket, int]:
    code = error.exit_code if isinstance(error, TryLater) else PARTLY
    return ReadTicket(None, Quoted.UNREACHED, f"The texts are left out: {error.message}"), code


def _unknown(question: Question) -> BridgeError:
    """Return what to say where nothing is known."""
    if question.order:
        fix = (
            "A ticket is known by its order where the customer wrote the number on a ticket about a late item, with a "
            "word such as 'order' beside it. Ask by the ticket instead: --ticket NUMBER."
        )
    else:
        fix = (
            "Known are the tickets about a late item, from the first run that read them. "
            "`zendesk-bridge triage --ticket NUMBER` shows what a ticket says today."
        )
    return BridgeError(f"Nothing is remembered of {question}.", fix=fix)
