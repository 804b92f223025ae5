"""Orders of which every line is a row, from any source of rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from zoneinfo import ZoneInfo

from zendesk_bridge.core.document.dates import DayOrder
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.model import Order, plain_sku
from zendesk_bridge.core.raw import number_of
from zendesk_bridge.feeds.day_order import look, refuse
from zendesk_bridge.feeds.layout import OURS, Layout
from zendesk_bridge.feeds.numbers import NumberColumn
from zendesk_bridge.feeds.orders.filled import OF_THE_LINE, OF_THE_ORDER, filled_down
from zendesk_bridge.feeds.orders.making import OrderManner, open_quantity, order, order_id
from zendesk_bridge.feeds.picking import Picked, Picking
from zendesk_bridge.feeds.sources import HttpRows, RowSource

_NAMES = ("order", *OF_THE_ORDER, *OF_THE_LINE)
MOST_LINES = 2_000_000
"""Rows of affected orders that are held at once, of however many are read."""


@dataclass(frozen=True, slots=True)
class OrderRows:
    """Orders from a source of rows, which is read twice: once for which orders are affected, once for these.

    So what is held in memory is what is affected, and the numbers of those orders. ``zone`` is that of moments that
    name none. SKUs are the same in whatever case, and are given as they were asked for.
    """

    must: ClassVar[frozenset[str]] = frozenset({"order", "ordered_at", "email", "sku"})
    """Columns without which a table is none of orders."""

    source: RowSource
    zone: ZoneInfo
    layout: Layout = OURS
    spelled: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    picked: list[Picking] = field(default_factory=list, repr=False, compare=False)

    @property
    def name(self) -> str:
        """What the admin calls it."""
        return self.source.name

    def affected(self, skus: Collection[str]) -> Iterator[Order | Problem]:
        """Yield every open order with at least one open line of these SKUs, whole, in the order of their first rows.

        A row that cannot be read is a Problem in its place, and one that stands there twice counts once, and is told.
        Raises InvalidInput for what is no table of orders, and what the source raises.
        """
        known = {plain_sku(sku): sku for sku in skus}
        self.spelled.update(known)
        source = _twice(self.source)
        wanted = {order_id(row) for row in self._rows(source, _nothing) if _is_of(row, known)}
        yield from self._orders(source, wanted)

    def again(self, ids: Collection[str]) -> Mapping[str, Order]:
        """Read these orders once more, by their own id; those with nothing open on them any more are absent.

        Raises as :meth:`affected` does.
        """
        found = self._orders(self.source, set(ids))
        return {one.id: one for one in found if isinstance(one, Order)}

    def stock(self, skus: Collection[str]) -> Mapping[str, int]:
        """Return how many of each could ship now, where a column says it; the last row of each counts."""
        if "stock" not in self.layout.columns:
            return {}
        known = {plain_sku(sku): sku for sku in skus}
        found: dict[str, int] = {}
        for row in self._rows(self.source, _nothing):
            sku = known.get(plain_sku(row.text("sku")))
            there = number_of(row.value("stock"))
            if sku and there is not None:
                found[sku] = int(there)
        return found

    @property
    def left_out(self) -> int:
        """How many rows the admin's conditions left out, the last time that the source was read to its end."""
        return sum(picking.left_out for picking in self.picked)

    @property
    def _names(self) -> tuple[str, ...]:
        """Our names for columns; the shop's own id only where it is named: in a table of lines ``id`` is the line's."""
        return ("id", *_NAMES) if "id" in self.layout.columns else _NAMES

    def _rows(self, source: RowSource, refuse: Callable[[Problem], object]) -> Iterator[Picked]:
        picking = Picking(self.layout, self._names, self.must)
        self.picked[:] = [picking]
        for row in picking(filled_down(source.rows(), self.layout)):
            if isinstance(row, Problem):
                refuse(row)
            else:
                yield row

    def _orders(self, source: RowSource, wanted: set[str]) -> Iterator[Order | Problem]:
        """Yield the orders of these ids; what cannot be read comes before them, as it is met."""
        orders: dict[str, list[Picked]] = {}
        refused: list[Problem] = []
        held = 0
        days = DayOrder(self.layout.dates)
        manner = OrderManner(self.name, self.layout, self.zone)
        for row in self._rows(source, refused.append):
            yield from refused
            refused.clear()
            manner.see(row)
            if (name := order_id(row)) in wanted:
                orders.setdefault(name, []).append(row)
                look(days, row, ("ordered_at", "promised_by"))
                held += 1
                if held > MOST_LINES:
                    message = f"holds more than {MOST_LINES:,} lines of affected orders"
                    raise InvalidInput([Problem(Place(row.place.file), message, "say which count: where: {...}")])
        yield from refused
        refuse(days)
        for rows in orders.values():
            yield from order(rows, manner, self.spelled)
        yield from manner.names.doubts()


def _is_of(row: Picked, known: Mapping[str, str]) -> bool:
    return plain_sku(row.text("sku")) in known and any(open_quantity(row, way) != 0 for way in _EITHER_WAY)


_EITHER_WAY = (NumberColumn(), NumberColumn.plain())
"""Before all of a column is known 1,000 may be one, or a thousand of which some have shipped."""


def _nothing(_: Problem) -> None:
    """Hear of a row that cannot be read: the second reading tells it."""


def _twice(source: RowSource) -> RowSource:
    """Return what can be read twice without being fetched twice."""
    return source.taken() if isinstance(source, HttpRows) else source
