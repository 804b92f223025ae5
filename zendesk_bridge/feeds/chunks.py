"""Large files of tickets in chunks, each small enough to be handed to another process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.core.model import Exported
from zendesk_bridge.feeds.exports import tickets
from zendesk_bridge.feeds.rows import STDIN, Row, Rows, called, opened

_ROWS = 1_000  # rows of a chunk, at most
_BYTES = 1 << 20  # bytes of a chunk, about


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of one file, as they came: ``lines`` are the numbers of their lines.

    What they mean is read by whoever is handed the chunk.
    """

    file: str
    lines: Sequence[int]
    raws: Sequence[Any] = field(repr=False)

    @property
    def size(self) -> int:
        """About how many bytes of the file this is."""
        return sum(map(size_of, self.raws))

    def tickets(self) -> Iterator[Exported | Problem]:
        """Yield the tickets of these rows, and what is none."""
        for line, raw in zip(self.lines, self.raws, strict=True):
            yield from tickets(Row(line, raw), self.file)


def size_of(raw: Any) -> int:
    """Return about how many bytes of a file this row is."""
    return len(raw) if isinstance(raw, bytes) else sum(len(str(value)) for value in raw.values())


def chunks(files: Sequence[Path], refuse: Callable[[Problem], None]) -> Iterator[Chunk]:
    """Yield the rows of all files; ``refuse`` hears of what cannot be read, and then the next file begins."""
    for file in files:
        name = called(file)
        lines: list[int] = []
        raws: list[object] = []
        size = 0
        try:
            with opened(file) as stream:
                for row in Rows(stream, name):
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
