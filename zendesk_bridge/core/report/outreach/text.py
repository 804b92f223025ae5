"""A plan of outreach as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from zendesk_bridge.core.audience import OutreachPlan, unwritten_words
from zendesk_bridge.core.audience.criteria import NEWS_WORDS
from zendesk_bridge.core.audience.plan import OrderFeedPlan, PlanSample, SegmentPlan, UnwrittenPlan
from zendesk_bridge.core.model import News
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.report.lines import Line
from zendesk_bridge.core.report.outreach.words import items_words, order_words

LISTED = 12
"""How many orders are listed by their numbers unless all are asked for."""

FEW = 2
"""Fewer orders than this may be gone from a feed on any day."""

MANY_MAILS = 5
"""So many mails to one address are hardly one customer's: shops write their own into orders by phone."""

_HOURS = 24


def outreach_lines(plan: OutreachPlan, *, full: bool = False, sends: bool = True) -> Iterator[Line]:
    """Yield who would get what, who would not and why, and how to send it.

    ``full`` lists all orders that a person has to look at. ``sends`` says that the config lets outreach be sent.
    """
    yield from (Line.of(0, f"! {text}", "drift") for text in _doubts(plan))
    yield Line.of(0, _headline(plan), "head")
    for segment in plan.segments:
        yield Line.of(0, "")
        yield from _segment(segment, full=full)
    if plan.unwritten:
        yield Line.of(0, "")
        yield Line.of(0, "Not written to:", "head")
        for part in plan.unwritten:
            yield from _unwritten(part, full=full)
    notes = list(_notes(plan))
    if notes:
        yield Line.of(0, "")
        yield from (Line.of(0, note) for note in notes)
    yield Line.of(0, "")
    yield from _closing(plan, sends=sends)


def is_doubted(part: OrderFeedPlan) -> bool:
    """Tell whether a feed seems to have shrunk: many orders are gone whose items are late still."""
    return part.gone >= FEW and 2 * part.gone > part.told


def _doubts(plan: OutreachPlan) -> Iterator[str]:
    """Yield what makes this plan smaller than it should be, or wrong."""
    yield from plan.warnings
    for part in plan.feeds:
        if part.error:
            fix = " ".join(part.error.fix.split())
            yield f"{part.feed}: none of its orders are in this plan: {part.error.message}" + (
                f" ({fix})" if fix else ""
            )
        if is_doubted(part):
            yield (
                f"{part.feed}: {part.gone} of the {part.told} orders that were told of an item that is late still are "
                "in it no more; what is late cannot have shipped, so look whether the feed is cut short"
            )
        yield from (f"{problem}" for problem in part.problems)
        if part.more:
            yield f"{part.feed}: {number(part.more, 'more order')} cannot be read"
    yield from (str(problem) for problem in plan.wrong)


def _headline(plan: OutreachPlan) -> str:
    if not plan.late and not plan.back:
        return f"Outreach as of {plan.today}: nothing is late, and nothing was told to be. No shop was asked."
    if not plan.feeds:
        return (
            f"Outreach as of {plan.today}: no orders are read; name where they come from under orders: in your config."
        )
    mails = number(len(plan.messages), "mail")
    person = sum(it.orders for it in plan.segments if it.template is None)
    rest = sum(it.orders for it in plan.unwritten)
    parts = [mails, *([f"{person} for a person"] if person else []), *([f"{rest} not written to"] if rest else [])]
    return f"Outreach as of {plan.today}: {number(plan.affected, 'affected order')}; {', '.join(parts)}."


def _segment(segment: SegmentPlan, *, full: bool) -> Iterator[Line]:
    gets = f"template {segment.template}" if segment.template else "a person writes"
    pieces = [("head", segment.key), ("", f": {number(segment.orders, 'order')}, {gets}")]
    yield Line(0, tuple(pieces))
    if segment.why:
        yield Line.of(4, segment.why, "faint")
    if told := _news(segment.news, segment.orders):
        yield Line.of(4, told)
    yield from _samples(segment.samples)
    left = segment.orders - len(segment.samples)
    if left > 0:
        yield from _others(segment.numbers, segment.samples, left, full=full)


def _news(news: Sequence[tuple[News, int]], orders: int) -> str:
    """Return why these customers are owed a word: ``never told``, or how many of each."""
    if len(news) == 1:
        return f"{'each ' if orders > 1 else ''}{NEWS_WORDS[news[0][0]]}"
    return ", ".join(f"{count} {NEWS_WORDS[one]}" for one, count in news)


