"""Files in: macros, and the facts that they are rendered with."""

from __future__ import annotations

from zendesk_bridge.sources.facts import backorders_schema
from zendesk_bridge.sources.files import FileSource
from zendesk_bridge.sources.macros import macro_schema, read_macros

__all__ = ["FileSource", "backorders_schema", "macro_schema", "read_macros"]
