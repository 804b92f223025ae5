"""Backorders as an admin writes them, checked one by one and against each other."""

from __future__ import annotations

from zendesk_bridge.sources.facts.entries import MOST_ITEMS, Entries, read_entries
from zendesk_bridge.sources.facts.shapes import BackordersFile, BackordersList, backorders_schema
from zendesk_bridge.sources.facts.texts import Trust

__all__ = [
    "MOST_ITEMS",
    "BackordersFile",
    "BackordersList",
    "Entries",
    "Trust",
    "backorders_schema",
    "read_entries",
]
