"""The ticket fields that triage fills and per-ticket macros read."""

from __future__ import annotations

from collections.abc import Iterator

from zendesk_bridge.app.setup.values import DeskSetup
from zendesk_bridge.core.errors import Conflict, Rejected
from zendesk_bridge.core.model import FieldKey, RemoteField
from zendesk_bridge.core.ports import Helpdesk, Lease, Memory


def create(
    helpdesk: Helpdesk, memory: Memory, planned: DeskSetup, lease: Lease
) -> Iterator[tuple[FieldKey, RemoteField] | str]:
    """Create the missing fields, one by one, and remember every id at once, so that a crash repeats nothing.

    Yields each that is made, and what is wrong with each that the helpdesk did not make as asked.
    """
    ids = {key: field.id for key, field in planned.fields.found.items()}
    memory.save_field_ids(ids)
    for spec in planned.new_fields:
        lease.renew()
        try:
            made = helpdesk.create_field(spec)
        except (Rejected, Conflict) as error:
            yield f"ticket field '{spec.title}': {error.message}"
            continue
        ids[spec.key] = made.id
        memory.save_field_ids(ids)
        yield spec.key, made
