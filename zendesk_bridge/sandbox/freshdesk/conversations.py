"""Conversations: what was said on a ticket after its description, and the notes and replies that agents add.

A reply and a public note are the same comment in the store, and a note may be edited here alone: what only this face
knows of a comment is kept in a document of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.addresses import address
from zendesk_bridge.sandbox.freshdesk import attachments
from zendesk_bridge.sandbox.freshdesk.bodies import email_errors, refuse, shape_errors
from zendesk_bridge.sandbox.freshdesk.call import FreshdeskCall, page_of, paged, stamp
from zendesk_bridge.sandbox.freshdesk.errors import Absent, FieldError, Invalid
from zendesk_bridge.sandbox.freshdesk.html import plain, rewritten
from zendesk_bridge.sandbox.freshdesk.people import AGENT_ROLES
from zendesk_bridge.sandbox.freshdesk.ticket_rows import styled
from zendesk_bridge.sandbox.records import Comment, NewComment, StoredTicket
from zendesk_bridge.sandbox.store import Store

KIND = "freshdesk_conversation"
EMBEDDED = 10
"""How many conversations come with ``include=conversations``."""
_REPLY, _NOTE = 0, 2  # a conversation's ``source``
_FROM_CUSTOMER, _PRIVATE, _PUBLIC = 1, 2, 3  # its ``category``
_UNTOLD: Mapping[str, Any] = {
    "email_failure_count": None, "outgoing_failures": None, "thread_id": None, "thread_message_id": None,
    "automation_id": None, "automation_type_id": None, "auto_response": False, "source_additional_info": None,
}  # fmt: skip
"""What every recorded row has and the sandbox knows nothing about."""
_NOTE_KINDS = {
    "body": "String",
    "private": "Boolean",
    "incoming": "Boolean",
    "user_id": "Integer",
    "notify_emails": "Array",
}
_REPLY_KINDS = {
    "body": "String",
    "from_email": "String",
    "user_id": "Integer",
    "cc_emails": "Array",
    "bcc_emails": "Array",
}


def _extra(store: Store, comment: Comment) -> dict[str, Any]:
    document = store.document(KIND, comment.id)
    return {} if document is None else document.body


def shown(store: Store, ticket: StoredTicket) -> list[dict[str, Any]]:
    """Return a ticket's conversations as the API shows them, oldest first."""
    found = [comment for comment in store.comments(ticket.id, limit=-1) if not comment.first]
    roles = {user.id: user.role for user in store.users_by_ids({comment.author_id for comment in found})}
    rows = [_row(comment, roles.get(comment.author_id, ""), _extra(store, comment)) for comment in found]
    return [row for row in rows if row is not None]


