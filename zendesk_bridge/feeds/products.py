"""Every product of a shop, late or not, from any source of rows.

An export of a hundred thousand rows is never clean: a row that is wrong is counted and named, and the others stand.
But a catalogue that cannot be read at all, or holds fewer products than ``at_least``, is never taken for none: without
it a late item's short name would be found inside other products' longer ones. Nothing is stored of it between runs:
whoever reads it holds its work back until the next run, and since the cursor waits, too, nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from zendesk_bridge.core import cells
from zendesk_bridge.core.errors import Incomplete, InvalidInput, Place, Problem
from zendesk_bridge.core.model import Product
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.raw import text_of
from zendesk_bridge.feeds.facts.texts import LONGEST
from zendesk_bridge.feeds.layout import OURS, Layout
from zendesk_bridge.feeds.picking import BROKEN, NOT_UTF8, Picked, Picking
from zendesk_bridge.feeds.rows import called
from zendesk_bridge.feeds.sources import FileForm, FileManner, FileRows, Header, RowSource

MOST_PRODUCTS = 2_000_000
"""Products that one catalogue may hold: each takes up memory for as long as a run lasts."""

NAMED = 5
"""How many bad rows are named; the others are counted."""

_FIELDS = ("sku", "name", "aliases")


@dataclass(frozen=True, slots=True)
class ProductReading:
    """What one feed said: its products, how many rows were wrong, and the first of them by name."""

    name: str
    products: tuple[Product, ...]
    bad: int = 0
    problems: tuple[Problem, ...] = ()


class ProductFeed:
    """One feed of products: a file, which is in this form, or any source of rows."""

    must: ClassVar[frozenset[str]] = frozenset({"sku"})
    """Columns without which a table is none of products."""

    def __init__(
        self, name: str, where: Path | RowSource, form: FileForm = "csv", layout: Layout = OURS, at_least: int = 1
    ) -> None:
        self.name = name
        self._source: RowSource = (
            FileRows(where, FileManner(form, titles=layout.titles(self.must))) if isinstance(where, Path) else where
        )
        self._layout = layout
        self._at_least = at_least

    def read(self) -> ProductReading:
        """Read it now.

        Raises InvalidInput for what is no catalogue, Incomplete for one that is smaller than it may be, and what the
        source gives cause to (see :class:`zendesk_bridge.feeds.sources.RowSource`).
        """
        reading = self._reading()
        if len(reading.products) < self._at_least:
            found = f"holds {number(len(reading.products), 'product')}, and at_least is {self._at_least}"
            first = f" (the first of {reading.bad} bad rows: {reading.problems[0]})" if reading.problems else ""
            raise Incomplete(f"the catalogue {self.name} {found}{first}", fix="If that is right, lower at_least.")
        return reading

    def _reading(self) -> ProductReading:
        taken: dict[str, Product] = {}
        problems: list[Problem] = []
        bad = 0
        for product in _products(self._source, self._layout):
            first = taken.setdefault(product.sku.casefold(), product) if isinstance(product, Product) else None
            if first is product:
                if len(taken) > MOST_PRODUCTS:
                    message = f"holds more than {MOST_PRODUCTS:,} products"
                    raise InvalidInput([Problem(Place(product.place.file), message, "split it among several shops")])
                continue
            bad += 1
            if len(problems) < NAMED:
                problems.append(product if isinstance(product, Problem) else _twice(product, first))
        return ProductReading(self.name, tuple(taken.values()), bad, tuple(problems))


def read_products(file: Path, form: FileForm, columns: Mapping[str, str], separator: str) -> ProductReading:
    """Read a file of products that somebody names; raises InvalidInput when it holds none."""
    reading = ProductFeed(called(file), file, form, Layout(columns, alias_separator=separator), at_least=0).read()
    if not reading.products:
        raise InvalidInput([Problem(Place(called(file)), "holds no products"), *reading.problems])
    return reading


def _twice(product: Product, first: Product | None) -> Problem:
    where = f"the first is at {first.place}" if first else ""
    return Problem(product.place, f"the SKU '{product.sku}' is listed twice", where)


# --- from rows to products -----------------------------------------------------------------------------------


def _products(source: RowSource, layout: Layout) -> Iterator[Product | Problem]:
    rows = (row for row in source.rows() if not (isinstance(row, Header) and not any(row.names)))
    for row in Picking(layout, _FIELDS, ProductFeed.must)(rows):
        yield row if isinstance(row, Problem) else _product(row, layout)


def _product(row: Picked, layout: Layout) -> Product | Problem:
    sku, name, aliases = (row.value(field) for field in _FIELDS)
    place = row.place
    text = _text(sku)
    if text is None:
        return Problem(place, "the SKU is no text")
    if not text:
        return Problem(place, "the row has no SKU")
    if len(text) > LONGEST:
        return Problem(place, f"the SKU is longer than {LONGEST} characters")
    if _left(text):
        return Problem(place, f"the SKU '{text[:_SHOWN]}' is what another program writes for no value")
    title = _text(name) or ""
    listed = aliases if isinstance(aliases, list) else layout.split(str(aliases or ""))
    others = dict.fromkeys(
        alias for alias in map(_text, listed) if alias and len(alias) <= LONGEST and not _left(alias)
    )
    if any(BROKEN.search(term) for term in (text, title, *others)):
        return Problem(place, "the row is not UTF-8 text", NOT_UTF8)
    return Product(text, title if len(title) <= LONGEST and not _left(title) else "", tuple(others), place)


def _left(text: str) -> bool:
    """Tell whether another program left this where it had no value; most texts are seen through at a glance."""
    return (text[:1] in "#=[<-.?" or len(text) <= len("undefined")) and cells.residue(text) is not None


_SHOWN = 60  # characters


def _text(value: Any) -> str | None:
    """Return one line of text; a number is the text that it is written as, None stands for what is neither."""
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        return None
    return " ".join(text_of(value).split())
