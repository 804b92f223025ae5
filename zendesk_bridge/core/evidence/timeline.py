"""What happened on one ticket, to one item after the other, as people are told it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Literal

from zendesk_bridge.core.facts.changes import days_of
from zendesk_bridge.core.model import (
    ApprovedMessage,
    Choice,
    Event,
    EventKind,
    FactVersion,
    MessageState,
    Promise,
    ShipWindow,
)

Who = Literal["shop", "agent", "customer", "bridge"]
"""Whose doing it is: who edits the facts, who answers, who buys, or this program."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened. ``comment`` names where it stands on the ticket, "" where it stands nowhere there."""

    at: datetime
    who: Who
    what: str
    sku: str = ""
    comment: str = ""


_EVENTS: dict[EventKind, tuple[Who, str]] = {
    EventKind.POSSIBLE: ("bridge", "a run found a word that may mean the item, with a typo"),
    EventKind.FLAGGED: ("bridge", "the ticket was marked as one that may mean the item"),
    EventKind.SEEN: ("bridge", "a run found the item in the customer's words"),
    EventKind.TOLD: ("bridge", "the ticket was marked, and the reply for agents made ready"),
    EventKind.MOVED: ("bridge", "the reply for agents was made ready anew, for the ship window had moved"),
    EventKind.DISMISSED: ("agent", "took the mark off: not about this item"),
    EventKind.HEARD: ("bridge", "nothing on the ticket tells of the item, and the customer waits for the next word"),
    EventKind.RESOLVED: ("bridge", "the mark was taken off: the item is late no more, or out of the question"),
    EventKind.DORMANT: ("bridge", "a run found the ticket solved, or closed"),
    EventKind.WOKEN: ("bridge", "a run found the ticket open again"),
    EventKind.TOUCHED: ("bridge", "the ticket is to be looked at again: a mark on it, or what was said, has changed"),
    EventKind.FAILED: ("bridge", "the ticket could not be read or written, and is tried again"),
    EventKind.FORGOTTEN: ("shop", "had everything forgotten that was said on the ticket until then"),
    EventKind.IMPORTED: ("bridge", "what an older version had remembered"),
}
"""What is told of an event. What is inner work alone, a write that was begun, is left out."""

_READ: tuple[Who, str] = ("bridge", "a run read a public reply that speaks of the item, which is late no more")


def timeline(
    events: Iterable[Event],
    promises: Iterable[Promise],
    choices: Iterable[Choice],
    versions: Iterable[FactVersion],
    messages: Sequence[ApprovedMessage] = (),
) -> tuple[Happening, ...]:
    """Return what happened, oldest first; what happened at one moment stays in this order."""
    found = chain(
        _states(versions), _choices(choices), _promises(promises, messages), _drafts(messages), _events(events)
    )
    return tuple(sorted(found, key=lambda one: one.at))


def state_of(version: FactVersion) -> str:
    """Return what a state of an item says."""
    item = version.item
    if item is None:
        return "late no more: it is not among the late items"
    parts = [f"ships {days_of(item.ship_window)}" if item.ship_window else "no ship date is known"]
    parts += [f"because {item.reason}"] if item.reason else []
    parts += [f"promised at the order: {item.promised_by}"] if item.promised_by else []
    parts += [f"options: {', '.join(option.kind for option in item.options)}"] if item.options else []
    parts += [f"next update {item.next_update}"] if item.next_update else []
    return "; ".join(parts)


def _states(versions: Iterable[FactVersion]) -> Iterator[Happening]:
    for version in versions:
        yield Happening(version.seen_at, "shop", state_of(version), version.sku)


def _promises(promises: Iterable[Promise], messages: Sequence[ApprovedMessage]) -> Iterator[Happening]:
    for promise in promises:
        told = days_of(promise.window) if promise.window else "no ship date"
        update = f"; next update {promise.next_update}" if promise.next_update else ""
        if promise.by_bridge:
            sent = next((f", {one.in_words}" for one in messages if one.tells(promise)), "")
            what = f"told the customer {told}{update} (a message of outreach{sent})"
            yield Happening(promise.at, "bridge", what, promise.sku, promise.comment)
            continue
        who = "" if promise.agent_id is None else f" (agent {promise.agent_id})"
        yield Happening(promise.at, "agent", f"told the customer {told}{update}{who}", promise.sku, promise.comment)


def _drafts(messages: Iterable[ApprovedMessage]) -> Iterator[Happening]:
    for one in messages:
        message = one.message
        if message.state is MessageState.DRAFTED and message.at:
            what = f"left a message about order {message.number} as a draft for an agent ({one.in_words})"
            skus = ", ".join(dict.fromkeys(line.sku for line in message.lines))
            yield Happening(message.at, "bridge", f"{what}: the customer was not told by it", skus, message.comment)


def _choices(choices: Iterable[Choice]) -> Iterator[Happening]:
    for choice in choices:
        yield Happening(choice.at, "customer", f"chose to {choice.kind}", choice.sku, choice.comment)


def _events(events: Iterable[Event]) -> Iterator[Happening]:
    for event in events:
        if event.kind in _EVENTS:
            who, what = _READ if event.kind is EventKind.RESOLVED and event.comment else _EVENTS[event.kind]
            window = f": {days_of(ShipWindow.read(event.told.window))}" if event.told and event.told.window else ""
            yield Happening(event.at, who, what + window, event.sku or "", event.comment)
