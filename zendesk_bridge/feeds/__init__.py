"""Files in: macros, the facts that they are rendered with, the catalogue, and ticket exports."""

from __future__ import annotations

from zendesk_bridge.feeds.catalogue import FeedCatalogue
from zendesk_bridge.feeds.chunks import chunks, total
from zendesk_bridge.feeds.exports import labels
from zendesk_bridge.feeds.facts import backorders_schema
from zendesk_bridge.feeds.files import BackorderFeed, BackorderRows, WaitingFeed, late_table
from zendesk_bridge.feeds.layout import Layout
from zendesk_bridge.feeds.macro_exports import macro_rows, mistaken
from zendesk_bridge.feeds.macro_folder import has_room, macro_texts, write_new
from zendesk_bridge.feeds.macros import MacroReading, macro_schema, read_folder, read_macros, read_text
from zendesk_bridge.feeds.orders import OrderRows
from zendesk_bridge.feeds.products import ProductFeed, ProductReading, read_products
from zendesk_bridge.feeds.rows import STDIN, called
from zendesk_bridge.feeds.segments import SegmentsReading, has_segments, read_segments, segments_schema
from zendesk_bridge.feeds.sources import FileManner, FileRows, Header, HttpRows, Located, Records, RowSource

__all__ = [
    "STDIN",
    "BackorderFeed",
    "BackorderRows",
    "FeedCatalogue",
    "FileManner",
    "FileRows",
    "Header",
    "HttpRows",
    "Layout",
    "Located",
    "MacroReading",
    "OrderRows",
    "ProductFeed",
    "ProductReading",
    "Records",
    "RowSource",
    "SegmentsReading",
    "WaitingFeed",
    "backorders_schema",
    "called",
    "chunks",
    "has_room",
    "has_segments",
    "labels",
    "late_table",
    "macro_rows",
    "macro_schema",
    "macro_texts",
    "mistaken",
    "read_folder",
    "read_macros",
    "read_products",
    "read_segments",
    "read_text",
    "segments_schema",
    "total",
    "write_new",
]
