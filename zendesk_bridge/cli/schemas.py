"""schema: what the files may hold, for editors."""

from __future__ import annotations

from zendesk_bridge.cli.output import emit_json
from zendesk_bridge.wiring import SCHEMAS


def schema(name: str) -> int:
    """Print the JSON Schema of a file, for completion in your editor."""
    emit_json(SCHEMAS[name]())
    return 0
