"""What is remembered of a ticket, and what the helpdesk shows of it -> its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from itertools import zip_longest

from zendesk_bridge.core.days import find_days
from zendesk_bridge.core.evidence.dates import dates_of, dates_of_choice, dates_today
from zendesk_bridge.core.evidence.texts import ReadTicket
from zendesk_bridge.core.evidence.timeline import timeline
from zendesk_bridge.core.evidence.values import (
    Answer,
    GivenNotice,
    ItemEvidence,
    OrderedItem,
    OrderPromise,
    Quotation,
    Quoted,
    TicketEvidence,
)
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.model import (
    ApprovedMessage,
    Choice,
    Event,
    EventKind,
    FactVersion,
    MessageState,
    Promise,
    UnreadAnswer,
    plain_sku,
)
from zendesk_bridge.core.notices import Market

_ORDERS_OF_FIGURES = ("en_US", "en_GB")
"""The month first, or the day first: in which one an agent writes is not remembered."""


@dataclass(frozen=True, slots=True)
class KnownTicket:
    """What is remembered of one ticket, each in its order; ``link`` leads to it, ``market`` has the rule.

    ``messages`` are those of outreach that can be read on it.
    """

    helpdesk: str
    kind: str
    ticket_id: int
    link: str
    orders: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    promises: tuple[Promise, ...] = ()
    choices: tuple[Choice, ...] = ()
    unread: tuple[UnreadAnswer, ...] = ()
    market: Market = Market.NONE
    messages: tuple[ApprovedMessage, ...] = ()

    @property
    def skus(self) -> tuple[str, ...]:
        """The items that anything was said of, or that the ticket mentions, in order."""
        named = {promise.sku for promise in self.promises} | {choice.sku for choice in self.choices}
        return tuple(sorted(named | {event.sku for event in self.events if event.sku}))

    def begins(self, sku: str) -> datetime | None:
        """Return when the ticket was first about an item, None where nobody knows."""
        moments = [event.at for event in self.events if event.sku == sku]
        moments += [promise.at for promise in self.promises if promise.sku == sku]
        moments += [choice.at for choice in self.choices if choice.sku == sku]
        return min(moments, default=None)

    @property
    def requester_id(self) -> int | None:
        """Whose ticket it was when a reply or an answer was recorded."""
        ids = [*(promise.requester_id for promise in self.promises), *(choice.requester_id for choice in self.choices)]
        return next(filter(None, ids), None)


@dataclass(frozen=True, slots=True)
class Bearings:
    """By what evidence is made: the states of all items, the shop's zone, its day of today."""

    history: History
    zone: tzinfo
    today: date

    def day(self, moment: datetime) -> date:
        """Return the shop's day at this moment."""
        return moment.astimezone(self.zone).date()


def ticket_evidence(known: KnownTicket, read: ReadTicket, bearings: Bearings) -> TicketEvidence:
    """Return everything that is known of one ticket."""
    items = tuple(_item(sku, known, read, bearings) for sku in known.skus)
    versions = [version for item in items for version in item.versions]
    return TicketEvidence(
        known.helpdesk,
        known.kind,
        known.ticket_id,
        known.link,
        known.orders,
        read.ticket.requester_id if read.ticket else known.requester_id,
        read.ticket.status if read.ticket else None,
        items,
        tuple(_unread(known, read)),
        timeline(known.events, known.promises, known.choices, versions, known.messages),
        read.trouble,
        known.market,
    )


def _item(sku: str, known: KnownTicket, read: ReadTicket, bearings: Bearings) -> ItemEvidence:
    heard = tuple(promise for promise in known.promises if promise.sku == sku)
    versions = tuple(_in_force(bearings.history.of_item(sku), known.begins(sku)))
    name = next((version.item.name for version in reversed(versions) if version.item), "")
    last = versions[-1].item if versions else None
    ordered = tuple(_ordered(sku, known, versions))
    newest = {(*one.message.message.order, one.line.line): one for one in ordered}.values()
    days = {one.line.promised_by for one in newest}
    if last and len(days) == 1:  # of several orders nobody can say which is meant
        last = replace(last, promised_by=next(iter(days)) or last.promised_by)
    return ItemEvidence(
        sku,
        name,
        tuple(_promised(versions)),
        versions,
        tuple(_notices(heard, read, known.market, bearings, ordered)),
        tuple(_answer(choice, read, known.market, bearings) for choice in known.choices if choice.sku == sku),
        dates_today(last, heard, known.market, bearings.today) if last else (),
        tuple(newest),
        tuple(dict.fromkeys(one.message for one in ordered if one.message.message.state is MessageState.DRAFTED)),
    )


