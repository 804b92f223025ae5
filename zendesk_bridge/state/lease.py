"""The right to write, as a row: held by one process, over when released, expired, or when its process is gone.

A process on this machine is asked whether it lives, whatever the row's term says; elsewhere the term decides.
"""

from __future__ import annotations

import logging
import os
import socket
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, select, update

from zendesk_bridge.core.errors import BridgeError, Busy
from zendesk_bridge.state.database import Database
from zendesk_bridge.state.tables import leases, upsert

TERM: Final = timedelta(minutes=30)
"""How long a lease lasts without being renewed: the longest wait after a crash on another machine."""

FRESH: Final = timedelta(seconds=30)
"""For how long a renewed lease needs no renewing: far less than the term, so that nobody can have taken it yet."""

LATEST: Final = TERM + timedelta(hours=1)
"""Further ahead no lease can end, not even by the clock of another machine: what says so was never ours."""

_LARGEST_PID: Final = 2**31
_HIDDEN: Final = "hidden"
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class RowLease:
    """A lease that was taken at ``renewed``. ``owner`` is unique, so that a lost one harms nobody who took over."""

    database: Database
    name: str
    owner: str
    now: Callable[[], datetime]
    renewed: datetime

    def renew(self) -> None:
        """Keep it for another term; raises Busy if another run took over in the meantime.

        Costs nothing within 30 seconds of the last renewal; a clock that was set back renews at once.
        """
        moment = self.now()
        if timedelta() <= moment - self.renewed <= FRESH:
            return
        with self.database.write() as connection:
            kept = connection.execute(update(leases).where(self._mine()).values(expires_at=moment + TERM))
        if kept.rowcount == 0:
            raise Busy(
                f"the lease '{self.name}' was lost: this run was silent for too long and another one took over",
                fix="Nothing more is written here. Let the other run finish, then run the same command again.",
            )
        self.renewed = moment

    def release(self) -> None:
        """End it; a lease that was lost stays with its new owner."""
        with self.database.write() as connection:
            connection.execute(delete(leases).where(self._mine()))

    def _mine(self) -> ColumnElement[bool]:
        return and_(leases.c.name == self.name, leases.c.owner == self.owner)


@contextmanager
def hold(database: Database, name: str, now: Callable[[], datetime]) -> Iterator[RowLease]:
    """Hold the lease for the length of the block; raises Busy while another live process holds it."""
    lease = RowLease(database, name, uuid.uuid4().hex, now, now())
    _take(lease)
    try:
        yield lease
    except BaseException:
        # What went wrong in the block matters more than a lease that ends by itself.
        with suppress(BridgeError):
            lease.release()
        raise
    lease.release()


def _take(lease: RowLease) -> None:
    moment = lease.renewed
    mine: dict[str, Any] = {
        "name": lease.name,
        "owner": lease.owner,
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "process": identity(os.getpid()),
        "since": moment,
        "expires_at": moment + TERM,
    }
    with lease.database.write() as connection:
        # One statement that either writes our row or locks the one that is there, leaving it as it is.
        connection.execute(upsert(leases, lease.database.dialect, ("name",)).values(mine))
        row = connection.execute(select(leases).where(leases.c.name == lease.name)).one()
        if row.owner == lease.owner:
            return
        life = _life(row, mine["host"])
        if _holds(row, life, moment):
            raise _busy(row, life)
        connection.execute(update(leases).where(leases.c.name == lease.name).values(mine))
    _log.warning("took over the lease '%s' that process %s on %s left behind", row.name, row.pid, row.host)


class Life(Enum):
    """What can be known about the process that holds a lease: nothing at all, unless it ran on this very machine."""

    HERE = auto()
    OVER = auto()
    UNKNOWN = auto()


def insist_on_nobody(connection: Connection, moment: datetime) -> None:
    """Raise Busy while any run holds a lease, whichever version it is of."""
    for row in connection.execute(select(leases)):
        life = _life(row, socket.gethostname())
        if _holds(row, life, moment):
            raise _busy(row, life)


def held_since(database: Database, name: str, moment: datetime) -> datetime | None:
    """Return since when this lease is held by a run that may still be at work; None when none does."""
    with database.read() as connection:
        row = connection.execute(select(leases).where(leases.c.name == name)).one_or_none()
    if row is None or not _holds(row, _life(row, socket.gethostname()), moment):
        return None
    since: datetime = row.since
    return since


def _holds(row: Row[Any], life: Life, moment: datetime) -> bool:
    """Tell whether a lease counts: its process lives, or nobody knows and its term is not over."""
    return life is Life.HERE or (life is Life.UNKNOWN and bool(moment < row.expires_at <= moment + LATEST))


def _busy(row: Row[Any], life: Life) -> Busy:
    since, until = (moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC") for moment in (row.since, row.expires_at))
    otherwise = (
        "It is alive: if it hangs, end it."
        if life is Life.HERE
        else f"If it died, the lease ends by itself at {until}."
    )
    return Busy(
        f"another run holds the lease '{row.name}' since {since}: process {row.pid} on {row.host}",
        fix=f"Wait until it is done and run again. {otherwise}",
    )


def _life(row: Row[Any], host: str) -> Life:
    """Tell whether the holder surely lives or surely does not. Alive takes proof: the birth of the process as well."""
    if not (isinstance(row.pid, int) and 0 < row.pid < _LARGEST_PID):
        return Life.UNKNOWN
    machine, _, birth = identity(row.pid).rpartition("/")
    if row.host != host or row.process.rpartition("/")[0] != machine:
        return Life.UNKNOWN
    if birth == _HIDDEN:
        return Life.UNKNOWN
    if row.process != f"{machine}/{birth}":
        return Life.OVER
    return Life.HERE if birth.isdecimal() else Life.UNKNOWN


def identity(pid: int) -> str:
    """Return ``machine/birth`` of a process here; ``birth`` is empty when there is no such process.

    Where /proc shows each user its own processes alone (``hidepid``, systemd's ``ProtectProc=``), it is ``hidden`` of
    one that is there all the same.

    ``machine`` is the running kernel and the pid namespace, because two containers may share a host name and yet
    number their processes differently. ``birth`` is the time the process began, so that a pid that was given out
    again is not mistaken for the one that held the lease.
    """
    proc = Path("/proc")
    try:
        boot = (proc / "sys/kernel/random/boot_id").read_text().strip()
        machine = f"{boot}-{(proc / 'self/ns/pid').readlink()}"
    except OSError:
        return f"{uuid.getnode():x}/{'alive' if _alive(pid) else ''}"
    try:
        # proc(5): field 2, the command in brackets, may itself hold spaces and brackets; 3 is the state, 22 the birth.
        fields = (proc / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return f"{machine}/{_HIDDEN if _alive(pid) else ''}"
    killed = fields[0] in {"Z", "X"}  # a zombie: dead, but its parent has not asked how it died
    return f"{machine}/{'' if killed else fields[19]}"


def _alive(pid: int) -> bool:
    """Tell whether a process lives, where /proc does not; where asking would be a signal, say yes."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
