"""Where output goes: results to stdout, everything else to stderr; and the options that say how. Imports little."""

from __future__ import annotations

import errno
import json
import logging
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from textwrap import wrap
from typing import Any, TextIO, TypeVar

import click

from zendesk_bridge.core.columns import fitting
from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.core.safe import escaped, harmless

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

_WIDTH, _INDENT = 120, "    "
_WHOLE: Any = {"break_long_words": False, "break_on_hyphens": False}
_LINE_START = "\r\x1b[K"
"""Back to the line's start, and everything on it gone."""

config_option = click.option(
    "--config",
    "-c",
    type=click.Path(path_type=Path),
    default=Path("config.yaml"),
    envvar="ZENDESK_BRIDGE_CONFIG",
    show_default=True,
    show_envvar=True,
    help="Your configuration.",
)


def gone(name: str, fix: str) -> Callable[[F], F]:
    """Let a command tell what is to be written in the place of an option that it had; crontabs outlive releases."""

    def refuse(_: click.Context, __: click.Parameter, value: object) -> None:
        if value is not None:
            raise click.UsageError(f"The option {name} is gone: {fix}")

    return click.option(name, hidden=True, expose_value=False, callback=refuse)


format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or programs.",
)


def emit(text: str) -> None:
    """Print a result to stdout, without anything in it that a terminal would obey."""
    clear_progress()
    click.echo(harmless(text))


def emit_json(data: Any) -> None:
    """Print JSON to stdout, alone."""
    click.echo(escaped(json.dumps(data, ensure_ascii=False, indent=2, default=str)))


def times_json(started: datetime, seconds: float) -> dict[str, Any]:
    """Return when something began and ended, with its offset from UTC, and how many seconds it took."""
    ended = started + timedelta(seconds=seconds)
    return {
        "started": started.isoformat(timespec="seconds"),
        "ended": ended.isoformat(timespec="seconds"),
        "seconds": round(seconds, 3),
    }


def show(text: str) -> None:
    """Print to stderr what somebody is to read and to answer."""
    clear_progress()
    click.echo(harmless(text), err=True)


def problem_lines(line: str, *below: str) -> list[str]:
    """Return what is wrong on a line of its own, and what belongs to it below, folded at the width of a page."""
    folded = (wrap(text, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT, **_WHOLE) for text in below if text)
    return [line, *(part for parts in folded for part in parts)]


def tell(text: str) -> None:
    """Print to stderr what is no result: in a log each line begins with its date, time and offset from UTC."""
    show(text if sys.stderr.isatty() else dated(text))


def dated(text: str) -> str:
    """Return the text with the local time before each line: ``2026-12-01T06:30:00+01:00 ...``."""
    now = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    return "\n".join(f"{now} {line}" for line in text.split("\n"))


def clear_progress() -> None:
    """Leave a terminal's line of progress to what comes next."""
    if sys.stderr.isatty():
        sys.stderr.write(_LINE_START)
        sys.stderr.flush()


def ask(question: str) -> None:
    """Go on only after a yes; raises BridgeError when the answer is no, or nobody is there to give one."""
    try:
        agreed = click.confirm(question, err=True)
    except click.Abort:
        show("")
        raise BridgeError("Nobody answered, so nothing was written.", fix="To go ahead unasked, say --yes.") from None
    if not agreed:
        raise BridgeError("Nothing was written.")


@dataclass(slots=True)
class Progress:
    """Shows long work: one line that renews itself on a terminal, one dated line a step in a log."""

    stream: TextIO

    @classmethod
    def on_stderr(cls) -> Progress:
        """Return progress for people and logs alike."""
        return cls(sys.stderr)

    def __call__(self, text: str) -> None:
        """Show the current step."""
        text = harmless(text)
        if self.stream.isatty():
            self.stream.write(_LINE_START + fitting(text.replace("\n", " "), shutil.get_terminal_size().columns - 1))
        else:
            self.stream.write(f"{dated(text)}\n")
        self.stream.flush()


class _LogTeller(logging.Handler):
    """Tells what the parts have logged, as everything else is told."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one record."""
        tell(f"{record.levelname.lower()}: {record.getMessage()}")


def tell_warnings() -> None:
    """Show what the parts log from warnings on; once, however many commands run in this process."""
    logging.basicConfig(level=logging.WARNING, handlers=[_LogTeller()])


def named(kind: str, name: str, known: Mapping[str, T]) -> T:
    """Return the thing of this name; a wrong name is a usage error that names the nearest right one."""
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known) or 'none'}"
    raise click.UsageError(f"There is no {kind} '{name}': {hint}")


def unexpected(error: Exception) -> str:
    """Describe a full disk, or a mistake of ours: without its message, which may hold what no log should."""
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "There is no room left where this was being written.\n  Make room, and run the same command again."
    if isinstance(error, OSError) and error.errno == errno.EROFS:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}this disk is read-only.\n  Write to another one, or have it mounted for writing."
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "unknown place"
    return (
        f"This is a mistake in zendesk-bridge, not yours: {type(error).__name__} at {where}\n"
        "  Run it with ZENDESK_BRIDGE_DEBUG=1 to see the traceback, and please report it."
    )
