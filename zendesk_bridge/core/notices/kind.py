"""Which kind of notice a customer is told: a first one, a first one of a long delay, or a renewed one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from zendesk_bridge.core.model import NoticeKind, Promise, ShipWindow

LONG = timedelta(days=30)
"""The longest first delay to which silence can be consent, counted from the end of the promised time to ship.

The day itself counts (16 CFR Part 435, eCFR as read on 2026-09-18).
"""


def kind_of(promised_by: date | None, window: ShipWindow | None, heard: Iterable[Promise]) -> NoticeKind:
    """Return the kind of a notice that tells this window, None for unknown, to a customer who ``heard`` these before.

    ``heard`` is what this customer was told of this item. ``promised_by`` is the last day of the time to ship that
    stood at the order. Where it is not known, nobody can say that a delay is short: the order's own day, from which
    the rule would count 30 days, is not known here. Then the kind is the one that takes no silence for a yes.
    """
    if missed(promised_by, window, heard):
        return NoticeKind.RENEWED
    if promised_by is None or window is None or window.last - promised_by > LONG:
        return NoticeKind.FIRST_LONG
    return NoticeKind.FIRST


def missed(promised_by: date | None, window: ShipWindow | None, heard: Iterable[Promise]) -> date | None:
    """Return the first revised ship date that this customer was told and that this window does not keep; None if none.

    A day within the time that stood at the order revises nothing, and one that came after "no date yet" is no further
    delay. The first of several is the one that binds: nobody knows here whether the customer agreed to a later one.
    """
    told = (promise.window.last for promise in heard if promise.window)
    broken = (
        last for last in told if (promised_by is None or last > promised_by) and (window is None or last < window.last)
    )
    return min(broken, default=None)
