"""choices: what customers want. Its options and its help; the work is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from zendesk_bridge.cli.output import config_option


@click.command()
@config_option
@click.option("--sku", metavar="SKU", help="Only about this item.")
@click.option("--ticket", type=click.IntRange(min=1), metavar="ID", help="Only on this ticket.")
@click.option("--helpdesk", metavar="NAME", help="Only on this helpdesk.")
@click.option(
    "--pending", is_flag=True, help="What somebody has to carry out: swaps, splits, cancellations without a reply yet."
)
@click.option("--unanswered", is_flag=True, help="Who was told on an open ticket and has chosen nothing yet.")
@click.option("--unread", is_flag=True, help="Answers that no rule reads: an agent has to.")
@click.option(
    "--done", metavar="ORDER", help="Say that what was chosen about an order without a ticket is carried out."
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=100, show_default=True, metavar="N", help="The newest N of them."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True, help="For whom."
)
def choices(**given: Any) -> int:
    """Show what customers chose: wait, swap, split or cancel, when, and how that is known. Offline.

    A choice is made on the page that a message of outreach leads to, or it is read: from the tags backorder_chose_wait,
    _swap, _split and _cancel that macros or agents set, and from a customer's plain answer after an agent's reply told
    them of the item. Read is only what is beyond doubt, in seven languages: one choice that was offered, no question,
    no condition. Everything else that answers is for a person: --unread lists it. The newest choice of an item holds;
    the older ones are kept.

    --pending is the list of those who carry choices out: what the customer chose last, as long as no agent has replied
    since. A choice on the page is on it at once, also before the next sync puts it on the ticket.

    What is on a ticket leaves that list with an agent's reply. An order whose mail another program sent (outreach
    export) has no ticket here: --done takes it off, once it is carried out. What its customer chooses later is listed
    again.

    Answers are read by sync, watch and triage; ids and kinds are kept, and never what was written. Asks no helpdesk,
    and writes nothing but what --done says.

    Example: zendesk-bridge choices --pending

    Example: zendesk-bridge choices --unread --format csv

    Example: zendesk-bridge choices --done 10482
    """
    code: int = import_module("zendesk_bridge.cli.choices.work").choices(**given)
    return code
