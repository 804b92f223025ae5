"""What one feed of orders comes to in a plan: counted, with a few samples, and with every message that is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from zendesk_bridge.app.outreach.placing import PlacedOrder, Placing
from zendesk_bridge.core.audience import Placed, Unwritten, heard_of, message_of, uncompared
from zendesk_bridge.core.audience.plan import SAMPLES, OrderFeedPlan, PlanSample
from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.core.macros.mails import OrderFacts, render_mail, variant_for
from zendesk_bridge.core.macros.window import language
from zendesk_bridge.core.mentions.orders import order_number
from zendesk_bridge.core.model import (
    UNSENT,
    WRITTEN,
    Backorder,
    Macro,
    Mail,
    Message,
    News,
    Order,
    OrderKey,
    Swap,
    plain_sku,
)
from zendesk_bridge.core.ports import OrderFeed

_TOLD_PROBLEMS = 20
"""So many orders that cannot be read are told one by one; the others are counted."""


@dataclass(slots=True)
class SegmentTally:
    """What lands in one place: how many orders and lines, by which news, the first few, and their numbers.

    ``drafts`` are the tickets on which messages wait for an agent, by the order's number; ``waves`` have orders that
    wait for them.
    """

    orders: int = 0
    lines: int = 0
    news: Counter[News] = field(default_factory=Counter)
    samples: list[PlanSample] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    drafts: dict[str, int] = field(default_factory=dict)
    waves: set[str] = field(default_factory=set)

    def add(self, found: PlacedOrder, sample: PlanSample | None, *, numbered: bool) -> None:
        """Count one order; a ``numbered`` one is listed by its number."""
        placed = found.placed
        self.orders += 1
        self.lines += len(placed.lines) or placed.affected
        if placed.news:
            self.news[placed.news] += 1
        if sample:
            self.samples.append(sample)
        if numbered:
            self.numbers.append(placed.order.number)
        if placed.draft:
            self.drafts[placed.order.number] = placed.draft
        if placed.segment == Unwritten.ON_ITS_WAY:
            self.waves.update(message.wave for message in found.past.messages if message.state in UNSENT)


@dataclass(slots=True)
class FeedGathered:
    """One feed's share of a plan."""

    part: OrderFeedPlan
    messages: list[Message] = field(default_factory=list, repr=False)
    tallies: dict[str, SegmentTally] = field(default_factory=dict)
    twice: list[OrderKey] = field(default_factory=list)
    offered: Counter[str] = field(default_factory=Counter)
    stock: Mapping[str, int] = field(default_factory=dict)
    wrong: dict[Problem, None] = field(default_factory=dict)
    uncompared: Counter[str] = field(default_factory=Counter)
    ordered: set[str] = field(default_factory=set)


_Known = tuple[str, str]
"""What an order is known by whatever its feed: its number, and the digest of its customer's address."""


@dataclass(slots=True)
class _Here:
    """The orders of one feed that were met already."""

    keys: set[OrderKey] = field(default_factory=set)
    known: set[_Known] = field(default_factory=set)


