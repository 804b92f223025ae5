"""Ticket forms, https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_forms/.

They come with some plans only: an account without them answers 403 or 404, or shows the one form that it has.
UNCONFIRMED: which of these. A login that lacks a scope is told apart by the scope that the 403 names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zendesk_bridge.core.errors import AuthRefused, Incomplete, NotFound, Rejected
from zendesk_bridge.core.model import TicketForm
from zendesk_bridge.helpdesks.zendesk.api import MISSING_SCOPE, Api, part
from zendesk_bridge.transport import Json

_FORMS = "/api/v2/ticket_forms.json"
_FORBIDDEN = 403


def read(api: Api) -> tuple[TicketForm, ...]:
    """Return every ticket form; () where the plan has none.

    Raises AuthRefused for a login that may not look, Incomplete for a list that may have holes.
    """
    try:
        return tuple(map(form, api.rows(_FORMS, "ticket_forms", whole=True)))
    except NotFound:
        return ()
    except AuthRefused as error:
        if error.status == _FORBIDDEN and MISSING_SCOPE not in error.message:
            return ()
        raise


def put(api: Api, known: TicketForm, field_ids: Sequence[int]) -> TicketForm:
    """Put fields at the end of a form, which is read right before: Zendesk replaces the list as a whole.

    Raises NotFound, AuthRefused, Conflict or Incomplete, and Rejected also where fields that stood on it are gone.
    """
    path = f"/api/v2/ticket_forms/{known.id}.json"
    before = form(api.one(path, "ticket_form"))
    wanted = [*before.field_ids, *(number for number in field_ids if number not in before.field_ids)]
    if len(wanted) == len(before.field_ids):
        return before
    answer = api.write("PUT", path, {"ticket_form": {"ticket_field_ids": wanted}}, repeatable=True)
    row = part(answer.body, "ticket_form", dict, path)
    after = form(row if "ticket_field_ids" in row else api.one(path, "ticket_form"))
    if gone := set(before.field_ids) - set(after.field_ids):
        raise Rejected(f"it was saved, but Zendesk took other fields off it: {', '.join(map(str, sorted(gone)))}")
    return after


def form(row: Json) -> TicketForm:
    """Read one ticket form. Raises Incomplete for what is none."""
    listed: Any = row.get("ticket_field_ids") if isinstance(row, dict) else None
    if not isinstance(row, dict) or not isinstance(row.get("id"), int) or not isinstance(listed, list):
        raise Incomplete("the helpdesk sent a ticket form that cannot be read")
    numbers = tuple(number for number in listed if isinstance(number, int))
    return TicketForm(row["id"], str(row.get("name") or ""), bool(row.get("active", True)), numbers)
