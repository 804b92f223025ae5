"""Use case: what every late item has been, when it changed, and how its ship windows held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from zendesk_bridge.core.facts.changes import FactChange, changes
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.facts.slips import SlipRules, Slips, slips_in, slips_of
from zendesk_bridge.core.model import FactVersion
from zendesk_bridge.core.ports import State


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One version of an item: what is new in it, and how long it was in force, None where it still is.

    ``counts`` says that it stood for long enough to be one that customers may have been told.
    """

    version: FactVersion
    changes: tuple[FactChange, ...]
    lasted: timedelta | None
    counts: bool


@dataclass(frozen=True, slots=True)
class ItemHistory:
    """Everything that is known of one item, oldest first, and how the windows of its whole feed held."""

    sku: str
    name: str
    steps: tuple[HistoryStep, ...]
    slips: Slips
    feed: str
    feed_slips: Slips = field(default_factory=Slips)
    feed_items: int = 0

    @property
    def now(self) -> FactVersion:
        """The version in force."""
        return self.steps[-1].version


def of_item(history: History, sku: str, rules: SlipRules) -> ItemHistory:
    """Return the history of one item that there is, with how the windows of its whole feed held."""
    found = _item(sku, history.versions[sku], rules)
    feed_slips, items = slips_in(history, found.feed, rules)
    return replace(found, feed_slips=feed_slips, feed_items=items)


def of_all(history: History, rules: SlipRules) -> Iterator[ItemHistory]:
    """Yield the history of every item that was ever late, in order of SKU; of its feed nothing is said."""
    return (_item(sku, history.versions[sku], rules) for sku in sorted(history.versions))


def _item(sku: str, versions: tuple[FactVersion, ...], rules: SlipRules) -> ItemHistory:
    last = next((one for one in reversed(versions) if one.item), versions[-1])
    name = last.item.name if last.item else sku
    return ItemHistory(sku, name, tuple(_steps(versions, rules)), slips_of(versions, rules), last.feed)


def read(state: State) -> History:
    """Return what is remembered of all items. Raises StateError for rows that cannot be read."""
    return History.of(state.fact_versions())


def begins(history: History) -> datetime | None:
    """Return since when history is kept; None where it has not begun."""
    firsts = [versions[0].seen_at for versions in history.versions.values()]
    return min(firsts, default=None)


def _steps(versions: tuple[FactVersion, ...], rules: SlipRules) -> Iterator[HistoryStep]:
    for number, version in enumerate(versions):
        later = versions[number + 1 : number + 2]
        lasted = later[0].seen_at - version.seen_at if later else None
        counts = (rules.now - version.seen_at if lasted is None else lasted) >= rules.settle
        before = versions[number - 1].item if number else None
        new = tuple(changes(before, version.item)) if version.item else ()
        yield HistoryStep(version, new, lasted, counts)