def _samples(samples: Iterable[PlanSample]) -> Iterator[Line]:
    for sample in samples:
        placed = sample.placed
        yield Line.of(4, f"{order_words(placed.order)}: {items_words(placed)}")
        if sample.subject:
            yield Line.of(8, f'"{sample.subject}"', "faint")


def _others(numbers: Sequence[str], samples: Sequence[PlanSample], left: int, *, full: bool) -> Iterator[Line]:
    """Yield the other orders: by number where a person needs them, else only how many they are."""
    shown = {sample.placed.order.number for sample in samples}
    others = [one for one in numbers if one not in shown]
    if not others:
        yield Line.of(4, f"... and {left} more", "faint")
        return
    listed = others if full else others[:LISTED]
    more = left - len(listed)
    text = "and " + ", ".join(listed)
    yield Line.of(4, f"{text}, and {more} more (--full lists them)" if more > 0 else text)


def _unwritten(part: UnwrittenPlan, *, full: bool) -> Iterator[Line]:
    text = f"{number(part.orders, 'order')}: {unwritten_words(part.why)}"
    yield Line.of(4, text, "drift" if part.why.for_a_person else "")
    yield from (Line.of(8, _wave(wave)) for wave in part.waves)
    if part.numbers:
        listed = [_on_ticket(one, part) for one in (part.numbers if full else part.numbers[:LISTED])]
        more = len(part.numbers) - len(listed)
        yield Line.of(8, ", ".join(listed) + (f", and {more} more (--full lists them)" if more else ""))


def _wave(wave: str) -> str:
    return f"wave {wave}; stopped, it leaves them to the next plan: zendesk-bridge outreach stop {wave}"


def _on_ticket(order_number: str, part: UnwrittenPlan) -> str:
    ticket = part.drafts.get(order_number)
    return f"{order_number} (ticket #{ticket})" if ticket else order_number


def _notes(plan: OutreachPlan) -> Iterator[str]:
    if plan.several:
        one = plan.several == 1
        yield (
            f"{number(plan.several, 'customer')} {'gets' if one else 'get'} more than one mail, "
            "for each order is told by itself." + (_at_most(plan.most) if plan.most >= MANY_MAILS else "")
        )
    if plan.twice:
        verb = "is" if len(plan.twice) == 1 else "are"
        yield f"{number(len(plan.twice), 'order')} came twice from the feeds, and {verb} counted once."
    if plan.uncompared:
        yield _uncompared(plan)
    if plan.unordered:
        yield _unordered(plan)
    for it in plan.shortages:
        yield f"{it.sku} is offered {it.offered} times as a substitute, and {it.feed} has {it.stock} in stock."


def _at_most(most: int) -> str:
    return f" One address gets {most}: look whether it is one of your own."


def _uncompared(plan: OutreachPlan) -> str:
    orders = ", ".join(f"{number(count, 'order')} {why}" for why, count in plan.uncompared)
    return f"Not compared with any value in segments.yaml: {orders}. The mail goes out, whatever the order is worth."


def _unordered(plan: OutreachPlan) -> str:
    """Return which late items nobody waits for: what the shop writes otherwise looks the same."""
    count, listed = len(plan.unordered), ", ".join(plan.unordered[:LISTED])
    more = f", and {count - LISTED} more" if count > LISTED else ""
    items = f"{number(count, 'late item')} {'is' if count == 1 else 'are'} on no open order: {listed}{more}."
    return f"{items} If you expected some, look at how the shop writes the SKU."


def _closing(plan: OutreachPlan, *, sends: bool) -> Iterator[Line]:
    if not plan.messages:
        waits = sum(it.orders for it in plan.segments if it.template is None)
        waits += sum(it.orders for it in plan.unwritten if it.why.for_a_person)
        look = f"; a person has to look at {number(waits, 'order')} of those above." if waits else "."
        yield Line.of(0, f"There is nothing to send{look}")
        return
    yield Line.of(0, "Nothing was written. To send this, or less of it where orders ship meanwhile:", "head")
    yield Line.of(2, f"zendesk-bridge outreach send --plan {plan.id}")
    explain = "`zendesk-bridge outreach explain --order N` says why an order is where it is."
    yield Line.of(0, f"It can be sent for {_HOURS} hours. {explain}")
    if not sends:
        yield Line.of(
            0, "Your config does not let outreach be sent yet: write outreach: {send: true} into it.", "drift"
        )
