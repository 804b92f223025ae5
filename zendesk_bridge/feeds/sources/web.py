"""The rows of a file on the web."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from zendesk_bridge import transport
from zendesk_bridge.core.errors import Problem
from zendesk_bridge.feeds.sources.port import Header, Located
from zendesk_bridge.feeds.sources.reading import CSV, FileManner, rows_in


@dataclass(frozen=True, slots=True)
class HttpRows:
    """A file on the web, taken in whole before its first row is given."""

    where: transport.Source
    manner: FileManner = CSV

    @property
    def name(self) -> str:
        """What the admin calls it."""
        return self.where.label

    def rows(self) -> Iterator[Header | Located | Problem]:
        """Yield its rows; raises what the web answers (see :func:`zendesk_bridge.transport.download`)."""
        data = transport.download(self.where)  # unpacked there, where it is bounded
        yield from rows_in(io.BufferedReader(io.BytesIO(data)), self.name, self.manner)
