"""Files in: macros, the facts that they are rendered with, the catalogue, and ticket exports."""

from __future__ import annotations

from zendesk_bridge.feeds.catalogue import Catalogue, Layout, ProductReading
from zendesk_bridge.feeds.facts import backorders_schema
from zendesk_bridge.feeds.files import FileSource
from zendesk_bridge.feeds.macros import MacroReading, macro_schema, read_folder, read_macros
from zendesk_bridge.feeds.products import Catalogues

__all__ = [
    "Catalogue",
    "Catalogues",
    "FileSource",
    "Layout",
    "MacroReading",
    "ProductReading",
    "backorders_schema",
    "macro_schema",
    "read_folder",
    "read_macros",
]
