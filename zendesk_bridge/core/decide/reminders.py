"""What a tag reminds agents of: a customer who was told a ship window that no longer holds, an update that is due.

Both follow from what was said in public replies, and from nothing else: who was told nothing need not be corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from zendesk_bridge.core.decide.rules import Rules, source_window
from zendesk_bridge.core.followups import is_due
from zendesk_bridge.core.ledger import heard_of
from zendesk_bridge.core.model import Accuracy, Backorder, Heard, MarkState, Promise, ShipWindow, View
from zendesk_bridge.core.narrow import FOLLOWUP_TAG, MOVED_TAG
from zendesk_bridge.core.promises.judging import agrees

Causes = Mapping[str, frozenset[str]]
"""By tag, why it is wanted: each cause is one move, or one promised update, of one item."""


def superseded(heard: Sequence[Promise], item: Backorder, since: datetime | None) -> ShipWindow | None:
    """Return the ship window that a customer was told and that no longer holds; None where what they know holds.

    ``heard`` is what they were told of the item, oldest first, and ``since`` the moment from which its present window
    has been in force. A reply that names no day takes none back, unless there is none to name. A day that an agent made
    up, and that was wrong from the beginning, is no window that moved.
    """
    last = next((promise for promise in reversed(heard) if promise.window), None)
    if last is None or last.window is None or agrees(last.window, item.ship_window):
        return None
    newest = heard[-1]
    told_none = item.ship_window is None and newest.window is None and (since is None or newest.at >= since)
    made_up = last.accuracy is Accuracy.INVENTED and (since is None or last.at >= since)
    return None if told_none or made_up else last.window


def binding(heard: Heard, rules: Rules) -> Heard:
    """Return what a customer was told of items that have been late ever since.

    What was promised of one that was in stock in between was kept, or is not what they wait for now.
    """
    began = {sku: rules.history.began(sku, rules.settle) for sku in heard}
    return {
        sku: tuple(one for one in told if (again := began[sku]) is None or one.at >= again)
        for sku, told in heard.items()
    }


def superseded_of(skus: Iterable[str], heard: Heard, rules: Rules) -> Mapping[str, ShipWindow]:
    """Return the windows that a customer was told of these late items and that no longer hold.

    Of a source that nobody vouches for, and of a window that is over, nobody knows yet what holds in its place.
    """
    known = {
        sku: superseded(heard[sku], rules.late[sku], rules.since(sku))
        for sku in skus
        if heard.get(sku) and not rules.told[sku].lapsed
    }
    return {sku: window for sku, window in known.items() if window}


def outdated(sku: str, heard: Heard, rules: Rules) -> frozenset[str]:
    """Return the comments in which a customer who knows no better was told a window that no longer holds."""
    bound = binding({sku: heard[sku]} if sku in heard else {}, rules)
    if not superseded_of([sku], bound, rules):
        return frozenset()
    window = rules.late[sku].ship_window
    return frozenset(one.comment for one in bound[sku] if one.window and not agrees(one.window, window))


def causes(skus: Iterable[str], heard: Heard, rules: Rules, there: frozenset[str]) -> Causes:
    """Return why each of the two tags is wanted on a ticket about these items.

    A tag that is ``there`` already stays while a window that moved again has not settled. Of an item that is late no
    more no window moves; an update that was promised of it is due all the same.
    """
    known = tuple(skus)
    moved = superseded_of((sku for sku in known if sku in rules.late), heard, rules)
    return {
        MOVED_TAG: frozenset(
            f"moved {sku} {source_window(rules.late[sku])}" for sku in moved if rules.settled(sku) or MOVED_TAG in there
        ),
        FOLLOWUP_TAG: frozenset(
            f"due {sku} {heard[sku][-1].comment}" for sku in known if is_due(heard.get(sku, ()), rules.today)
        ),
    }


def reminds(view: View, heard: Heard, rules: Rules) -> bool:
    """Tell whether there is something to remind agents of on a ticket that no tag has reminded them of yet."""
    told = {mark.sku for mark in view.items if mark.state is MarkState.TOLD and mark.sku in rules.late}
    wanted = causes(sorted(told | heard_of(view)), binding(heard, rules), rules, view.tags)
    return not frozenset().union(*wanted.values()) <= view.reminded
