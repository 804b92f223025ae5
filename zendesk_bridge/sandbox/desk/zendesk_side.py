"""The Zendesk face at the desk: macros through the API's own apply, replies through its own ticket update."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from starlette.datastructures import QueryParams

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.desk.parts import (
    NEXT_UPDATE,
    DeskError,
    DeskMessage,
    Draft,
    Field,
    MenuEntry,
    Reply,
    SharedView,
    is_ours,
    shown_value,
    unmarked,
)
from zendesk_bridge.sandbox.markup import to_html, to_text
from zendesk_bridge.sandbox.records import StoredTicket, User
from zendesk_bridge.sandbox.zendesk import apply, fields, macros, ticket_forms, tickets, view_tickets, views
from zendesk_bridge.sandbox.zendesk.call import ZendeskCall
from zendesk_bridge.sandbox.zendesk.errors import ZendeskError

_LABELS = {
    "new": "New", "open": "Open", "pending": "Pending", "hold": "On-hold", "solved": "Solved", "closed": "Closed",
}  # fmt: skip
_ALSO = {
    "priority": "Priority", "type": "Type", "subject": "Subject", "group_id": "Group", "assignee_id": "Assignee",
}  # fmt: skip


class ZendeskSide:
    """What an agent of the Zendesk face sees and does."""

    name = "Zendesk"
    macro_word = "Macros"
    statuses: Sequence[tuple[str, str]] = tuple(
        (value, label) for value, label in _LABELS.items() if value not in ("new", "closed")
    )
    tag_separator = " "

    def __init__(self, box: Context, agent: User) -> None:
        self._box = box
        self._agent = agent

    def _call(self, params: Mapping[str, Any], body: Mapping[str, Any] | None = None) -> ZendeskCall:
        return ZendeskCall(self._box, self._agent, "", QueryParams(), params, body or {})

    def status(self, ticket: StoredTicket) -> tuple[str, str]:
        """Return the ticket's status as Zendesk names it."""
        return ticket.status, _LABELS[ticket.status]

    def closed(self, ticket: StoredTicket) -> bool:
        """Say whether the ticket is closed, which is for good."""
        return ticket.status == "closed"

    def macros(self) -> list[MenuEntry]:
        """Return the active macros that the agent may use, with folders by ``::``."""
        mine, call = (None, self._agent.id), self._call({})
        return [
            _macro(macros.out(call, macro))
            for macro in macros.visible(call)
            if macro["active"] and macros.personal_owner(macro) in mine
        ]

    def fill(self, ticket: StoredTicket, macro_id: int) -> Draft:
        """Return the composer after Zendesk has applied a macro to the ticket."""
        macro, changes = self._applied(ticket, macro_id)
        comment = changes.get("comment", {})
        html = comment.get("html_body") or to_html(comment.get("body", ""))
        return Draft(
            changes.get("status", "open" if ticket.status == "new" else ticket.status),
            tuple(changes.get("tags", ticket.tags)),
            html,
            comment.get("body") or to_text(html),
            public=bool(comment.get("public", True)),
            macro=macro_id,
            macro_title=unmarked(macro["title"]),
            also=tuple(self._also(changes)),
        )

    def _applied(self, ticket: StoredTicket, macro_id: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return a macro, and what applying it would change of this ticket."""
        call = self._call({"ticket": ticket.id, "id": macro_id})
        usable = {macro.id for macro in self.macros()}
        if macro_id not in usable:
            raise DeskError(404, f"There is no macro {macro_id} that you can use.")
        names = apply.alone(call).body["result"]["ticket"]
        whole = apply.on_ticket(call).body["result"]["ticket"]
        return macros.out(call, macros.find(call)), {name: whole[name] for name in names}

    def _also(self, changes: Mapping[str, Any]) -> list[tuple[str, str]]:
        titles = {field["id"]: field["title"] for field in fields.custom(self._box.store)}
        named = {group.id: group.name for group in self._box.store.groups()}
        if changes.get("assignee_id"):
            named |= {user.id: user.name for user in self._box.store.users_by_ids([changes["assignee_id"]])}
        plain = [
            (label, shown_value(named.get(changes[name], changes[name])))
            for name, label in _ALSO.items()
            if name in changes
        ]
        own = [
            (titles[row["id"]], shown_value(row["value"])) for row in changes.get("fields", ()) if row["id"] in titles
        ]
        return plain + own

    def messages(self, ticket: StoredTicket) -> list[DeskMessage]:
        """Return the ticket's comments."""
        comments = self._box.store.comments(ticket.id)
        people = {user.id: user for user in self._box.store.users_by_ids({comment.author_id for comment in comments})}
        found = []
        for comment in comments:
            author = people.get(comment.author_id)
            by_agent = author is not None and author.role != "end-user"
            name = author.name if author else "Somebody"
            found.append(DeskMessage(name, by_agent, comment.public, comment.html, comment.created_at))
        return found

    def fields(self, ticket: StoredTicket) -> list[Field]:
        """Return the account's own ticket fields, as far as they are on the form that every ticket here has."""
        shown = ticket_forms.on_tickets(self._box.store)
        return [
            Field(
                field["title"],
                f"ticket.ticket_field_{field['id']}",
                shown_value(ticket.zendesk_fields.get(str(field["id"]))),
            )
            for field in fields.custom(self._box.store)
            if field["id"] in shown
        ]

    def views(self) -> Mapping[str, SharedView]:
        """Return Zendesk's active views, shared ones and the agent's own."""
        store, me = self._box.store, self._agent.id
        return {
            f"view-{view['id']}": SharedView(
                view["title"],
                partial(view_tickets.number_in, store, view, me),
                partial(view_tickets.tickets_in, store, view, me),
            )
            for view in views.visible(store, me)
            if view["active"]
        }

    def promise(self) -> str | None:
        """Return the id of the field with that title, as a key."""
        own = fields.custom(self._box.store)
        return next((str(field["id"]) for field in own if field["title"] == NEXT_UPDATE), None)

    def send(self, ticket: StoredTicket, reply: Reply) -> None:
        """Update the ticket in one call, with everything else that the macro sets."""
        given: dict[str, Any] = {"additional_tags": list(reply.add_tags), "remove_tags": list(reply.remove_tags)}
        if reply.macro is not None:
            _, changes = self._applied(ticket, reply.macro)
            given |= {name: changes[name] for name in (*_ALSO, "fields") if name in changes}
        if reply.status is not None:
            given["status"] = reply.status
        if reply.html:
            given["comment"] = {"html_body": reply.html, "public": reply.public}
        self._update(ticket, given)

    def assign(self, ticket: StoredTicket, agent: int | None) -> None:
        """Update the ticket's assignee."""
        self._update(ticket, {"assignee_id": agent})

    def _update(self, ticket: StoredTicket, given: Mapping[str, Any]) -> None:
        try:
            tickets.update(self._call({"id": ticket.id}, {"ticket": given}))
        except ZendeskError as refusal:
            raise DeskError(refusal.status, _words(refusal.body)) from refusal


def _macro(found: Mapping[str, Any]) -> MenuEntry:
    actions = {action["field"]: action["value"] for action in found["actions"]}
    reply = actions.get("comment_value_html") or actions.get("comment_value", "")
    return MenuEntry(
        found["id"],
        tuple(part.strip() for part in unmarked(found["title"]).split("::")),
        str(reply),
        frozenset(str(actions.get("remove_tags", "")).split()),
        is_ours(f"{found['title']} {found['description']}"),
    )


def _words(body: Mapping[str, Any]) -> str:
    details = [row["description"] for rows in body.get("details", {}).values() for row in rows]
    return f"Zendesk refuses this: {'; '.join(details) or body.get('description', body.get('error'))}."
