"""outreach: late orders, told once before their customers ask. Its commands and their help; the work is imported."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from zendesk_bridge.cli.output import config_option, format_option


def _done(module: str, given: dict[str, Any]) -> int:
    code: int = getattr(import_module(f"zendesk_bridge.cli.outreach.{module}"), module)(**given)
    return code


@click.group()
def outreach() -> None:
    """Tell the customers of late orders, once, before they ask.

    Orders come from the feeds under orders: in your config, and land in the segments of segments.yaml beside your
    macros: each segment gets a mail (a macro with per: order), or goes to a person.

    Example: zendesk-bridge outreach plan
    """


@outreach.command()
@config_option
@click.option("--full", is_flag=True, help="List all orders that a person has to look at.")
@click.option("--accept-fewer", is_flag=True, help="Believe feeds of late items that list far fewer than before.")
@format_option
def plan(**given: Any) -> int:
    """Show who would be told what, who would not and why, with samples. Writes nothing, anywhere.

    Each order lands in the first segment whose conditions are all true of one of its late items, and gets one mail for
    all of them. Who was told already hears nothing, whether we or an agent wrote; who was told what holds no more is
    told anew. The plan's ID is for `outreach send`, which sends this plan or less of it, and nothing else.

    Leaves with 3 where a feed of orders could not be read: the plan is about the others.

    Example: zendesk-bridge outreach plan

    Example: zendesk-bridge outreach plan --format json > plan.json
    """
    return _done("plan", given)


@outreach.command()
@config_option
@click.option("--order", "number", required=True, metavar="NUMBER", help="The order's number, as the shop writes it.")
@click.option("--mail", is_flag=True, help="Show the mail that it gets, too; the customer's name is left out.")
@click.option("--accept-fewer", is_flag=True, help="Believe feeds of late items that list far fewer than before.")
@format_option
def explain(**given: Any) -> int:
    """Show why one order lands where it lands, condition by condition, or why it is not written to. Writes nothing.

    Leaves with 1 where no feed has an order of this number that is affected.

    Example: zendesk-bridge outreach explain --order 1042

    Example: zendesk-bridge outreach explain --order 1042 --mail
    """
    return _done("explain", given)
