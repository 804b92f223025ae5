"""One account behind the Helpdesk port: endpoints, and what their answers mean."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from zendesk_bridge.helpdesks.third import wire
from zendesk_bridge.helpdesks.third.known import OfflineThird
from zendesk_bridge.helpdesks.third.messages import Messages

from zendesk_bridge.core.collision import collides
from zendesk_bridge.core.decide import FINAL
from zendesk_bridge.core.errors import (
    AuthRefused,
    Conflict,
    Incomplete,
    NotFound,
    Problem,
    Refused,
    Rejected,
    Unavailable,
    cause_of,
)
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
    Skipped,
    Stale,
    Ticket,
    TicketForm,
    TicketPage,
    TicketStatus,
    ViewSpec,
    WholeMacro,
    Written,
    readable,
)
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.core.safe import called_by_name
from zendesk_bridge.transport import ACCOUNT, Basic, RateLimit, Transport, once, utc_now, whole
from zendesk_bridge.transport.just_read import JustRead
from zendesk_bridge.transport.single import Single

PAGE = 100
_UNAUTHORIZED = 401


def build(
    name: str,
    url: str,
    auth: Mapping[str, str],
    *,
    max_share_of_limit: float = 0.5,
    sleep: Callable[[float], None] = time.sleep,
    now: Callable[[], datetime] = utc_now,
) -> Helpdesk:
    """Return the account at this address; sends nothing yet."""
    transport = Transport(
        url.rstrip("/") + "/api/v2",
        Basic(auth["key"], "x"),
        error_of=_error_of,
        on_headers=_limits,
        label=name,
        sleep=sleep,
        now=now,
        max_share_of_limit=max_share_of_limit,
    )
    return Third(name, transport)


def _error_of(_status: int, body: Any) -> str:
    code = body.get("code") if isinstance(body, dict) else None
    return code if isinstance(code, str) and re.fullmatch(r"[a-z_]{1,40}", code) else ""


def _limits(headers: Mapping[str, str]) -> tuple[RateLimit, ...]:
    total, left, reset = (whole(headers.get(f"X-Limit-{name}")) for name in ("Total", "Left", "Reset"))
    return () if total is None or left is None or reset is None else (RateLimit(ACCOUNT, total, left, reset),)


class Third(OfflineThird):
    """One account."""

    batch = 1

    def __init__(self, name: str, transport: Transport) -> None:
        super().__init__(name)
        self._transport = transport
        self._account: Account | None = None
        self._single = Single(lambda: transport.get("me"), lambda _: False)
        self._messages = Messages(transport, self._single)
        self._just_read: JustRead[dict[str, Any] | None] = JustRead(lambda: transport.calls)

    @property
    def calls(self) -> int:
        """How many requests were sent so far."""
        return self._transport.calls

    def close(self) -> None:
        """Let go of the connections."""
        self._transport.close()

    def hurry(self) -> None:
        """Try nothing for long from now on."""
        self._transport.hurry()

    def reach(self) -> Reach:
        """Look for the way there."""
        return self._transport.reach()

    def probe(self) -> Probe:
        """Ask who we are."""
        try:
            me = wire.record(self._transport.get("me").body)
        except AuthRefused as error:
            raise AuthRefused(error.message, fix="Check 'auth.key'.", status=error.status) from None
        except NotFound as error:
            raise NotFound(error.message, fix="Is the subdomain in 'url' right?", status=error.status) from None
        role = str(me.get("role") or "agent")
        return Probe(
            who=", ".join(filter(None, [called_by_name(me.get("name")), role])),
            admin=role == "admin",
            calls_per_minute=self._transport.limit,
            clock=self._transport.theirs,
        )

    def account(self) -> Account:
        """Return which account this is."""
        if self._account is None:
            self._account = Account(self.kind, self._transport.address, self._own_id())
        return self._account

    def _own_id(self) -> str:
        try:
            return str(wire.record(self._transport.get("account").body)["id"])
        except (Refused, Incomplete, Unavailable) as error:
            if getattr(error, "status", 0) == _UNAUTHORIZED or getattr(error, "unprocessed", False):
                raise
            return ""

    def _list(self, path: str) -> Iterator[Any]:
        """Yield every row of a list, page by page."""
        page = 1
        while True:
            found = wire.rows(self._transport.get(path, {"page": page}).body)
            yield from found
            if len(found) < PAGE:
                return
            page += 1

    def groups(self) -> Mapping[str, int]:
        """Return every group that can be read."""
        named = (row for row in self._list("groups") if isinstance(row, dict) and isinstance(row.get("id"), int))
        return {str(row["name"]): row["id"] for row in named}

    # --- ticket fields

    def ticket_fields(self) -> tuple[RemoteField, ...]:
        """Return every ticket field that may be ours."""
        found = self._list("ticket_fields")
        return tuple(wire.field(row) for row in found if not wire.is_strange(row))

    def create_field(self, spec: FieldSpec) -> RemoteField:
        """Create this field."""
        sent = {"title": spec.title, "type": "paragraph" if spec.long else "line", "for_agents_only": True}

        def post() -> RemoteField:
            made = self._transport.send("POST", "ticket_fields", json=sent, repeatable=False).body
            if any(made.get(key) != value for key, value in sent.items()):
                raise Rejected("it was made, but the helpdesk keeps it otherwise")
            return wire.field(made)

        def find() -> RemoteField | None:
            return next((field for field in self.ticket_fields() if field.title == spec.title), None)

        return once(post, find)

    # --- ticket forms

    def forms(self) -> tuple[TicketForm, ...]:
        """Return every ticket form, where the plan has them."""
        try:
            return tuple(map(wire.form, self._list("forms")))
        except NotFound:
            return ()

    def put_on_form(self, form: TicketForm, field_ids: Sequence[int]) -> TicketForm:
        """Put fields at the end of a form as it is now."""
        path = f"forms/{form.id}"
        before = wire.form(self._transport.get(path).body)
        new = [number for number in field_ids if number not in before.field_ids]
        if not new:
            return before
        sent = {"fields": [*before.field_ids, *new]}
        after = wire.form(self._transport.send("PUT", path, json=sent, repeatable=True).body)
        if not set(before.field_ids) <= set(after.field_ids):
            raise Rejected("it was saved, but the helpdesk took other fields off it")
        return after

    # --- shared lists of tickets

    def views(self) -> tuple[RemoteView, ...]:
        """Return every shared list."""
        return tuple(map(wire.view, self._list("views")))

    def create_view(self, spec: ViewSpec, fields: Fields) -> RemoteView:
        """Make it; after a lost answer, look for its marker."""
        sent = wire.view_payload(spec, fields)

        def post() -> RemoteView:
            made = self._transport.send("POST", "views", json=sent, repeatable=False).body
            found = wire.view(made)
            if any(made.get(key) != value for key, value in sent.items()):
                raise Rejected("it was made, but the helpdesk keeps it otherwise")
            return found

        return once(post, lambda: next((found for found in self.views() if found.marker == spec.marker), None))

    # --- macros

    def macros(self) -> tuple[RemoteMacro, ...]:
        """Return all shared macros."""
        return tuple(map(wire.macro, self._list("macros")))

    def macro(self, macro_id: int) -> RemoteMacro:
        """Return one macro as it is now."""
        return wire.macro(self._transport.get(f"macros/{macro_id}").body)

    def whole_macros(self) -> Iterator[WholeMacro | Problem]:
        """Yield every macro word for word."""
        return (readable(wire.whole_macro, row) for row in self._list("macros") if isinstance(row, dict))

    def dynamic_content(self) -> Mapping[str, DynamicText]:
        """Return nothing: a macro here has one language."""
        return {}

    def create_macro(self, macro: ManagedMacro) -> RemoteMacro:
        """Create it; after a lost answer, look for its marker."""

        def post() -> RemoteMacro:
            return wire.macro(self._transport.send("POST", "macros", json=wire.payload(macro), repeatable=False).body)

        return once(post, lambda: next((found for found in self.macros() if found.marker == macro.marker), None))

    def update_macro(self, remote: RemoteMacro, macro: ManagedMacro) -> RemoteMacro:
        """Send all of it."""
        return self._put_macro(remote, wire.payload(macro))

    def retire_macro(self, remote: RemoteMacro) -> RemoteMacro:
        """Disable it."""
        return self._put_macro(remote, wire.retired(remote))

    def _put_macro(self, remote: RemoteMacro, sent: Mapping[str, Any]) -> RemoteMacro:
        return wire.macro(self._transport.send("PUT", f"macros/{remote.id}", json=dict(sent), repeatable=True).body)

    # --- tickets

    def changed_tickets(self, cursor: str | None, since: datetime, fields: Fields) -> Iterator[TicketPage]:
        """Yield what changed, by the number that each change has."""
        if cursor is not None and not re.fullmatch(r"[0-9]{1,15}", cursor):
            raise Incomplete("the remembered position is not one of Third's")
        ask: dict[str, Any] = {"after": int(cursor or 0), **({} if cursor else {"since": since.isoformat()})}
        while True:
            body = self._transport.get("tickets/changes", ask).body
            if not isinstance(body, dict) or not isinstance(body.get("next"), int) or body["next"] < ask["after"]:
                raise Incomplete("the helpdesk does not say where its changes go on")
            found = tuple(wire.ticket(row, fields) for row in wire.rows(body.get("tickets")))
            told = tuple(reply for ticket in found for reply in ticket.replies)
            yield TicketPage(found, (), str(body["next"]), replies=told)
            if len(found) < PAGE:
                return
            ask = {"after": body["next"]}

    def _row(self, ticket_id: int) -> dict[str, Any] | None:
        """Return a ticket as it is now, None when there is none; as just read where it was."""
        known = self._just_read.among({ticket_id})
        return known[ticket_id] if ticket_id in known else self._asked(ticket_id)

    def _asked(self, ticket_id: int) -> dict[str, Any] | None:
        row = None
        try:
            with self._single.alone():
                row = wire.record(self._transport.get(f"tickets/{ticket_id}").body, "messages")
        except NotFound:
            self._single.prove_once()
        self._just_read.keep({ticket_id: row})
        return row

    def tickets(self, ids: Collection[int], fields: Fields) -> Iterator[Ticket | Failed]:
        """Yield these tickets without words."""
        for ticket_id in ids:
            try:
                yield _shown(ticket_id, self._asked(ticket_id), fields)
            except (Rejected, Incomplete) as error:
                yield Failed(ticket_id, error.message, cause_of(error))

    def ticket(self, ticket_id: int, fields: Fields) -> Ticket:
        """Return one ticket with all customer words on it."""
        row = self._asked(ticket_id)
        if row is None:
            raise NotFound(f"there is no ticket {ticket_id}", status=404)
        return wire.ticket(row, fields)

    def conversation(self, ticket_id: int) -> Conversation:
        """Return what was written later."""
        with self._single.alone():
            return wire.conversation(self._transport.get(f"tickets/{ticket_id}").body)

    def locales(self, requesters: Collection[int]) -> Mapping[int, str]:
        """Return the languages of these customers."""
        return {row["id"]: wire.language(row) for row in self._people(requesters)}

    def addresses(self, requesters: Collection[int]) -> Mapping[int, tuple[str, ...]]:
        """Return the addresses of these customers."""
        return {row["id"]: (row["email"],) for row in self._people(requesters)}

    def _people(self, ids: Collection[int]) -> Iterator[dict[str, Any]]:
        for person in ids:
            try:
                with self._single.alone():
                    row = wire.record(self._transport.get(f"people/{person}").body, "language", "email")
            except (NotFound, Rejected):
                continue
            yield row

    def deliver(self, delivery: Delivery, fields: Fields) -> Delivered:
        """Send one message."""
        return self._messages.deliver(delivery, fields)

    def delivered(self, delivery: Delivery) -> Delivered | None:
        """Look for one message."""
        return self._messages.delivered(delivery)

    def patch(self, changes: Iterable[Change], fields: Fields) -> Iterator[Outcome]:
        """Write each change, on the condition that nobody has changed the ticket since it was read."""
        for change in changes:
            yield Written(change.patch, changed=False) if change.patch.empty else self._patched(change, fields)

    def _patched(self, change: Change, fields: Fields) -> Outcome:
        ticket_id = change.base.id
        try:
            row = self._row(ticket_id)
            now = _shown(ticket_id, row, fields)
            if row is None or now.status in FINAL:
                return Skipped(ticket_id, FINAL[now.status])
            if collides(change, now):
                return Stale(now)
            with self._single.alone():
                return self._written(change, row, fields)
        except (NotFound, Rejected, Incomplete) as error:
            return Failed(ticket_id, error.message, cause_of(error))

    def _written(self, change: Change, row: dict[str, Any], fields: Fields) -> Outcome:
        """Send what the ticket lacks. A repeated write that took effect before is a conflict that lacks nothing."""
        sent = wire.lacking(change, row, fields)
        if not sent:
            return Written(change.patch, changed=False)
        path = f"tickets/{change.base.id}"
        try:
            sent["number"] = row["number"]
            there = wire.record(self._transport.send("PUT", path, json=sent, repeatable=True).body, "messages")
        except (Conflict, Incomplete) as error:
            there = wire.record(self._transport.get(path).body, "messages")
            if not wire.lacking(change, there, fields):
                return Written(change.patch)
            if isinstance(error, Incomplete):
                raise
            return Stale(_shown(change.base.id, there, fields), begun=True)
        if lost := wire.lacking(change, there, fields):
            return Failed(change.base.id, f"the helpdesk did not take: {', '.join(sorted(lost))}")
        return Written(change.patch)


def _shown(ticket_id: int, row: dict[str, Any] | None, fields: Fields) -> Ticket:
    """Return what a row says of a ticket; none says that it is gone."""
    return Ticket(ticket_id, TicketStatus.DELETED) if row is None else wire.ticket(row, fields, words=False)