def _row(comment: Comment, role: str, extra: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return one conversation, or None when it was deleted."""
    if extra.get("deleted"):
        return None
    html = extra.get("html", comment.html)
    incoming = extra.get("incoming", role not in AGENT_ROLES)
    return {
        **_UNTOLD,
        "body": styled(html),
        "body_text": plain(html) if "html" in extra else comment.text,
        "structured_body": None,
        "id": comment.id,
        "incoming": incoming,
        "category": _FROM_CUSTOMER if incoming else _PUBLIC if comment.public else _PRIVATE,
        "private": not comment.public,
        "user_id": comment.author_id,
        "support_email": None,
        "source": extra.get("source", _REPLY if comment.public else _NOTE),
        "ticket_id": comment.ticket_id,
        "to_emails": extra.get("to_emails", []),
        "from_email": extra.get("from_email"),
        "cc_emails": extra.get("cc_emails", []),
        "bcc_emails": extra.get("bcc_emails"),
        "attachments": extra.get("attachments", []),
        "created_at": stamp(comment.created_at),
        "updated_at": extra.get("edited_at", stamp(comment.created_at)),
        "last_edited_at": extra.get("edited_at"),
        "last_edited_user_id": extra.get("edited_by"),
    }


def list_conversations(call: FreshdeskCall) -> Response:
    """Answer GET tickets/{id}/conversations."""
    page = page_of(call)
    rows, more = page.cut(shown(call.store, call.ticket()))
    return paged(call, page, rows, more=more)


def _author(call: FreshdeskCall, default: int) -> int:
    """Return who is to have written it; raises the 400 of a ``user_id`` that nobody has."""
    number: int = call.body.get("user_id", default)
    if call.store.user(number) is None:
        raise Invalid(FieldError.invalid("user_id", "There is no contact matching the given user_id"))
    return number


def _write(
    call: FreshdeskCall, ticket: StoredTicket, author: int, extra: dict[str, Any], *, public: bool
) -> dict[str, Any]:
    """Add a comment with what this face alone knows of it, and return how its making is answered."""
    html = rewritten(call.body["body"])
    comment = call.store.add_comment(ticket.id, NewComment(html, plain(html), public=public), author, "api")
    attachments.add(call, f"conversation/{comment.id}")
    files = attachments.of(call.store, f"conversation/{comment.id}")
    call.store.put(KIND, comment.id, extra | {"attachments": files})
    return _answer(comment) | {"attachments": files}


def _answer(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.id,
        "body": styled(comment.html),
        "body_text": comment.text,
        "user_id": comment.author_id,
        "support_email": None,
        "ticket_id": comment.ticket_id,
        "created_at": stamp(comment.created_at),
        "updated_at": stamp(comment.created_at),
    }


def _check(body: Mapping[str, Any], kinds: Mapping[str, str], *lists: str) -> None:
    """Raise the 400 of a message that does not fit; ``lists`` are those of e-mail addresses."""
    errors = shape_errors(body, kinds, ("body",))
    refuse(errors or [error for name in lists for error in email_errors(name, body.get(name, ()))])


def create_note(call: FreshdeskCall) -> Response:
    """Answer POST tickets/{id}/notes: private unless the body says otherwise; nobody is mailed."""
    with call.store.writing():
        ticket = call.writable_ticket()
        _check(call.body, _NOTE_KINDS, "notify_emails")
        private, incoming = call.body.get("private", True), call.body.get("incoming", False)
        author = _author(call, ticket.requester_id if incoming else call.me.id)
        made = _write(call, ticket, author, {"source": _NOTE, "incoming": incoming}, public=not private)
    more = {"private": private, "incoming": incoming, "notified_to": call.body.get("notify_emails", [])}
    return call.created("conversations", made | more)


def create_reply(call: FreshdeskCall) -> Response:
    """Answer POST tickets/{id}/reply: what the customer would be mailed."""
    with call.store.writing():
        ticket = call.writable_ticket()
        _check(call.body, _REPLY_KINDS, "cc_emails", "bcc_emails")
        customer = call.store.user(ticket.requester_id)
        to = [address(customer.email)] if customer and address(customer.email) else []
        copies = {name: call.body.get(name, []) for name in ("cc_emails", "bcc_emails")}
        sent = {"from_email": call.body.get("from_email"), **copies}
        author = _author(call, call.me.id)
        made = _write(call, ticket, author, {"source": _REPLY, "to_emails": to, **sent}, public=True)
    return call.created("conversations", made | sent | {"replied_to": to})


def _find(call: FreshdeskCall) -> tuple[Comment, dict[str, Any]]:
    """Return a conversation that is there, with what this face knows of it; raises the 404."""
    for comment in call.store.comments_by_ids([call.path_id()]):
        extra = _extra(call.store, comment)
        if not comment.first and not extra.get("deleted"):
            return comment, extra
    raise Absent


def update_conversation(call: FreshdeskCall) -> Response:
    """Answer PUT conversations/{id}: the body of a note."""
    with call.store.writing():
        comment, extra = _find(call)
        refuse(shape_errors(call.body, {"body": "String"}, ("body",)))
        if extra.get("source", _REPLY if comment.public else _NOTE) != _NOTE:
            raise Invalid(FieldError.invalid("body", "Only notes can be edited"))
        extra |= {
            "html": rewritten(call.body["body"]),
            "edited_at": stamp(call.store.now()),
            "edited_by": call.me.id,
        }
        call.store.put(KIND, comment.id, extra)
    author = call.store.user(comment.author_id)
    return JSONResponse(_row(comment, author.role if author else "", extra))


def delete_conversation(call: FreshdeskCall) -> Response:
    """Answer DELETE conversations/{id}."""
    with call.store.writing():
        comment, extra = _find(call)
        call.store.put(KIND, comment.id, extra | {"deleted": True})
    return Response(status_code=204)
