"""report: what is remembered, added up. Its commands and their help; the work is imported when one is called."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from zendesk_bridge.cli.output import config_option, format_option
from zendesk_bridge.cli.since import since_option


def _done(command: str, given: dict[str, Any]) -> int:
    """Run the function of a command's name in the module of that name in this folder."""
    code: int = getattr(import_module(f"zendesk_bridge.cli.report.{command}"), command)(**given)
    return code


@click.group()
def report() -> None:
    """Add up what is remembered: how consistent the agents' answers were, and the board of a morning. Offline.

    Example: zendesk-bridge report consistency

    Example: zendesk-bridge report board --html board.html
    """


@report.command()
@config_option
@since_option("30d", "Replies sent since then: 12h, 30d or 2026-11-01.")
@click.option("--by", type=click.Choice(["sku", "team"]), help="Add up by item or by team alone, instead of by both.")
@click.option("--helpdesk", metavar="NAME", help="Only on this helpdesk.")
@format_option
def consistency(**given: Any) -> int:
    """Show how right agents' replies about late items were, by item and team, with links to those that were not.

    A reply is right if it named the ship window in force when it was sent; stale if it named one that had been replaced
    or was over by then; invented if it named one that never was. The share that is right is of these three. Apart are
    counted replies that named no day, and unproven ones, sent before history begins. A reply about two items counts for
    each; one that was edited counts by what it said first. Messages of outreach are left out: no agent wrote them.

    A change of the facts counts from the run that reads it. What an agent told between that run and the one before is
    right by the old state and by the new one, for nobody knows when it was written.

    Asks no helpdesk and writes nothing. Replies that no run has read yet are not in it.

    Example: zendesk-bridge report consistency --since 7d --by team
    """
    return _done("consistency", given)


def _page(_context: click.Context, _option: click.Parameter, file: Path | None) -> Path | None:
    """Refuse, before any work, to replace a file that is no board."""
    if file is None:
        return None
    command: str = import_module("zendesk_bridge.core.report.paper").beginning("board")
    found: Path = import_module("zendesk_bridge.cli.replacing").checked(file, (command,), "board")
    return found


@report.command()
@config_option
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    callback=_page,
    help="Write it there as one page; an older one in its place is replaced whole.",
)
@since_option("30d", "Replies sent since then count for how right they were: 12h, 30d or 2026-11-01.")
@format_option
def board(**given: Any) -> int:
    """Show all of it at a glance: late items, who was told what, who waits, what was chosen, how right replies were.

    The page needs no script and no network, reads on a phone and on a wall, by day and by night, and prints. A cron
    job that makes it after each sync keeps a team's screen up to date. It holds ticket numbers and your own facts, and
    nothing that customers wrote.

    Asks no helpdesk and writes nothing else. What is late is what the last run read.

    Example: zendesk-bridge report board --html board.html
    """
    return _done("board", given)
