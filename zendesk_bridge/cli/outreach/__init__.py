"""outreach: late orders, told once before their customers ask. Its commands and their help; the work is imported."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from zendesk_bridge.cli.output import config_option, format_option


def _done(module: str, given: dict[str, Any]) -> int:
    file = {"resume": "stop"}.get(module, module)
    code: int = getattr(import_module(f"zendesk_bridge.cli.outreach.{file}"), module)(**given)
    return code


@click.group()
def outreach() -> None:
    """Tell the customers of late orders, once, before they ask.

    Orders come from the feeds under orders: in your config, and land in the segments of segments.yaml beside your
    macros: each segment gets a mail (a macro with per: order), or goes to a person.

    Example: zendesk-bridge outreach plan
    """


@outreach.command(short_help="Show who would be told what, who would not, and why.")
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


@outreach.command(short_help="Show why one order lands where it lands.")
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


_plan_option = click.option(
    "--plan", "plan_id", required=True, metavar="ID", help="The plan's ID, as `outreach plan` prints it."
)
_approve_option = click.option(
    "--approve-as",
    default="",
    metavar="NAME",
    help="Who approves it: kept and shown; needed where the config asks for several people.",
)
_fewer_option = click.option(
    "--accept-fewer", is_flag=True, help="Believe feeds of late items that list far fewer than before."
)


@outreach.command(short_help="Send a plan that you have reviewed, or less of it.")
@config_option
@_plan_option
@_approve_option
@_fewer_option
@format_option
def send(**given: Any) -> int:
    """Send a plan that you have reviewed: this plan or less of it, and never more.

    Right before each message its order is read again: what has shipped, was told or changed since is left out, and
    said. Messages go out by day where customers live, and so many an hour; the scheduled job goes on with the rest.
    Sent again, a plan goes on where it stood. Nothing is sent before outreach: {send: true} stands in your config.

    Leaves with 5 and sends nothing where the plan is outdated or altered; with 3 where messages were not taken; with 75
    where a helpdesk or a shop is down: the next run goes on.

    Example: zendesk-bridge outreach send --plan 1f0c93ab-14-20261128T1950

    Example: zendesk-bridge outreach send --plan 1f0c93ab-14-20261128T1950 --approve-as Dana
    """
    return _done("send", given)


@outreach.command(short_help="Stop a wave, or all of them, at once.")
@config_option
@click.argument("wave", required=False)
@format_option
def stop(**given: Any) -> int:
    """Stop a wave, or all of them where none is named; at once, also while a run is sending.

    Example: zendesk-bridge outreach stop
    """
    return _done("stop", given)


@outreach.command(short_help="Let a stopped wave go on with the next run.")
@config_option
@click.argument("wave")
@format_option
def resume(**given: Any) -> int:
    """Let a stopped wave go on with the next run.

    Example: zendesk-bridge outreach resume 1f0c93ab-14-20261128T1950
    """
    return _done("resume", given)


@outreach.command(short_help="Show where waves stand and what failed. Offline.")
@config_option
@click.argument("wave", required=False)
@format_option
def status(**given: Any) -> int:
    """Show where waves stand, who approved them, and what was skipped or failed, and why. Offline.

    Example: zendesk-bridge outreach status
    """
    return _done("status", given)


@outreach.command(short_help="Write the mails of a plan into a CSV file.")
@config_option
@_plan_option
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_approve_option
@_fewer_option
@format_option
def export(**given: Any) -> int:
    """Write the mails of a plan into a new CSV file, for another program to send. Nothing is sent by us.

    Each line has address, name, order, language, subject, text, HTML and the link to the choice page. The orders count
    as told from then on, so that each is exported or sent once.

    Example: zendesk-bridge outreach export --plan 1f0c93ab-14-20261128T1950 mails.csv
    """
    return _done("export", given)
