"""What agents see tickets on, and in: ticket forms, and the shared lists of tickets that helpdesks call views.

These are not the :class:`View` of the ledger, which is what is true of one ticket.
"""

from __future__ import annotations

from dataclasses import dataclass

from zendesk_bridge.core.model.fields import FieldKey
from zendesk_bridge.core.model.macros import Marker


@dataclass(frozen=True, slots=True)
class TicketForm:
    """A ticket form as the helpdesk holds it: a field that is on none of them is not seen by agents."""

    id: int
    title: str
    active: bool
    field_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """A list of tickets as agents need it: every ticket that carries the tag and is not solved, the oldest first.

    ``columns`` are those of our fields that it shows, beside what every list shows. ``marker`` says whose it is.
    """

    title: str
    description: str
    tag: str
    columns: tuple[FieldKey, ...]
    marker: Marker


@dataclass(frozen=True, slots=True)
class RemoteView:
    """A list of tickets as the helpdesk holds it; ``marker`` None means that people made it.

    ``tag`` is the tag whose unsolved tickets it lists, all of them, to every agent; "" where it lists anything else.
    """

    id: int
    title: str
    active: bool
    tag: str = ""
    marker: Marker | None = None
