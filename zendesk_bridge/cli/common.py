"""What the commands share: options, where output goes, how long work shows itself, how a bridge is opened."""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from functools import wraps
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.settings import Settings, load_settings
from zendesk_bridge.wiring import Bridge, Choices, open_bridge

T = TypeVar("T")

_LINE_START = "\r\x1b[K"
"""Back to the line's start, and everything on it gone."""

config_option = click.option(
    "--config",
    "-c",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("config.yaml"),
    show_default=True,
    help="Your configuration.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or programs.",
)
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


def emit(text: str) -> None:
    """Print a result to stdout."""
    _clear_progress()
    click.echo(text)


def emit_json(data: Any) -> None:
    """Print JSON to stdout, alone."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def tell(text: str) -> None:
    """Print something that is not a result to stderr."""
    _clear_progress()
    click.echo(text, err=True)


def _clear_progress() -> None:
    """Leave a terminal's line of progress to what comes next."""
    if sys.stderr.isatty():
        sys.stderr.write(_LINE_START)
        sys.stderr.flush()


def ask(question: str) -> None:
    """Go on only after a yes; raises BridgeError when the answer is no, or nobody is there to give one."""
    try:
        agreed = click.confirm(question, err=True)
    except click.Abort:
        tell("")
        raise BridgeError("Nobody answered, so nothing was written.", fix="To go ahead unasked, say --yes.") from None
    if not agreed:
        raise BridgeError("Nothing was written.")


@dataclass(slots=True)
class Progress:
    """Shows long work: one line that renews itself on a terminal, one line a step in a log."""

    stream: TextIO
    started: float

    @classmethod
    def on_stderr(cls) -> Progress:
        """Return progress that starts now."""
        return cls(sys.stderr, time.monotonic())

    def __call__(self, text: str) -> None:
        """Show the current step."""
        if self.stream.isatty():
            self.stream.write(_LINE_START + text[: shutil.get_terminal_size().columns - 1])
        else:
            self.stream.write(f"{time.monotonic() - self.started:7.1f}s {text}\n")
        self.stream.flush()


def load(config: Path) -> Settings:
    """Read the configuration; raises InvalidInput."""
    return load_settings(config, os.environ)


@contextmanager
def bridge(config: Path, *, writes: bool) -> Iterator[Bridge]:
    """Open the bridge that a configuration describes, with progress on stderr and warnings from the log."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s", stream=sys.stderr)
    progress = Progress.on_stderr()
    try:
        with open_bridge(load(config), writes=writes, say=progress) as opened:
            yield opened
    finally:
        _clear_progress()


def named(kind: str, name: str, known: Mapping[str, T]) -> T:
    """Return the thing of this name; a wrong name is a usage error that names the nearest right one."""
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known) or 'none'}"
    raise click.UsageError(f"There is no {kind} '{name}': {hint}")
