"""Use case: what customers chose on the page comes onto their tickets, each choice once, whatever ends a run.

A choice is in the database since the customer made it. It counts as carried only when its ticket says so: a run that is
killed in between, and a helpdesk that is down, leave it for the next one, which looks for the note before it writes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.tickets.hearing import is_forgotten
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.core import narrow
from zendesk_bridge.core.choices.note import choice_note
from zendesk_bridge.core.choices.on_page import told_then
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.model import (
    BY_PAGE,
    Change,
    Choice,
    ChoiceKind,
    Failed,
    Fields,
    Message,
    PageChoice,
    Said,
    Skipped,
    Stale,
    Ticket,
    TicketPatch,
    Trace,
    Written,
)
from zendesk_bridge.core.ports import Helpdesk, Lease, Memory

TRIES = 3
"""How often a ticket is decided on that somebody else writes to at the same moment."""

_TOO_BUSY = "somebody writes to it all the time"


@dataclass(slots=True)
class Carried:
    """What became of choices on one helpdesk: how many of each kind its tickets say now.

    ``closed`` are tickets that take no note any more, ``failed`` the others that did not take one, each with why.
    """

    helpdesk: str
    kinds: Counter[ChoiceKind] = field(default_factory=Counter)
    closed: list[int] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A choice that no ticket tells yet, with the message on whose page it was made."""

    message: Message
    choice: PageChoice


def carry(bridge: Bridge, options: RunOptions, lease: Lease) -> tuple[Carried, ...]:
    """Put what was chosen on pages onto its tickets, as a tag and a private note, and into the ledger.

    What was chosen about a message that has no ticket, as one that was exported, stays for ``choices --pending``.
    Raises Busy when another run has taken over.
    """
    waiting: dict[str, list[_Waiting]] = defaultdict(list)
    waves = bridge.state.waves()
    for choice in waves.uncarried():
        message = waves.message(choice.message)
        if message and message.ticket_id:
            waiting[message.helpdesk].append(_Waiting(message, choice))
    found = []
    for helpdesk in bridge.helpdesks:
        if helpdesk.name in waiting and helpdesk.name not in bridge.lost:
            found.append(done := Carried(helpdesk.name))
            with bridge.reaching(helpdesk, options, "tickets"):
                _Carrying(bridge, helpdesk, lease, done).run(waiting[helpdesk.name])
    return tuple(found)


class _Carrying:
    """Carries choices to the tickets of one helpdesk."""

    def __init__(self, bridge: Bridge, helpdesk: Helpdesk, lease: Lease, done: Carried) -> None:
        self._bridge, self._helpdesk, self._lease, self._done = bridge, helpdesk, lease, done
        self._memory: Memory = bridge.memory(helpdesk)
        self._fields: Fields = bridge.fields(helpdesk).found
        self._row = next(known.row for known in bridge.state.accounts() if known.name == helpdesk.name)
        self._history = History.of(bridge.state.fact_versions())

    def run(self, waiting: Sequence[_Waiting]) -> None:
        """Carry them, the oldest of each ticket first; the later ones of a ticket that fails wait with it."""
        queues: dict[int, list[_Waiting]] = defaultdict(list)
        for one in waiting:
            queues[one.message.ticket_id].append(one)
        while queues:
            some = {ticket_id: queues[ticket_id].pop(0) for ticket_id in list(queues)[: self._helpdesk.batch]}
            failed = self._some(some)
            for ticket_id in some:
                if ticket_id in failed or not queues[ticket_id]:
                    del queues[ticket_id]

    def _some(self, some: Mapping[int, _Waiting]) -> set[int]:
        """Carry one choice to each of these tickets; return those that failed."""
        requesters: dict[int, int | None] = {}
        failed = set()
        for outcome in self._outcomes(some, requesters):
            match outcome:
                case Written(patch=patch):
                    one = some[patch.ticket_id]
                    self._done.kinds[one.choice.kind] += 1
                    self._remember(one, requesters[patch.ticket_id])
                case Skipped(ticket_id=ticket_id, final=True):
                    self._done.closed.append(ticket_id)
                    self._remember(some[ticket_id], requesters[ticket_id])
                case Skipped(ticket_id=ticket_id, reason=reason):
                    self._done.failed.append(Failed(ticket_id, f"it is {reason}"))
                    failed.add(ticket_id)
                case Failed(ticket_id=ticket_id):
                    self._done.failed.append(outcome)
                    failed.add(ticket_id)
        return failed

    def _outcomes(
        self, some: Mapping[int, _Waiting], requesters: dict[int, int | None]
    ) -> Iterator[Written | Skipped | Failed]:
        """Yield what became of each ticket; where somebody was faster it is tried again on what is there now."""
        known: list[Ticket | Failed] = list(self._helpdesk.tickets(list(some), self._fields))
        yield from (one for one in known if isinstance(one, Failed))
        tickets = [one for one in known if isinstance(one, Ticket)]
        requesters |= {one.id: one.requester_id for one in tickets}
        for _ in range(TRIES):
            self._lease.renew()
            stale: list[Ticket] = []
            for outcome in self._helpdesk.patch(list(self._changes(tickets, some)), self._fields):
                if isinstance(outcome, Stale):
                    stale.append(outcome.ticket)
                else:
                    yield outcome
            if not stale:
                return
            tickets = stale
        yield from (Failed(ticket.id, _TOO_BUSY) for ticket in tickets)

    def _changes(self, tickets: Iterable[Ticket], some: Mapping[int, _Waiting]) -> Iterator[Change]:
        zone = self._bridge.policy.timezone
        for ticket in tickets:
            one = some[ticket.id]
            shown = told_then(one.choice, self._history, zone)
            note = choice_note(one.message, one.choice, shown, zone)
            add, remove = frozenset({self._tag(one.choice.kind)}), self._outdated(one)
            yield Change(ticket, TicketPatch(ticket.id, add - ticket.tags, (remove - add) & ticket.tags, note=note))

    def _outdated(self, one: _Waiting) -> frozenset[str]:
        """Return the tags of what was chosen on pages before and holds no more: they are ours to take off."""
        waves, ticket_id = self._bridge.state.waves(), one.message.ticket_id
        told = waves.on_tickets(self._helpdesk.name, [ticket_id]).get(ticket_id, ())
        found = waves.answers([message.id for message in told])
        answers = sorted((choice for some in found.values() for choice in some), key=lambda choice: choice.at)
        earlier = [choice for choice in answers if choice.at <= one.choice.at]
        holding = {choice.sku: choice.kind for choice in earlier}
        return frozenset(self._tag(choice.kind) for choice in earlier if choice.kind not in holding.values())

    def _tag(self, kind: ChoiceKind) -> str:
        return narrow.tag(narrow.CHOICE_TAGS[kind], self._helpdesk.capabilities)

    def _remember(self, one: _Waiting, requester_id: int | None) -> None:
        """Remember that the ticket says it, and what was chosen, in one transaction.

        What was to be forgotten since is not remembered anew.
        """
        choice, ticket_id = one.choice, one.message.ticket_id
        view = self._memory.views([ticket_id]).get(ticket_id)
        kept = Choice(ticket_id, choice.sku, choice.kind, choice.at, "", BY_PAGE, choice.version, requester_id)
        said = Said() if view and is_forgotten(view, choice.at) else Said(choices=(kept,))
        carried = replace(choice, carried_at=self._bridge.now)
        self._bridge.state.waves().carry(carried, Trace(self._row, said=said))
