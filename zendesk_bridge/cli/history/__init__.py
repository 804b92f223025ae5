"""history: what late items have been, and how their ship windows held. The work is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from zendesk_bridge.cli.output import config_option, format_option


@click.command()
@click.argument("sku", required=False)
@config_option
@format_option
def history(**given: Any) -> int:
    """Show every state that the item SKU has been in, and how its ship window held; without SKU, a line for each item.

    What changed, when it was seen, and in which file it stood; how often and how far the last ship day moved, and what
    was promised against when the item was back. A state that stood for less than followups.settle (10 minutes) counts
    as no move: three edits in a row are one.

    History is kept by the runs that write (sync, watch, apply, triage) and begins with the first of them. Asks no
    helpdesk and no feed, and writes nothing.

    Example: zendesk-bridge history WID-12

    Example: zendesk-bridge history --format json
    """
    code: int = import_module("zendesk_bridge.cli.history.work").history(**given)
    return code
