"""schema: what the files may hold, for editors."""

from __future__ import annotations

from zendesk_bridge import feeds, settings
from zendesk_bridge.cli.output import emit_json

SCHEMAS = {
    "config": settings.json_schema,
    "macro": feeds.macro_schema,
    "backorders": feeds.backorders_schema,
}


def schema(name: str) -> int:
    """Print the JSON Schema of a file, for completion in your editor."""
    emit_json(SCHEMAS[name]())
    return 0
