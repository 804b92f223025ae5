"""Who is owed a word, and which: affected orders placed into the admin's segments, each told once.

Pure: orders, late items, what was told and the rules go in; where each order lands comes out.
"""

from __future__ import annotations

from zendesk_bridge.core.audience.binding import bound, unbound
from zendesk_bridge.core.audience.checking import (
    mute_on_back,
    unknown_shops,
    unknown_templates,
    unreachable,
    wrong_with,
)
from zendesk_bridge.core.audience.criteria import uncompared
from zendesk_bridge.core.audience.explaining import OrderExplained, explained, unwritten_words
from zendesk_bridge.core.audience.placing import message_of, place
from zendesk_bridge.core.audience.plan import OutreachPlan
from zendesk_bridge.core.audience.plan_id import OutreachId
from zendesk_bridge.core.audience.told import heard_of, promised_of
from zendesk_bridge.core.audience.values import (
    NO_PAST,
    OrderPast,
    Placed,
    Segment,
    Segments,
    Unwritten,
    Ways,
)

__all__ = [
    "NO_PAST",
    "OrderExplained",
    "OrderPast",
    "OutreachId",
    "OutreachPlan",
    "Placed",
    "Segment",
    "Segments",
    "Unwritten",
    "Ways",
    "bound",
    "explained",
    "heard_of",
    "message_of",
    "mute_on_back",
    "place",
    "promised_of",
    "unbound",
    "uncompared",
    "unknown_shops",
    "unknown_templates",
    "unreachable",
    "unwritten_words",
    "wrong_with",
]
