"""Conversations: what was said on a ticket after its description, and the notes and replies that agents add.

A reply and a public note are the same comment in the store, and a note may be edited here alone: what only this face
knows of a comment is kept in a document of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.freshdesk.bodies import refuse, shape_errors
from zendesk_bridge.sandbox.freshdesk.call import Call, page_of, paged, stamp
from zendesk_bridge.sandbox.freshdesk.errors import FieldError, Invalid, NotFound
from zendesk_bridge.sandbox.freshdesk.html import plain, rewritten
from zendesk_bridge.sandbox.freshdesk.people import AGENT_ROLES
from zendesk_bridge.sandbox.freshdesk.ticket_rows import styled
from zendesk_bridge.sandbox.records import Comment, NewComment, Ticket
from zendesk_bridge.sandbox.store import Store

KIND = "freshdesk_conversation"
EMBEDDED = 10
"""How many conversations come with ``include=conversations``."""
_REPLY, _NOTE = 0, 2
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


def shown(store: Store, ticket: Ticket) -> list[dict[str, Any]]:
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
    return {
        "body": styled(html),
        "body_text": plain(html) if "html" in extra else comment.text,
        "structured_body": None,
        "id": comment.id,
        "incoming": role not in AGENT_ROLES,
        "private": not comment.public,
        "user_id": comment.author_id,
        "support_email": None,
        "source": extra.get("source", _REPLY if comment.public else _NOTE),
        "ticket_id": comment.ticket_id,
        "to_emails": [],
        "from_email": None,
        "cc_emails": [],
        "bcc_emails": None,
        "attachments": [],
        "created_at": stamp(comment.created_at),
        "updated_at": extra.get("edited_at", stamp(comment.created_at)),
        "last_edited_at": extra.get("edited_at"),
        "last_edited_user_id": extra.get("edited_by"),
    }


def list_conversations(call: Call) -> Response:
    """GET tickets/{id}/conversations."""
    page = page_of(call)
    rows, more = page.cut(shown(call.store, call.ticket()))
    return paged(call, page, rows, more=more)


def _author(call: Call, default: int) -> int:
    """Return who is to have written it; raises the 400 of a ``user_id`` that nobody has."""
    number: int = call.body.get("user_id", default)
    if call.store.user(number) is None:
        raise Invalid(FieldError.invalid("user_id", "There is no contact matching the given user_id"))
    return number


def _write(call: Call, ticket: Ticket, author: int, source: int, *, public: bool) -> Comment:
    html = rewritten(call.body["body"])
    comment = call.store.add_comment(ticket.id, NewComment(html, plain(html), public=public), author, "api")
    call.store.put(KIND, comment.id, {"source": source})
    return comment


def _answer(comment: Comment, **more: Any) -> dict[str, Any]:
    return {
        "id": comment.id,
        "body": styled(comment.html),
        "body_text": comment.text,
        "user_id": comment.author_id,
        "support_email": None,
        "ticket_id": comment.ticket_id,
        "attachments": [],
        "created_at": stamp(comment.created_at),
        "updated_at": stamp(comment.created_at),
        **more,
    }


def create_note(call: Call) -> Response:
    """POST tickets/{id}/notes: private unless the body says otherwise; nobody is mailed."""
    with call.store.writing():
        ticket = call.writable_ticket()
        refuse(shape_errors(call.body, _NOTE_KINDS, ("body",)))
        incoming = call.body.get("incoming", False)
        author = _author(call, ticket.requester_id if incoming else call.me.id)
        comment = _write(call, ticket, author, _NOTE, public=not call.body.get("private", True))
    more = {"private": not comment.public, "incoming": incoming, "notified_to": call.body.get("notify_emails", [])}
    return call.created("conversations", _answer(comment, **more))


def create_reply(call: Call) -> Response:
    """POST tickets/{id}/reply: what the customer would be mailed."""
    with call.store.writing():
        ticket = call.writable_ticket()
        refuse(shape_errors(call.body, _REPLY_KINDS, ("body",)))
        comment = _write(call, ticket, _author(call, call.me.id), _REPLY, public=True)
    customer = call.store.user(ticket.requester_id)
    more = {
        "replied_to": [customer.email] if customer else [],
        "from_email": call.body.get("from_email"),
        "cc_emails": call.body.get("cc_emails", []),
        "bcc_emails": call.body.get("bcc_emails", []),
    }
    return call.created("conversations", _answer(comment, **more))


def _find(call: Call) -> tuple[Comment, dict[str, Any]]:
    """Return a conversation that is there, with what this face knows of it; raises the 404."""
    for comment in call.store.comments_by_ids([call.path_id()]):
        extra = _extra(call.store, comment)
        if not comment.first and not extra.get("deleted"):
            return comment, extra
    raise NotFound


def update_conversation(call: Call) -> Response:
    """PUT conversations/{id}: the body of a note."""
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


def delete_conversation(call: Call) -> Response:
    """DELETE conversations/{id}."""
    with call.store.writing():
        comment, extra = _find(call)
        call.store.put(KIND, comment.id, extra | {"deleted": True})
    return Response(status_code=204)
