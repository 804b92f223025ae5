"""Several rows of one item, as an order to a supplier has them: which of them counts is the admin's to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from zendesk_bridge.core.document import Scalar
from zendesk_bridge.core.errors import Problem
from zendesk_bridge.feeds.facts.lines import FactRow
from zendesk_bridge.feeds.layout import Layout
from zendesk_bridge.feeds.numbers import NumberColumn

_FAR = (date.max, date.max)


class Merger:
    """Puts the rows of each item together by what the layout says; ``doubts`` are what may not be meant so.

    A row without a date counts only where no other row of the item has one. An item of which one row's date or
    quantity cannot be read is held: nobody knows which of its rows comes first, and only what is wrong is handed on.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.doubts: list[Problem] = []
        self.problems: list[Problem] = []
        self._numbers = NumberColumn()

    def merged(self, lines: Iterable[FactRow]) -> Iterator[FactRow]:
        """Yield one row for each item, in the order in which the items first stand there."""
        items: dict[str, list[FactRow]] = {}
        for number, line in enumerate(lines):
            for name in ("quantity", "demand"):
                self._numbers.see(line.written(name))
            items.setdefault(line.written("sku").casefold() or f"\0{number}", []).append(line)
        for rows in items.values():
            unreadable = [row for row in rows if row.dated() and row.days(self._layout.dates) is None]
            yield from unreadable or self._one(rows)
        if items and all(len(rows) == 1 for rows in items.values()) and self._layout.merge != "covers":
            place = next(iter(items.values()))[0].place
            message = f"merge: {self._layout.merge} does nothing here: no item stands in more than one row"
            fix = "take it away, unless other days have such rows"
            self.doubts.append(Problem(type(place)(place.file), message, fix))

    def _one(self, rows: Sequence[FactRow]) -> Iterator[FactRow]:
        ordered = sorted(rows, key=lambda row: row.days(self._layout.dates) or _FAR)
        dated = [row for row in ordered if row.dated()] or ordered
        if self._layout.merge == "covers":
            yield from self._covering(dated)
        elif self._layout.merge == "latest":
            yield max(dated, key=lambda row: (row.days(self._layout.dates) or _FAR)[::-1])
        else:
            yield dated[0]

    def _covering(self, rows: Sequence[FactRow]) -> Iterator[FactRow]:
        """Yield the first rows that cover the demand as one, from the first's first day to the last's last."""
        wanted = self._amount(rows, "demand")
        amounts = [self._amount([row], "quantity") for row in rows]
        if wanted is None or None in amounts:
            return
        had = Decimal()
        taken = 0
        for amount in amounts:
            taken += 1
            had += amount or Decimal()
            if had >= wanted:
                break
        if had < wanted:
            sku = rows[0].written("sku")
            message = f"{sku}: the open rows bring {had:f} of the {wanted:f} that are wanted; the last of them is told"
            self.doubts.append(Problem(rows[0].place, message, "its real window is unknown until more is ordered"))
        yield _spanned(rows[0], rows[taken - 1])

    def _amount(self, rows: Sequence[FactRow], name: str) -> Decimal | None:
        """Return the largest number that stands there, 0 for none; None, and a problem, for what is no number."""
        largest = Decimal()
        for row in rows:
            node = row.cells.get(name)
            if not isinstance(node, Scalar):
                continue
            found = self._numbers.read(node.written)
            if found is None:
                self.problems.append(Problem(node.place, f"{name}: '{node.written}' is no number", "correct the cell"))
                return None
            largest = max(largest, found)
        return largest


def _spanned(first: FactRow, last: FactRow) -> FactRow:
    """Return the last row with a window that begins where the first row's does."""
    if first is last:
        return last
    cells = dict(last.cells)
    begins = first.cells.get("ship_window") or first.cells.get("from")
    ends = cells.pop("ship_window", None) or cells.get("to")
    if begins and ends:
        cells |= {"from": begins, "to": ends}
    return FactRow(last.place, cells)
