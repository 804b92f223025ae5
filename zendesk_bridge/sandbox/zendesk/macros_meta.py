"""What a macro may do in this account: ``/macros/definitions``, ``/macros/actions``, ``/macros/categories``."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.zendesk import macro_rules, macros
from zendesk_bridge.sandbox.zendesk.call import Call, Reply, Routes


def _choices(call: Call) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return name, title and values of each action; an action without values takes free text."""
    groups = [(str(group.id), group.name) for group in call.store.groups()]
    agents = [(str(user.id), user.name) for user in call.store.users(("agent", "admin"))]
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


def definitions(call: Call) -> Reply:
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
    return Reply({"definitions": {"actions": rows, "conditions_all": [], "conditions_any": []}})


def actions(call: Call) -> Reply:
    """Answer the older format; unassigned is an empty text there."""
    rows = []
    for field, title, values in _choices(call):
        listed = ([("", "-")] if field in ("group_id", "assignee_id") else []) + values
        found = [{"value": value, "title": name, "enabled": True} for value, name in listed]
        kind = {"type": "list" if values else "text", "list": found}
        rows.append({"field": field, "value": field, "title": title, "values": kind, "operators": []})
    return Reply({"actions": rows})


def categories(call: Call) -> Reply:
    """Answer the first parts of the titles that have several."""
    titles = (macro["title"] for macro in macros.visible(call))
    return Reply({"categories": sorted({title.partition("::")[0] for title in titles if "::" in title})})


ROUTES: Routes = (
    ("GET", "macros/definitions", definitions),
    ("GET", "macros/actions", actions),
    ("GET", "macros/categories", categories),
)
