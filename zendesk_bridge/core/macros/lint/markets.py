"""Rules on facts that a market adds: what its rules on notices of delay need, and what they make of days gone by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from zendesk_bridge.core.macros.lint.rules import Finding, Hit, Rule, report
from zendesk_bridge.core.macros.today import as_of
from zendesk_bridge.core.model import Backorder, Cancel, Wait
from zendesk_bridge.core.notices import CLAUSES, Market, notice


def lint_market(backorders: Sequence[Backorder], market: Market, today: date) -> tuple[Finding, ...]:
    """Return what these facts lack by the rules of a market on this day, in order of place; nothing without one.

    An error among it would tell customers less than they have a right to.
    """
    if market is Market.NONE:
        return ()
    found = (finding for item in backorders for finding in report(_RULES, _Ruled(item, market, today)))
    return tuple(sorted(found, key=lambda finding: finding.place))


@dataclass(frozen=True, slots=True)
class _Ruled:
    fact: Backorder
    market: Market
    today: date

    def hit(self, says: str, clause: str) -> Hit:
        """Return what is wrong, and by which sentence of whose rules."""
        cited = CLAUSES[clause].cited
        return Hit(self.fact.place, f"{self.fact.sku}: {says} (market {self.market}: {cited})", sku=self.fact.sku)


def _no_cancel(item: _Ruled) -> Iterator[Hit]:
    if not any(isinstance(option, Cancel) for option in item.fact.options):
        clause = "us-offer" if item.market is Market.US else f"{item.market}-time"
        yield item.hit("'cancel' is not among its options", clause)


def _no_wait(item: _Ruled) -> Iterator[Hit]:
    if item.market is Market.US and not any(isinstance(option, Wait) for option in item.fact.options):
        yield item.hit("'wait' is not among its options", "us-offer")


def _no_promised_by(item: _Ruled) -> Iterator[Hit]:
    if item.market is Market.US and item.fact.promised_by is None:
        yield item.hit("it does not say by when it was promised", "us-time")


def _promise_over(item: _Ruled) -> Iterator[Hit]:
    promised = item.fact.promised_by
    found = notice(item.market, as_of(item.fact, item.today), (), item.today)
    if found and found.over and promised:
        yield item.hit(
            f"the promised {promised} is over; who was not offered to cancel by then is refunded by {found.refund_by}",
            found.clause.id,
        )


_RULES: tuple[Rule[_Ruled], ...] = (
    Rule("no-cancel-right", _no_cancel),
    Rule("no-wait-choice", _no_wait),
    Rule("no-promised-by", _no_promised_by),
    Rule("promise-over", _promise_over),
)
