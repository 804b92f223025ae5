"""sandbox and schema: what needs no helpdesk of yours."""

from __future__ import annotations

import contextlib
import signal
import threading
from pathlib import Path

import click

from zendesk_bridge import settings, sources
from zendesk_bridge.cli.common import emit, emit_json, format_option
from zendesk_bridge.sandbox import Sandbox

SCHEMAS = {
    "config": settings.json_schema,
    "macro": sources.macro_schema,
    "backorders": sources.backorders_schema,
}


@click.command()
@click.argument("name", type=click.Choice(list(SCHEMAS)))
def schema(name: str) -> None:
    """Print the JSON Schema of a file, for completion in your editor.

    Put `# yaml-language-server: $schema=macro.schema.json` on a YAML file's first line.

    Example: zendesk-bridge schema macro > macros/macro.schema.json
    """
    emit_json(SCHEMAS[name]())


@click.command()
@click.option(
    "--zendesk-port", type=click.IntRange(0, 65535), default=0, help="Port of the Zendesk face; 0: a free one."
)
@click.option(
    "--freshdesk-port", type=click.IntRange(0, 65535), default=0, help="Port of the Freshdesk face; 0: a free one."
)
@click.option("--data", type=click.Path(path_type=Path, dir_okay=False), help="Keep everything in this file.")
@click.option("--empty", is_flag=True, help="Start without the made-up tickets.")
@format_option
def sandbox(*, zendesk_port: int, freshdesk_port: int, data: Path | None, empty: bool, form: str) -> None:
    """Run a local Zendesk and a local Freshdesk over one store, until Ctrl-C. For trying out; loopback only.

    Example: zendesk-bridge sandbox --zendesk-port 8001 --freshdesk-port 8002 --data sandbox.db
    """
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    box = Sandbox(data=data, seed=None if empty else "demo", zendesk_port=zendesk_port, freshdesk_port=freshdesk_port)
    with box:
        login = box.credentials
        if form == "json":
            emit_json(
                {
                    "zendesk": {"url": box.zendesk_url, "auth": login.by_type["zendesk"]},
                    "freshdesk": {"url": box.freshdesk_url, "auth": login.by_type["freshdesk"]},
                }
            )
        else:
            for kind, url in (("zendesk", box.zendesk_url), ("freshdesk", box.freshdesk_url)):
                auth = ", ".join(f"{key}: {value}" for key, value in login.by_type[kind].items())
                emit(f"{kind:10} {url}   auth: {{{auth}}}")
            emit("SANDBOX: made-up people and tickets, this machine only. Ctrl-C stops it.")
        with contextlib.suppress(KeyboardInterrupt):
            stop.wait()
