"""Every product of a shop, late or not, from a file or from the web.

An export of a hundred thousand rows is never clean: a row that is wrong is counted and named, and the others stand.
But a catalogue that cannot be read at all, or holds fewer products than ``at_least``, is never taken for none: without
it a late item's short name would be found inside other products' longer ones. Nothing is stored of it between runs:
whoever reads it holds its work back until the next run, and since the cursor waits, too, nothing is lost.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zendesk_bridge import transport
from zendesk_bridge.core import cells
from zendesk_bridge.core.document import nearest
from zendesk_bridge.core.errors import Incomplete, InvalidInput, Place, Problem
from zendesk_bridge.core.model import Product
from zendesk_bridge.core.plural import number
from zendesk_bridge.feeds.disk import check
from zendesk_bridge.feeds.facts.texts import LONGEST
from zendesk_bridge.feeds.layout import OURS, Layout, there_are
from zendesk_bridge.feeds.rows import STDIN, Form, Rows, called, opened, parsed, readable
from zendesk_bridge.feeds.tabular import Table, fold

MOST_PRODUCTS = 2_000_000
"""Products that one catalogue may hold: each takes up memory for as long as a run lasts."""

NAMED = 5
"""How many bad rows are named; the others are counted."""

_HANDED_OVER = "/dev/fd/"
"""Where a shell puts what another command prints: ``<(...)``."""

_FIELDS = ("sku", "name", "aliases")
_BROKEN = re.compile("[\ud800-\udfff]")  # what stands for a byte that could not be read


@dataclass(frozen=True, slots=True)
class ProductReading:
    """What one feed said: its products, how many rows were wrong, and the first of them by name."""

    name: str
    products: tuple[Product, ...]
    bad: int = 0
    problems: tuple[Problem, ...] = ()


class ProductFeed:
    """One feed of products: a file, or an address on the web."""

    def __init__(
        self, name: str, where: Path | transport.Source, form: Form, layout: Layout = OURS, at_least: int = 1
    ) -> None:
        self.name = name
        self._where = where
        self._form: Form = form
        self._layout = layout
        self._at_least = at_least

    def read(self) -> ProductReading:
        """Read it now.

        Raises InvalidInput for what is no catalogue, Incomplete for one that is smaller than it may be, and what the
        web answers (see :func:`zendesk_bridge.transport.download`).
        """
        if isinstance(self._where, Path):
            if self._where != STDIN and not str(self._where).startswith(_HANDED_OVER):
                with readable(called(self._where)):
                    check(self._where)
            with opened(self._where) as stream:
                reading = self._reading(stream, called(self._where))
        else:
            # Taken as it comes, for it was unpacked there, where it is bounded.
            reading = self._reading(io.BufferedReader(io.BytesIO(transport.download(self._where))), self.name)
        if len(reading.products) < self._at_least:
            found = f"holds {number(len(reading.products), 'product')}, and at_least is {self._at_least}"
            first = f" (the first of {reading.bad} bad rows: {reading.problems[0]})" if reading.problems else ""
            raise Incomplete(f"the catalogue {self.name} {found}{first}", fix="If that is right, lower at_least.")
        return reading

    def _reading(self, stream: io.BufferedReader, file: str) -> ProductReading:
        taken: dict[str, Product] = {}
        problems: list[Problem] = []
        bad = 0
        for product in _products(Rows(stream, file, self._form), file, self._layout):
            first = taken.setdefault(product.sku.casefold(), product) if isinstance(product, Product) else None
            if first is product:
                if len(taken) > MOST_PRODUCTS:
                    message = f"holds more than {MOST_PRODUCTS:,} products"
                    raise InvalidInput([Problem(Place(file), message, "split it among several shops")])
                continue
            bad += 1
            if len(problems) < NAMED:
                problems.append(product if isinstance(product, Problem) else _twice(product, first))
        return ProductReading(self.name, tuple(taken.values()), bad, tuple(problems))


def read_products(file: Path, form: Form, columns: Mapping[str, str], separator: str) -> ProductReading:
    """Read a file of products that somebody names; raises InvalidInput when it holds none."""
    reading = ProductFeed(called(file), file, form, Layout(columns, alias_separator=separator), at_least=0).read()
    if not reading.products:
        raise InvalidInput([Problem(Place(called(file)), "holds no products"), *reading.problems])
    return reading


def _twice(product: Product, first: Product | None) -> Problem:
    where = f"the first is at {first.place}" if first else ""
    return Problem(product.place, f"the SKU '{product.sku}' is listed twice", where)


# --- from rows to products -----------------------------------------------------------------------------------


def _products(found: Rows, file: str, layout: Layout) -> Iterator[Product | Problem]:
    keys = _columns(found.table, layout) if found.table else None
    for row in found:
        if isinstance(row, Problem):
            yield row
            continue
        body, place = parsed(row, file), Place(file, row.line)
        if isinstance(body, Problem):
            yield body
            continue
        if keys is None:
            keys = _keys(body, place, layout)
        yield _product({name: body.get(key) for name, key in keys.items()}, place, layout)


def _columns(table: Table, layout: Layout) -> dict[str, str]:
    """Return which column holds what; raises InvalidInput when one that must be there is not."""
    if not any(table.header):
        return {}
    where, problems = layout.where(_FIELDS, table, {"sku"})
    if problems:
        raise InvalidInput(problems)
    return {name: table.header[where[name]] if name in where else "" for name in _FIELDS}


def _keys(first: Mapping[str, Any], place: Place, layout: Layout) -> dict[str, str]:
    """Return which key holds what, by those that the first row has; raises InvalidInput when it has no SKU at all."""
    there = {fold(key): key for key in first}
    keys = {name: there.get(fold(layout.column(name)), layout.column(name)) for name in _FIELDS}
    if keys["sku"] not in first:
        wanted = layout.column("sku")
        fix = nearest(wanted, list(first)) or there_are(list(first))
        raise InvalidInput([Problem(place, f"there is no column '{wanted}' for sku", fix)])
    return keys


def _product(body: Mapping[str, Any], place: Place, layout: Layout) -> Product | Problem:
    sku, name, aliases = (body[field] for field in _FIELDS)
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
    if any(_BROKEN.search(term) for term in (text, title, *others)):
        return Problem(place, "the row is not UTF-8 text", "save the file as UTF-8")
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
    return " ".join(str(value).split())
