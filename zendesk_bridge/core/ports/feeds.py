"""What the places promise where facts and products come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.model import Backorder, Ignore, Products


@dataclass(frozen=True, slots=True)
class Reading:
    """What one feed said: the facts, where they came from, what is wrong, and what may not be meant so.

    ``ignores`` are rules that its items need not keep. ``hears_after`` is how long after an item was first read so its
    customers hear again, where the item names no day itself. ``left_out`` counts the rows that the admin's conditions
    left out.
    """

    feed: str
    backorders: tuple[Backorder, ...]
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    hears_after: timedelta | None = None
    left_out: int = 0


class Feed(Protocol):
    """Where facts come from."""

    @property
    def name(self) -> str:
        """What the admin would call it: a path, a URL without secrets."""

    def read(self) -> Reading:
        """Read everything now. Problems are returned with their places; Unavailable is raised."""


class Catalogue(Protocol):
    """Where products come from, late or not."""

    def read(self) -> Products:
        """Read everything now. What cannot be used is told in what is returned, and nothing is raised for it."""
