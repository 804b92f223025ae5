"""schema: what the files may hold, for editors."""

from __future__ import annotations

from zendesk_bridge.cli.output import emit_json
from zendesk_bridge.settings import json_schema
from zendesk_bridge.wiring import backorders_schema, macro_schema, segments_schema

SCHEMAS = {"config": json_schema, "macro": macro_schema, "backorders": backorders_schema, "segments": segments_schema}
"""What makes the JSON Schema of each kind of file."""


def schema(name: str) -> int:
    """Print the JSON Schema of a file, for completion in your editor."""
    emit_json(SCHEMAS[name]())
    return 0
