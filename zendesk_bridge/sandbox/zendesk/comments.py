"""``/tickets/{id}/comments`` and ``/tickets/{id}/audits``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zendesk_bridge.sandbox.records import Audit, Comment, TicketWrite
from zendesk_bridge.sandbox.zendesk import wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall
from zendesk_bridge.sandbox.zendesk.errors import bad_request, not_found
from zendesk_bridge.sandbox.zendesk.pages import Collection, page
from zendesk_bridge.sandbox.zendesk.tickets import find_ticket

_ALL = -1  # rows: no limit, to SQLite
_BLOCK = "\u2587"  # what Zendesk puts in the place of each letter


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of a ticket's comments, oldest first unless ``sort=-created_at`` or ``sort_order=desc``."""
    ticket = find_ticket(call, call.id)
    descending = call.query.get("sort", "").startswith("-") or call.query.get("sort_order") == "desc"
    written = {
        child["comment_id"]: audit.id
        for audit in call.store.audits(ticket.id, limit=_ALL)
        for child in audit.children
        if child["type"] == "Comment"
    }

    def after(key: Any, limit: int) -> list[tuple[Any, dict[str, Any]]]:
        found = call.store.comments(ticket.id, after=key or 0, limit=limit, descending=descending)
        return [(comment.id, wire.comment(comment, written.get(comment.id))) for comment in found]

    def skip(offset: int, limit: int) -> list[dict[str, Any]]:
        found = call.store.comments(ticket.id, offset=offset, limit=limit, descending=descending)
        return [wire.comment(comment, written.get(comment.id)) for comment in found]

    answer = page(call, Collection("comments", after, skip, lambda: _number(call, ticket.id)))
    if "users" in call.query.get("include", ""):
        authors = call.store.users_by_ids({comment["author_id"] for comment in answer["comments"]})
        answer["users"] = [wire.user(call, user) for user in authors]
    return ZendeskAnswer(answer)


def _number(call: ZendeskCall, ticket_id: int) -> int:
    return len(call.store.comments(ticket_id, limit=_ALL))


def count(call: ZendeskCall) -> ZendeskAnswer:
    """Answer how many comments a ticket has."""
    value = _number(call, find_ticket(call, call.id).id)
    return ZendeskAnswer({"count": {"value": value, "refreshed_at": wire.time(call.store.now())}})


def _find(call: ZendeskCall) -> Comment:
    """Return the comment that the path names; raises the 404 of one that is not on this ticket."""
    ticket = find_ticket(call, call.id)
    found = call.store.comments_by_ids([int(call.params["comment"])])
    if not found or found[0].ticket_id != ticket.id:
        raise not_found()
    return found[0]


def make_private(call: ZendeskCall) -> ZendeskAnswer:
    """Turn a public comment into a note; the customer has had the mail already."""
    comment = _find(call)
    changed = {"type": "CommentPrivacyChange", "comment_id": comment.id, "public": False}
    with call.store.raw() as db:
        db.execute("UPDATE comments SET public = 0 WHERE id = ?", (comment.id,))
        call.store.update_ticket(comment.ticket_id, TicketWrite(call.user.id, events=(changed,)))
    return ZendeskAnswer({})


def redact(call: ZendeskCall) -> ZendeskAnswer:
    """Black out a string in a comment, for good: every letter of it becomes a block."""
    comment, text = _find(call), str(call.body.get("text") or "")
    if not text or text not in comment.text:
        raise bad_request("InvalidParameters", "text must stand in the comment")
    gone = {"type": "CommentRedactionEvent", "comment_id": comment.id, "public": comment.public}
    words = [part.replace(text, _BLOCK * len(text)) for part in (comment.text, comment.html)]
    with call.store.raw() as db:
        db.execute("UPDATE comments SET text = ?, html = ? WHERE id = ?", (*words, comment.id))
        call.store.update_ticket(comment.ticket_id, TicketWrite(call.user.id, events=(gone,)))
    return ZendeskAnswer({"comment": wire.comment(_find(call))})


def audits(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of a ticket's audits, oldest first."""
    ticket = find_ticket(call, call.id)

    def after(key: Any, limit: int) -> list[tuple[Any, dict[str, Any]]]:
        found = call.store.audits(ticket.id, after=key or 0, limit=limit)
        return [(row["id"], row) for row in _rows(call, found)]

    def skip(offset: int, limit: int) -> list[dict[str, Any]]:
        return _rows(call, call.store.audits(ticket.id, limit=offset + limit)[offset:])

    return ZendeskAnswer(
        page(call, Collection("audits", after, skip, lambda: len(call.store.audits(ticket.id, limit=_ALL))))
    )


def audit(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one audit of a ticket."""
    found = [
        one for one in call.store.audits(find_ticket(call, call.id).id, limit=_ALL) if one.id == call.params["audit"]
    ]
    if not found:
        raise not_found()
    return ZendeskAnswer({"audit": _rows(call, found)[0]})


def _rows(call: ZendeskCall, found: Iterable[Audit]) -> list[dict[str, Any]]:
    listed = list(found)
    ids = [child["comment_id"] for one in listed for child in one.children if child["type"] == "Comment"]
    bodies: dict[int, Comment] = {comment.id: comment for comment in call.store.comments_by_ids(ids)}
    return [wire.audit(one, bodies) for one in listed]


ROUTES: Routes = (
    ("GET", "tickets/{id:int}/comments", index),
    ("GET", "tickets/{id:int}/comments/count", count),
    ("PUT", "tickets/{id:int}/comments/{comment:int}/make_private", make_private),
    ("PUT", "tickets/{id:int}/comments/{comment:int}/redact", redact),
    ("GET", "tickets/{id:int}/audits", audits),
    ("GET", "tickets/{id:int}/audits/{audit:int}", audit),
)
