"""A plan and a ticket's change as JSON-like data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from zendesk_bridge.core.gate import Refusal
from zendesk_bridge.core.macros.difference import properties
from zendesk_bridge.core.model import FieldKey, MacroContent, TicketPatch
from zendesk_bridge.core.plan import Adopt, Blocked, Create, Drift, Keep, MacroChange, Plan, Update
from zendesk_bridge.core.report.moves import MovedFact, moves_json
from zendesk_bridge.core.report.words import advice, changed, counts, title, word

JsonObject = dict[str, Any]


def plan_json(
    plan: Plan,
    refusals: Sequence[Refusal] = (),
    causes: Mapping[str, str] = MappingProxyType({}),
    moves: Sequence[MovedFact] = (),
) -> JsonObject:
    """Return the plan as JSON-like data; unchanged macros are counted, not listed. ``causes`` are by SKU.

    ``moves`` are the ship windows that it moves, and whom that touches.
    """
    return {
        "digest": plan.digest,
        "writes": plan.writes,
        "held": plan.held,
        **refusals_json(refusals),
        "causes": dict(causes),
        "moved": moves_json(moves),
        "helpdesks": [
            {
                "helpdesk": part.helpdesk,
                "counts": counts(part.changes),
                "notes": list(part.notes),
                "changes": [_change_json(change) for change in part.changes if not isinstance(change, Keep)],
            }
            for part in plan.helpdesks
        ],
    }


def refusals_json(refusals: Sequence[Refusal]) -> JsonObject:
    """Return what the gate holds: for people, and part by part for programs."""
    parts = [
        {"helpdesk": it.helpdesk, "part": it.part, "message": it.text, "setting": it.setting, "allow": it.allow.value}
        for it in refusals
    ]
    return {"refused": [str(it) for it in refusals], "refusals": parts}


def _change_json(change: MacroChange) -> dict[str, Any]:
    remote = None if isinstance(change, Create | Blocked) else change.remote
    after: MacroContent | None = change.after if isinstance(change, Create | Update | Adopt | Drift) else None
    return {
        "change": word(change),
        "key": change.key,
        "title": title(change),
        "id": remote.id if remote else None,
        "reply": after.body if after else None,
        "does": dict(properties(after)) if after else {},
        "differences": [
            {"property": item.name, "before": item.before, "after": item.after} for item in changed(change)
        ],
        "advice": advice(change),
    }


def patch_json(patch: TicketPatch) -> dict[str, Any]:
    """Return a ticket's change as JSON-like data."""
    fields: dict[FieldKey, str] = dict(patch.fields)
    return {
        "ticket": patch.ticket_id,
        "add_tags": sorted(patch.add_tags),
        "remove_tags": sorted(patch.remove_tags),
        "fields": {str(key): text for key, text in fields.items()},
        "note": patch.note is not None,
        "why": list(patch.why),
    }
