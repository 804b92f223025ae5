"""The rows of a file on the web."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from zendesk_bridge import transport
from zendesk_bridge.core.document import foreign
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.feeds.sources.port import Header, Located
from zendesk_bridge.feeds.sources.reading import CSV, FileManner, rows_in

_LOOKED_AT = 4096  # bytes that tell what an answer is
_GOOGLE = "docs.google.com"
_PUBLISH = (
    "Google shows a page to whoever may not read the sheet: File > Share > Publish to web, as CSV, and that address; "
    "or share it with 'Anyone with the link'"
)


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
        yield from self.taken().rows()

    def taken(self) -> TakenRows:
        """Return the file as it is now, to be read more than once; raises as reading does."""
        advice = _PUBLISH if urlsplit(self.where.url).hostname == _GOOGLE else ""
        return TakenRows(self.name, transport.download(self.where), self.manner, advice)


@dataclass(frozen=True, slots=True)
class TakenRows:
    """A file that was taken from somewhere in whole; it was unpacked there, where that is bounded."""

    name: str
    data: bytes = field(repr=False)
    manner: FileManner = CSV

    advice: str = ""

    def rows(self) -> Iterator[Header | Located | Problem]:
        """Yield its rows; raises InvalidInput for what is none of its form, and for a page with the feed's advice."""
        what = foreign(self.data[:_LOOKED_AT], packed=True) if self.advice else None
        if what and "HTML" in what.what:
            raise InvalidInput([Problem(Place(self.name), f"this is {what.what}, and no table", self.advice)])
        yield from rows_in(io.BufferedReader(io.BytesIO(self.data)), self.name, self.manner)
