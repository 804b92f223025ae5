"""promises: who was told what. Its options and its help; the work is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from zendesk_bridge.cli.output import config_option, format_option
from zendesk_bridge.cli.since import since_option


@click.command()
@config_option
@click.option("--sku", metavar="SKU", help="Only about this item.")
@click.option("--ticket", type=click.IntRange(min=1), metavar="ID", help="Only on this ticket.")
@click.option("--customer", type=click.IntRange(min=1), metavar="ID", help="Only to this customer: the helpdesk's id.")
@click.option("--helpdesk", metavar="NAME", help="Only on this helpdesk.")
@since_option(None, "Only since then: 12h, 30d or 2026-11-01.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=100, show_default=True, metavar="N", help="The newest N of them."
)
@format_option
def promises(**given: Any) -> int:
    """Show who was told what: which item and ship window, when, by which agent, in which comment. Offline.

    Each public reply of an agent that speaks of a late item is a promise; what a macro wrote and what an agent wrote by
    hand alike. It was right if it named the window in force when it was sent; stale if that window had been replaced
    or was over; invented if no window was ever that; unproven if it was sent before history begins. A change counts
    from the run that reads it; what an agent told between that run and the one before is right by either state.

    Replies are read by sync, watch and triage; ids and days are kept, and never what was written. Asks no helpdesk and
    writes nothing.

    Example: zendesk-bridge promises --sku WID-12 --since 30d

    Example: zendesk-bridge promises --ticket 4711 --helpdesk shop --format json
    """
    code: int = import_module("zendesk_bridge.cli.promises.work").promises(**given)
    return code
