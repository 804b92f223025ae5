"""What the commands share that open a bridge: the options that decide, how one is opened, and where output goes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from zendesk_bridge.cli.output import (
    Progress,
    ask,
    clear_progress,
    emit,
    emit_json,
    named,
    show,
    tell,
    tell_warnings,
)
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.facts.slips import SlipRules
from zendesk_bridge.core.ports import Memory, State
from zendesk_bridge.settings import UNSET_STATE, OfflineSettings, Settings, load_offline, load_settings
from zendesk_bridge.wiring import look_into_state, open_bridge, open_state

if TYPE_CHECKING:
    from zendesk_bridge.app.bridge import Bridge

__all__ = [
    "ask",
    "bridge",
    "emit",
    "emit_json",
    "load",
    "load_files",
    "load_with_state",
    "named",
    "opened_state",
    "show",
    "slip_rules",
    "tell",
    "today",
]


def today(settings: Settings) -> date:
    """Return the day that it is in the shop's time zone."""
    return datetime.now(settings.timezone).date()


def slip_rules(settings: Settings) -> SlipRules:
    """Return what moves of ship windows are counted by now."""
    return SlipRules(settings.followups.settle, datetime.now(UTC), settings.timezone)


def load(config: Path) -> Settings:
    """Read the configuration; raises InvalidInput."""
    return load_settings(config, os.environ)


def load_files(config: Path) -> OfflineSettings:
    """Read the configuration for a command that looks at files alone, and needs no secrets; raises InvalidInput."""
    return load_offline(config, os.environ)


def load_with_state(config: Path) -> Settings:
    """Read the configuration without its secrets, but for what the database needs; raises InvalidInput."""
    settings = load_files(config).settings
    if settings.state.get_secret_value() == UNSET_STATE:
        fix = "set it as for a run, for the database is to be looked into"
        raise InvalidInput([Problem(Place(str(config)), "a variable in 'state' is not set", fix)])
    return settings


@contextmanager
def opened_state(settings: Settings, *, writes: bool) -> Iterator[State]:
    """Open the database for the length of a block; one that is not written to is not touched. Raises StateError."""
    tell_warnings()
    state = open_state(settings, writes=True) if writes else look_into_state(settings)
    try:
        yield state
    finally:
        state.close()


def _silent(_text: str) -> None:
    """Show no progress."""


@contextmanager
def bridge(
    config: Path | Settings,
    *,
    writes: bool,
    tolerant: bool = False,
    as_new: Iterable[str] = (),
    quiet: bool = False,
) -> Iterator[Bridge]:
    """Open the bridge that a configuration describes, with progress and warnings on stderr.

    ``as_new`` are the helpdesks whose account of before is to be forgotten. ``quiet`` shows progress on a terminal
    alone: a log that is written for years has a line a run.

    Raises InvalidInput and StateError.
    """
    tell_warnings()
    settings = config if isinstance(config, Settings) else load(config)
    for name in as_new:
        named("helpdesk", name, settings.helpdesks)
    progress = Progress.on_stderr() if sys.stderr.isatty() or not quiet else _silent
    try:
        with open_bridge(settings, writes=writes, tolerant=tolerant, say=progress, as_new=frozenset(as_new)) as opened:
            yield opened
    finally:
        clear_progress()


def memories_of(state: State, settings: Settings, helpdesk: str | None) -> dict[str, Memory]:
    """Return what is remembered of each helpdesk in the config, or of this one, by its name."""
    return {
        known.name: state.memory(known.row)
        for known in state.accounts()
        if known.name in settings.helpdesks and helpdesk in {None, known.name}
    }


def link_to(settings: Settings, helpdesk: str, ticket_id: int) -> str:
    """Return where agents see a ticket; "" where that is nowhere to be seen."""
    there = settings.helpdesks[helpdesk]
    return there.kind.ticket_link(there.url, ticket_id)
