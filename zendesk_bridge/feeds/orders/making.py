"""The rows of one order as the order that they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from zendesk_bridge.core import cells
from zendesk_bridge.core.document.dates import forms, reading
from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.model import Order, OrderLine, Recipient, plain_sku
from zendesk_bridge.core.raw import day_of, number_of, text_of
from zendesk_bridge.feeds.layout import Layout
from zendesk_bridge.feeds.numbers import NumberColumn
from zendesk_bridge.feeds.orders.naming import Names
from zendesk_bridge.feeds.picking import BROKEN, NOT_UTF8, Picked

_MAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+")
_TAGS = re.compile(r"\s*[,;|]\s*")
_YES, _NO = frozenset({"true", "yes", "y", "1", "instock"}), frozenset({"false", "no", "n", "0", "outofstock"})
_LONGEST = 500  # characters of a name or a SKU, as in the catalogue
_MONEY = re.compile(
    r"(?P<before>[A-Za-z]{3}|[€£$¥])?\s*(?P<number>[\d.,'\u2019\s]*\d)(?:,-)?\s*(?P<after>[A-Za-z]{3}|[€£$¥])?"
)
_SIGNS = {"€": "EUR", "£": "GBP", "$": "", "¥": ""}  # the last two stand for the money of several countries


@dataclass(frozen=True, slots=True)
class OrderManner:
    """How orders are made of rows: the feed's name, its layout, and the zone of moments that name none.

    ``names`` reads countries and languages, and remembers which it could not; ``numbers`` knows how the feed writes
    how many.
    """

    feed: str
    layout: Layout
    zone: ZoneInfo
    names: Names = field(default_factory=Names, compare=False)
    numbers: NumberColumn = field(default_factory=NumberColumn, compare=False)

    def see(self, row: Picked) -> None:
        """Learn from a row, whichever order it is of."""
        for name in ("quantity", "shipped"):
            value = row.value(name)
            if isinstance(value, str):
                self.numbers.see(value)


def order_id(row: Picked) -> str:
    """Return what names the order for ever: the shop's own id, or else its number; "" for none."""
    return row.text("id") or row.text("order")


def open_quantity(row: Picked, numbers: NumberColumn) -> int | Problem:
    """Return how many of a line are still to ship; 1 where no column says it."""
    ordered = _whole(row, "quantity", 1, numbers)
    shipped = _whole(row, "shipped", 0, numbers)
    if isinstance(ordered, Problem):
        return ordered
    return shipped if isinstance(shipped, Problem) else max(ordered - shipped, 0)


def _whole(row: Picked, name: str, default: int, numbers: NumberColumn) -> int | Problem:
    text = row.text(name)
    if not text:
        return default
    found = numbers.read(row.value(name))
    if found is None or found != found.to_integral_value():
        return Problem(row.at(name), f"{name}: '{text[:20]}' is no whole number", "correct the cell")
    return int(found)


def order(rows: Sequence[Picked], manner: OrderManner, known: dict[str, str]) -> Iterator[Order | Problem]:
    """Yield the order that these rows are, and what is wrong with single ones; nothing where nothing is open on it.

    ``known`` are SKUs as they are written elsewhere, by what makes no difference.
    """
    first = rows[0]
    if BROKEN.search(order_id(first) + first.text("order")):
        yield Problem(first.at("order"), "order: this is not UTF-8 text", NOT_UTF8)
        return
    moment = moment_of(first, manner)
    if isinstance(moment, Problem):
        yield moment
        return
    lines: dict[str, OrderLine] = {}
    seen: dict[tuple[str, ...], Picked] = {}
    for row in rows:
        made = _line(row, manner, lines, known)
        if isinstance(made, Problem):
            yield made
            continue
        twice = seen.setdefault(_same(row), row)
        if twice is not row or (row.text("line") and row.text("line") in lines):
            fix = f"it counts once; the first is at {twice.place}"
            yield Problem(row.place, f"order {first.text('order')}: this line stands here twice", fix)
        elif made is not None:
            lines[made.id] = made
    if lines:
        yield from _unread(rows)
        yield _whole_order(rows, manner, moment, tuple(lines.values()))


def _of_another(rows: Sequence[Picked]) -> Picked | None:
    """Return the first row that is of another customer than the first: nobody knows whose order it is."""
    address = ""
    for row in rows:
        here = row.text("email").casefold()
        address = address or here
        if here and here != address:
            return row
    return None


def _unread(rows: Sequence[Picked]) -> Iterator[Problem]:
    """Yield what of an order cannot be read, and is left out: it would land among those that have no such thing."""
    first = rows[0]
    number = first.text("order")
    value, address = first.text("value"), first.text("email")
    if value and _worth(first)[0] is None:
        message = f"value: '{value[:20]}' is no amount, so that order {number} has no value"
        yield Problem(
            first.at("value"), message, "write a number alone, such as 1290.00, and its currency under currency"
        )
    if address and not _MAIL.fullmatch(address):
        message = f"email: this is no e-mail address, so that nobody is written to about order {number}"
        yield Problem(first.at("email"), message, "correct the cell")
    if other := _of_another(rows):
        message = f"email: order {number} has another address here than above, so that nobody is written to about it"
        fix = "correct the cell; where two shops count their orders alike, make a feed of each: where: {...}"
        yield Problem(other.at("email"), message, fix)


