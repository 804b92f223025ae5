"""What decisions depend on besides the ticket, and what of it makes a ticket due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from zendesk_bridge.core import narrow
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.macros import wording
from zendesk_bridge.core.macros.telling import Manner
from zendesk_bridge.core.macros.today import as_of
from zendesk_bridge.core.macros.wording.ruled import silence_sign
from zendesk_bridge.core.model import (
    Backorder,
    FieldKey,
    Macro,
    Mark,
    MarkState,
    Promise,
    SkipReason,
    Standing,
    TicketStatus,
    View,
    digest,
)
from zendesk_bridge.core.notices import Market, Notice, notice
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

_UNTIL = "~"
"""Stands in a version before the last day on which words may be told."""


@dataclass(frozen=True)
class Rules:
    """What decisions on one helpdesk depend on besides the ticket.

    ``late`` holds the facts as the admin wrote them, by SKU. ``possible`` says that tickets that may mean a late item,
    by a typo, get a tag of their own. ``spared`` are tags that macros set: an agent put them on a ticket, however much
    they look like one of ours. ``history`` holds the states of each item so far, ``now`` is aware, and a window that
    moved less than ``settle`` ago has not settled. ``market`` says whose rules on notices of delay hold. The rest is
    the manner of telling.
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
    market: Market = Market.NONE

    @cached_property
    def told(self) -> Mapping[str, Backorder]:
        """The facts as they may be told today."""
        return {sku: as_of(item, self.today) for sku, item in self.late.items()}

    @cached_property
    def facts(self) -> Mapping[str, str]:
        """The version of each item as the admin wrote it, as far as words here depend on it."""
        return {sku: self._version(item) for sku, item in self.late.items()}

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """The version of what may be told today about each item, and of how near its days are where words tell that.

        What a market's rule says of silence belongs to it, of a customer who was told nothing before.
        """
        return {
            sku: ".".join(
                filter(
                    None,
                    [
                        self._version(item),
                        wording.nearness(item, self.today, self.working_days),
                        silence_sign(self.market, item, self.today),
                    ],
                )
            )
            for sku, item in self.told.items()
        }

    def _version(self, item: Backorder) -> str:
        if not self.market.rules_silence:
            return item.version
        return digest([item.version, item.promised_by], 8)

    def notice(self, sku: str, heard: Sequence[Promise]) -> Notice | None:
        """Return what the market's rule says of an item today to a customer who ``heard`` this of it before."""
        return notice(self.market, self.told[sku], heard, self.today)

    def version(self, sku: str, heard: Sequence[Promise]) -> str:
        """Return the version of what may be told today about an item to a customer who ``heard`` this of it before.

        It ends with the last day on which it may be told, where there is one: the rule gives each customer another.
        """
        found = self.notice(sku, heard)
        day = found.consent_by if found else None
        return f"{self.versions[sku]}{_UNTIL}{day}" if day else self.versions[sku]

    def holds(self, sku: str, version: str) -> bool:
        """Tell whether what was told of an item in this version may be told today."""
        told, _, until = version.partition(_UNTIL)
        return told == self.versions[sku] and not self.is_past(until)

    def is_past(self, until: str) -> bool:
        """Tell whether a day, as versions end with it, is over; "" is none."""
        return bool(until) and until < self.today.isoformat()

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
        return Manner(self.locale, self.locales, self.working_days, self.replies, self.fields, self.market)

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
            return standing.state not in {MarkState.DISMISSED, MarkState.HEARD}
        match standing.state:
            case MarkState.TOLD:
                right = self.holds(standing.sku, standing.version)
                return not (right and self.manner.says(standing.wording))
            case MarkState.POSSIBLE | MarkState.PENDING:
                return True
            case MarkState.FLAGGED:
                return not self.possible
            case MarkState.DISMISSED | MarkState.HEARD:
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
    told = (mark for mark in asked if mark.state is not MarkState.HEARD)  # of those nothing on the ticket tells
    return bool(asked) and all(_by_calendar(mark, rules) for mark in told)


def _by_calendar(mark: Mark, rules: Rules) -> bool:
    item = rules.late.get(mark.sku)
    if item is None or mark.told is None or mark.state is not MarkState.TOLD:
        return False
    return rules.manner.says(mark.told.wording) and (item.lapsed or mark.told.facts == rules.facts[mark.sku])


def lapsed(view: View, rules: Rules) -> bool:
    """Tell whether a ticket tells a day that is over, or one that was read too long ago to be told.

    What it was told is out of date by the calendar alone, or by a ship window that has ended, whatever has changed
    since: facts that nobody could write to it yet do not make the old day true.
    """
    told = [mark for mark in view.items if mark.told and mark.state is MarkState.TOLD and mark.sku in rules.late]
    return any(_by_calendar(mark, rules) or _is_over(mark, rules) for mark in told if rules.due(mark.standing))


def _is_over(mark: Mark, rules: Rules) -> bool:
    """Tell whether a ticket was told a window that has ended, and not yet that another day is being confirmed.

    A day until which an answer was asked for is no other.
    """
    if mark.told is None or rules.holds(mark.sku, mark.told.version):
        return False
    last = mark.told.window.rpartition("/")[2]
    return (last != UNKNOWN and rules.is_past(last)) or rules.is_past(mark.told.version.partition(_UNTIL)[2])
