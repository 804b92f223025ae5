"""What a macro may do: ``/macros/definitions``, ``/macros/actions``, ``/macros/categories``, ``/macros/new``."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.zendesk import macro_listing, macro_rules, macros
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, integer
from zendesk_bridge.sandbox.zendesk.errors import bad_request
from zendesk_bridge.sandbox.zendesk.tickets import find_ticket


def _choices(call: ZendeskCall) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return name, title and values of each action; an action without values takes free text."""
    groups = [(str(group.id), group.name) for group in call.store.groups()]
    agents = [(str(user.id), user.name) for user in call.store.users(("agent", "admin"), limit=-1)]
    values = {name: [(value, value.capitalize()) for value in found] for name, found in macro_rules.CHOICES.items()}
    values |= {"group_id": groups, "assignee_id": agents}
    titles = {name: name.replace("_", " ").capitalize() for name in (*macro_rules.CHOICES, *macro_rules.FREE)}
    own = [
        (name, str(field["title"]), _options(field)) for name, field in sorted(macro_rules.settable(call).items())
    ]  # fmt: skip
    return [(name, title, values.get(name, [])) for name, title in titles.items()] + own


def _options(field: dict[str, Any]) -> list[tuple[str, str]]:
    if field["type"] == "checkbox":
        return [("true", "Checked"), ("false", "Unchecked")]
    return [(option["value"], option["name"]) for option in field.get("custom_field_options") or ()]


def definitions(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the newer format; unassigned is ``__NULL__`` there."""
    rows = []
    for subject, title, values in _choices(call):
        nullable = subject in ("group_id", "assignee_id")
        listed = ([("__NULL__", "-")] if nullable else []) + values
        rows.append(
            {
                "subject": subject,
                "title": title,
                "type": "list" if values else "text",
                "group": "ticket",
                "nullable": nullable,
                "repeatable": False,
                "values": [{"value": value, "title": name, "enabled": True} for value, name in listed],
            }
        )
    return ZendeskAnswer({"definitions": {"actions": rows, "conditions_all": [], "conditions_any": []}})


def actions(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the older format; unassigned is an empty text there."""
    rows = []
    for field, title, values in _choices(call):
        listed = ([("", "-")] if field in ("group_id", "assignee_id") else []) + values
        found = [{"value": value, "title": name, "enabled": True} for value, name in listed]
        kind = {"type": "list" if values else "text", "list": found}
        rows.append({"field": field, "value": field, "title": title, "values": kind, "operators": []})
    return ZendeskAnswer({"actions": rows})


def categories(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the first parts of the titles that have several."""
    return ZendeskAnswer({"categories": macro_listing.categories(call)})


def new(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a macro that is not saved: like another one, or with what makes a ticket as it is."""
    if "macro_id" in call.query:
        like = macros.find(call, integer(call.query["macro_id"], "macro_id"))
        kept = {name: like[name] for name in ("active", "description", "restriction")}
        return ZendeskAnswer({"macro": {"title": like["raw_title"], "actions": like["actions"], **kept}})
    if "ticket_id" not in call.query:
        raise bad_request("InvalidParameters", "macro_id or ticket_id is required")
    ticket = find_ticket(call, integer(call.query["ticket_id"], "ticket_id"))
    status = ticket.status if ticket.status in macro_rules.CHOICES["status"] else None
    values = {
        "status": status, "priority": ticket.priority, "type": ticket.type, "group_id": ticket.group_id,
        "assignee_id": ticket.assignee_id, "current_tags": " ".join(ticket.tags) or None,
    }  # fmt: skip
    found = [{"field": name, "value": str(value)} for name, value in values.items() if value is not None]
    return ZendeskAnswer(
        {"macro": {"title": "", "actions": found, "active": True, "description": None, "restriction": None}}
    )


ROUTES: Routes = (
    ("GET", "macros/definitions", definitions),
    ("GET", "macros/actions", actions),
    ("GET", "macros/categories", categories),
    ("GET", "macros/new", new),
)
