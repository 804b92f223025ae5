"""status: how the scheduled job is doing. Its options and its help; the work is imported when it is called."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import click

from zendesk_bridge.cli.output import config_option, format_option
from zendesk_bridge.core.spans import span

SHORTEST = timedelta(minutes=1)


def _age(_context: click.Context, _option: click.Parameter, text: str) -> timedelta:
    found = span(text)
    if found is None:
        raise click.BadParameter(f"'{text}' is no span of time: write 30m, 2h or 1d")
    if found < SHORTEST:
        raise click.BadParameter(f"'{text}' is shorter than a minute: every run takes its time, and none is so young")
    return found


@click.command()
@config_option
@click.option(
    "--max-age",
    default="1h",
    show_default=True,
    metavar="SPAN",
    callback=_age,
    help="How long ago the last good run may have ended: 30m, 2h, 1d.",
)
@format_option
def status(**given: Any) -> int:
    """Show how the scheduled job is doing: the last runs, the age of the facts, what waits for a person. Offline.

    Leaves with 1 when the last good run is older than --max-age, or there never was one. A run is good that did what
    it could: exit code 0, or 3, where something waits for a person and the rest is done.

    Asks no helpdesk and writes nothing; works while a run is at work. What only a helpdesk knows, such as a macro that
    somebody edited, is told as the last run found it.

    Example: zendesk-bridge status --max-age 30m
    """
    code: int = import_module("zendesk_bridge.cli.status.work").status(**given)
    return code
