"""state: what is remembered of each account. Its options and its help; the work is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from zendesk_bridge.cli.output import config_option, format_option


def _done(command: str, given: dict[str, Any]) -> int:
    code: int = getattr(import_module("zendesk_bridge.cli.state.work"), command)(**given)
    return code


@click.group()
def state() -> None:
    """Show what is remembered of each helpdesk's account, forget it, or file it under another name or address.

    What is remembered, such as what was last written where, belongs to an account and not to its name in your config.
    A run that finds another account under a name refuses, and names these commands.

    Example: zendesk-bridge state show
    """


@state.command()
@config_option
@format_option
def show(**given: Any) -> int:
    """List the accounts: name, kind, address, since when, how much is remembered. Offline, and without secrets.

    Example: zendesk-bridge state show --format json
    """
    return _done("show", given)


@state.command()
@click.argument("name")
@config_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(**given: Any) -> int:
    """Forget all that is remembered of the account NAME. On the helpdesk nothing changes.

    For an account that is not used any more, or that was made anew. Macros of ours that are there are known again by
    their markers, tickets by their tags; an edit that a person made to a macro meanwhile is told as such. What outreach
    sent through it is forgotten, too: the next plan takes its customers as never told.

    Example: zendesk-bridge state forget shop
    """
    return _done("forget", given)


@state.command()
@click.argument("name")
@click.option("--to", "to", required=True, metavar="NAME_OR_URL", help="The new name, or the new address.")
@config_option
def move(**given: Any) -> int:
    """File what is remembered of the account NAME under another name, or say that it has another address.

    A helpdesk that you only rename in your config needs neither: its account is found. This is for a name that is to
    stand for another account from now on, and for an address that changed where the helpdesk tells no id of its own.

    Example: zendesk-bridge state move shop --to shop-old

    Example: zendesk-bridge state move shop --to https://acme-eu.freshdesk.com
    """
    return _done("move", given)


@state.command()
@config_option
@click.option("--dry-run", is_flag=True, help="Only compare, and leave with 3 where something differs.")
@format_option
def rebuild(**given: Any) -> int:
    """Work out anew, from all that ever happened, what is true of each ticket now, and put right what differs.

    What happened is kept as a list that only grows; what is true now is worked out from it once and kept beside it, so
    that no run reads the whole list. This proves that both say the same.

    Example: zendesk-bridge state rebuild --dry-run
    """
    return _done("rebuild", given)


@state.command()
@config_option
def upgrade(**given: Any) -> int:
    """Bring what an older zendesk-bridge remembered up to date. Writes to no helpdesk.

    Every run that writes does this first, so there is no need to. It is for whoever upgrades step by step: an older
    zendesk-bridge cannot use the database afterwards, so keep a copy of it, should you want to go back.

    Example: zendesk-bridge state upgrade
    """
    return _done("upgrade", given)
