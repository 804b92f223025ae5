"""schema: what the files may hold, for editors."""

from __future__ import annotations

import click

from zendesk_bridge import settings, sources
from zendesk_bridge.cli.output import emit_json

SCHEMAS = {
    "config": settings.json_schema,
    "macro": sources.macro_schema,
    "backorders": sources.backorders_schema,
}


@click.command()
@click.argument("name", type=click.Choice(list(SCHEMAS)))
def schema(name: str) -> None:
    """Print the JSON Schema of a file, for completion in your editor.

    Put `# yaml-language-server: $schema=macro.schema.json` on a YAML file's first line.

    Example: zendesk-bridge schema macro > macros/macro.schema.json
    """
    emit_json(SCHEMAS[name]())
