"""What is late, and when it ships."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.model.identity import digest

NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class ShipWindow:
    """First and last ship date. ``first`` is None once the window has begun: then only "by ``last``" is true."""

    first: date | None
    last: date

    @property
    def interval(self) -> str:
        """The window as ISO 8601 writes intervals, ``2026-12-01/2026-12-05``; ``..`` stands for an open beginning."""
        return f"{self.first or '..'}/{self.last}"

    @property
    def in_words(self) -> str:
        """The window in ISO days, as people are told it: ``2026-12-01 to 2026-12-05``, ``by 2026-12-05``."""
        if self.first is None:
            return f"by {self.last}"
        return str(self.last) if self.first == self.last else f"{self.first} to {self.last}"

    def agrees(self, window: ShipWindow | None) -> bool:
        """Tell whether this, once told, still holds: "by Dec 5" is true of Dec 1 - 5."""
        return window is not None and self.last == window.last and self.first in {None, window.first}

    @classmethod
    def read(cls, interval: str) -> ShipWindow | None:
        """Return the window of an interval, None for one that is unknown. Raises ValueError for what is no date."""
        first, slash, last = interval.partition("/")
        if not slash:
            return None
        return cls(None if first in {"", ".."} else date.fromisoformat(first), date.fromisoformat(last))


@dataclass(frozen=True, slots=True)
class Wait:
    """The customer may simply wait.

    ``kind`` tells the options apart where they are stored as plain data.
    """

    kind: Literal["wait"] = "wait"


@dataclass(frozen=True, slots=True)
class Swap:
    """The customer may take another item instead."""

    sku: str
    name: str
    kind: Literal["swap"] = "swap"


@dataclass(frozen=True, slots=True)
class Split:
    """The rest of the order may ship now."""

    kind: Literal["split"] = "split"


@dataclass(frozen=True, slots=True)
class Cancel:
    """The customer may cancel and be refunded in full."""

    kind: Literal["cancel"] = "cancel"


Option = Wait | Swap | Split | Cancel


@dataclass(frozen=True, slots=True)
class LocalText:
    """What a backorder is called, and why it is late, in one more language; empty means: as in the main one."""

    name: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """One product of the catalogue, late or not: what it is called can then mean no other."""

    sku: str
    name: str = ""
    aliases: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Products:
    """What the catalogues say: every product, what is wrong with single rows, and which catalogue cannot be used.

    One whose secrets are not set is not asked for, and told among the warnings.
    """

    products: tuple[Product, ...] = ()
    warnings: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Backorder:
    """One delayed item. ``ship_window`` None means unknown, and then ``reason`` says why.

    ``match`` "exact" counts the SKU only as it is written here; ``also`` are more writings that count, however short
    or common they are; ``cancelled_by`` are phrases which, standing near a mention, say that it is none.
    ``lapsed`` is set by :func:`zendesk_bridge.core.macros.today.as_of` when the admin's window has passed: the item
    then has no window any more, and somebody must be asked for a new one. ``every`` (whole days) is the rhythm in which
    customers hear from ``next_update`` on, None where the admin writes each day himself.
    """

    sku: str
    name: str
    aliases: tuple[str, ...] = ()
    ship_window: ShipWindow | None = None
    promised_by: date | None = None
    reason: str = ""
    options: tuple[Option, ...] = ()
    next_update: date | None = None
    every: timedelta | None = None
    locales: tuple[tuple[str, LocalText], ...] = ()
    lapsed: bool = False
    match: Literal["normal", "exact"] = "normal"
    also: tuple[str, ...] = ()
    cancelled_by: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    def is_over(self, today: date) -> bool:
        """Tell whether its ship window ended before this day."""
        return self.ship_window is not None and self.ship_window.last < today

    @property
    def undated(self) -> Backorder:
        """This item with every date taken away: what is left to say when nobody stands for them any more."""
        return replace(self, ship_window=None, next_update=None, lapsed=True)

    @property
    def version(self) -> str:
        """The window version: a short id of what may be told about this item (aliases are not told)."""
        told = [
            self.sku,
            self.name,
            self.ship_window and [self.ship_window.first, self.ship_window.last],
            self.reason,
            [
                [type(option).__name__, getattr(option, "sku", ""), getattr(option, "name", "")]
                for option in self.options
            ],
            self.next_update,
            self.lapsed,
            [[locale, text.name, text.reason] for locale, text in self.locales],
            *([self.every.days] if self.every else []),
        ]
        return digest(told, 8)

    def text(self, locale: str) -> LocalText:
        """Return name and reason in this locale, its language, or else the main one."""
        known = dict(self.locales)
        local = known.get(locale) or known.get(locale.split("_", maxsplit=1)[0]) or LocalText()
        return LocalText(local.name or self.name, local.reason or self.reason)


@dataclass(frozen=True, slots=True)
class LastRead:
    """One item as its feed last gave it: when that was, and how many items the feed gave then.

    The age is the item's own: the others may have been read since.
    """

    item: Backorder
    read_at: datetime
    among: int


@dataclass(frozen=True, slots=True)
class LastGood:
    """What stands of one feed while nothing better is read; without items where it said that nothing is late.

    ``read_at`` is when the feed last answered, however well.
    """

    read_at: datetime
    items: tuple[LastRead, ...] = ()
