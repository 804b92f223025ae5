"""The store's records as Zendesk's JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from zendesk_bridge.sandbox.addresses import address
from zendesk_bridge.sandbox.records import Audit, Comment, StoredTicket, User
from zendesk_bridge.sandbox.store import Store
from zendesk_bridge.sandbox.zendesk.call import ZendeskCall
from zendesk_bridge.sandbox.zendesk.locales import locale_id

MERGE_TAG = "closed_by_merge"
MERGED = "merge"
"""The channel of what a merge writes."""

SUSPENDED = "zendesk_suspended_user"
"""The documents that tell who is suspended, by user id."""

FORM_ID = 360_900_000_001
_BRAND_ID = 360_700_000_001
_CUSTOM_STATUS_IDS = {
    status: 360_800_000_001 + place
    for place, status in enumerate(("new", "open", "pending", "hold", "solved", "closed", "deleted"))
}
_ABSENT: Mapping[str, Any] = {
    "recipient": None, "organization_id": None, "follower_ids": [], "collaborator_ids": [], "email_cc_ids": [],
    "sharing_agreement_ids": [], "followup_ids": [], "forum_topic_id": None, "problem_id": None,
    "has_incidents": False, "is_public": True, "due_at": None, "satisfaction_rating": None, "ticket_form_id": FORM_ID,
    "brand_id": _BRAND_ID, "allow_channelback": False, "allow_attachments": True, "from_messaging_channel": False,
}  # fmt: skip
"""What every ticket has and the sandbox knows nothing about."""


def time(moment: datetime) -> str:
    """Return a moment the way Zendesk writes it: ``2026-11-22T10:00:00Z``."""
    return f"{moment.astimezone(UTC).isoformat()[:19]}Z"


def is_deleted(ticket: StoredTicket) -> bool:
    """Say whether Zendesk would call the ticket deleted; marking one as spam deletes it."""
    return ticket.deleted or ticket.spam


def is_closed(ticket: StoredTicket) -> bool:
    """Say whether the ticket takes no more updates; the source of a merge is closed."""
    return ticket.status == "closed" or ticket.merged_into is not None


def is_suspended(store: Store, user_id: int) -> bool:
    """Say whether a user is suspended: nobody may ask for a ticket in their name."""
    found = store.document(SUSPENDED, user_id)
    return found is not None and bool(found.body["suspended"])


def user(call: ZendeskCall, value: User) -> dict[str, Any]:
    """Return a user's JSON."""
    return {
        "id": value.id, "url": call.url(f"users/{value.id}"), "name": value.name, "email": address(value.email),
        "role": value.role, "locale": value.locale, "locale_id": locale_id(value.locale), "active": True,
        "verified": True, "suspended": is_suspended(call.store, value.id), "time_zone": "Eastern Time (US & Canada)",
        "created_at": time(value.created_at), "updated_at": time(value.created_at), "tags": [],
    }  # fmt: skip


def ticket(call: ZendeskCall, value: StoredTicket, field_ids: Iterable[int]) -> dict[str, Any]:
    """Return a ticket's JSON as all but exports show it; ``field_ids`` are the account's own, all of which it lists."""
    values = [{"id": number, "value": value.zendesk_fields.get(str(number))} for number in field_ids]
    status = "deleted" if is_deleted(value) else "closed" if is_closed(value) else value.status
    tags = list(value.tags) if value.merged_into is None else sorted({*value.tags, MERGE_TAG})
    return {
        "id": value.id, "url": call.url(f"tickets/{value.id}"),
        "external_id": value.zendesk_fields.get("external_id"), "subject": value.subject, "raw_subject": value.subject,
        "description": value.description_text, "type": value.type,
        "priority": value.priority, "status": status, "custom_status_id": _CUSTOM_STATUS_IDS[status],
        "requester_id": value.requester_id, "submitter_id": value.submitter_id, "assignee_id": value.assignee_id,
        "group_id": value.group_id, "tags": tags,
        "custom_fields": values, "fields": values, "via": via(value.channel),
        "created_at": time(value.created_at), "updated_at": time(value.updated_at), **_ABSENT,
    }  # fmt: skip


@lru_cache(maxsize=64)
def via(channel: str) -> Mapping[str, Any]:
    """Return how something reached the account: one object for all rows, a page has a thousand of them.

    What a merge writes comes over the web, and is related to another ticket.
    """
    merged = channel == MERGED
    relation = "merge" if merged else None
    return {"channel": "web" if merged else channel, "source": {"from": {}, "to": {}, "rel": relation}}


def comment(value: Comment, audit_id: int | None = None) -> dict[str, Any]:
    """Return a comment's JSON."""
    return {
        "id": value.id, "type": "Comment", "author_id": value.author_id, "body": value.text,
        "html_body": f'<div class="zd-comment" dir="auto">{value.html}</div>', "plain_body": value.text,
        "public": value.public, "attachments": [], "audit_id": audit_id, "via": via(value.channel),
        "created_at": time(value.created_at), "metadata": {"system": {}, "custom": dict(value.metadata)},
    }  # fmt: skip


def audit(value: Audit, bodies: dict[int, Comment]) -> dict[str, Any]:
    """Return an audit's JSON, with the comments in it."""
    return {
        "id": value.id, "ticket_id": value.ticket_id, "author_id": value.author_id,
        "created_at": time(value.created_at), "via": via(value.channel),
        "metadata": {"system": {}, "custom": dict(value.metadata)},
        "events": [_audit_event(value, child, bodies) for child in value.children],
    }  # fmt: skip


def _audit_event(value: Audit, child: Any, bodies: dict[int, Comment]) -> dict[str, Any]:
    if child["type"] == "Comment":
        return comment(bodies[child["comment_id"]], value.id)
    if "comment_id" in child:
        return dict(child)
    found = {"id": child["id"], "type": child["type"], "field_name": child["field"], "value": child["value"]}
    return found | ({"previous_value": child["previous"]} if child["type"] == "Change" else {})
