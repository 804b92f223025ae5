"""One message on its way: rendered, intended, handed to the helpdesk, and remembered as told.

What a run left as intended is looked for before anything else is sent: a lost answer never makes a second message.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from typing import Final

from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.outreach import recording
from zendesk_bridge.app.outreach.outlets import OpenTickets, Outlet
from zendesk_bridge.app.outreach.sent import Outbox, OwedNow
from zendesk_bridge.app.outreach.writing import MailWriter
from zendesk_bridge.core.errors import Conflict, NotFound
from zendesk_bridge.core.ledger import Stamp
from zendesk_bridge.core.model import (
    Delivered,
    Delivery,
    Mail,
    Message,
    MessageState,
    Order,
    Recipient,
    TicketPatch,
    address_digest,
)
from zendesk_bridge.core.ports import Waves

log = logging.getLogger(__name__)

RUN: Final = "outreach"
"""Which run events tell that recorded them."""

_NOTHING: Final = Mail("", "", "")
_NOBODY: Final = Recipient("")


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that went out, as what; ``found`` says that it had before, and the database did not know."""

    state: MessageState
    found: bool = False


@dataclass(slots=True)
class Postman:
    """Takes the messages of one run to one helpdesk."""

    bridge: Bridge
    outbox: Outbox
    outlet: Outlet
    waves: Waves
    writer: MailWriter
    _tickets: OpenTickets = field(init=False)

    def __post_init__(self) -> None:
        """Make ready what looks for open tickets; nothing is asked yet."""
        self._tickets = OpenTickets(self.outlet, self.waves)

    def post(self, message: Message, order: Order, owed: OwedNow) -> Posted | None:
        """Send one message and remember it; return as what, None where its wave runs no more and nothing was sent.

        The helpdesk is asked first whether it has it: a database that was restored from a backup does not know.

        Raises:
            Rejected: the helpdesk will not take this message.
            InvalidInput: its template says nothing for this order.
            AuthRefused, Unavailable, Incomplete: nobody knows whether it was sent; the next run looks.

        """
        mail, recipient = self.writer.mail(message, order, owed), order.recipient or _NOBODY
        message = replace(message, customer=address_digest(self.writer.key, recipient.email), rest=owed.rest)
        own = self._tickets.of(message.customer, {self.outlet.sku(line.sku) for line in owed.lines})
        draft = own is not None and self.bridge.policy.outreach.drafts and not own.ours
        ticket = own.id if own else None
        delivery = Delivery(message.id, recipient, mail, message.locale, ticket_id=ticket, draft=draft)
        if there := self._there(delivery):
            there = own.whose(there) if own else there
            return Posted(self._record(message, there, owed, delivery), found=True)
        if not self.waves.intend(message.id, self.outbox.clock(), ticket_id=ticket or 0, draft=draft):
            return None
        delivered, began, delivery = self._delivered(message, owed, delivery)
        delivered = own.whose(delivered) if own else delivered
        return Posted(self._record(message, delivered, owed, delivery, began))

    def _there(self, delivery: Delivery) -> Delivered | None:
        """Return where a message can be read that this database does not know of; a ticket that is gone has none."""
        try:
            return self.outlet.helpdesk.delivered(delivery)
        except NotFound:  # deleted a moment ago
            return None

    def _delivered(
        self, message: Message, owed: OwedNow, delivery: Delivery
    ) -> tuple[Delivered, TicketPatch | None, Delivery]:
        """Hand a message over: on the customer's own ticket, or with one of its own where that takes no answer."""
        helpdesk, fields = self.outlet.helpdesk, self.outlet.fields
        if delivery.ticket_id is not None:
            try:
                return helpdesk.deliver(delivery, fields), None, delivery
            except Conflict:  # solved or merged a moment ago
                delivery = replace(delivery, ticket_id=None, draft=False)
        began = recording.beginning(self.outlet, message, owed.lines, owed.heard)
        if began:
            delivery = replace(delivery, tags=tuple(sorted(began.add_tags)), texts=dict(began.fields))
        return helpdesk.deliver(delivery, fields), began, delivery

    def find(self, message: Message, order: Order | None, owed: OwedNow | None) -> bool:
        """Look whether a message that was intended went out, and remember it; False where it surely did not.

        Raises:
            NotFound: the ticket that it may stand on cannot be read any more, so that nobody can tell.
            Rejected: without the order's address nobody can tell.
            AuthRefused, Unavailable, Incomplete: nobody can tell now.

        """
        recipient = (order and order.recipient) or _NOBODY
        ticket = message.ticket_id or None
        delivery = Delivery(message.id, recipient, _NOTHING, message.locale, ticket_id=ticket, draft=message.is_draft)
        found = self.outlet.helpdesk.delivered(delivery)
        if found is None:
            return False
        still = {line.id for line in order.lines} if order else {line.line for line in message.lines}
        lines = tuple(line for line in message.lines if line.line in still)
        self._record(message, found, replace(owed or OwedNow(), lines=lines), delivery)
        return True

    def _record(
        self,
        message: Message,
        delivered: Delivered,
        owed: OwedNow,
        delivery: Delivery,
        began: TicketPatch | None = None,
    ) -> MessageState:
        """Remember that a message went out, and all that it left, in one transaction; return as what."""
        drafted = delivery.draft and delivered.ticket_id == delivery.ticket_id
        state = MessageState.DRAFTED if drafted else MessageState.TOLD
        now, name = self.outbox.clock(), self.outlet.name
        if delivered.otherwise:
            how = ", ".join(delivered.otherwise)
            log.warning("%s: ticket %s keeps a message otherwise than it was sent: %s", name, delivered.ticket_id, how)
        told = replace(message, state=state, why="", at=now)
        told = replace(told, ticket_id=delivered.ticket_id, comment=delivered.comment)
        unsaid = drafted or message.is_forgotten
        said = () if unsaid else recording.promises(self.outlet, delivered, owed.lines, owed.heard)
        left = recording.trace(self.outlet, told, delivered, said, began, Stamp(now, RUN))
        self.waves.settle([told], left)
        return state
