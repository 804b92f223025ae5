"""Why an order lands where it lands, condition by condition, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from zendesk_bridge.core.audience.criteria import LineCase, asked, is_true, seen
from zendesk_bridge.core.audience.placing import NEWS, Cases, place
from zendesk_bridge.core.audience.told import affected_lines
from zendesk_bridge.core.audience.values import (
    AffectedLine,
    OrderPast,
    Placed,
    Segment,
    Segments,
    Unwritten,
    Ways,
)
from zendesk_bridge.core.model import UNSENT, Message, MessageState, News, Order, OrderLine


@dataclass(frozen=True, slots=True)
class CriterionCheck:
    """One condition as the file has it, what is there, and whether that meets it."""

    asked: str
    seen: str
    true: bool


@dataclass(frozen=True, slots=True)
class SegmentCheck:
    """How one segment's conditions are met by a line that is owed a word; of several by the one that meets most."""

    key: str
    sku: str
    checks: tuple[CriterionCheck, ...]

    @property
    def takes(self) -> bool:
        """Whether all of them are met."""
        return all(check.true for check in self.checks)


@dataclass(frozen=True, slots=True)
class OrderExplained:
    """Where an order lands and why: each of its lines in words, then each segment down to the one that takes it."""

    placed: Placed
    lines: tuple[tuple[OrderLine, str], ...]
    segments: tuple[SegmentCheck, ...]
    result: str


def explained(order: Order, customer: str, past: OrderPast, segments: Segments, ways: Ways) -> OrderExplained:
    """Return where an order lands, and why; the arguments are those of :func:`place`."""
    placed = place(order, customer, past, segments, ways)
    affected = {line.line.id: line for line in affected_lines(order, past, ways)}
    lines = tuple((line, line_words(affected.get(line.id), ways)) for line in order.lines)
    news = min((line.news for line in affected.values() if line.news), key=NEWS.index, default=None)
    on_its_way = placed.segment == Unwritten.ON_ITS_WAY
    cases = Cases.of(order, affected.values(), news, ways) if news and not on_its_way else None
    checks = tuple(_checks(cases, segments)) if cases else ()
    return OrderExplained(placed, lines, checks, result_words(placed, past))


def _checks(cases: Cases, segments: Segments) -> Iterator[SegmentCheck]:
    for segment in segments:
        some = [_check(segment, case) for case in cases.of_segment(segment)]
        found = max(some, key=lambda one: sum(it.true for it in one.checks))
        taken = next((one for one in some if one.takes), None)
        yield taken or found
        if taken:
            return


def _check(segment: Segment, case: LineCase) -> SegmentCheck:
    checks = tuple(CriterionCheck(asked(one), seen(one, case), is_true(one, case)) for one in segment.when)
    return SegmentCheck(segment.key, case.affected.sku, checks)


# --- one line


def line_words(line: AffectedLine | None, ways: Ways) -> str:
    """Return what is true of one line of an order, and why its customer is owed a word about it or none."""
    if line is None:
        return "not late"
    item = line.item
    if item is None:
        late = "late no more"
    elif item.ship_window:
        late = f"late, ships {item.ship_window.in_words}"
    else:
        late = "late, and no ship date may be told"
    return f"{late}; {_owed(line, ways)}"


def _owed(line: AffectedLine, ways: Ways) -> str:
    told, last = _told(line, ways.zone), line.told
    again = last.next_update if last else None
    if line.spared is Unwritten.ON_TIME:
        return f"the order was promised for {line.line.promised_by}, and it ships by then"
    if line.spared is Unwritten.TOLD:
        return f"{told}, and that still holds" + (f"; the next word is due by {again}" if again else "")
    if line.spared is Unwritten.DRAFTED:
        return f"{told or 'its customer was never told'}; a draft waits for an agent on ticket #{line.draft}"
    if line.spared:
        return _SPARED[line.spared]
    words = {
        News.FIRST: told or "its customer was never told",
        News.MOVED: f"{told}, which holds no more",
        News.NO_NEWS: f"{told}, and to hear again by {again}: that day has come",
    }
    return words.get(line.news or News.BACK, f"{told}, and not yet that it is over")


_SPARED = {
    Unwritten.CHOSEN: "its customer has chosen not to wait for it",
    Unwritten.STALE: "no feed has given it for too long, so that nobody knows whether that still holds",
}


def _told(line: AffectedLine, zone: tzinfo) -> str:
    told = line.told
    if told is None:
        return ""
    who = "an agent's reply" if told.by_agent else "our message"
    when = told.at.astimezone(zone).date()
    if told.back:
        return f"{who} of {when} said that it is late no more"
    if told.window is None and told.by_agent:
        return f"{who} of {when} named no day"
    what = f"that it ships {told.window.in_words}" if told.window else "that there is no date yet"
    return f"{who} of {when} said {what}"


# --- the whole order


def result_words(placed: Placed, past: OrderPast) -> str:
    """Return what becomes of an order, in one sentence."""
    if placed.template:
        return f"lands in '{placed.segment}' and gets the template '{placed.template}'"
    if placed.segment not in _RESULTS:
        return f"lands in '{placed.segment}': a person writes to this customer"
    told = f"is not written to: {_RESULTS[Unwritten(placed.segment)]}"
    if placed.segment == Unwritten.ON_ITS_WAY:
        return f"{told} ({_which(past)})"
    if placed.segment == Unwritten.DRAFTED:
        return f"{told} (ticket #{placed.draft})"
    if placed.segment == Unwritten.UNDELIVERABLE:
        failed = [message for message in past.messages if message.state is MessageState.FAILED]
        return f"{told}: {failed[-1].why}" if failed and failed[-1].why else told
    return told


def _which(past: OrderPast) -> str:
    found: list[Message] = [it for it in past.messages if it.state in UNSENT]
    return ", ".join(f"wave {message.wave}" for message in found)


_RESULTS = {
    Unwritten.DRAFTED: "a draft waits on the customer's own ticket, for an agent to send",
    Unwritten.TOLD: "told already, and that still holds",
    Unwritten.ON_ITS_WAY: "a message is on its way, or waits for approval",
    Unwritten.ON_TIME: "promised for a later day from the beginning, and not late by that",
    Unwritten.CHOSEN: "the customer has chosen not to wait; a person carries that out",
    Unwritten.STALE: "nobody knows whether the item's date still holds: its feed has to be read again first",
    Unwritten.NO_ADDRESS: "no e-mail address to write to",
    Unwritten.UNDELIVERABLE: "the helpdesk would not take this very message",
    Unwritten.SAID_BEFORE: "this very message was sent before, and another one since: a person should write",
    Unwritten.FORGOTTEN: "the customer was forgotten (`forget`): a person decides whether they are written to",
    Unwritten.AHEAD: "its date lies in the future: look at dates: and timezone: of your config",
    Unwritten.UNAFFECTED: "nothing on it is late",
}


def unwritten_words(why: Unwritten) -> str:
    """Return why orders are not written to, in words."""
    return _RESULTS[why]
