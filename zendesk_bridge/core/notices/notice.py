"""What a market's rule makes of one item's delay for one customer, on one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from enum import StrEnum

from zendesk_bridge.core.model import Backorder, NoticeKind, Promise
from zendesk_bridge.core.notices.clauses import CLAUSES, Clause, Market
from zendesk_bridge.core.notices.kind import LONG, kind_of, missed
from zendesk_bridge.core.notices.working_days import REFUND_DAYS, working_days_after


class Silence(StrEnum):
    """What it means that a customer does not answer.

    ``CONSENT``: they wait, if the notice says so; ``REJECTION``: the order is cancelled and refunded; ``UNRULED``: the
    rule that is known here says nothing of it.
    """

    CONSENT = "consent"
    REJECTION = "rejection"
    UNRULED = "unruled"


@dataclass(frozen=True, slots=True)
class Notice:
    """What the rule says of a notice that is given today.

    ``cancelled_after`` is the day after which the order counts as cancelled, unless it shipped or the customer agreed;
    None where silence is consent, or nobody can say. It may be ``over``. ``clause`` is the sentence that decides.
    """

    kind: NoticeKind
    silence: Silence
    clause: Clause
    cancelled_after: date | None = None
    over: bool = False

    @property
    def consent_by(self) -> date | None:
        """The last day on which a yes counts, as customers may be told it: never one that is over."""
        return None if self.over else self.cancelled_after

    @property
    def refund_by(self) -> date | None:
        """The last day to send the refund where the order counts as cancelled; None where nobody can say."""
        return working_days_after(self.cancelled_after, REFUND_DAYS) if self.cancelled_after else None

    @property
    def cancelled(self) -> str:
        """What people are told of an order that counts as cancelled, "" where it does not."""
        if not (self.over and self.cancelled_after):
            return ""
        if self.clause.id == "us-none":
            why, unless = "no reply told of the delay by", "the customer was told elsewhere"
        else:
            why, unless = "a yes to the delay was due by", "the customer agreed"
        so = f"unless the order shipped, or {unless}, it counts as cancelled, and its refund is due by {self.refund_by}"
        return f"{why} {self.cancelled_after}; {so} ({self.clause.cited})"


def notice(market: Market, item: Backorder, heard: Sequence[Promise], today: date) -> Notice | None:
    """Return what the rule of this market says of an item, as it may be told today; None where no rule is applied.

    ``heard`` is what the customer was told of this item before. Where that is not known, it is as if nothing was.
    """
    kind = kind_of(item.promised_by, item.ship_window, heard)
    match market:
        case Market.NONE:
            return None
        case Market.UK | Market.EU:
            return Notice(kind, Silence.UNRULED, CLAUSES[f"{market}-time"])
        case Market.US:
            return _us(kind, item, heard, today)


def _us(kind: NoticeKind, item: Backorder, heard: Sequence[Promise], today: date) -> Notice:
    promised = item.promised_by
    if promised and promised < today and not any(_offered(one, promised) for one in heard):
        return Notice(kind, Silence.REJECTION, CLAUSES["us-none"], promised, over=True)
    if kind is NoticeKind.FIRST:
        return Notice(kind, Silence.CONSENT, CLAUSES["us-short"])
    if kind is NoticeKind.RENEWED:
        until, clause = missed(promised, item.ship_window, heard), CLAUSES["us-renewed"]
    else:
        until, clause = _later(promised, LONG), CLAUSES["us-long" if promised else "us-time"]
    return Notice(kind, Silence.REJECTION, clause, until, over=until is not None and until < today)


def _offered(promise: Promise, promised: date) -> bool:
    """Tell whether a reply told of the delay in time.

    Its day is taken as it was in UTC, which in the USA is that of the shop or already the next.
    """
    delay = promise.window is None or promise.window.last > promised
    return delay and promise.at.astimezone(UTC).date() <= promised


def _later(day: date | None, by: timedelta) -> date | None:
    return day and (day + by if date.max - day > by else date.max)
