"""The folder of macro files: macros of the helpdesks, and mails to the customers of late orders."""

from __future__ import annotations

from zendesk_bridge.feeds.macros.reading import LARGEST, MacroReading, read_folder, read_macros, read_text
from zendesk_bridge.feeds.macros.shapes import macro_schema

__all__ = ["LARGEST", "MacroReading", "macro_schema", "read_folder", "read_macros", "read_text"]
