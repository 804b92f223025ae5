"""A late item as it may be told today, before anybody puts it into words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zendesk_bridge.core import followups
from zendesk_bridge.core.model import Backorder, ShipWindow


def as_of(item: Backorder, today: date) -> Backorder:
    """Return the item with what may be told about it today; no date in it lies in the past.

    A window that is over is gone, and the item ``lapsed``. In a window that has begun only the last day is told,
    so that the words change once and not every day. A next update that is due today is gone, too: what is written
    today is that update. Only the admin promises another day, by writing it or by the rhythm ``every``, which is used
    up thereby: what is told is one day. Applying this twice changes nothing more.
    """
    window = item.ship_window
    if item.every or (item.next_update and item.next_update <= today):
        item = replace(item, next_update=next_update(item, today), every=None)
    if window is None:
        return item
    if window.last < today:
        return replace(item, ship_window=None, lapsed=True)
    if window.first and window.first < today:
        return replace(item, ship_window=ShipWindow(None, window.last))
    return item


def next_update(item: Backorder, today: date) -> date | None:
    """Return the day of the next update that may be told today; None where the item promises none any more."""
    last = item.ship_window.last if item.ship_window else None
    return followups.next_day(item.next_update, item.every, today, last) if item.next_update else None
