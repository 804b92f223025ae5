"""What agents see tickets on, and in: ticket forms, and the shared lists that helpdesks call views.

A list of tickets on a helpdesk is a *desk view* here: a view is what the ledger says of one ticket.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TicketForm:
    """A ticket form as the helpdesk holds it: a field that is on none of them is not seen by agents."""

    id: int
    title: str
    active: bool
    field_ids: tuple[int, ...]
