"""Use case: the choice page of a message: what can be chosen there as of now, and taking down what is.

Nothing is asked of a shop or a helpdesk: a page answers from what the last run remembered, with its age. A choice is
in the database before the customer reads that it is; the next run carries it to the ticket.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from zendesk_bridge.app import facts
from zendesk_bridge.core import links
from zendesk_bridge.core.choices.on_page import AnswerState, ItemOnPage, PageAnswer, PageFacts, items_on_page, judged
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.model import (
    Backorder,
    ChoiceKind,
    FactVersion,
    Message,
    MessageState,
    PageChoice,
    Swap,
    plain_sku,
)
from zendesk_bridge.core.narrow import CHOICE_TAGS
from zendesk_bridge.core.ports import State

Feeds = Sequence[tuple[str, facts.FeedPolicy]]
"""The names of the feeds of late items, each with how far it is believed."""


class LinkFault(StrEnum):
    """Why a link opens no page.

    ``UNKNOWN``: it is none of this installation's, or nothing is known of its message any more; ``OVER``: its time has
    passed, or the customer was forgotten; ``NEEDLESS``: its message was never sent, such as because the order shipped
    before.
    """

    UNKNOWN = "unknown"
    OVER = "over"
    NEEDLESS = "needless"


@dataclass(frozen=True, slots=True)
class ClosedLink:
    """A link that opens no page, and why; ``locale`` is the customer's where the message is known, else ""."""

    fault: LinkFault
    locale: str = ""


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """What a customer sees of one message: its items as of ``now`` (aware, in the shop's zone)."""

    message: Message
    items: tuple[ItemOnPage, ...]
    now: datetime


@dataclass(slots=True)
class Answering:
    """Answers the choice page of one installation from its ``state``.

    ``locale`` is the one that the facts are written in; ``is_real`` says that customers may be there.
    """

    state: State
    feeds: Feeds
    zone: tzinfo
    locale: str
    is_real: bool = True
    _key: bytes = field(default=b"", repr=False)

    def page(self, token: str, now: datetime) -> ChoicePage | ClosedLink:
        """Return what a link shows. Changes nothing, however often it is opened: mail scanners open links, too.

        Raises StateError or Unavailable where the database does not answer.
        """
        link = links.read(self._signing(), token)
        message = self.state.waves().message(link.message) if link else None
        if link is None or message is None:
            return ClosedLink(LinkFault.UNKNOWN)
        if link.is_over(now) or message.is_forgotten:
            return ClosedLink(LinkFault.OVER, message.locale)
        if message.state is MessageState.SKIPPED:
            return ClosedLink(LinkFault.NEEDLESS, message.locale)
        here = now.astimezone(self.zone)
        items = items_on_page(message, self._known(message, now), self._answers(message), here.date(), self.zone)
        return ChoicePage(message, items, here)

    def choose(self, token: str, answer: PageAnswer, now: datetime) -> tuple[AnswerState, ChoicePage] | ClosedLink:
        """Take down what a customer chose, where it can be; return what came of it, and the page as far as it is known.

        Of two that choose at once the first is taken, and the other one reads what that was. Nothing is asked of the
        database once it has taken an answer: one that is kept is never told as one that is not. Raises as :meth:`page`.
        """
        page = self.page(token, now)
        if isinstance(page, ClosedLink):
            return page
        state = judged(answer, page.items)
        kind = _kind(answer.kind)
        if state is not AnswerState.FITS or kind is None:
            return state, page
        item = next(item for item in page.items if item.sku == answer.sku)
        at = max(now, item.chosen.at + timedelta(microseconds=1)) if item.chosen else now  # clocks are set back
        if self.state.waves().answer(PageChoice(page.message.id, answer.sku, kind, at, item.version)):
            return AnswerState.FITS, page
        after = self.page(token, now)
        if isinstance(after, ClosedLink):
            return after
        return judged(answer, after.items), after

    def answers(self) -> None:
        """Look whether the database answers. Raises StateError or Unavailable where it does not."""
        self._signing()
        self.state.runs(1)

    def _signing(self) -> bytes:
        """Return the key of this installation, which never changes."""
        self._key = self._key or self.state.waves().key()
        return self._key

    def _known(self, message: Message, now: datetime) -> PageFacts:
        """Return what is known of a message's items, and which of what they could be swapped for is late itself."""
        late, read_at = self._late({plain_sku(line.sku) for line in message.lines}, now)
        swaps = {plain_sku(one.sku) for item in late.values() for one in item.options if isinstance(one, Swap)}
        others, _ = self._late(swaps, now) if swaps else ({}, {})
        versions: list[FactVersion] = []
        written = {plain_sku(sku): sku for sku in late}
        for shops in dict.fromkeys(line.sku for line in message.lines):
            sku = written.get(plain_sku(shops)) or self._last_written(shops)
            versions += self.state.fact_versions(sku)
            written[plain_sku(shops)] = sku
        return PageFacts({**others, **late}, History.of(versions), read_at, written)

    def _late(self, skus: AbstractSet[str], now: datetime) -> tuple[dict[str, Backorder], dict[str, datetime]]:
        """Return those of these items that are late, as they may be told, and when each was read."""
        read = [(self.state.last_good(name, lambda sku: plain_sku(sku) in skus), policy) for name, policy in self.feeds]
        late = facts.standing(read, now)
        late = facts.real_items(late) if self.is_real else late
        rows = sorted((row for last, _ in read if last for row in last.items), key=lambda row: row.read_at)
        return dict(late), {row.item.sku: row.read_at for row in rows}

    def _last_written(self, shops: str) -> str:
        """Return how the facts last wrote the SKU of an item that is late no more."""
        if self.state.fact_versions(shops):
            return shops
        known = self.state.last_fact_versions()
        return next((sku for sku in known if plain_sku(sku) == plain_sku(shops)), shops)

    def _answers(self, message: Message) -> list[PageChoice]:
        """Return what was chosen on any page about this order: a customer may have been written to twice."""
        waves = self.state.waves()
        told = waves.told([message.order]).get(message.order, ())
        found = waves.answers({message.id, *(one.id for one in told)})
        return [choice for some in found.values() for choice in some]


def _kind(text: str) -> ChoiceKind | None:
    return next((kind for kind in CHOICE_TAGS if kind == text), None)
