"""One Freshdesk account behind the Helpdesk port; the work is in canned, tickets, scan and patches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from zendesk_bridge.core.errors import Incomplete, Problem, Refused, Rejected, Unavailable
from zendesk_bridge.core.fields import is_foreign
from zendesk_bridge.core.model import (
    Account,
    Change,
    Conversation,
    Delivered,
    Delivery,
    DynamicText,
    Failed,
    Fields,
    FieldSpec,
    ManagedMacro,
    Outcome,
    Probe,
    Reach,
    RemoteField,
    RemoteMacro,
    RemoteView,
    Ticket,
    TicketForm,
    TicketPage,
    ViewSpec,
    WholeMacro,
)
from zendesk_bridge.helpdesks.freshdesk import canned, forms, identity, probing, scan, wire
from zendesk_bridge.helpdesks.freshdesk.calls import Lists
from zendesk_bridge.helpdesks.freshdesk.known import OfflineFreshdesk
from zendesk_bridge.helpdesks.freshdesk.messages import OutboundMails
from zendesk_bridge.helpdesks.freshdesk.patches import Patches
from zendesk_bridge.helpdesks.freshdesk.tickets import TicketReader
from zendesk_bridge.transport import JsonRow, Transport, once


class Freshdesk(OfflineFreshdesk):
    """One account. All calls share the transport, because the rate limit is the account's."""

    batch = 1

    def __init__(self, name: str, transport: Transport, host: str) -> None:
        super().__init__(name)
        self._transport = transport
        self._lists = Lists(transport, host)
        self._canned = canned.CannedResponses(transport, self._lists, self._group_rows)
        self._tickets = TicketReader(transport, self._lists)
        self._account: Account | None = None
        self._patches = Patches(transport, self._tickets)
        self._messages = OutboundMails(transport, self._lists, self._tickets)

    @property
    def calls(self) -> int:
        """How many requests were sent so far, retries included."""
        return self._transport.calls

    def close(self) -> None:
        """Let go of the connections."""
        self._transport.close()

    def hurry(self) -> None:
        """Try nothing for long from now on."""
        self._transport.hurry()

    def reach(self) -> Reach:
        """Look for the way there. Raises Unavailable."""
        return self._transport.reach()

    def probe(self) -> Probe:
        """Ask whose key this is; see :mod:`zendesk_bridge.helpdesks.freshdesk.probing`.

        Raises AuthRefused, NotFound, Unavailable or Incomplete.
        """
        return probing.probe(self._transport)

    def account(self) -> Account:
        """Tell the account by the id that it gives itself, where this agent may ask for it."""
        if self._account is None:
            self._account = Account(self.kind, self._transport.address, self._own_id())
        return self._account

    def _own_id(self) -> str:
        try:
            return identity.own_id(self._transport.get(identity.PATH).body)
        except (Refused, Incomplete, Unavailable) as error:
            if getattr(error, "unknown_login", False) or getattr(error, "unprocessed", False):
                raise
            return ""  # also where this one thing is down: whether all of it is, the next call tells

    def groups(self) -> Mapping[str, int]:
        """Return every group: name -> id. Raises Incomplete for a list that may have holes."""
        return {wire.text(row, "name"): wire.number(row, "id") for row in self._group_rows()}

    def _group_rows(self) -> tuple[JsonRow, ...]:
        """Return the groups; one that nobody can read is none that a macro can be shown to."""
        return tuple(filter(wire.identified, self._lists.rows("groups", holes=True)))

    # --- ticket fields

    def ticket_fields(self) -> tuple[RemoteField, ...]:
        """Return every ticket field that may be ours; this list is not paged. Raises Incomplete."""
        rows = wire.rows(self._transport.get("ticket_fields").body, "ticket_fields")
        return tuple(wire.field(row) for row in rows if wire.is_field(row) or not is_foreign(wire.text(row, "label")))

    def create_field(self, spec: FieldSpec) -> RemoteField:
        """Create this field for agents only, never required. Its name is Freshdesk's choice, read from the answer."""
        kind = "custom_paragraph" if spec.long else "custom_text"
        body = {
            "label": spec.title,
            "label_for_customers": spec.title,
            "type": kind,
            "customers_can_edit": False,
            "displayed_to_customers": False,
            "required_for_agents": False,
            "required_for_customers": False,
            "required_for_closure": False,
        }

        def post() -> RemoteField:
            response = self._transport.send("POST", "admin/ticket_fields", json=body, repeatable=False)
            row = wire.record(response.body, "a ticket field")
            if lost := wire.otherwise(row, body):
                raise Rejected(f"it was made, but Freshdesk keeps it otherwise: {', '.join(lost)}")
            return wire.field(row)

        def find() -> RemoteField | None:
            there = self.ticket_fields()
            return next((field for field in there if (field.title, field.type) == (spec.title, kind)), None)

        return once(post, find)

    # --- ticket forms

    def forms(self) -> tuple[TicketForm, ...]:
        """Return every ticket form; () where the plan has none. Raises AuthRefused or Incomplete."""
        return forms.read(self._transport, self._lists)

    def put_on_form(self, form: TicketForm, field_ids: Sequence[int]) -> TicketForm:
        """Put fields at the end of a form; see :mod:`zendesk_bridge.helpdesks.freshdesk.forms`."""
        return forms.put(self._transport, form, field_ids)

    # --- shared lists of tickets

    def views(self) -> tuple[RemoteView, ...]:
        """Return nothing: the API tells of no views."""
        return ()

    def create_view(self, spec: ViewSpec, fields: Fields) -> RemoteView:
        """Raise Rejected: the API makes no views."""
        del fields
        raise Rejected(f"Freshdesk's API makes no view '{spec.title}'", fix=self.view_steps(spec))

    # --- macros

    def macros(self) -> tuple[RemoteMacro, ...]:
        """Return all shared canned responses, retired ones included; raises Incomplete."""
        return self._canned.every()

    def macro(self, macro_id: int) -> RemoteMacro:
        """Return one shared canned response as it is now; raises NotFound."""
        return self._canned.one(macro_id)

    def whole_macros(self) -> Iterator[WholeMacro | Problem]:
        """Yield every canned response word for word, those in the key's own Personal folder, too. Raises Incomplete."""
        return self._canned.whole()

    def dynamic_content(self) -> Mapping[str, DynamicText]:
        """Return nothing: a canned response has one language."""
        return {}

    def create_macro(self, macro: ManagedMacro) -> RemoteMacro:
        """Create it, and its folder if need be."""
        return self._canned.create(macro)

    def update_macro(self, remote: RemoteMacro, macro: ManagedMacro) -> RemoteMacro:
        """Make the remote one what ``macro`` says; raises NotFound when it was deleted in the portal."""
        return self._canned.update(remote, macro)

    def retire_macro(self, remote: RemoteMacro) -> RemoteMacro:
        """Archive it; see :meth:`CannedResponses.retire`."""
        return self._canned.retire(remote)

    # --- tickets

    def changed_tickets(self, cursor: str | None, since: datetime, fields: Fields) -> Iterator[TicketPage]:
        """Yield what changed; see :mod:`zendesk_bridge.helpdesks.freshdesk.scan`.

        Raises Incomplete where it loops or breaks.
        """
        return scan.changed(self._transport, self._lists, cursor, since, fields)

    def tickets(self, ids: Collection[int], fields: Fields) -> Iterator[Ticket | Failed]:
        """Yield these tickets without words."""
        return self._tickets.some(ids, fields)

    def ticket(self, ticket_id: int, fields: Fields) -> Ticket:
        """Return one ticket with all that customers wrote and were told on it; raises NotFound."""
        return self._tickets.one(ticket_id, fields)

    def conversation(self, ticket_id: int) -> Conversation:
        """Return what customers wrote after the description, and what they were answered."""
        return self._tickets.conversation(ticket_id)

    def locales(self, requesters: Collection[int]) -> Mapping[int, str]:
        """Return the language of these requesters where it is known."""
        return self._tickets.locales(requesters)

    def patch(self, changes: Iterable[Change], fields: Fields) -> Iterator[Outcome]:
        """Read, compare, write, compare; see :mod:`zendesk_bridge.helpdesks.freshdesk.patches`."""
        return self._patches.write(changes, fields)

    # --- messages to customers

    def deliver(self, delivery: Delivery, fields: Fields) -> Delivered:
        """Send one message; see :mod:`zendesk_bridge.helpdesks.freshdesk.messages`."""
        return self._messages.deliver(delivery, fields)

    def delivered(self, delivery: Delivery) -> Delivered | None:
        """Look for one message by its key."""
        return self._messages.delivered(delivery)

    def addresses(self, requesters: Collection[int]) -> Mapping[int, tuple[str, ...]]:
        """Return the addresses of these requesters."""
        return self._tickets.addresses(requesters)
