"""What doctor looks at of the database, which it neither makes nor brings up to date."""

from __future__ import annotations

from zendesk_bridge.app import status
from zendesk_bridge.app.doctor.files import ago
from zendesk_bridge.app.doctor.values import Look, Machine, fail, ok, skipped, warn
from zendesk_bridge.app.facts import FeedPolicy
from zendesk_bridge.app.status import Pulse, Shop
from zendesk_bridge.core.model import Storage

LITTLE_ROOM = 200_000_000
"""Bytes: some years of a busy shop's tickets, and the room that SQLite needs beside the file."""


def database(machine: Machine) -> Look:
    """Look whether it can be used. Raises StateError, also for one of a newer program, and Unavailable."""
    if machine.installation.storage is None:
        yield skipped("a variable in `state:` is not set; see environment above")
        return
    found = machine.installation.storage()
    if found.writable is False:
        fix = "Let the user that runs zendesk-bridge write the file and its folder, or name another in `state:`."
        yield fail(f"{found.name} cannot be written", fix)
    elif found.version in {"", found.newest}:
        yield ok(f"{found.name}{_state(found)}")
    else:
        fix = "Nothing to do: the next sync, or `zendesk-bridge state upgrade`, brings it up to date."
        yield warn(f"{found.name} is of an older version ({found.version}; this one writes {found.newest})", fix)
    yield from _room(found)


def _state(found: Storage) -> str:
    return f": up to date (version {found.version})" if found.version else " is not there yet: the first run makes it"


def _room(found: Storage) -> Look:
    if found.free_bytes is not None and found.free_bytes < LITTLE_ROOM:
        yield warn(
            f"{_size(found.free_bytes)} free on its disk", "Make room: without any, no run can remember anything."
        )
    if found.seen_by_others:
        fix = f"chmod o= {found.name}*: it holds no customer's words, but which tickets wait for what."
        yield warn(f"{found.name} can be read by every user of this machine", fix)


def last_run(machine: Machine) -> Look:
    """Look whether the scheduled job is well, as `zendesk-bridge status` judges it. Raises StateError, Unavailable."""
    feeds = [(source.name, FeedPolicy(max_age=source.max_age)) for source in machine.installation.sources]
    shop = Shop(machine.installation.zone, machine.installation.names)
    found = status.read(machine.state, feeds, machine.installation.now(), shop)
    if found.last is None:
        yield ok("no sync has run yet")
        return
    good = f"the last good one ended {ago(found.now - found.good.ended)}" if found.good else "none was good yet"
    fix = "`zendesk-bridge status` says more; the log of the scheduled job says why."
    match found.pulse:
        case Pulse.WELL:
            yield ok(good)
        case Pulse.AHEAD:
            yield warn("the last good one ended in the future: this machine's clock was set back since", fix)
        case Pulse.LATE:
            yield warn(f"{good}: is the job still scheduled?", fix)
        case Pulse.NEVER:
            yield fail(good, fix)


def _size(count: int) -> str:
    return f"{count / 1_000_000:,.0f} MB"
