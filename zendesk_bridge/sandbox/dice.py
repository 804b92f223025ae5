"""Chance that can be told in advance."""

from __future__ import annotations

from random import Random


def dice(seed: int) -> Random:
    """Return random numbers that are the same for the same seed."""
    return Random(seed)  # noqa: S311 - made-up tickets and faults, nothing secret
