"""Every product of a shop, late or not, from a file or from the web.

An export of a hundred thousand rows is never clean: a row that is wrong is counted and named, and the others stand.
But a catalogue that cannot be read at all, or holds fewer products than ``at_least``, is never taken for none: without
it a late item's short name would be found inside other products' longer ones. Nothing is stored of it between runs:
whoever reads it holds its work back until the next run, and since the cursor waits, too, nothing is lost.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from zendesk_bridge import transport
from zendesk_bridge.core import cells, document
from zendesk_bridge.core.document import nearest
from zendesk_bridge.core.errors import Incomplete, InvalidInput, Place, Problem
from zendesk_bridge.core.model import Product
from zendesk_bridge.core.plural import number
from zendesk_bridge.feeds.disk import check
from zendesk_bridge.feeds.rows import STDIN, Row, called, opened, parsed, readable, rows
from zendesk_bridge.feeds.table import there_are

Format = Literal["csv", "json", "jsonl", "yaml"]

MOST_PRODUCTS = 2_000_000
"""Products that one catalogue may hold: each takes up memory for as long as a run lasts."""

LARGEST_YAML = 50_000_000
"""Bytes that a catalogue in YAML may have, which is read whole."""

NAMED = 5
"""How many bad rows are named; the others are counted."""

_HANDED_OVER = "/dev/fd/"
"""Where a shell puts what another command prints: ``<(...)``."""

_FIELDS = ("sku", "name", "aliases")
_LONGEST = 500
_BROKEN = re.compile("[\ud800-\udfff]")  # what stands for a byte that could not be read


@dataclass(frozen=True, slots=True)
class Layout:
    """How a catalogue is written. ``columns`` maps our names to its columns or keys where they differ."""

    format: Format
    columns: Mapping[str, str] = field(default_factory=dict)
    alias_separator: str = ";"
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class ProductReading:
    """What one catalogue said: its products, how many rows were wrong, and the first of them by name."""

    name: str
    products: tuple[Product, ...]
    bad: int = 0
    problems: tuple[Problem, ...] = ()


class Catalogue:
    """One catalogue: a file, or an address on the web."""

    def __init__(self, name: str, layout: Layout, where: Path | transport.Source) -> None:
        self.name = name
        self._layout = layout
        self._where = where

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
        if len(reading.products) < self._layout.at_least:
            found = f"holds {number(len(reading.products), 'product')}, and at_least is {self._layout.at_least}"
            first = f" (the first of {reading.bad} bad rows: {reading.problems[0]})" if reading.problems else ""
            raise Incomplete(f"the catalogue {self.name} {found}{first}", fix="If that is right, lower at_least.")
        return reading

    def _reading(self, stream: io.BufferedReader, file: str) -> ProductReading:
        found = _yaml(stream, file) if self._layout.format == "yaml" else self._rows(stream, file)
        taken: dict[str, Product] = {}
        problems: list[Problem] = []
        bad = 0
        for product in _products(found, file, self._layout):
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

    def _rows(self, stream: io.BufferedReader, file: str) -> Iterator[Row | Problem]:
        form = self._layout.format
        return rows(stream, file, "jsonl" if form == "jsonl" else "json" if form == "json" else "csv")


def read_file(file: Path, form: Format, columns: Mapping[str, str], separator: str) -> ProductReading:
    """Read a file of products that somebody names; raises InvalidInput when it holds none."""
    reading = Catalogue(called(file), Layout(form, columns, separator, at_least=0), file).read()
    if not reading.products:
        raise InvalidInput([Problem(Place(called(file)), "holds no products"), *reading.problems])
    return reading


def _twice(product: Product, first: Product | None) -> Problem:
    where = f"the first is at {first.place}" if first else ""
    return Problem(product.place, f"the SKU '{product.sku}' is listed twice", where)


def _yaml(stream: io.BufferedReader, file: str) -> Iterator[Row | Problem]:
    """Yield the entries of ``products: [...]``, or of a bare list, in a YAML file."""
    data = stream.read(LARGEST_YAML + 1)
    if len(data) > LARGEST_YAML:
        message = f"is more than {LARGEST_YAML // 1_000_000} MB of YAML"
        raise InvalidInput([Problem(Place(file), message, "write it as CSV or as JSON lines")])
    root = document.parse(document.decode(data, file), file)
    if isinstance(root, document.Keys):
        root = document.child(root, "products") or root
    if not isinstance(root, document.Items):
        problem = Problem(root.place, "this is no list of products", "write products: and then - {sku: ..., name: ...}")
        raise InvalidInput([problem])
    for node in root.items:
        found = document.plain(node)
        yield Row(node.place.line, found) if isinstance(found, dict) else Problem(node.place, "is no product")


# --- from rows to products -----------------------------------------------------------------------------------


def _products(found: Iterator[Row | Problem], file: str, layout: Layout) -> Iterator[Product | Problem]:
    names = {name: layout.columns.get(name, name) for name in _FIELDS}
    read: Callable[[Mapping[str, Any], Place], Product | Problem] | None = None
    for row in found:
        if isinstance(row, Problem):
            yield row
            continue
        body = parsed(row, file)
        if isinstance(body, Problem):
            yield body
            continue
        if read is None:
            read = _reader(names, body, file, layout)
        yield read(body, Place(file, row.line))


def _reader(
    names: Mapping[str, str], first: Mapping[str, Any], file: str, layout: Layout
) -> Callable[[Mapping[str, Any], Place], Product | Problem]:
    """Return what reads a row, by the names that the first one has; raises InvalidInput when it has no SKU at all."""
    there = {_fold(key): key for key in first}
    keys = {name: there.get(_fold(wanted), wanted) for name, wanted in names.items()}
    for name in {"sku", *layout.columns}:
        if keys[name] not in first and (name == "sku" or layout.format == "csv"):
            fix = nearest(names[name], list(first)) or there_are(list(first))
            raise InvalidInput([Problem(Place(file, 1), f"there is no column '{names[name]}' for {name}", fix)])

    def read(body: Mapping[str, Any], place: Place) -> Product | Problem:
        return _product({name: body.get(key) for name, key in keys.items()}, place, layout.alias_separator)

    return read


def _product(body: Mapping[str, Any], place: Place, separator: str) -> Product | Problem:
    sku, name, aliases = (body[field] for field in _FIELDS)
    text = _text(sku)
    if text is None:
        return Problem(place, "the SKU is no text")
    if not text:
        return Problem(place, "the row has no SKU")
    if len(text) > _LONGEST:
        return Problem(place, f"the SKU is longer than {_LONGEST} characters")
    if _left(text):
        return Problem(place, f"the SKU '{text[:_SHOWN]}' is what another program writes for no value")
    title = _text(name) or ""
    listed = aliases if isinstance(aliases, list) else str(aliases or "").split(separator)
    others = dict.fromkeys(
        alias for alias in map(_text, listed) if alias and len(alias) <= _LONGEST and not _left(alias)
    )
    if any(_BROKEN.search(term) for term in (text, title, *others)):
        return Problem(place, "the row is not UTF-8 text", "save the file as UTF-8")
    return Product(text, title if len(title) <= _LONGEST and not _left(title) else "", tuple(others), place)


def _left(text: str) -> bool:
    """Tell whether another program left this where it had no value; most texts are seen through at a glance."""
    return (text[:1] in "#=[<-.?" or len(text) <= len("undefined")) and cells.residue(text) is not None


_SHOWN = 60


def _text(value: Any) -> str | None:
    """Return one line of text; a number is the text that it is written as, None stands for what is neither."""
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        return None
    return " ".join(str(value).split())


def _fold(key: str) -> str:
    return " ".join(key.replace("_", " ").split()).casefold()
