"""Creating without making two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from zendesk_bridge.core.errors import Incomplete, Unavailable

T = TypeVar("T")


def once(create: Callable[[], T], find: Callable[[], T | None]) -> T:
    """Create something; when the answer was lost or unreadable, look whether it is there before the one further try."""
    return once_patiently(create, find, lambda _: None, (0.0,))


PAUSES = (2.0, 10.0)
"""Seconds before each further look: what was sent may still be at work, and what is down may be up again."""


def once_patiently(
    create: Callable[[], T],
    find: Callable[[], T | None],
    sleep: Callable[[float], None],
    pauses: Sequence[float] = PAUSES,
) -> T:
    """Create something as :func:`once` does, with a pause and a look before each further try.

    For what a person would read twice. Raises what the last try raised; it may be there all the same, then.
    """
    for pause in pauses:
        try:
            return create()
        except Unavailable as error:
            if error.unprocessed:
                raise
        except Incomplete:
            pass  # it may be there although nobody can read the answer
        sleep(pause)
        found = find()
        if found is not None:
            return found
    return create()