def _worth(first: Picked) -> tuple[Decimal | None, str]:
    """Return what an order is worth and in which currency; a sign or code beside the number names it, too."""
    worth, beside = number_of(first.value("value")), ""
    if worth is None and (found := _MONEY.fullmatch(first.text("value"))):
        worth, beside = number_of(found["number"]), found["after"] or found["before"] or ""
    currency = first.text("currency") or beside
    return worth, _SIGNS.get(currency, currency.upper()[:3])


def _same(row: Picked) -> tuple[str, ...]:
    """Return what two rows share that are one line."""
    if row.text("line"):
        return (row.text("line"),)
    held = row.row.cells
    return tuple(map(text_of, held if isinstance(held, Sequence) else held.values()))


def _line(
    row: Picked, manner: OrderManner, lines: dict[str, OrderLine], known: dict[str, str]
) -> OrderLine | Problem | None:
    quantity = open_quantity(row, manner.numbers)
    if isinstance(quantity, Problem):
        return quantity
    sku = row.text("sku")
    if not sku or not quantity:
        return None  # what has no SKU is no item: a tip, a fee
    if BROKEN.search(sku):
        return Problem(row.at("sku"), "sku: this is not UTF-8 text", NOT_UTF8)
    if len(sku) > _LONGEST or cells.residue(sku):
        return Problem(row.at("sku"), "sku: this is what another program writes for no value", "correct the cell")
    promised = row.text("promised_by")
    day = day_of(row.value("promised_by"), manner.layout.dates) or day_of(row.value("promised_by"))
    if promised and day is None:
        return Problem(row.at("promised_by"), f"promised_by: '{promised[:30]}' is no day", _as_read(promised))
    price = number_of(row.value("price"))
    return OrderLine(
        id=row.text("line") or _unused(sku, lines),
        sku=known.get(plain_sku(sku), sku),
        quantity=quantity,
        name=_plain(row.text("item")),
        value=price * quantity if price is not None else None,
        promised_by=day,
        in_stock=_in_stock(row.text("stock"), quantity),
    )


def _plain(text: str) -> str:
    """Return a text for customers to read, "" for one that another program garbled, or left in the place of a value."""
    return "" if BROKEN.search(text) or cells.residue(text) else " ".join(text.split())[:_LONGEST]


def _unused(sku: str, lines: dict[str, OrderLine]) -> str:
    """Return an id for a line that has none: its SKU, with a number where the order has that twice."""
    taken = sum(1 for line in lines.values() if line.id.partition("#")[0] == sku)
    return f"{sku}#{taken + 1}" if taken else sku


def _in_stock(text: str, quantity: int) -> bool | None:
    there = number_of(text)
    if there is not None:
        return there >= quantity
    word = text.casefold().replace(" ", "").replace("_", "")
    return True if word in _YES else False if word in _NO else None


def _whole_order(rows: Sequence[Picked], manner: OrderManner, moment: datetime, lines: tuple[OrderLine, ...]) -> Order:
    first = rows[0]
    address = first.text("email")
    worth, currency = _worth(first)
    tags = first.value("tags")
    listed = map(text_of, tags) if isinstance(tags, list) else _TAGS.split(first.text("tags"))
    return Order(
        feed=manner.feed,
        id=order_id(first),
        number=first.text("order"),
        ordered_at=moment,
        lines=lines,
        value=worth,
        currency=currency,
        locale=manner.names.locale(first),
        country=manner.names.country(first),
        tags=tuple(tag for tag in map(str.strip, listed) if tag),
        recipient=Recipient(address, _plain(manner.names.customer(first)))
        if _MAIL.fullmatch(address) and not _of_another(rows)
        else None,
        place=first.place,
    )


def moment_of(row: Picked, manner: OrderManner) -> datetime | Problem:
    """Return when an order was placed; a moment that names no zone is one of the shop's own."""
    value = row.value("ordered_at")
    found = value if isinstance(value, datetime) else _written(row.text("ordered_at"))
    if found is None:
        day = day_of(value, manner.layout.dates)
        found = datetime.combine(day, time()) if day else None
    if found is None:
        text = row.text("ordered_at")[:30]
        says = f"ordered_at: '{text}' is no day" if text else "ordered_at is empty"
        return Problem(row.at("ordered_at"), says, _as_read(text))
    return found if found.tzinfo else found.replace(tzinfo=manner.zone)


def _as_read(text: str) -> str:
    """Return what to do about a text that is no day as days are written here."""
    found = forms([text]) if text else ()
    return reading(found) if found else "write YYYY-MM-DD, or say how: dates: in your config"


def _written(text: str) -> datetime | None:
    """Return the moment of a text such as ``2026-11-20 10:05:12 -0500``."""
    text = re.sub(r"\s*(?:UTC|GMT)$", "+00:00", text.strip())
    text = re.sub(r"\s+([+-]\d{2}:?\d{2})$", r"\1", text)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
