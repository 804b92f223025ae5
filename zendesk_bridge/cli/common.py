"""What the commands share that open a bridge: the options that decide, how one is opened, and where output goes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from zendesk_bridge.cli.output import (
    Progress,
    ask,
    clear_progress,
    config_option,
    emit,
    emit_json,
    format_option,
    named,
    show,
    tell,
    tell_warnings,
)
from zendesk_bridge.settings import Offline, Settings, load_offline, load_settings
from zendesk_bridge.wiring import Bridge, Choices, open_bridge

__all__ = [
    "ask",
    "bridge",
    "config_option",
    "deciding",
    "emit",
    "emit_json",
    "format_option",
    "load",
    "load_files",
    "named",
    "show",
    "tell",
]

T = TypeVar("T")

CHOICES = {
    "adopt": click.option(
        "--adopt", multiple=True, metavar="KEY", help="Take over the hand-made macro that has this macro's title."
    ),
    "overwrite": click.option(
        "--overwrite", multiple=True, metavar="KEY", help="Replace an edit made on the helpdesk; 'all' for every macro."
    ),
    "accept_fewer": click.option(
        "--accept-fewer", is_flag=True, help="Believe a source that lost many late items at once."
    ),
    "max_tickets": click.option(
        "--max-tickets", type=click.IntRange(1), help="Let this many tickets change in this run (limits.tickets)."
    ),
}


def deciding(*names: str) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Give a command these options, and hand them to it together as ``chosen``."""

    def decorate(command: Callable[..., T]) -> Callable[..., T]:
        @wraps(command)
        def collected(**options: Any) -> T:
            decided = {name: options.pop(name) for name in names}
            for name in decided.keys() & {"adopt", "overwrite"}:
                decided[name] = frozenset(decided[name])
            return command(chosen=Choices(**decided), **options)

        for name in reversed(names):
            collected = CHOICES[name](collected)
        return collected

    return decorate


def load(config: Path) -> Settings:
    """Read the configuration; raises InvalidInput."""
    return load_settings(config, os.environ)


def load_files(config: Path) -> Offline:
    """Read the configuration for a command that looks at files alone, and needs no secrets; raises InvalidInput."""
    return load_offline(config, os.environ)


@contextmanager
def bridge(config: Path, *, writes: bool) -> Iterator[Bridge]:
    """Open the bridge that a configuration describes, with progress and warnings on stderr."""
    tell_warnings()
    progress = Progress.on_stderr()
    try:
        with open_bridge(load(config), writes=writes, say=progress) as opened:
            yield opened
    finally:
        clear_progress()
