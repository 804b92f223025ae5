"""Affected orders -> segments. Each order, and so each of its late lines, lands in exactly one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from zendesk_bridge.core.audience.criteria import LineCase, is_true, rest_lines
from zendesk_bridge.core.audience.told import affected_lines
from zendesk_bridge.core.audience.values import AffectedLine, OrderPast, Placed, Segment, Segments, Unwritten, Ways
from zendesk_bridge.core.model import UNSENT, WRITTEN, Message, MessageState, News, NoticeKind, Order

NEWS = (News.MOVED, News.FIRST, News.NO_NEWS, News.BACK)
"""What a message about several items says it is: the first of these that is so of any."""

_KINDS = (NoticeKind.RENEWED, NoticeKind.FIRST_LONG, NoticeKind.FIRST)
"""The notice that asks the most comes first: one message is one notice."""

_SPARED = (Unwritten.STALE, Unwritten.CHOSEN, Unwritten.DRAFTED, Unwritten.TOLD, Unwritten.ON_TIME)
"""Why an order is not written to of whose items several things are so: the first of these."""

_LEFT_OUT = frozenset({Unwritten.STALE, Unwritten.CHOSEN, Unwritten.ON_TIME})
"""What a message about other items on the order does not speak of; what still holds it says again."""


def place(order: Order, customer: str, past: OrderPast, segments: Segments, ways: Ways) -> Placed:
    """Return where an order lands. ``customer`` is the digest of the address to write to, "" where there is none.

    It takes the first segment, in the order of the file, whose conditions are all true of any line with the order's
    own news, or, of one where a person writes, of any line that its message would tell of; its one message tells of all
    its late items. That something is back is told by itself, where no word is owed about anything that is late; what is
    late still is told again with it.
    """
    lines = affected_lines(order, past, ways)
    spared = _spared(lines, past)
    if spared:
        draft = max(line.draft for line in lines) if spared is Unwritten.DRAFTED else 0
        return Placed(order, spared, affected=len(lines), draft=draft)
    news = min((line.news for line in lines if line.news), key=NEWS.index)
    cases = Cases.of(order, lines, news, ways)
    segment = segment_of(cases, segments)
    told = [case.affected for case in cases.every]
    kind = min((line.kind for line in told if line.kind), key=_KINDS.index, default=None)
    says, rest = tuple(it.as_told for it in told), bool(rest_lines(order, ways, only_known=False))
    found = Placed(order, segment.key, segment.template, says, news, kind, len(lines), rest)
    unsendable = None if segment.to_person else _unsendable(found, customer, past, ways)
    return Placed(order, unsendable, affected=len(lines)) if unsendable else found


def told_lines(lines: Iterable[AffectedLine], news: News) -> tuple[AffectedLine, ...]:
    """Return the lines that a message with this news tells of."""
    return tuple(line for line in lines if (line.item or news is News.BACK) and line.spared not in _LEFT_OUT)


class Cases(NamedTuple):
    """What conditions are looked at in: the lines with the message's own news, and every line that it tells of."""

    own: Sequence[LineCase]
    every: Sequence[LineCase]

    @classmethod
    def of(cls, order: Order, lines: Iterable[AffectedLine], news: News, ways: Ways) -> Cases:
        """Return them for an order of which these lines are affected."""
        every = [LineCase(order, line, ways) for line in told_lines(lines, news)]
        return cls([case for case in every if case.affected.news is news], every)

    def of_segment(self, segment: Segment) -> Sequence[LineCase]:
        """Return those that a segment's conditions are about.

        A mail is chosen by the message's own news. What a person is to write about is told by no machine, not even as
        what stands beside the news.
        """
        return self.every if segment.to_person else self.own


def segment_of(cases: Cases, segments: Segments) -> Segment:
    """Return the segment that takes an order whose message is about these lines. The last one takes what is left."""
    for segment in segments:
        if any(all(is_true(criterion, case) for criterion in segment.when) for case in cases.of_segment(segment)):
            return segment
    return segments[-1]


def _spared(lines: Sequence[AffectedLine], past: OrderPast) -> Unwritten | None:
    """Return why an order is not written to, whatever the segments are; None for one that is owed a word."""
    if not lines:
        return Unwritten.UNAFFECTED
    if any(message.state in UNSENT for message in past.messages):
        return Unwritten.ON_ITS_WAY
    if any(line.news for line in lines):
        return Unwritten.FORGOTTEN if any(message.is_forgotten for message in past.messages) else None
    return min((line.spared for line in lines if line.spared), key=_SPARED.index)


def _unsendable(found: Placed, customer: str, past: OrderPast, ways: Ways) -> Unwritten | None:
    """Return why the message that an order would get cannot be sent."""
    if ways.now and found.order.ordered_at > ways.now:
        return Unwritten.AHEAD
    if not customer:
        return Unwritten.NO_ADDRESS
    if not past.messages:
        return None
    wanted = message_of(found, customer=customer).id
    states = {message.state for message in past.messages if message.id == wanted}
    if states & WRITTEN:
        return Unwritten.SAID_BEFORE
    failed = MessageState.FAILED in states
    same = any(message.customer == customer for message in past.messages if message.id == wanted)
    return Unwritten.UNDELIVERABLE if failed and same else None


def message_of(placed: Placed, *, customer: str, wave: str = "", helpdesk: str = "", locale: str = "") -> Message:
    """Return the message that an order gets which is written to. Raises ValueError for one that gets none."""
    order = placed.order
    if placed.news is None:
        raise ValueError(f"an order in '{placed.segment}' gets no message")
    return Message(
        wave,
        order.key,
        order.number,
        placed.news,
        placed.kind,
        placed.lines,
        helpdesk,
        placed.segment,
        placed.template or "",
        locale,
        customer,
        rest=placed.rest,
    )
