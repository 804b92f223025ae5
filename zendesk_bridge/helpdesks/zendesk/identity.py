"""Tell one Zendesk account from another.

Zendesk documents no endpoint that tells an account's id. What any agent may read is the list of ticket fields. Its row
of the type ``subject`` is a system field: it cannot be removed, and its id is given when the account is made.
https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_fields/

UNCONFIRMED: that two accounts never have the same id for it, also where one was made as a copy of the other. If they
had, another account would pass for this one, as it did before anybody looked; a false alarm cannot come of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def own_id(ticket_fields: Iterable[Mapping[str, Any]]) -> str:
    """Return the id that identifies an account by its ticket fields, or "" where that row is not among them."""
    subjects = [row["id"] for row in ticket_fields if row.get("type") == "subject"]
    return str(subjects[0]) if len(subjects) == 1 else ""
