"""Creating without making two."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from zendesk_bridge.core.errors import Incomplete, Unavailable

T = TypeVar("T")


def once(create: Callable[[], T], find: Callable[[], T | None]) -> T:
    """Create something; when the answer was lost or unreadable, look whether it is there before the one further try."""
    try:
        return create()
    except Unavailable as error:
        if error.unprocessed:
            raise
    except Incomplete:
        pass  # it may be there although nobody can read the answer
    found = find()
    return found if found is not None else create()
