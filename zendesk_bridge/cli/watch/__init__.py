"""watch: the scheduled job again and again. Its options and its help; the work is imported when it is called."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import click

from zendesk_bridge.cli.output import config_option
from zendesk_bridge.core.spans import span

SHORTEST = timedelta(seconds=30)
"""A run that has nothing to do makes some six API calls on each helpdesk: oftener is a waste of the agents' limit."""

LONGEST = timedelta(days=1)
"""Windows begin and end with the day: a rarer run would leave a day standing that is over."""


def _every(_context: click.Context, _option: click.Parameter, text: str) -> timedelta:
    found = span(text)
    if found is None:
        raise click.BadParameter(f"'{text}' is no span of time: write 5m, 30s or 1h")
    if found < SHORTEST:
        raise click.BadParameter(f"'{text}' is less than 30s: each run asks every helpdesk, whose limit agents share")
    if found > LONGEST:
        raise click.BadParameter(f"'{text}' is more than 1d: a day that is over would be told for too long")
    return found


@click.command()
@config_option
@click.option(
    "--every",
    default="5m",
    show_default=True,
    metavar="SPAN",
    callback=_every,
    help="From the beginning of one run to that of the next: 5m, 30s, 1h.",
)
@click.option(
    "--max-runs",
    "most",
    type=click.IntRange(1),
    metavar="N",
    help="Leave after so many, with the last one's exit code.",
)
@click.option(
    "--metrics-port",
    "port",
    type=click.IntRange(1, 65535),
    metavar="PORT",
    help="Show figures for Prometheus on this port, under /metrics.",
)
@click.option(
    "--metrics-host",
    "host",
    metavar="HOST",
    help="Where to listen for that: this machine alone if left out; 0.0.0.0 is everywhere.",
)
def watch(**given: Any) -> int:
    """Run the scheduled job again and again in one process: at once, and then on the beat.

    Each run is what `sync` does, and reads config and files anew: an edit takes effect with the next run; variables of
    the environment stay as they were at the start. A run that fails is told and remembered, and the next one comes all
    the same. A run that takes longer than the beat leaves beats out, and says so. The log has a line for each run, and
    the summary where something was done or is wrong.

    SIGHUP: run now. Ctrl-C or SIGTERM: leave, with 0, for being stopped is how this ends: at once between two runs;
    in the middle of one what was written is written, and the next run finishes it.

    Leaves with 2 when the config cannot be read at the start.

    Example: zendesk-bridge watch --every 5m -c /etc/shop/config.yaml
    """
    if given["host"] and not given["port"]:
        raise click.UsageError("--metrics-host does nothing without --metrics-port")
    code: int = import_module("zendesk_bridge.cli.watch.work").watch(**given)
    return code
