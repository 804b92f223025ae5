"""What a customer was told about the lines of an order, and whether a word is owed about each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from zendesk_bridge.core.audience.values import AffectedLine, LineTold, OrderPast, Unwritten, Ways
from zendesk_bridge.core.model import (
    Accuracy,
    Backorder,
    Choice,
    Heard,
    Message,
    MessageState,
    News,
    Order,
    OrderLine,
    Promise,
    ShipWindow,
    by_item,
    plain_sku,
)
from zendesk_bridge.core.notices import kind_of

TIME_TO_SHIP = timedelta(days=30)
"""The time to ship where none was stated with the order, from its own day (16 CFR 435.2(a), as read on 2026-09-18).

UK and EU law count the same days (Consumer Rights Act s.28, Directive 2011/83/EU Art. 18).
"""

_SENT = frozenset({MessageState.TOLD, MessageState.EXPORTED})
"""A draft told nobody anything: what an agent made of it is heard like any reply of theirs."""

_WAITS_NO_MORE = frozenset({"cancel", "swap"})


def affected_lines(order: Order, past: OrderPast, ways: Ways) -> tuple[AffectedLine, ...]:
    """Return the lines whose items are late, or were told to be, each with whether a word is owed about it."""
    told = _last_told((*_by_us(past.messages, _SENT), *_by_agents(past.promises)))
    found = (_line(order, line, told.get(plain_sku(line.sku)), past, ways) for line in order.lines)
    lines = tuple(line for line in found if line)
    drafts = _drafts(past.messages)
    return tuple(_drafted(line, drafts) for line in lines) if drafts else lines


def _drafts(messages: Iterable[Message]) -> Mapping[str, tuple[LineTold, int]]:
    """Return what the newest draft about each item says, and on which ticket it waits, by plain SKU."""
    found: dict[str, tuple[LineTold, int]] = {}
    for message in messages:
        if message.state is MessageState.DRAFTED:
            found |= {plain_sku(one.sku): (one, message.ticket_id) for one in _by_us([message], {message.state})}
    return found


def _drafted(line: AffectedLine, drafts: Mapping[str, tuple[LineTold, int]]) -> AffectedLine:
    """Return a line as one that waits for an agent, where a draft says what its customer is owed.

    One that was overtaken says it no more: then the customer is written to as if it were not there. The day of its next
    update may come: it is the agent who has to send it.
    """
    draft, ticket = drafts.get(plain_sku(line.line.sku), (None, 0))
    if line.news is None or draft is None:
        return line
    says = draft.back if line.item is None else not draft.back and holds(draft.window, line.item.ship_window)
    return replace(line, news=None, spared=Unwritten.DRAFTED, draft=ticket) if says else line


def heard_of(past: OrderPast) -> Heard:
    """Return everything that the customer was told about an order, by SKU, as what replies on tickets told."""
    mine = [promise for message in past.messages for promise in _promises(message)]
    read = {(promise.ticket_id, promise.comment) for promise in mine if promise.comment}
    agents = (promise for promise in past.promises if (promise.ticket_id, promise.comment) not in read)
    return by_item(sorted([*mine, *agents], key=lambda promise: promise.at))


def holds(told: ShipWindow | None, now: ShipWindow | None) -> bool:
    """Tell whether a ship window that a customer was told is still true.

    It is while the window of now lies within it; "no date yet" is as long as there is none.
    """
    if told is None or now is None:
        return told is now
    return now.last <= told.last and (told.first is None or now.first is None or now.first >= told.first)


def promised_of(line: OrderLine, item: Backorder | None) -> date | None:
    """Return the ship-by date that the customer was given: the order's own, else the one that the item has for all."""
    return line.promised_by or (item.promised_by if item else None)


def _line(order: Order, line: OrderLine, told: LineTold | None, past: OrderPast, ways: Ways) -> AffectedLine | None:
    sku = plain_sku(line.sku)
    item = ways.items.get(sku)
    if item is None and (told is None or told.back):
        return None
    promised = promised_of(line, item)
    time_to_ship = promised or order.ordered_at.astimezone(ways.zone).date() + TIME_TO_SHIP
    heard = heard_of(past).get(told.sku, ()) if told else ()
    kind = kind_of(time_to_ship, item.ship_window, heard) if item else None
    version = ways.versions.get(sku, "")
    spared = _spared(line, item, told, past.chosen, ways)
    news = None if spared else _news(item, told, ways.today)
    if news is None and spared is None:
        spared = Unwritten.TOLD
    return AffectedLine(line, item, version, kind, promised, news, spared, told)


def _spared(
    line: OrderLine, item: Backorder | None, told: LineTold | None, chosen: Iterable[Choice], ways: Ways
) -> Unwritten | None:
    """Return why no word is owed about an item whatever was told; None where that decides."""
    sku = plain_sku(line.sku)
    mine = (choice for choice in chosen if plain_sku(choice.sku) == sku)
    last = max(mine, key=lambda choice: choice.at, default=None)
    if last and last.kind in _WAITS_NO_MORE and not (told and told.at > last.at):
        return Unwritten.CHOSEN
    if item is None:
        return None if ways.sure else Unwritten.STALE
    if sku in ways.stale:
        return Unwritten.STALE
    on_time = line.promised_by and item.ship_window and item.ship_window.last <= line.promised_by
    return Unwritten.ON_TIME if on_time and told is None else None


def _news(item: Backorder | None, told: LineTold | None, today: date) -> News | None:
    if item is None:
        return News.BACK
    if told is None:
        return News.FIRST
    if told.back:
        return News.MOVED
    if told.by_agent and told.window is None and item.ship_window:
        return News.FIRST  # a reply that spoke of the item and named no day told nobody of the delay
    if not holds(told.window, item.ship_window):
        return News.MOVED
    return News.NO_NEWS if told.next_update and told.next_update <= today else None


def _last_told(everything: Iterable[LineTold]) -> Mapping[str, LineTold]:
    """Return what was told last about each item of an order, by plain SKU."""
    last: dict[str, LineTold] = {}
    for told in everything:
        sku = plain_sku(told.sku)
        before = last.get(sku)
        if before is None or (told.at, not told.by_agent) >= (before.at, not before.by_agent):
            last[sku] = told
    return last


def _by_us(messages: Iterable[Message], states: Collection[MessageState]) -> Iterator[LineTold]:
    for message in messages:
        if message.state in states and message.at:
            for line in message.lines:
                yield LineTold(line.sku, message.at, line.window, line.next_update, back=not line.version)


def _by_agents(promises: Iterable[Promise]) -> Iterator[LineTold]:
    for promise in promises:
        yield LineTold(promise.sku, promise.at, promise.window, promise.next_update, by_agent=True)


def _promises(message: Message) -> Iterator[Promise]:
    """Yield what a message promised, as if a reply had said it; that an item is back is no promise."""
    if message.state not in _SENT or message.at is None or message.kind is None:
        return
    for line in message.lines:
        if line.version:
            yield Promise(
                message.ticket_id,
                line.sku,
                message.comment,
                message.at,
                line.window,
                line.next_update,
                Accuracy.CURRENT,
                message.kind,
                line.version,
            )
