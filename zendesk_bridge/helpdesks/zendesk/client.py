"""The Zendesk account: every promise of :class:`zendesk_bridge.core.ports.Helpdesk`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from zendesk_bridge.core.errors import Incomplete, NotFound, Problem, Refused, Rejected, cause_of
from zendesk_bridge.core.fields import is_foreign
from zendesk_bridge.core.model import (
    Account,
    AgentReply,
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
    TicketStatus,
    ViewSpec,
    WholeMacro,
    Words,
    readable,
)
from zendesk_bridge.helpdesks.zendesk import forms, identity, probing, replies, views, wire
from zendesk_bridge.helpdesks.zendesk import tickets as ticket_wire
from zendesk_bridge.helpdesks.zendesk.api import MISSING_SCOPE, PAGE, Api, dropped, part, rows_of, users_of
from zendesk_bridge.helpdesks.zendesk.known import OfflineZendesk
from zendesk_bridge.helpdesks.zendesk.messages import ProactiveTickets
from zendesk_bridge.helpdesks.zendesk.patches import Patcher, Works
from zendesk_bridge.helpdesks.zendesk.scan import ExportReader, Position
from zendesk_bridge.transport import Response, once
from zendesk_bridge.transport.just_read import JustRead
from zendesk_bridge.transport.single import Single

_FIELDS = "/api/v2/ticket_fields.json"
_LOCALES = "/api/v2/locales.json"
_DYNAMIC = "/api/v2/dynamic_content/items.json"
_MACROS = "/api/v2/macros.json"
_TICKETS_MANY = "/api/v2/tickets/show_many.json"
_USERS_MANY = "/api/v2/users/show_many.json"


class Zendesk(OfflineZendesk):
    """One account. Build it with :func:`zendesk_bridge.helpdesks.zendesk.build`."""

    batch = PAGE

    def __init__(self, name: str, api: Api) -> None:
        super().__init__(name)
        self._api = api
        self._account: Account | None = None
        self._field_rows: list[dict[str, Any]] | None = None
        self._works = Works()
        self._just_read: JustRead[Ticket] = JustRead(lambda: api.transport.calls)
        self._single = Single(self._prove, lambda error: MISSING_SCOPE in error.message)
        self._messages = ProactiveTickets(api, self._single)

    @property
    def calls(self) -> int:
        """How many requests were sent so far, retries included."""
        return self._api.transport.calls

    def close(self) -> None:
        """Let go of the connections."""
        self._api.transport.close()

    def hurry(self) -> None:
        """Try nothing for long from now on."""
        self._api.transport.hurry()

    def reach(self) -> Reach:
        """Look for the way there. Raises Unavailable."""
        return self._api.transport.reach()

    def probe(self) -> Probe:
        """Ask who we are; see :mod:`zendesk_bridge.helpdesks.zendesk.probing`. Raises AuthRefused or NotFound."""
        return probing.probe(self._api, self.name)

    def account(self) -> Account:
        """Tell the account by its system fields; the list is kept for who asks for the ticket fields next."""
        if self._account is None:
            self._account = Account(self.kind, self._api.transport.address, self._own_id())
        return self._account

    def _own_id(self) -> str:
        try:
            self._field_rows = self._read_fields()
        except (Refused, Incomplete) as error:
            if getattr(error, "unknown_login", False):
                raise
            return ""
        return identity.own_id(self._field_rows)

    def _prove(self) -> None:
        """Ask something that any login may: raises when the account does not work at all."""
        self._api.transport.get("/api/v2/users/me.json")

    def groups(self) -> Mapping[str, int]:
        """Return every group: name -> id, the oldest where a name is used twice.

        One that nobody can read is none that a macro can be shown to.
        """
        rows = self._api.rows("/api/v2/groups.json", "groups", harmless=lambda _row: True)
        named = sorted(((str(row.get("name")), row["id"]) for row in rows if not row.get("deleted")), reverse=True)
        return dict(named)

    # --- ticket fields

    def ticket_fields(self) -> tuple[RemoteField, ...]:
        """Return every ticket field, active or not; raises Incomplete if one may be missing that is ours."""
        rows = self._read_fields() if self._field_rows is None else self._field_rows
        self._field_rows = None
        return tuple(map(wire.remote_field, rows))

    def _read_fields(self) -> list[dict[str, Any]]:
        return list(self._api.rows(_FIELDS, "ticket_fields", harmless=lambda row: is_foreign(wire.title_of(row))))

    def create_field(self, spec: FieldSpec) -> RemoteField:
        """Create this ticket field for agents only, never required; two of one title would block every later run."""
        payload = wire.field_payload(spec)

        def post() -> RemoteField:
            response = self._api.write("POST", _FIELDS, {"ticket_field": payload}, repeatable=False)
            raw = part(response.body, "ticket_field", dict, _FIELDS)
            if lost := sorted({*dropped(response, payload.keys()), *wire.otherwise(raw, payload)}):
                raise Rejected(f"it was made, but Zendesk keeps it otherwise: {', '.join(lost)}")
            return wire.remote_field(raw)

        def find() -> RemoteField | None:
            wanted = (spec.title, payload["type"], True)
            there = self.ticket_fields()
            return next((field for field in there if (field.title, field.type, field.active) == wanted), None)

        return once(post, find)

    # --- ticket forms

    def forms(self) -> tuple[TicketForm, ...]:
        """Return every ticket form; () where the plan has none. Raises AuthRefused or Incomplete."""
        return forms.read(self._api)

    def put_on_form(self, form: TicketForm, field_ids: Sequence[int]) -> TicketForm:
        """Put fields at the end of a form; see :mod:`zendesk_bridge.helpdesks.zendesk.forms`."""
        return forms.put(self._api, form, field_ids)

    # --- shared lists of tickets

    def views(self) -> tuple[RemoteView, ...]:
        """Return every shared view. Raises Incomplete for a list that may have holes."""
        return views.read(self._api)

    def create_view(self, spec: ViewSpec, fields: Fields) -> RemoteView:
        """Create a view; see :mod:`zendesk_bridge.helpdesks.zendesk.views`."""
        return views.create(self._api, spec, fields)

    # --- macros

    def macros(self) -> tuple[RemoteMacro, ...]:
        """Return all shared macros: an admin would otherwise be shown everybody's personal ones too."""
        rows = self._api.rows(_MACROS, "macros", {"access": "shared"})
        return tuple({macro.id: macro for macro in map(wire.remote_macro, rows)}.values())

    def macro(self, macro_id: int) -> RemoteMacro:
        """Return one macro as it is now. Raises NotFound, or Incomplete."""
        return wire.remote_macro(self._api.one(_one_macro(macro_id), "macro"))

    def whole_macros(self) -> Iterator[WholeMacro | Problem]:
        """Yield every macro word for word, an admin's everybody's personal ones among them. Raises Incomplete."""
        return (readable(wire.whole_macro, row) for row in self._api.rows(_MACROS, "macros"))

    def dynamic_content(self) -> Mapping[str, DynamicText]:
        """Return every text by its name, in the languages of the account; one that nobody can read is absent.

        Raises AuthRefused or Incomplete.
        """
        languages = self._api.transport.get(_LOCALES).body
        rows = rows_of(languages, "locales", _LOCALES, harmless=lambda _row: True)
        locales = {row["id"]: wire.locale_name(str(row.get("locale"))) for row in rows}
        items = self._api.rows(_DYNAMIC, "items", harmless=lambda _row: True)
        return dict(filter(None, (wire.dynamic_text(row, locales) for row in items)))

    def create_macro(self, macro: ManagedMacro) -> RemoteMacro:
        """Create it; after a lost answer, look for its marker, and only then send it once more.

        Raises Incomplete for an answer that cannot be read.
        """
        payload = wire.macro_payload(macro)

        def post() -> RemoteMacro:
            return self._written(self._api.write("POST", _MACROS, {"macro": payload}, repeatable=False), payload)

        def find() -> RemoteMacro | None:
            there = (remote for remote in self.macros() if remote.marker == macro.marker)
            return next((remote for remote in there if remote.content.active), None)

        return once(post, find)

    def update_macro(self, remote: RemoteMacro, macro: ManagedMacro) -> RemoteMacro:
        """Send all of it: Zendesk replaces ``actions`` as a whole and keeps a restriction that is not mentioned.

        Raises NotFound, or Incomplete.
        """
        return self._put_macro(remote.id, wire.macro_payload(macro))

    def retire_macro(self, remote: RemoteMacro) -> RemoteMacro:
        """Deactivate it; the rest stays. Raises NotFound, or Incomplete."""
        return self._put_macro(remote.id, wire.retired_payload(remote))

    def _put_macro(self, macro_id: int, payload: Mapping[str, object]) -> RemoteMacro:
        response = self._api.write("PUT", _one_macro(macro_id), {"macro": payload}, repeatable=True)
        return self._written(response, payload)

    def _written(self, response: Response, payload: Mapping[str, object]) -> RemoteMacro:
        """Read the macro that came back; where the answer is not all, or is said to hide something, as it is now."""
        raw = part(response.body, "macro", dict, _MACROS)
        remote = wire.remote_macro(raw)
        if "restriction" in raw and not dropped(response, payload.keys()):
            return remote
        return self.macro(remote.id)

    # --- tickets

    def changed_tickets(self, cursor: str | None, since: datetime, fields: Fields) -> Iterator[TicketPage]:
        """Yield the tickets that changed, then the public comments that came in."""
        return ExportReader(self._api, fields).pages(Position.start(cursor, since))

    def tickets(self, ids: Collection[int], fields: Fields) -> Iterator[Ticket | Failed]:
        """Yield these tickets without words, in this order; one that Zendesk leaves out is gone. Raises Incomplete."""
        return self._read(ids, fields)

    def _read(self, ids: Collection[int], fields: Fields) -> Iterator[Ticket | Failed]:
        for hundred in _hundreds(ids):
            found = list(self._some(hundred, fields))
            self._just_read.keep({one.id: one for one in found if isinstance(one, Ticket)})
            yield from found

    def _fresh(self, ids: Collection[int], fields: Fields) -> Iterator[Ticket | Failed]:
        """Yield these tickets as they are now; those that were read last, this very moment, are not asked for again."""
        known = self._just_read.among(set(ids))
        yield from known.values()
        yield from self._read([one for one in ids if one not in known], fields)

    def _some(self, ids: Sequence[int], fields: Fields) -> Iterator[Ticket | Failed]:
        """Yield these tickets; where one of them spoils the answer, the others are asked for without it."""
        try:
            with self._single.alone():
                rows, known = self._rows(ids)
        except (Rejected, NotFound) as error:
            if len(ids) == 1:
                yield Failed(ids[0], error.message, cause_of(error))
                return
            middle = len(ids) // 2
            yield from self._some(ids[:middle], fields)
            yield from self._some(ids[middle:], fields)
            return
        for ticket_id in ids:
            try:
                raw = rows.get(ticket_id)
                yield ticket_wire.ticket(raw, fields, known_locales=known) if raw else _gone(ticket_id)
            except Incomplete as error:
                yield Failed(ticket_id, error.message)

    def _rows(self, ids: Sequence[int]) -> tuple[dict[int, Any], dict[int, str]]:
        """Ask for these tickets; a row that nobody can read makes all that are absent doubtful, so it is an error."""
        params = {"ids": ",".join(map(str, ids)), "include": "users"}
        body = self._api.transport.get(_TICKETS_MANY, params).body
        rows = rows_of(body, "tickets", _TICKETS_MANY)
        return {row["id"]: row for row in rows}, ticket_wire.locales(users_of(body, _TICKETS_MANY))

    def ticket(self, ticket_id: int, fields: Fields) -> Ticket:
        """Return one ticket with subject, description and all public comments.

        Raises NotFound, Rejected or Incomplete.
        """
        path = f"/api/v2/tickets/{ticket_id}.json"
        with self._single.alone():
            body = self._api.transport.get(path, {"include": "users"}).body
            raw = part(body, "ticket", dict, path)
            users = users_of(body, path)
            known = ticket_wire.locales(users)
            if raw.get("status") == TicketStatus.DELETED:
                return ticket_wire.ticket(raw, fields, known_locales=known)
            said = self._conversation(ticket_id)
            words = ticket_wire.first_words(raw, ticket_wire.staff_ids(users)) + said.words
            ticket = ticket_wire.ticket(raw, fields, known_locales=known, words=words)
            return replace(ticket, replies=said.replies)

    def conversation(self, ticket_id: int) -> Conversation:
        """Return the public comments; of a customer's first, the ticket's description, only the files' names.

        Raises NotFound, Rejected or Incomplete.
        """
        with self._single.alone():
            return self._conversation(ticket_id)

    def _conversation(self, ticket_id: int) -> Conversation:
        path = f"/api/v2/tickets/{ticket_id}/comments.json"
        words: list[Words] = []
        said: list[AgentReply | None] = []
        for body in self._api.pages(path, "comments", {"include": "users"}):
            staff = ticket_wire.staff_ids(users_of(body, path))
            for row in body["comments"]:
                first = not said
                words += ticket_wire.file_words(row, staff) if first else ticket_wire.comment_words(row, staff)
                said.append(replies.reply(ticket_id, row, staff, first=first))
        return Conversation(tuple(words), tuple(filter(None, said)))

    def locales(self, requesters: Collection[int]) -> Mapping[int, str]:
        """Return the language of these users where Zendesk knows it. Raises Incomplete."""
        return ticket_wire.locales(self._users(requesters))

    def addresses(self, requesters: Collection[int]) -> Mapping[int, tuple[str, ...]]:
        """Return the primary addresses, a hundred by one call. Raises Incomplete."""
        return {user["id"]: (user["email"],) for user in self._users(requesters) if isinstance(user.get("email"), str)}

    def _users(self, ids: Collection[int]) -> list[dict[str, Any]]:
        """Return these users; not to know of some is no reason to leave their tickets alone."""
        found: list[dict[str, Any]] = []
        for hundred in _hundreds(ids):
            try:
                with self._single.alone():
                    body = self._api.transport.get(_USERS_MANY, {"ids": ",".join(map(str, hundred))}).body
            except (Rejected, NotFound):
                continue
            found += users_of(body, _USERS_MANY)
        return found

    def patch(self, changes: Iterable[Change], fields: Fields) -> Iterator[Outcome]:
        """Read, compare, write by jobs, read again; see :mod:`zendesk_bridge.helpdesks.zendesk.patches`."""
        read, fresh = partial(self._read, fields=fields), partial(self._fresh, fields=fields)
        writer = Patcher(self._api, fields, read=read, fresh=fresh, works=self._works, single=self._single)
        return writer.run(changes)

    # --- messages to customers

    def deliver(self, delivery: Delivery, fields: Fields) -> Delivered:
        """Send one message; see :mod:`zendesk_bridge.helpdesks.zendesk.messages`."""
        return self._messages.deliver(delivery, fields)

    def delivered(self, delivery: Delivery) -> Delivered | None:
        """Look for one message by its key."""
        return self._messages.delivered(delivery)


def _one_macro(macro_id: int) -> str:
    return f"/api/v2/macros/{macro_id}.json"


def _gone(ticket_id: int) -> Ticket:
    return Ticket(ticket_id, TicketStatus.DELETED)


def _hundreds(ids: Collection[int]) -> Iterator[Sequence[int]]:
    """Yield the distinct ids, in order, as many at once as one request takes."""
    distinct = list(dict.fromkeys(ids))
    for start in range(0, len(distinct), PAGE):
        yield distinct[start : start + PAGE]
