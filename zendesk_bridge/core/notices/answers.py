"""Whether a customer's answer settles what becomes of an item that is late."""

from __future__ import annotations

from collections.abc import Sequence

from zendesk_bridge.core.model import Choice, Promise, ShipWindow


def settles(choice: Choice, heard: Sequence[Promise], window: ShipWindow | None) -> bool:
    """Tell whether a choice is one about the delay as it is now: ``window``, None for no date.

    Who cancels or swaps waits for nothing more. A yes to waiting holds for the delay that the customer had ``heard`` of
    when they gave it, and for no longer one; without a date, for any.
    """
    if choice.kind in {"cancel", "swap"} or not heard:
        return True
    return any(one.at <= choice.at and covers(one.window, window) for one in heard)


def covers(told: ShipWindow | None, window: ShipWindow | None) -> bool:
    """Tell whether a yes to what was ``told`` holds for this window: for no longer one, and for any without a date."""
    return told is None or (window is not None and window.last <= told.last)
