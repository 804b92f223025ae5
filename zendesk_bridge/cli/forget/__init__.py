"""forget: what is remembered of one customer. Its options and its help; the work is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from zendesk_bridge.cli.output import config_option, format_option


@click.command()
@config_option
@click.option(
    "--customer",
    type=click.IntRange(min=1),
    required=True,
    metavar="ID",
    help="The customer, by the helpdesk's number of the requester: `zendesk-bridge promises` tells it.",
)
@click.option("--helpdesk", metavar="NAME", help="On which helpdesk: each has numbers of its own.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Only show what would be forgotten.")
@format_option
def forget(**given: Any) -> int:
    """Forget all that was said to and by one customer: what they were promised and chose, the orders they named.

    That is evidence: without it nobody can prove from here what this customer was told. Whether you must keep it or
    must erase it is for you to decide, and for whoever advises you on the law.

    Kept is which tags and fields of ours stand on their tickets, and that what was said on them until now is not to be
    remembered again, however often it is read: ticket numbers and items, and no customer. Without it the next run would
    take our tags for somebody else's. On the helpdesk nothing changes: erase the customer there, too, for what is said
    on these tickets from now on is remembered as on any other.

    What they chose and nobody has carried out yet is told: forgotten, it is on no list any more.

    What outreach had still to send them is not sent any more, and a later plan that owes these orders another word
    hands them to a person. To find it, the helpdesk is asked for their addresses, which are compared and not kept:
    forget a customer here before you erase them there. Leaves with 3 where messages are still to be sent, and nobody
    can tell whether one is theirs.

    Kept of outreach is which order, by the shop's own id, was told which version of an item: so nobody is written to
    once more as if never told. Of an order that outreach never had a message for nothing is known here: as long as the
    shop lists it with their address, the next plan has it.

    Example: zendesk-bridge forget --customer 21000000004 --helpdesk shop --dry-run
    """
    code: int = import_module("zendesk_bridge.cli.forget.work").forget(**given)
    return code
