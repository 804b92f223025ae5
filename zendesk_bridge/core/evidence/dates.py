"""Every date that follows from a notice or an answer, each with where it comes from. Not legal advice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from zendesk_bridge.core.model import Backorder, Choice, FactVersion, Promise
from zendesk_bridge.core.notices import (
    CLAUSES,
    REFUND_DAYS,
    Clause,
    Market,
    Notice,
    Silence,
    notice,
    working_days_after,
)
from zendesk_bridge.core.plural import number

NOT_WRITTEN = "no promised_by stands in the facts of that moment"
UNKNOWN = "no state of the item is known from that moment"


class Computed(StrEnum):
    """Which date it is: T and R as the rules call them, and what follows from both."""

    SHIP_BY = "promised_ship_by"
    REVISED = "revised_ship_date"
    NEXT_UPDATE = "next_update"
    CONSENT_BY = "consent_by"
    REFUND_BY = "refund_by"


@dataclass(frozen=True, slots=True)
class ComputedDate:
    """One date, None where none follows, and ``why``; ``source`` is where the rule stands, "" where it is no rule's."""

    what: Computed
    day: date | None
    why: str
    source: str = ""


_SILENCE = {
    Silence.CONSENT: "silence counts as consent, if the notice said so: no yes is needed",
    Silence.UNRULED: "the rule as it is applied here sets no such day",
}


def dates_of(
    promise: Promise,
    version: FactVersion | None,
    before: Sequence[Promise],
    market: Market,
    today: date,
    ordered: tuple[date, str] | None = None,
) -> tuple[ComputedDate, ...]:
    """Return the dates that follow from what a customer was told, as the rule says on the day of the notice, ``today``.

    ``version`` is the state of the item in force then, ``before`` what the customer was told of it earlier;
    ``ordered`` is the day that the order itself was promised for, with where that is known from.
    """
    item = version.item if version else None
    told = replace(item or Backorder(promise.sku, promise.sku), ship_window=promise.window)
    where = _where(version) if told.promised_by else _not_written(item)
    if ordered:
        told, where = replace(told, promised_by=ordered[0]), ordered[1]
    rule = notice(market, told, before, today)
    return (
        ComputedDate(Computed.SHIP_BY, told.promised_by, where),
        _revised(promise, told.promised_by),
        ComputedDate(
            Computed.NEXT_UPDATE,
            promise.next_update,
            "told in this reply" if promise.next_update else "this reply named no day for the next word",
        ),
        *(_ruled(rule) if rule else ()),
    )


def dates_of_choice(choice: Choice, day: date, market: Market) -> tuple[ComputedDate, ...]:
    """Return the dates that follow from an answer of this day: a cancellation makes a refund due."""
    if choice.kind != "cancel" or market is not Market.US:
        return ()
    clause = CLAUSES["us-refund"]
    due = working_days_after(day, REFUND_DAYS)
    why = f"{REFUND_DAYS} working days after the customer's cancellation on {day}"
    return (ComputedDate(Computed.REFUND_BY, due, why, _cited(clause)),)


def dates_today(item: Backorder, heard: Sequence[Promise], market: Market, today: date) -> tuple[ComputedDate, ...]:
    """Return the dates of an item that is still late, as the rule says today; none where no rule is applied."""
    rule = notice(market, item, heard, today)
    return tuple(_ruled(rule)) if rule else ()


def _where(version: FactVersion | None) -> str:
    return f"promised_by in {version.place or version.feed or 'the facts'}" if version else UNKNOWN


def _not_written(item: Backorder | None) -> str:
    return NOT_WRITTEN if item else UNKNOWN


def _revised(promise: Promise, ship_by: date | None) -> ComputedDate:
    if promise.window is None:
        return ComputedDate(Computed.REVISED, None, "this reply named no ship date")
    last = promise.window.last
    late = (last - ship_by).days if ship_by else None
    why = "the last day of the ship window in this reply"
    if late is not None:
        why += f", {number(late, 'day')} after the promised time" if late > 0 else ", within the promised time"
    return ComputedDate(Computed.REVISED, last, why)


def _ruled(rule: Notice) -> Iterator[ComputedDate]:
    """Yield until when a yes counts, and when a refund is due, as the rule says."""
    source = _cited(rule.clause)
    if rule.silence is not Silence.REJECTION:
        yield ComputedDate(Computed.CONSENT_BY, None, _SILENCE[rule.silence], source)
        return
    until = rule.cancelled_after
    if until is None:
        yield ComputedDate(Computed.CONSENT_BY, None, "without promised_by nobody can say until when", source)
        return
    over = ": it was over already" if rule.over else ""
    yield ComputedDate(
        Computed.CONSENT_BY, until, f"silence counts as a no after this day, unless the item has shipped{over}", source
    )
    yield ComputedDate(
        Computed.REFUND_BY,
        rule.refund_by,
        f"{REFUND_DAYS} working days later, where it neither shipped nor the customer agreed",
        _cited(CLAUSES["us-refund"]),
    )


def _cited(clause: Clause) -> str:
    return f"{clause.cited} ({clause.id})"
