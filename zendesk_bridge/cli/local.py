"""sandbox: the local helpdesk."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import click

from zendesk_bridge.cli.output import emit, emit_json, format_option, tell
from zendesk_bridge.sandbox import Filling, Sandbox

CONFIG = Path("config.yaml")
USUAL = Path("zendesk-bridge-sandbox.db")
"""The file that a config means when it names none."""
_LISTEN = 1.0  # seconds between two looks for a signal


@click.command()
@click.option(
    "--zendesk-port", type=click.IntRange(0, 65535), default=0, help="Port of the Zendesk face; 0: a free one."
)
@click.option(
    "--freshdesk-port", type=click.IntRange(0, 65535), default=0, help="Port of the Freshdesk face; 0: a free one."
)
@click.option(
    "--woocommerce-port", type=click.IntRange(0, 65535), default=0, help="Port of the shop's WooCommerce face."
)
@click.option("--shopify-port", type=click.IntRange(0, 65535), default=0, help="Port of the shop's Shopify face.")
@click.option(
    "--shopify-schema",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Shopify's schema, out of the npm package @shopify/dev-mcp. Default: where npm puts it in this folder.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"Keep everything in this file. Default: the config's sandbox.data, or {USUAL} where there is no config; "
    "with --seed, --empty, --import, --tickets or --orders a private file that goes away.",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"Whose sandbox to open; {CONFIG} if there is one and this is left out.",
)
@click.option(
    "--seed",
    type=click.Choice(["demo", "none"]),
    help="What a new sandbox holds: 40 made-up tickets and orders, or people and groups alone. "
    "Default: demo, or none with --import, --tickets or --orders.",
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
    "--orders",
    type=click.IntRange(0, 1_000_000),
    default=0,
    help="Generate this many orders that wait for a late item.",
)
@click.option(
    "--random-seed",
    type=click.IntRange(0),
    default=0,
    help="Which tickets and orders are generated: the same for one seed.",
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
    woocommerce_port: int,
    shopify_port: int,
    shopify_schema: Path | None,
    data: Path | None,
    config: Path | None,
    seed: str | None,
    empty: bool,
    exports: tuple[Path, ...],
    tickets: int,
    orders: int,
    random_seed: int,
    plan: str,
    time_scale: float,
    lag: float,
    faults: Path | None,
    form: str,
) -> None:
    """Run a local Zendesk and a local Freshdesk over one store, with a desk to sit at, until Ctrl-C. Loopback only.

    The customers' shop is there as well, behind the API of WooCommerce and, with its schema, that of Shopify.

    Without --data it is the helpdesk behind 'url: sandbox', so a sync and you see the same tickets.

    Example: zendesk-bridge sandbox --config shop/config.yaml

    Example: zendesk-bridge sandbox --tickets 100000 --plan growth --time-scale 60
    """
    if empty and seed == "demo":
        raise click.UsageError("--empty and --seed demo cannot both be.")
    private = bool(seed or empty or exports or tickets or orders)
    data = data or (None if private and config is None else _behind(config))
    if seed is None:
        seed = "none" if empty or exports or tickets or orders else "demo"
    stop = threading.Event()

    def say(text: str) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        tell(text)

    box = Sandbox(
        data=data,
        seed="demo" if seed == "demo" else None,
        zendesk_port=zendesk_port,
        freshdesk_port=freshdesk_port,
        woocommerce_port=woocommerce_port,
        shopify_port=shopify_port,
        shopify_schema=shopify_schema,
        plan=plan,
        time_scale=time_scale,
        lag=timedelta(seconds=lag),
        faults=faults,
        filling=Filling(tickets, random_seed, exports, orders, say),
    )
    _serve(box, data, form, stop)


def _serve(box: Sandbox, data: Path | None, form: str, stop: threading.Event) -> None:
    """Serve until somebody stops it."""
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with box:
        _announce(box, data, form)
        with contextlib.suppress(KeyboardInterrupt):
            while not stop.wait(_LISTEN):  # Python hears of a signal that comes just before a wait after that wait
                continue


def _behind(config: Path | None) -> Path:
    """Return the file of the sandbox that a config means; raises ``InvalidInput`` for a config that is wrong.

    Secrets are not asked for: the sandbox has its own.
    """
    if config is None and not CONFIG.exists():
        return USUAL
    from zendesk_bridge.settings import load_offline  # noqa: PLC0415 - only where there is a config

    return load_offline(config or CONFIG, os.environ).settings.sandbox.data


def _announce(box: Sandbox, data: Path | None, form: str) -> None:
    """Print where both faces are, how to sign in, and where the tickets are kept."""
    faces = box.urls
    login, basic = box.credentials.by_type, box.credentials.zendesk_basic
    if form == "json":
        kept = str(data.resolve()) if data else None
        told = {kind: {"url": url, "auth": login[kind], "data": kept} for kind, url in faces.items()}
        told["zendesk"] |= {"api_token_auth": basic}
        emit_json(told)
        return
    for kind, url in faces.items():
        emit(f"{kind:11} {url}   auth: {_auth(login[kind])}")
        if kind == "zendesk":
            emit(f"{'':11} {'':{len(url)}}   or:   {_auth(basic)}")
    if box.lacks:
        emit(f"shopify     off: it needs {box.lacks}")
    emit(f"desk        {box.zendesk_url}/   where an agent sits: open it in a browser")
    emit(f"data        {data.resolve() if data else 'a private file that goes away'}")
    emit("SANDBOX: made-up people, tickets and orders, this machine only. Ctrl-C stops it.")


def _auth(login: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in login.items()) + "}"
