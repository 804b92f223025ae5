"""Ticket events as webhooks get them that subscribe to event types: one for each thing that a write changed.

The envelope and the events are those that consumers parse: ids are text, words in upper case.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from zendesk_bridge.sandbox.records import StoredTicket
from zendesk_bridge.sandbox.zendesk import wire
from zendesk_bridge.sandbox.zendesk.trigger_conditions import TriggerInput
from zendesk_bridge.sandbox.zendesk.webhook_rules import PREFIX

_VERSION = "2022-11-06"
_CHANGES: Mapping[str, str] = {
    "status": "status_changed", "priority": "priority_changed", "type": "type_changed", "subject": "subject_changed",
    "assignee_id": "agent_assignment_changed", "group_id": "group_assignment_changed",
    "requester_id": "requester_changed",
}  # fmt: skip
_WORDS = ("status", "priority", "type")


def events(account: int, facts: TriggerInput) -> list[dict[str, Any]]:
    """Return the events of one write to a ticket of ``account``, each in its envelope."""
    return [
        {
            "account_id": account, "id": str(uuid4()), "type": PREFIX + name,
            "subject": f"zen:ticket:{facts.new.id}", "time": wire.time(facts.audit.created_at),
            "zendesk_event_version": _VERSION, "detail": _detail(facts), "event": event,
        }
        for name, event in _happened(facts)
    ]  # fmt: skip


def text(event: Mapping[str, Any]) -> str:
    """Return an event as it is sent."""
    return json.dumps(event)


def _happened(facts: TriggerInput) -> Iterator[tuple[str, dict[str, Any]]]:
    if facts.old is None:
        yield "created", {}
    if facts.comment is not None:
        yield "comment_added", {"comment": _comment(facts)}
    if facts.old is not None:
        yield from _changed(facts.old, facts.new)
        yield from _ended(facts.old, facts.new)


def _changed(old: StoredTicket, new: StoredTicket) -> Iterator[tuple[str, dict[str, Any]]]:
    for field, name in _CHANGES.items():
        if getattr(old, field) != getattr(new, field):
            yield name, {"previous": _value(old, field), "current": _value(new, field)}
    if old.tags != new.tags:
        added, removed = sorted(set(new.tags) - set(old.tags)), sorted(set(old.tags) - set(new.tags))
        yield "tags_changed", {"tags_added": added, "tags_removed": removed}
    for number, value in new.zendesk_fields.items():
        before = old.zendesk_fields.get(number)
        if value != before:
            yield "custom_field_changed", {"field": {"id": number}, "previous": before, "current": value}


def _ended(old: StoredTicket, new: StoredTicket) -> Iterator[tuple[str, dict[str, Any]]]:
    if new.merged_into is not None and old.merged_into is None:
        yield "merged", {"target_ticket_id": str(new.merged_into)}
    if new.spam and not old.spam:
        yield "marked_as_spam", {}
    if new.deleted != old.deleted:
        yield "soft_deleted" if new.deleted else "undeleted", {}


def _value(ticket: StoredTicket, field: str) -> str | None:
    found = getattr(ticket, field)
    return None if found is None else str(found).upper() if field in _WORDS else str(found)


def _comment(facts: TriggerInput) -> dict[str, Any]:
    found = facts.comment
    if found is None:
        return {}
    author = facts.author if facts.author and facts.author.id == found.author_id else None
    return {
        "id": str(found.id), "body": found.text, "is_public": found.public,
        "author": {
            "id": str(found.author_id), "is_staff": author is not None and author.role != "end-user",
            "name": author.name if author else "",
        },
    }  # fmt: skip


def _detail(facts: TriggerInput) -> dict[str, Any]:
    """Return the ticket as it is after the write."""
    ticket = facts.new
    names = ("status", "priority", "type", "requester_id", "submitter_id", "assignee_id", "group_id")
    return {
        "id": str(ticket.id), "subject": ticket.subject, "description": ticket.description_text,
        **{name: _value(ticket, name) for name in names},
        "actor_id": str(facts.audit.author_id), "tags": list(ticket.tags), "is_public": True,
        "via": {"channel": facts.audit.channel}, "created_at": wire.time(ticket.created_at),
        "updated_at": wire.time(ticket.updated_at),
    }  # fmt: skip
