"""What a scan reads: the items to look for, and tickets in chunks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from zendesk_bridge import feeds
from zendesk_bridge.cli.scan.finder import Chunk, size_of
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.model import Backorder, Product
from zendesk_bridge.feeds.rows import STDIN, called, opened, rows
from zendesk_bridge.settings import format_of

_ROWS = 1_000
_BYTES = 1 << 20


def catalogue_file(file: Path, columns: Mapping[str, str], separator: str) -> feeds.ProductReading:
    """Read a file of products; its name tells how it is written, and CSV is meant when it does not.

    Raises InvalidInput when it holds none.
    """
    layout = feeds.Layout(format_of(file) or "csv", columns, separator, at_least=0)
    reading = feeds.Catalogue(called(file), layout, file).read()
    if not reading.products:
        raise InvalidInput([Problem(Place(called(file)), "holds no products"), *reading.problems])
    return reading


def as_late(products: Sequence[Product]) -> tuple[Backorder, ...]:
    """Return products as if all of them were late: each one counts."""
    return tuple(Backorder(item.sku, item.name, item.aliases, place=item.place) for item in products)


def chunks(files: Sequence[Path], refuse: Callable[[Problem], None]) -> Iterator[Chunk]:
    """Yield the rows of all files; ``refuse`` hears of what cannot be read, and then the next file begins."""
    for file in files:
        name = called(file)
        lines: list[int] = []
        raws: list[object] = []
        size = 0
        try:
            with opened(file) as stream:
                for row in rows(stream, name):
                    if isinstance(row, Problem):
                        refuse(row)
                        continue
                    lines.append(row.line)
                    raws.append(row.raw)
                    size += size_of(row.raw)
                    if len(raws) == _ROWS or size > _BYTES:
                        yield Chunk(name, lines, raws)
                        lines, raws, size = [], [], 0
        except InvalidInput as error:
            for problem in error.problems:
                refuse(problem)
        if raws:
            yield Chunk(name, lines, raws)


def total(files: Sequence[Path]) -> int | None:
    """Return how many bytes there are to read, None if nobody can know before."""
    if any(file == STDIN or file.suffix == ".gz" or not file.is_file() for file in files):
        return None
    return sum(file.stat().st_size for file in files)
