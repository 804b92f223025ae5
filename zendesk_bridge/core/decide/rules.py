"""What decisions depend on besides the ticket, and what of it makes a ticket due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from zendesk_bridge.core import narrow
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.macros import window, wording
from zendesk_bridge.core.macros.telling import Manner
from zendesk_bridge.core.model import (
    Backorder,
    FieldKey,
    Macro,
    Mark,
    MarkState,
    SkipReason,
    Standing,
    TicketStatus,
    View,
)
from zendesk_bridge.core.ports import Capabilities

FINAL = {
    TicketStatus.CLOSED: SkipReason.CLOSED,
    TicketStatus.DELETED: SkipReason.DELETED,
    TicketStatus.MERGED: SkipReason.MERGED,
    TicketStatus.SPAM: SkipReason.SPAM,
}
"""States in which nobody will ever answer a ticket: nothing is written, and nobody looks at it again."""

UNKNOWN = "unknown"

SETTLE = timedelta(minutes=10)
"""How long a window has to stand before tickets are tagged for it: an admin who corrects a slip makes one wave."""


@dataclass(frozen=True)
class Rules:
    """What decisions on one helpdesk depend on besides the ticket.

    ``late`` holds the facts as the admin wrote them, by SKU. ``possible`` says that tickets that may mean a late item,
    by a typo, get a tag of their own. ``spared`` are tags that macros set: an agent put them on a ticket, however much
    they look like one of ours. ``history`` holds the states of each item so far, ``now`` is aware, and a window that
    moved less than ``settle`` ago has not settled. The rest is the manner of telling.
    """

    late: Mapping[str, Backorder]
    today: date
    capabilities: Capabilities
    locale: str
    locales: frozenset[str] = frozenset()
    note: bool = False
    possible: bool = False
    working_days: int = wording.WORKING_DAYS
    fields: frozenset[FieldKey] = frozenset()
    replies: tuple[Macro, ...] = ()
    spared: frozenset[str] = frozenset()
    history: History = field(default_factory=History)
    now: datetime | None = None
    settle: timedelta = SETTLE

    @cached_property
    def told(self) -> Mapping[str, Backorder]:
        """The facts as they may be told today."""
        return {sku: window.as_of(item, self.today) for sku, item in self.late.items()}

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """The version of what may be told today about each item, and of how near its days are where words tell that."""
        near = {sku: wording.nearness(item, self.today, self.working_days) for sku, item in self.told.items()}
        return {sku: f"{item.version}.{near[sku]}".rstrip(".") for sku, item in self.told.items()}

    @cached_property
    def tags(self) -> Mapping[str, str]:
        """The tag of each late item."""
        return {sku: self.tag(sku) for sku in self.late}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the late items are called, and why they are late, in every language."""
        texts = (
            (item.name, item.reason, *(part for _, text in item.locales for part in (text.name, text.reason)))
            for item in self.late.values()
        )
        return tuple(part for parts in texts for part in parts)

    @cached_property
    def manner(self) -> Manner:
        """How facts become words here."""
        return Manner(self.locale, self.locales, self.working_days, self.replies, self.fields)

    def since(self, sku: str) -> datetime | None:
        """Return since when the ship window of a late item has been the present one; None where nobody knows."""
        window, since = self.late[sku].ship_window, None
        versions = self.history.of_item(sku)
        for version in reversed(versions):
            if version.item is None or version.item.ship_window != window:
                break
            since = version.seen_at
        return since or (self.now if versions else None)

    def settled(self, sku: str) -> bool:
        """Tell whether the ship window of a late item has stood for long enough that tickets are tagged for it.

        A moment that lies ahead was told by a clock that has been put right since.
        """
        since = self.since(sku)
        return since is None or self.now is None or not since <= self.now < since + self.settle

    def tag(self, sku: str) -> str:
        """Return the tag of an item, late or not."""
        return narrow.sku_tag(sku, self.capabilities)

    def language(self, wanted: str | None) -> str:
        """Return the offered locale that fits this one best."""
        return self.manner.language(wanted)

    def due(self, standing: Standing) -> bool:
        """Tell whether tickets that stand so to an item have something to be done on them."""
        if standing.sku not in self.late:
            return standing.state is not MarkState.DISMISSED
        match standing.state:
            case MarkState.TOLD:
                right = standing.version == self.versions[standing.sku]
                return not (right and self.manner.says(standing.wording))
            case MarkState.POSSIBLE | MarkState.PENDING:
                return True
            case MarkState.FLAGGED:
                return not self.possible
            case MarkState.DISMISSED:
                return False


def source_window(item: Backorder) -> str:
    """Return the ship window as the admin wrote it, in ISO form: what "moved" is measured by."""
    if item.ship_window is None:
        return UNKNOWN
    return f"{item.ship_window.first or ''}/{item.ship_window.last}"


def stale(view: View, rules: Rules) -> bool:
    """Tell whether what we put on a ticket is no longer what the facts say, or was perhaps never put there."""
    return view.intended is not None or any(rules.due(mark.standing) for mark in view.items)


def calendar_only(view: View, rules: Rules) -> bool:
    """Tell whether every item was told in these words from the facts that hold now: only the day has changed.

    A source that nobody vouches for any more is the calendar's doing, too.
    """
    asked = [mark for mark in view.items if mark.state is not MarkState.DISMISSED]
    return bool(asked) and all(_by_calendar(mark, rules) for mark in asked)


def _by_calendar(mark: Mark, rules: Rules) -> bool:
    item = rules.late.get(mark.sku)
    if item is None or mark.told is None or mark.state is not MarkState.TOLD:
        return False
    return rules.manner.says(mark.told.wording) and (item.lapsed or mark.told.facts == item.version)


def lapsed(view: View, rules: Rules) -> bool:
    """Tell whether a ticket tells a day that is over, or one that was read too long ago to be told.

    What it was told is out of date by the calendar alone, or by a ship window that has ended, whatever has changed
    since: facts that nobody could write to it yet do not make the old day true.
    """
    told = [mark for mark in view.items if mark.told and mark.state is MarkState.TOLD and mark.sku in rules.late]
    return any(_by_calendar(mark, rules) or _is_over(mark, rules) for mark in told if rules.due(mark.standing))


def _is_over(mark: Mark, rules: Rules) -> bool:
    """Tell whether a ticket was told a window that has ended, and not yet that another day is being confirmed."""
    if mark.told is None or mark.told.version == rules.versions[mark.sku]:
        return False
    last = mark.told.window.rpartition("/")[2]
    return last not in {"", UNKNOWN} and last < rules.today.isoformat()
