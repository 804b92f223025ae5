"""Backorders as an admin writes them, checked one by one and against each other."""

from __future__ import annotations

from zendesk_bridge.feeds.facts.entries import MOST_ITEMS, Entries, read_entries
from zendesk_bridge.feeds.facts.shapes import BackordersFile, BackordersList, backorders_schema
from zendesk_bridge.feeds.facts.texts import Trust

__all__ = [
    "MOST_ITEMS",
    "BackordersFile",
    "BackordersList",
    "Entries",
    "Trust",
    "backorders_schema",
    "read_entries",
]
