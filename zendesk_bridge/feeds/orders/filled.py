"""Rows of order lines of which only the first row of each order has the order's own cells, as Shopify exports them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.raw import text_of
from zendesk_bridge.feeds.layout import Layout
from zendesk_bridge.feeds.sources import Header, Located
from zendesk_bridge.feeds.tabular import fold

OF_THE_ORDER = ("ordered_at", "email", "customer", "locale", "country", "tags", "value", "currency")
OF_THE_LINE = ("line", "sku", "item", "quantity", "shipped", "price", "promised_by", "stock")


class _Shape:
    """Which columns of a table belong to the order: those that we read, and those that only ``where`` speaks of."""

    def __init__(self, header: Header, layout: Layout) -> None:
        at = {fold(name): index for index, name in reversed([*enumerate(header.names)])}

        def indexes(names: Iterable[str]) -> list[int]:
            return [at[fold(name)] for name in names if fold(name) in at]

        self.order = next(iter(indexes([layout.column("order")])), -1)
        self.own = indexes(map(layout.column, OF_THE_ORDER))
        lines = set(indexes(map(layout.column, OF_THE_LINE)))
        asked = [index for index in indexes(layout.where) if index not in lines]
        identity = indexes([layout.columns["id"]] if "id" in layout.columns else [])
        self.owned = [*dict.fromkeys([*self.own, *identity])]
        self.filled = [*dict.fromkeys([self.order, *self.owned, *asked])]

    def follows(self, cells: Sequence[Any], first: Sequence[Any]) -> bool:
        """Tell whether this row goes on with the order that begins in another, and leaves out some cell of it."""
        order = _cell(cells, self.order)
        if order:
            own = self.owned if order == _cell(first, self.order) else ()
            return any(_cell(first, index) and not _cell(cells, index) for index in own)
        return not any(_cell(cells, index) for index in self.owned)

    def completed(self, cells: Sequence[Any], first: Sequence[Any]) -> Sequence[Any]:
        """Return the row with the order's cells in their places."""
        found = [*cells, *[None] * (len(first) - len(cells))]
        for index in self.filled:
            if _blank(found[index]):
                found[index] = first[index]
        return found


def _cell(cells: Sequence[Any], index: int) -> str:
    return text_of(cells[index]).strip() if index < len(cells) else ""


def _blank(cell: Any) -> bool:
    return not cell or (cell.isspace() if isinstance(cell, str) else not text_of(cell).strip())


def filled_down(rows: Iterable[Header | Located | Problem], layout: Layout) -> Iterator[Header | Located | Problem]:
    """Yield the rows with the order's cells of its first row in those that follow it and have none of them.

    A row follows when it names the order above and lacks some cell of that order, or when it has none of them, nor the
    order's number: Shopify repeats number, address and day on every row, others repeat nothing. A table that lacks
    none has all on every row, and an empty cell there is empty. Columns of which ``where`` speaks belong to the order,
    too, unless they are a line's.
    """
    shape: _Shape | None = None
    first: Sequence[Any] = ()
    for row in rows:
        if isinstance(row, Header):
            shape, first = _Shape(row, layout), ()
            shape = shape if shape.order >= 0 and shape.own else None
        if shape is None or not isinstance(row, Located) or not isinstance(row.cells, Sequence):
            yield row
        elif len(first) > shape.order and shape.follows(row.cells, first):
            yield Located(row.place, shape.completed(row.cells, first))
        else:
            first = row.cells
            yield row
