"""What is known of one ticket: what was promised and told, when, and what the customer answered; for whoever asks.

Values in, values out. Texts are the helpdesk's and pass through: nothing here is stored.
"""

from zendesk_bridge.core.evidence.dates import ComputedDate
from zendesk_bridge.core.evidence.making import Bearings, KnownTicket, is_known, ticket_evidence
from zendesk_bridge.core.evidence.texts import ReadTicket
from zendesk_bridge.core.evidence.timeline import Happening
from zendesk_bridge.core.evidence.values import (
    Answer,
    Evidence,
    GivenNotice,
    ItemEvidence,
    OrderedItem,
    OrderPromise,
    Quotation,
    Quoted,
    TicketEvidence,
)

__all__ = [
    "Answer",
    "Bearings",
    "ComputedDate",
    "Evidence",
    "GivenNotice",
    "Happening",
    "ItemEvidence",
    "KnownTicket",
    "OrderPromise",
    "OrderedItem",
    "Quotation",
    "Quoted",
    "ReadTicket",
    "TicketEvidence",
    "is_known",
    "ticket_evidence",
]
