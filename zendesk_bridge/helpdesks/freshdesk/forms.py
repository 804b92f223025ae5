"""Ticket forms, https://developers.freshdesk.com/api/#ticket-forms; several of them come with some plans only.

The list does not tell what is on a form, each form does. Fields are put on it by an update whose ``fields`` hold all
of them. UNCONFIRMED: whether that list replaces what is on the form or is added to it, and whether a field that names
its id alone keeps what the form says of it; so each goes back with what it came with, and what comes back is compared.
"""

from __future__ import annotations

from collections.abc import Sequence

from zendesk_bridge.core.errors import AuthRefused, NotFound, Rejected
from zendesk_bridge.core.model import TicketForm
from zendesk_bridge.helpdesks.freshdesk import wire
from zendesk_bridge.helpdesks.freshdesk.calls import Lists
from zendesk_bridge.transport import JsonRow, Transport

_PATH = "ticket-forms"
_NO_FEATURE = "require_feature"
_OWN = (
    "label_for_customers",
    "customers_can_edit",
    "required_for_customers",
    "hint_for_customers",
    "placeholder_for_customers",
)
"""What a form says of a field by itself."""


def read(transport: Transport, lists: Lists) -> tuple[TicketForm, ...]:
    """Return every ticket form; () where the plan has none.

    Raises AuthRefused for a key that may not look, Incomplete for a list that may have holes.
    """
    try:
        numbers = [wire.number(row, "id") for row in lists.rows(_PATH)]
    except NotFound:
        return ()
    except AuthRefused as error:
        if _NO_FEATURE in error.message:
            return ()
        raise
    return tuple(form(_one(transport, number)) for number in numbers)


def put(transport: Transport, known: TicketForm, field_ids: Sequence[int]) -> TicketForm:
    """Put fields at the end of a form, which is read right before.

    Raises NotFound, AuthRefused, Conflict or Incomplete, and Rejected also where fields that stood on it are gone.
    """
    row = _one(transport, known.id)
    before = form(row)
    new = [number for number in field_ids if number not in before.field_ids]
    if not new:
        return before
    kept = [{key: field[key] for key in ("id", *_OWN) if field.get(key) is not None} for field in _fields(row)]
    body = {"fields": [*kept, *({"id": number} for number in new)]}
    transport.send("PUT", f"{_PATH}/{known.id}", json=body, repeatable=True)
    after = form(_one(transport, known.id))
    if gone := set(before.field_ids) - set(after.field_ids):
        raise Rejected(f"it was saved, but Freshdesk took other fields off it: {', '.join(map(str, sorted(gone)))}")
    return after


def form(row: JsonRow) -> TicketForm:
    """Read one ticket form. Raises Incomplete for what is none."""
    numbers = tuple(wire.number(field, "id") for field in _fields(row))
    title = wire.text(row, "title") or wire.text(row, "name")
    return TicketForm(wire.number(row, "id"), title, not row.get("archived"), numbers)


def _one(transport: Transport, number: int) -> JsonRow:
    return wire.record(transport.get(f"{_PATH}/{number}").body, "a ticket form")


def _fields(row: JsonRow) -> list[JsonRow]:
    return wire.rows(row.get("fields"), "the fields of a ticket form")
