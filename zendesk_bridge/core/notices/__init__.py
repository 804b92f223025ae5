"""What the rules of a market ask of a notice of delay: its kind, what silence means, and until when.

Nothing here is legal advice: each sentence of a rule carries its source and the day on which it was read, as data.
"""

from __future__ import annotations

from zendesk_bridge.core.notices.answers import covers, settles
from zendesk_bridge.core.notices.clauses import CLAUSES, Clause, Market
from zendesk_bridge.core.notices.kind import kind_of
from zendesk_bridge.core.notices.notice import Notice, Silence, notice
from zendesk_bridge.core.notices.working_days import REFUND_DAYS, working_days_after

__all__ = [
    "CLAUSES",
    "REFUND_DAYS",
    "Clause",
    "Market",
    "Notice",
    "Silence",
    "covers",
    "kind_of",
    "notice",
    "settles",
    "working_days_after",
]
