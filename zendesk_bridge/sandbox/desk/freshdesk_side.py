"""The Freshdesk face at the desk: canned responses through the composer preview, replies through its own endpoints."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from starlette.requests import Request

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
from zendesk_bridge.sandbox.freshdesk import canned, composer, conversations, fields, tickets
from zendesk_bridge.sandbox.freshdesk.call import FreshdeskCall
from zendesk_bridge.sandbox.freshdesk.errors import FreshdeskError
from zendesk_bridge.sandbox.freshdesk.values import STATUS, STATUS_LABELS
from zendesk_bridge.sandbox.records import StoredTicket, User


class FreshdeskSide:
    """What an agent of the Freshdesk face sees and does."""

    name = "Freshdesk"
    macro_word = "Canned responses"
    statuses: Sequence[tuple[str, str]] = tuple((str(number), label) for number, label in STATUS_LABELS.items())
    tag_separator = ", "

    def __init__(self, box: Context, agent: User) -> None:
        self._box = box
        self._agent = agent

    def _call(self, path: Mapping[str, int], body: Mapping[str, Any] | None = None) -> FreshdeskCall:
        scope = {"type": "http", "method": "GET", "path": "", "query_string": b"", "headers": [], "path_params": path}
        return FreshdeskCall(self._box, Request(scope), self._agent, body or {})

    def status(self, ticket: StoredTicket) -> tuple[str, str]:
        """Return the ticket's status as Freshdesk numbers and names it."""
        number = STATUS[ticket.status]
        return str(number), STATUS_LABELS[number]

    def closed(self, _: StoredTicket) -> bool:
        """Say no: a closed ticket can be answered here, and an answer from the customer opens it again."""
        return False

    def macros(self) -> list[MenuEntry]:
        """Return the canned responses that the agent may use, below their folders."""
        store, call = self._box.store, self._call({})
        folders = [(canned.PERSONAL_FOLDER, "Personal")]
        folders += [(row.body["id"], row.body["name"]) for row in store.documents(canned.FOLDER_KIND)]
        return [
            MenuEntry(
                response["id"],
                (*(part.strip() for part in name.split("::")), unmarked(response["title"])),
                response["content_html"],
                ours=is_ours(response["title"]),
            )
            for number, name in folders
            for response in canned.in_folder(call, number)
        ]

    def fill(self, ticket: StoredTicket, macro_id: int) -> Draft:
        """Return the composer after inserting a canned response; it sets no tags and no status."""
        call = self._call({"id": ticket.id, "response_id": macro_id})
        try:
            title = unmarked(canned.find(call, macro_id)["title"])
            filled = json.loads(bytes(composer.preview(call).body))
        except FreshdeskError as refusal:
            raise DeskError(refusal.status, f"There is no canned response {macro_id} that you can use.") from refusal
        status, _ = self.status(ticket)
        html, text = filled["body_html"], filled["body_text"]
        return Draft(status, ticket.tags, html, text, macro=macro_id, macro_title=title)

    def messages(self, ticket: StoredTicket) -> list[DeskMessage]:
        """Return the description and the conversations that are left."""
        rows = conversations.shown(self._box.store, ticket)
        ids = {row["user_id"] for row in rows} | {ticket.submitter_id}
        names = {user.id: user.name for user in self._box.store.users_by_ids(ids)}
        opened = names.get(ticket.submitter_id, "Somebody")
        by_agent = ticket.submitter_id != ticket.requester_id
        public = all(comment.public for comment in self._box.store.comments(ticket.id, limit=1))
        first = DeskMessage(opened, by_agent, public, ticket.description_html, ticket.created_at)
        return [first] + [
            DeskMessage(
                names.get(row["user_id"], "Somebody"),
                not row["incoming"],
                not row["private"],
                row["body"],
                datetime.fromisoformat(row["created_at"]),
            )
            for row in rows
        ]

    def fields(self, ticket: StoredTicket) -> list[Field]:
        """Return the account's own ticket fields."""
        return [
            Field(field["label"], f"ticket.{field['name']}", shown_value(ticket.freshdesk_fields.get(field["name"])))
            for field in fields.custom(self._box.store)
        ]

    def views(self) -> Mapping[str, SharedView]:
        """Return none: Freshdesk's API keeps no views that anybody could have made."""
        return {}

    def promise(self) -> str | None:
        """Return the name of the field with that label."""
        return next((field["name"] for field in fields.custom(self._box.store) if field["label"] == NEXT_UPDATE), None)

    def send(self, ticket: StoredTicket, reply: Reply) -> None:
        """Post the reply or note, then change tags and status; all or nothing."""
        path = {"id": ticket.id}
        kept = [tag for tag in ticket.tags if tag not in reply.remove_tags]
        tags = [*kept, *(tag for tag in reply.add_tags if tag not in kept)]
        changes: dict[str, Any] = {} if set(tags) == set(ticket.tags) else {"tags": tags}
        if reply.status not in (None, self.status(ticket)[0]):
            changes["status"] = int(reply.status or 0)
        try:
            with self._box.store.writing():
                if reply.html and reply.public:
                    conversations.create_reply(self._call(path, {"body": reply.html}))
                elif reply.html:
                    conversations.create_note(self._call(path, {"body": reply.html, "private": True}))
                if changes:
                    tickets.update_ticket(self._call(path, changes))
        except FreshdeskError as refusal:
            raise DeskError(refusal.status, _words(refusal.body)) from refusal

    def assign(self, ticket: StoredTicket, agent: int | None) -> None:
        """Update the ticket's responder."""
        try:
            tickets.update_ticket(self._call({"id": ticket.id}, {"responder_id": agent}))
        except FreshdeskError as refusal:
            raise DeskError(refusal.status, _words(refusal.body)) from refusal


def _words(body: Mapping[str, Any] | None) -> str:
    found = body or {}
    errors = [f"{row['field']}: {row['message']}" for row in found.get("errors", ())]
    return f"Freshdesk refuses this: {'; '.join(errors) or found.get('message', 'it cannot be changed')}."
