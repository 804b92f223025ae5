"""The sentences of the rules that are applied here, each with its source, the day it was read, and what becomes of it.

In our own words, and no legal advice: a market's rules are to be read at the source before anything relies on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class Market(StrEnum):
    """Whose rules on notices of delay are applied; ``NONE``: nobody's."""

    NONE = "none"
    US = "us"
    UK = "uk"
    EU = "eu"

    @property
    def rules_silence(self) -> bool:
        """Whether its rule, as far as it is known here, says what a customer's silence means: words depend on it."""
        return self is Market.US


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of a market's rule. ``done`` says what is done by it here, and what is not, and why.

    ``captured`` is the day on which the source was read.
    """

    id: str
    market: Market
    says: str
    done: str
    source: str
    captured: date

    @property
    def cited(self) -> str:
        """The source as people are told it."""
        return f"{self.source}, as read on {self.captured}"


_CFR = "16 CFR Part 435 (eCFR)"
_CFR_ON = date(2026, 9, 18)
_CRA = "Consumer Rights Act 2015, section 28"
_EU_LATE = "Directive 2011/83/EU, Article 18"
_EU_WITHDRAWAL = "Directive 2011/83/EU, Article 11a"
_PAGES_ON = date(2026, 11, 28)


def _us(name: str, says: str, done: str) -> Clause:
    return Clause(f"us-{name}", Market.US, says, done, _CFR, _CFR_ON)


_ALL = (
    _us(
        "time",
        "The time to ship is the one clearly stated at the order, else 30 days from a properly completed order "
        "(50 where the buyer applied to the seller for credit).",
        "promised_by is that time. Without it the order's own day would be needed, which is not known here: then no "
        "silence is taken for consent, no day is told, and check asks for promised_by.",
    ),
    _us(
        "shipped",
        "Shipped means in the carrier's possession.",
        "Nobody knows here what a carrier has: an item is late until it is taken off the list of late items.",
    ),
    _us(
        "offer",
        "If that time will be missed, the seller offers, without being asked, to consent to the delay or to cancel "
        "for a prompt refund: within a reasonable time of learning of it, and never later than that time.",
        "Options must hold wait and cancel, else check refuses the item. Replies answer customers who write; that "
        "everybody is told, and unasked, is for whoever sends the notices.",
    ),
    _us(
        "states",
        "The offer states the new ship date, or that none can be given and the reason; the right to cancel and be "
        "refunded; and a free way to answer.",
        "The ready-made replies say all of it; an answer to the message is the free way.",
    ),
    _us(
        "short",
        "First delay of up to 30 days: silence counts as consent, but only if the notice says so. A cancellation "
        "counts if it is received before shipment and before the new date.",
        "The reply says so. That a cancellation came in time is for the agent to see.",
    ),
    _us(
        "long",
        "First delay of more than 30 days, or without a date: the notice says that the order is cancelled by itself "
        "unless it ships, or the buyer expressly consents, within 30 days of the time to ship.",
        "The reply asks for a yes by that day. Whether it shipped or the buyer agreed is for the agent to see; no "
        "order is cancelled here.",
    ),
    _us(
        "undated",
        "Consent to a delay without a date keeps the right to cancel until shipment, and the notice says that too.",
        "The reply says so.",
    ),
    _us(
        "renewed",
        "Any further delay: a renewed notice before the new date. Silence now means rejection: the order is cancelled "
        "and refunded if it has not shipped by that date, unless the buyer agrees.",
        "Where replies on the ticket told an earlier date, the reply asks for a yes by that date; of several, by the "
        "first. What was told elsewhere is not known, nor, to a macro per item, what was told on the ticket.",
    ),
    _us(
        "none",
        "No valid offer, and not shipped in time: the order counts as cancelled.",
        "Where no reply on the ticket told of the delay in time, no silence is taken for consent and no day is told; "
        "run and followups tell it to people. An offer that was sent in another way is not known, and what a reply "
        "said beside its date is not kept.",
    ),
    _us(
        "refund",
        "The refund is sent within 7 working days (one billing cycle only where the seller itself is the creditor), "
        "in full, never as store credit; of a partial shipment, the difference.",
        "The day is computed, without weekends and federal holidays. Nothing is refunded here.",
    ),
    _us(
        "records",
        "The seller keeps records; lacking them counts against the seller.",
        "What replies told, and when, is kept; not their words.",
    ),
    _us(
        "outside",
        "Cash on delivery, seeds and growing plants, later issues of a subscription, negative-option plans and "
        "services are outside of the rule.",
        "Nobody knows here which items these are.",
    ),
    Clause(
        "uk-time",
        Market.UK,
        "Goods are delivered without undue delay, and within 30 days of the contract unless agreed otherwise.",
        "Options must hold cancel, else check refuses the item. The time runs from the contract to the delivery, "
        "neither of which is known here: no day is computed, and replies read as without a market.",
        _CRA,
        _PAGES_ON,
    ),
    Clause(
        "eu-time",
        Market.EU,
        "Goods are delivered without undue delay, and within 30 days of the contract unless agreed otherwise; then "
        "the buyer sets a further reasonable time, and after that may end the contract and is refunded.",
        "Options must hold cancel, else check refuses the item. The time runs from the contract to the delivery, "
        "neither of which is known here: no day is computed, and replies read as without a market.",
        _EU_LATE,
        _PAGES_ON,
    ),
    Clause(
        "eu-withdrawal",
        Market.EU,
        "Since 2026-06-19 online contracts need a withdrawal function, and an acknowledgement on a durable medium "
        "with content, date and time.",
        "That is for the shop's own pages; nothing is done here.",
        _EU_WITHDRAWAL,
        _PAGES_ON,
    ),
)

CLAUSES: Mapping[str, Clause] = MappingProxyType({clause.id: clause for clause in _ALL})
"""Every sentence, by its id."""
