"""The rows of a file on this machine."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zendesk_bridge.core.document import printable
from zendesk_bridge.core.errors import Incomplete, Problem
from zendesk_bridge.feeds.disk import check, read_file
from zendesk_bridge.feeds.rows import STDIN, called, opened, readable
from zendesk_bridge.feeds.sources.port import Header, Located
from zendesk_bridge.feeds.sources.reading import CSV, FileManner, rows_in

LARGEST_WHOLE = 20_000_000
"""Bytes that a table of late items may have: some thousand for each of the most that there may be."""

_HANDED_OVER = "/dev/fd/"
"""Where a shell puts what another command prints: ``<(...)``."""


@dataclass(frozen=True, slots=True)
class FileRows:
    """A file of rows. ``look`` helps where it cannot be read."""

    path: Path
    manner: FileManner = CSV
    label: str = ""
    look: str = ""

    @property
    def name(self) -> str:
        """What the admin calls it."""
        return self.label or called(self.path)

    def rows(self) -> Iterator[Header | Located | Problem]:
        """Yield its rows; raises InvalidInput for what is no such file, Incomplete for one that changed meanwhile."""
        if self.manner.whole:
            data = read_file(self.path, LARGEST_WHOLE, self.look)
            yield from rows_in(io.BufferedReader(io.BytesIO(data)), printable(str(self.path)), self.manner)
            return
        handed_over = self.path == STDIN or str(self.path).startswith(_HANDED_OVER)
        if not handed_over:
            with readable(called(self.path)):
                check(self.path)
        before = None if handed_over else state_of(self.path)
        with opened(self.path) as stream:
            yield from rows_in(stream, called(self.path), self.manner)
        if before != (None if handed_over else state_of(self.path)):
            fix = "Run the same command again once it is written; better, write it beside and rename it."
            raise Incomplete(f"{self.name} changed while it was read", fix=fix)


def state_of(path: Path) -> tuple[int, ...]:
    """Return what changes when a file is written or replaced; none of it where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
