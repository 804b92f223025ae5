"""Use case: which ship windows are narrower than what is remembered of their items supports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.facts.slips import NarrowWindow, SlipRules, days_in_words, too_narrow
from zendesk_bridge.core.macros import lint
from zendesk_bridge.core.model import Backorder
from zendesk_bridge.core.plural import number, times


def narrow_windows(
    late: Iterable[Backorder], feeds: Mapping[str, str], history: History, rules: SlipRules
) -> Iterator[lint.Finding]:
    """Yield the items whose window is too narrow; ``feeds`` names the feed of each by SKU."""
    for item in late:
        narrow = too_narrow(item, feeds.get(item.sku, ""), history, rules)
        if narrow:
            yield lint.found("narrow-window", item.place, f"{item.sku}: {_why(narrow)}", sku=item.sku)


def _why(narrow: NarrowWindow) -> str:
    later = narrow.slips.later
    mean = f"by {days_in_words(narrow.slips.mean_days or 0)} on average"
    window = f"a window of {number(narrow.days, 'day')} is narrower than that"
    if not narrow.feed:
        return f"its window moved to a later day {times(len(later))}, {mean}: {window}"
    items = number(len({move.sku for move in later}), "item")
    return f"in {narrow.feed} the windows of {items} moved to a later day, {mean}: {window}"
