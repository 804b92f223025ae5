"""What is known of a rule of ``check`` besides how it looks, and the rules that a market adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class RuleCard:
    """What is known of one rule besides how it looks.

    ``severity`` is how much a finding matters where nothing else is said of it. What cannot be ignored is no matter of
    taste, or stands in no macro and at no item.
    """

    id: str
    severity: Severity
    why: str
    suggestion: str
    fault: int = 0
    ignorable: bool = True


OF_MARKETS = (
    RuleCard(
        "no-cancel-right",
        "error",
        "The rules of this market give customers the right to cancel and be refunded.",
        "add 'cancel' to its options",
        2,
        ignorable=False,
    ),
    RuleCard(
        "no-wait-choice",
        "error",
        "The rules of this market give customers the choice to wait or to cancel.",
        "add 'wait' to its options",
        2,
        ignorable=False,
    ),
    RuleCard(
        "no-promised-by",
        "warning",
        "Without it nobody can say that a delay is short: every customer is asked for a yes, without a day for it.",
        "add 'promised_by: YYYY-MM-DD', by when it was to ship when it was ordered; of several days, the earliest",
        3,
    ),
    RuleCard(
        "promise-over",
        "note",
        "Orders whose buyers were not offered to wait or cancel by then count as cancelled; replies ask for a yes.",
        "see who was told in time (`zendesk-bridge promises` lists them), and refund the others or ask them",
        7,
    ),
)
