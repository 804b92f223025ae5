"""followups: who waits for the next word. Its options and its help; the work is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from zendesk_bridge.cli.output import config_option


@click.command()
@config_option
@click.option("--helpdesk", metavar="NAME", help="Only this helpdesk.")
@click.option("--sku", metavar="SKU", help="Only this item.")
@click.option("--due", is_flag=True, help="Leave out the silent: those who were told no day.")
@click.option("--all", "everything", is_flag=True, help="Also those whose day is still to come.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "ics"]),
    default="text",
    show_default=True,
    help="For people, programs, spreadsheets or calendars; a calendar holds the days to come, too.",
)
def followups(**given: Any) -> int:
    """List the customers whom somebody must write to: the promised day of the next update has come. Offline.

    By what agents' public replies said last about each late item, on each open ticket: due today, overdue, or silent:
    no day was named, and nobody has written for longer than the item's rhythm (every: in your files, else 7 days). A
    later public reply that speaks of the item settles it. "No change yet" is an update, too. What a customer
    chose last stands beside it, as long as it holds.

    What outreach sent counts like an agent's reply. A draft that it left does not, until an agent has sent it. A mail
    that it exported stands on no ticket: it is listed by its order, for as long as the item is late, and `outreach
    plan` writes to its customer again when the day has come, if the order is open still.

    Asks no helpdesk and writes nothing; works while a run is at work. What the last run has not read yet is not here.

    Example: zendesk-bridge followups --due

    Example: zendesk-bridge followups --all --format csv > waiting.csv
    """
    code: int = import_module("zendesk_bridge.cli.followups.work").followups(**given)
    return code
