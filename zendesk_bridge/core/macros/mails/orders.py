"""One order, and what is to be told about it: its late items as of today, and what of it need not wait for them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from zendesk_bridge.core.macros.today import as_of
from zendesk_bridge.core.model import (
    NOTHING_HEARD,
    Accuracy,
    Backorder,
    Heard,
    LocalText,
    Option,
    Order,
    OrderLine,
    ShipWindow,
    Split,
    Swap,
    plain_sku,
)

_LONGEST = 120  # letters of a name that are told
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\uf8ff\ufeff]+")
_OPENS = re.compile(r"\{(?=[{%#]|$)")


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What is known of one order when a customer is written to.

    ``items`` are the late ones on it, as they may be told today; what is not on the order is told to nobody. ``back``
    are the SKUs of its items that are late no more. ``heard`` is what this customer was told before, by SKU. ``link``
    leads to the page on which they can choose; "" where there is none. ``all_late`` are the plain SKUs that are late on
    any order: what of this one is among them waits, too, even where this customer is told nothing of it today.
    """

    order: Order
    items: tuple[Backorder, ...] = ()
    back: tuple[str, ...] = ()
    heard: Heard = field(default_factory=lambda: NOTHING_HEARD)
    link: str = field(default="", repr=False)
    all_late: Container[str] = field(default=(), repr=False)

    def late(self, today: date) -> tuple[Backorder, ...]:
        """Return the late items on this order as of a day, with what holds for this order alone.

        The ship date that a customer was given with the order wins over what holds for the item in general, and that
        the rest of an order may go ahead is offered where there is a rest.
        """
        promised = _promised(self.order)
        here = {plain_sku(line.sku) for line in self.order.lines}
        splits = bool(rest_of(self.order, self._waiting, only_known=False))
        return tuple(
            replace(
                inert_item(as_of(item, today)),
                promised_by=promised.get(plain_sku(item.sku)) or item.promised_by,
                options=tuple(option for option in _options(item) if splits or not isinstance(option, Split)),
            )
            for item in self.items
            if plain_sku(item.sku) in here
        )

    @property
    def rest(self) -> tuple[str, ...]:
        """The names of what is known to be in stock and waits for the late items alone."""
        ready = rest_of(self.order, [*self._waiting, *self.back])
        return tuple(dict.fromkeys(map(_name, ready)))

    @property
    def partly_late(self) -> bool:
        """Whether there is anything on this order that is not late."""
        late = set(map(plain_sku, self._waiting))
        return any(plain_sku(line.sku) not in late for line in self.order.lines)

    @property
    def _waiting(self) -> list[str]:
        """The SKUs of everything on this order that is late, told of here or not."""
        others = (line.sku for line in self.order.lines if plain_sku(line.sku) in self.all_late)
        return [*(item.sku for item in self.items), *others]

    @property
    def back_names(self) -> tuple[str, ...]:
        """The names of the items of this order that are late no more."""
        back = {plain_sku(sku) for sku in self.back} - {plain_sku(item.sku) for item in self.items}
        return tuple(dict.fromkeys(_name(line) for line in self.order.lines if plain_sku(line.sku) in back))

    def superseded(self, today: date) -> Mapping[str, ShipWindow]:
        """Return the ship windows that this customer was told and that no longer hold, by SKU.

        Where a window is over and no other is known, nobody knows yet what holds in its place.
        """
        found = {item.sku: self._last_told(item) for item in self.late(today) if not item.lapsed}
        return {sku: window for sku, window in found.items() if window}

    def _last_told(self, item: Backorder) -> ShipWindow | None:
        told = [one for one in self.heard.get(item.sku, ()) if one.accuracy is not Accuracy.INVENTED]
        last = next((one.window for one in reversed(told) if one.window), None)
        if last is None or last.agrees(item.ship_window) or (item.ship_window is None and told[-1].window is None):
            return None
        return last


def rest_of(order: Order, late: Iterable[str], *, only_known: bool = True) -> tuple[OrderLine, ...]:
    """Return the lines of an order that do not wait for their own item, which is not among the ``late`` SKUs.

    Those are ``only_known`` to be in stock, or else at least not known to be out of it.
    """
    waiting = {plain_sku(sku) for sku in late}
    others = (line for line in order.lines if plain_sku(line.sku) not in waiting)
    return tuple(line for line in others if line.in_stock or (line.in_stock is None and not only_known))


def inert(text: str) -> str:
    """Return a fact as text that does nothing: no break of the line, no turn of direction, no helpdesk's placeholder.

    It is told in one line, and cut where it is no name any more.
    """
    text = " ".join(_HIDDEN.sub(" ", text).split())
    return _OPENS.sub("{ ", text)


def inert_item(item: Backorder) -> Backorder:
    """Return a late item of which every text is inert."""
    local = tuple((locale, LocalText(_cut(it.name), inert(it.reason))) for locale, it in item.locales)
    return replace(item, name=_cut(item.name), reason=inert(item.reason), locales=local)


def _options(item: Backorder) -> tuple[Option, ...]:
    return tuple(replace(it, name=_cut(it.name)) if isinstance(it, Swap) else it for it in item.options)


def _name(line: OrderLine) -> str:
    return _cut(line.name) or _cut(line.sku)


def _cut(name: str) -> str:
    name = inert(name)
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def _promised(order: Order) -> dict[str, date]:
    """Return the first day that was promised of each item with the order, by SKU."""
    found: dict[str, date] = {}
    for line in order.lines:
        if line.promised_by:
            sku = plain_sku(line.sku)
            found[sku] = min(found.get(sku, line.promised_by), line.promised_by)
    return found