def _ordered(sku: str, known: KnownTicket, versions: Sequence[FactVersion]) -> Iterator[OrderedItem]:
    """Yield the lines with this item that outreach wrote about on the ticket, oldest first."""
    listed = {version.version: version.item.promised_by for version in versions if version.item}
    for one in known.messages:
        for line in one.message.lines:
            if plain_sku(line.sku) == plain_sku(sku):
                own = line.promised_by != listed.get(line.version)
                yield OrderedItem(one, line, own)


def _in_force(versions: Sequence[FactVersion], since: datetime | None) -> Iterator[FactVersion]:
    """Yield the states of an item from the one on that was in force when the ticket was first about it."""
    for version, following in zip_longest(versions, versions[1:]):
        if since is None or following is None or following.seen_at > since:
            yield version


def _promised(versions: Iterable[FactVersion]) -> Iterator[OrderPromise]:
    """Yield each day that stood as promised at the order, with the first state in which it did."""
    last: date | None = None
    for version in versions:
        day = version.item.promised_by if version.item else None
        if day and day != last:
            yield OrderPromise(day, version)
        last = day or last


def _notices(
    heard: Sequence[Promise], read: ReadTicket, market: Market, bearings: Bearings, ordered: Sequence[OrderedItem]
) -> Iterator[GivenNotice]:
    last_of: Mapping[str, int] = {promise.comment: place for place, promise in enumerate(heard)}
    seen: set[str] = set()
    for place, promise in enumerate(heard):
        version = bearings.history.at(promise.sku, promise.at)
        day = bearings.day(promise.at)
        text = read.reply(promise.comment)
        if last_of[promise.comment] != place:
            # Only what the reply says now can be shown; what it said before is known by its days alone.
            text = Quotation(Quoted.EDITED)
        elif promise.comment in seen or not _still_tells(text, promise, day):
            text = replace(text, state=Quoted.EDITED)
        about = [one for one in ordered if one.message.tells(promise)]
        own = next((one.promised for one in about if one.own_day and one.promised), None)
        dates = dates_of(promise, version, heard[:place], market, day, own)
        sent = about[0].message if about else None
        yield GivenNotice(promise, text, dates, promise.comment in seen, sent)
        seen.add(promise.comment)


def _still_tells(text: Quotation, promise: Promise, day: date) -> bool:
    """Tell whether a reply names the last day that was read in it, as far as it is shown and named any."""
    if text.text is None or promise.window is None:
        return True
    found = (span for locale in _ORDERS_OF_FIGURES for span in find_days(text.text, day, locale))
    return any(promise.window.last in {span.first, span.last} for span in found)


def _answer(choice: Choice, read: ReadTicket, market: Market, bearings: Bearings) -> Answer:
    text = read.answer(choice.comment) if choice.comment else Quotation(Quoted.NOW)
    dates = dates_of_choice(choice, bearings.day(choice.at), market)
    return Answer(choice.comment, choice, text, dates, choice.at)


def _unread(known: KnownTicket, read: ReadTicket) -> Iterator[Answer]:
    """Yield what the customer wrote after a notice and no rule read as a choice, in the order of writing.

    Some of it a run has met and left to a person; the helpdesk may show more by now.
    """
    left: dict[str, datetime | None] = {
        answer.comment: answer.at for answer in sorted(known.unread, key=lambda one: one.at)
    }
    if known.promises:
        first = min(known.promises, key=lambda one: one.at)
        left |= {comment: left.get(comment, read.written(comment)) for comment in read.after(first.comment)}
    taken = {choice.comment for choice in known.choices}
    answers = [Answer(one, None, read.answer(one), at=at) for one, at in left.items() if one not in taken]
    yield from sorted(answers, key=lambda one: (one.at is None, one.at.timestamp() if one.at else 0))


def is_known(known: KnownTicket) -> bool:
    """Tell whether anything is remembered of the ticket beyond that a run once looked at it."""
    told = any(event.kind is not EventKind.UNREAD for event in known.events)
    return bool(told or known.promises or known.choices or known.orders)
