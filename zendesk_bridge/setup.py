"""Use case: a helpdesk has the ticket fields that triage fills and per-ticket macros read."""

from __future__ import annotations

from collections.abc import Mapping

from zendesk_bridge.core.fields import SPECS, FieldsFound, find
from zendesk_bridge.core.model import FieldKey, Fields
from zendesk_bridge.core.ports import Helpdesk, State


def look(helpdesk: Helpdesk, state: State, configured: Mapping[FieldKey, int]) -> FieldsFound:
    """Return which of our fields the account has. Ids in the config win over remembered ones. Writes nothing."""
    return find(helpdesk.ticket_fields(), {**state.field_ids(helpdesk.name), **configured})


def create(helpdesk: Helpdesk, state: State, found: FieldsFound) -> Fields:
    """Create the missing fields, one by one, and remember every id at once, so that a crash repeats nothing."""
    fields = dict(found.found)
    state.save_field_ids(helpdesk.name, {key: field.id for key, field in fields.items()})
    for spec in found.missing:
        fields[spec.key] = helpdesk.create_field(spec)
        state.save_field_ids(helpdesk.name, {key: field.id for key, field in fields.items()})
    return {spec.key: fields[spec.key] for spec in SPECS if spec.key in fields}
