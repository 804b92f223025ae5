"""Use case: a helpdesk has the ticket fields that triage fills and per-ticket macros read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zendesk_bridge.app.accounts import Opened
from zendesk_bridge.core.errors import Conflict, Rejected
from zendesk_bridge.core.fields import FieldsFound, find
from zendesk_bridge.core.model import FieldKey, Fields, FieldSpec
from zendesk_bridge.core.ports import Helpdesk, Memory


def look(opened: Opened, configured: Mapping[FieldKey, int], specs: Sequence[FieldSpec]) -> FieldsFound:
    """Return which of our fields the account has, and which of these it lacks. Writes nothing.

    Ids in the config win over remembered ones.
    """
    return find(opened.fields, opened.memory.field_ids(), specs, configured, proven=opened.proven)


def create(helpdesk: Helpdesk, memory: Memory, found: FieldsFound) -> tuple[Fields, tuple[str, ...]]:
    """Create the missing fields, one by one, and remember every id at once, so that a crash repeats nothing.

    Returns all that are there then, and what is wrong with those that the helpdesk did not make as asked.
    """
    fields = dict(found.found)
    problems: list[str] = []
    memory.save_field_ids({key: field.id for key, field in fields.items()})
    for spec in found.missing:
        try:
            fields[spec.key] = helpdesk.create_field(spec)
        except (Rejected, Conflict) as error:
            problems.append(f"{helpdesk.name}: ticket field '{spec.title}': {error.message}")
            continue
        memory.save_field_ids({key: field.id for key, field in fields.items()})
    return fields, tuple(problems)
