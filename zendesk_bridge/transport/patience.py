"""How long a listing is followed that does not say that it ends."""

from __future__ import annotations

from zendesk_bridge.core.errors import Incomplete

EMPTY_PAGES = 20
"""So many pages without a row in a row are no listing any more; an export has one where rows were filtered out."""

MOST_PAGES = 20_000
"""Two million rows of the smallest pages: more than any run reads."""


class Patience:
    """Counts the pages of one listing; ``what`` names it."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._pages = 0
        self._empty = 0

    def page(self, rows: int) -> None:
        """Take note of a page that is not the last; raises Incomplete when this leads nowhere."""
        self._pages += 1
        self._empty = 0 if rows else self._empty + 1
        if self._empty >= EMPTY_PAGES:
            raise Incomplete(f"{self._what}: {EMPTY_PAGES} pages in a row were empty, and none was the last")
        if self._pages >= MOST_PAGES:
            raise Incomplete(f"{self._what}: after {MOST_PAGES:,} pages there is still no last one")