@dataclass(slots=True)
class Gatherer:
    """Reads feeds to their ends, one after the other. ``minute`` (aware) is the one before which orders count.

    ``mails`` are the macros per order, by key. An order that two feeds tell alike is told by the first.
    """

    placing: Placing
    minute: datetime
    mails: Mapping[str, Macro]
    _elsewhere: set[_Known] = field(default_factory=set, repr=False)

    def read(self, feed: OrderFeed, helpdesk: str) -> FeedGathered:
        """Return what a feed comes to. Raises whatever it answers: then none of its orders count."""
        made = FeedGathered(OrderFeedPlan(feed.name, helpdesk), stock=self.placing.ways(feed, helpdesk).stock)
        problems: list[Problem] = []
        here = _Here()
        count = told = more = 0

        def orders() -> Iterator[Order]:
            nonlocal more
            for one in feed.affected(self.placing.skus):
                if isinstance(one, Order):
                    if self._counts(one) and self._is_new(one, here, made):
                        yield one
                elif len(problems) < _TOLD_PROBLEMS:
                    problems.append(one)
                else:
                    more += 1

        for found in self.placing.orders(feed, helpdesk, orders()):
            count += 1
            told += any(message.state in WRITTEN for message in found.past.messages)
            self._add(found, made, helpdesk)
        self._elsewhere |= here.known
        made.part = replace(made.part, orders=count, problems=tuple(problems), more=more, told=told)
        return made

    def _counts(self, order: Order) -> bool:
        """Tell whether a plan speaks of an order: of one that came since only where its date cannot be right."""
        return order.ordered_at < self.minute or order.ordered_at > self.placing.latest

    def _is_new(self, order: Order, here: _Here, made: FeedGathered) -> bool:
        """Tell whether an order was not met before, be it in another feed under another id."""
        customer = self.placing.pasts.customer(order)
        known = (order_number(order.number), customer)
        if order.key in here.keys or known in self._elsewhere:
            made.twice.append(order.key)
            return False
        here.keys.add(order.key)
        if all(known):
            here.known.add(known)
        return True

    def _add(self, found: PlacedOrder, made: FeedGathered, helpdesk: str) -> None:
        placed = found.placed
        made.ordered.update(plain_sku(line.sku) for line in placed.order.lines)
        tally = made.tallies.setdefault(placed.segment, SegmentTally())
        sample = self._sample(found, made, helpdesk) if len(tally.samples) < SAMPLES else None
        tally.add(found, sample, numbered=_is_for_a_person(placed))
        if placed.template is None:
            return
        if why := uncompared(placed.order, placed.segment, self.placing.site.segments):
            made.uncompared[why] += 1
        message = message_of(placed, customer=found.customer, helpdesk=helpdesk, locale=self._locale(placed))
        made.messages.append(replace(message, wording=self.placing.wording(placed.template, helpdesk)))
        for line in placed.lines:
            item = self.placing.known.late.get(line.sku)
            for option in item.options if item else ():
                if isinstance(option, Swap):
                    made.offered[option.sku] += line.quantity

    def _locale(self, placed: Placed) -> str:
        """Return the language that an order's mail is written in: the customer's, if the mail speaks it."""
        macro = self.mails.get(placed.template or "")
        wanted = placed.order.locale or self.placing.bridge.policy.locale
        return locale_of(macro, wanted) if macro else wanted

    def _sample(self, found: PlacedOrder, made: FeedGathered, helpdesk: str) -> PlanSample:
        """Return an order as an example; that its mail can be rendered is tried out on the way."""
        macro = self.mails.get(found.placed.template or "")
        if macro is None:
            return PlanSample(found.placed)
        try:
            mail = mail_of(found, macro, self.placing, helpdesk)
        except InvalidInput as error:
            made.wrong.update(dict.fromkeys(error.problems))
            return PlanSample(found.placed)
        return PlanSample(found.placed, mail.subject)


def _is_for_a_person(placed: Placed) -> bool:
    """Tell whether somebody has to look at an order: the segment is a person's, or nothing else can be done."""
    if placed.segment in _UNWRITTEN:
        return Unwritten(placed.segment).for_a_person
    return placed.template is None


_UNWRITTEN = frozenset(one.value for one in Unwritten)


def locale_of(macro: Macro, wanted: str) -> str:
    """Return the locale that a customer is written to in: the wanted one, if the mail speaks its language."""
    variant = variant_for(macro, wanted)
    return wanted.replace("-", "_") if language(variant.locale) == language(wanted) else variant.locale


def mail_of(found: PlacedOrder, macro: Macro, placing: Placing, helpdesk: str) -> Mail:
    """Render what a customer would read, without their name. Raises InvalidInput."""
    placed, policy = found.placed, placing.bridge.policy
    facts = OrderFacts(
        replace(placed.order, recipient=None),
        items_told(placed, placing.known.late),
        tuple(line.sku for line in placed.lines if not line.version),
        heard_of(found.past),
        policy.outreach.link,
        placing.plain_late,
    )
    wanted = placed.order.locale or policy.locale
    return render_mail(macro, facts, placing.manner(helpdesk), wanted, placing.bridge.today)


def items_told(placed: Placed, late: Mapping[str, Backorder]) -> tuple[Backorder, ...]:
    """Return the late items that an order's message tells of, each once."""
    wanted = {plain_sku(line.sku) for line in placed.lines if line.version}
    return tuple(item for sku, item in late.items() if plain_sku(sku) in wanted)
