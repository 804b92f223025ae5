"""What a customer can choose on the page of a message, and what an answer there comes to: facts of now, never of then.

A message says what was true when it was sent. Whoever opens its page days later is told what is true now: another
window, honest words where nobody stands for a date any more, or that the item is late no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from enum import StrEnum
from types import MappingProxyType

from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.macros.today import as_of
from zendesk_bridge.core.model import Backorder, Message, Option, PageChoice, ShipWindow, Split, Swap, plain_sku
from zendesk_bridge.core.notices import covers


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of late items: ``late`` as they may be told, each with when it was read, and every earlier state.

    ``late`` and ``read_at`` (aware) are by SKU. An item that is neither late nor known to be late no more is one of
    which nobody knows: a feed may have been renamed. ``written`` is how the facts write a SKU, by how two programs may
    agree on it: a shop may write it otherwise.
    """

    late: Mapping[str, Backorder]
    history: History
    read_at: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    written: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def sku(self, shops: str) -> str:
        """Return a shop's SKU as the facts write it, where they do."""
        return self.written.get(plain_sku(shops), shops)


@dataclass(frozen=True, slots=True)
class ItemOnPage:
    """One item of a message as it is now.

    ``item`` is as of today, and None for one that is late no more. ``options`` are what can be chosen now: none once
    something is ``chosen``, unless that was about a shorter delay (``moved``); ``taken`` is the option that was chosen,
    as it was offered then, where that is known. ``version`` is that of the fact in force, ``read_at`` when its source
    last told it.
    """

    sku: str
    name: str
    quantity: int
    item: Backorder | None
    version: str = ""
    read_at: datetime | None = None
    options: tuple[Option, ...] = ()
    chosen: PageChoice | None = None
    taken: Option | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """What a customer's form says: which item of the message, what they want, and the version that they were shown."""

    sku: str
    kind: str
    seen: str


class AnswerState(StrEnum):
    """What an answer comes to.

    ``FITS``: it can be taken; ``SAME``: it has been taken already; ``OTHERWISE``: something else was chosen before;
    ``GONE``: this is no choice any more; ``CHANGED``: the facts are not those that the customer was shown.
    """

    FITS = "fits"
    SAME = "same"
    OTHERWISE = "otherwise"
    GONE = "gone"
    CHANGED = "changed"


def items_on_page(
    message: Message, known: PageFacts, answers: Iterable[PageChoice], today: date, zone: tzinfo
) -> tuple[ItemOnPage, ...]:
    """Return the items of a message as they are today, in its order; ``answers`` are those about its order.

    As in its mail, sending the rest of the order can be chosen only where the order has a rest.
    """
    last: dict[str, PageChoice] = {answer.sku: answer for answer in sorted(answers, key=lambda one: one.at)}
    quantities: Counter[str] = Counter()
    for line in message.lines:
        quantities[known.sku(line.sku)] += line.quantity
    found = (_item(sku, number, known, last.get(sku), (today, zone)) for sku, number in quantities.items())
    return tuple(found) if message.rest else tuple(map(_without_rest, found))


def judged(answer: PageAnswer, items: Sequence[ItemOnPage]) -> AnswerState:
    """Return what an answer comes to on these items.

    A cancellation is taken whatever date was shown beside it: no date changes what it means.
    """
    found = next((one for one in items if one.sku == answer.sku), None)
    if found is None:
        return AnswerState.GONE
    if found.chosen and not found.moved:
        return AnswerState.SAME if found.chosen.kind == answer.kind else AnswerState.OTHERWISE
    if answer.kind not in {option.kind for option in found.options}:
        return AnswerState.GONE
    return AnswerState.FITS if answer.kind == "cancel" or answer.seen == found.version else AnswerState.CHANGED


def _item(sku: str, quantity: int, known: PageFacts, chosen: PageChoice | None, day: tuple[date, tzinfo]) -> ItemOnPage:
    then = chosen and told_then(chosen, known.history, day[1])
    taken = next((option for option in then.options if option.kind == chosen.kind), None) if chosen and then else None
    written = known.late.get(sku) or _last(sku, known.history)
    if written is None:
        return ItemOnPage(sku, _name(sku, known.history), quantity, None, chosen=chosen, taken=taken)
    now = as_of(written, day[0])
    moved = chosen is not None and _outlived(chosen, then.ship_window if then else None, now.ship_window)
    return ItemOnPage(
        sku,
        written.name,
        quantity,
        now,
        now.version if now.lapsed else written.version,  # what lapsed today is told otherwise than yesterday
        known.read_at.get(sku),
        () if chosen and not moved else tuple(_open(now.options, known.late)),
        chosen,
        taken,
        moved,
    )


def told_then(chosen: PageChoice, history: History, zone: tzinfo) -> Backorder | None:
    """Return the item as its page told it when this was chosen, without the dates that nobody stood for then.

    None where no run has known it so.
    """
    day = chosen.at.astimezone(zone).date()
    known = [one.item for one in history.of_item(chosen.sku) if one.item]
    for written in (*known, *(item.undated for item in known)):
        told = as_of(written, day)
        if chosen.version in {written.version, told.version}:
            return told
    return None


def _last(sku: str, history: History) -> Backorder | None:
    """Return an item that no feed tells and that nobody has called late no more, without dates; None for any other."""
    versions = history.of_item(sku)
    if not versions:
        return Backorder(sku, sku).undated
    last = versions[-1].item
    return last.undated if last else None


def _name(sku: str, history: History) -> str:
    return next((one.item.name for one in reversed(history.of_item(sku)) if one.item), sku)


def _open(options: Sequence[Option], late: Mapping[str, Backorder]) -> Iterator[Option]:
    """Yield what can be chosen: no swap for what is late itself."""
    taken = {plain_sku(sku) for sku in late} if any(isinstance(option, Swap) for option in options) else set()
    yield from (option for option in options if not (isinstance(option, Swap) and plain_sku(option.sku) in taken))


def _without_rest(item: ItemOnPage) -> ItemOnPage:
    """Return an item of an order of which nothing else can go ahead."""
    return replace(item, options=tuple(option for option in item.options if not isinstance(option, Split)))


def _outlived(chosen: PageChoice, shown: ShipWindow | None, window: ShipWindow | None) -> bool:
    """Tell whether a choice was about a shorter delay than the present one.

    Who cancels or swaps waits for nothing more. What was chosen without a date holds for any.
    """
    return chosen.kind not in {"cancel", "swap"} and not covers(shown, window)
