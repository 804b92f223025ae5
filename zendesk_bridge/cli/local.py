"""sandbox: the local helpdesk."""

from __future__ import annotations

import contextlib
import signal
import threading
from datetime import timedelta
from pathlib import Path

import click

from zendesk_bridge.cli.output import emit, emit_json, format_option, tell
from zendesk_bridge.sandbox import Filling, Sandbox


@click.command()
@click.option(
    "--zendesk-port", type=click.IntRange(0, 65535), default=0, help="Port of the Zendesk face; 0: a free one."
)
@click.option(
    "--freshdesk-port", type=click.IntRange(0, 65535), default=0, help="Port of the Freshdesk face; 0: a free one."
)
@click.option("--data", type=click.Path(path_type=Path, dir_okay=False), help="Keep everything in this file.")
@click.option(
    "--seed",
    type=click.Choice(["demo", "none"]),
    help="What a new sandbox holds: 40 made-up tickets, or people and groups alone. "
    "Default: demo, or none with --import or --tickets.",
)
@click.option("--empty", is_flag=True, help="The same as --seed none.")
@click.option(
    "--import",
    "exports",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="Load a ticket export: JSON lines or CSV, also .gz; - reads stdin. May be given more than once.",
)
@click.option("--tickets", type=click.IntRange(0, 1_000_000), default=0, help="Generate this many tickets.")
@click.option(
    "--random-seed", type=click.IntRange(0), default=0, help="Which tickets are generated: the same for one seed."
)
@click.option(
    "--plan",
    default="sandbox-open",
    metavar="PLAN",
    help="Rate limits of: trial, team, growth, professional, enterprise, ... Default: none that you notice.",
)
@click.option(
    "--time-scale",
    type=click.FloatRange(1, 10_000),
    default=1,
    metavar="X",
    help="Let the sandbox's clock run X times faster, rate limits included.",
)
@click.option(
    "--lag",
    type=click.FloatRange(0),
    default=0,
    metavar="SECONDS",
    help="Withhold changes from exports this long, on the sandbox's clock; Zendesk does 60.",
)
@click.option(
    "--faults",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Rules of what goes wrong, as a YAML or JSON list.",
)
@format_option
def sandbox(  # noqa: PLR0913 - each an option of the command line
    *,
    zendesk_port: int,
    freshdesk_port: int,
    data: Path | None,
    seed: str | None,
    empty: bool,
    exports: tuple[Path, ...],
    tickets: int,
    random_seed: int,
    plan: str,
    time_scale: float,
    lag: float,
    faults: Path | None,
    form: str,
) -> None:
    """Run a local Zendesk and a local Freshdesk over one store, with a desk to sit at, until Ctrl-C. Loopback only.

    Example: zendesk-bridge sandbox --zendesk-port 8001 --freshdesk-port 8002 --data sandbox.db

    Example: zendesk-bridge sandbox --tickets 100000 --plan growth --time-scale 60
    """
    if empty and seed == "demo":
        raise click.UsageError("--empty and --seed demo cannot both be.")
    if seed is None:
        seed = "none" if empty or exports or tickets else "demo"
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())

    def say(text: str) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        tell(text)

    box = Sandbox(
        data=data,
        seed="demo" if seed == "demo" else None,
        zendesk_port=zendesk_port,
        freshdesk_port=freshdesk_port,
        plan=plan,
        time_scale=time_scale,
        lag=timedelta(seconds=lag),
        faults=faults,
        filling=Filling(tickets, random_seed, exports, say),
    )
    with box:
        _announce(box, form)
        with contextlib.suppress(KeyboardInterrupt):
            stop.wait()


def _announce(box: Sandbox, form: str) -> None:
    """Print where both faces are and how to sign in."""
    faces = {"zendesk": box.zendesk_url, "freshdesk": box.freshdesk_url}
    login = box.credentials.by_type
    if form == "json":
        emit_json({kind: {"url": url, "auth": login[kind]} for kind, url in faces.items()})
        return
    for kind, url in faces.items():
        auth = ", ".join(f"{key}: {value}" for key, value in login[kind].items())
        emit(f"{kind:10} {url}   auth: {{{auth}}}")
    emit(f"desk       {box.zendesk_url}/   where an agent sits: open it in a browser")
    emit("SANDBOX: made-up people and tickets, this machine only. Ctrl-C stops it.")
