from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest
from sqlalchemy import Connection, event, select, update

from zendesk_bridge.core.errors import Busy, Unavailable
from zendesk_bridge.core.ports import State
from zendesk_bridge.state import lease as lease_module
from zendesk_bridge.state.database import connect
from zendesk_bridge.state.tables import leases

Start = Callable[..., "subprocess.Popen[str]"]


class Moves(Protocol):
    """The clock of the fixture."""

    def __call__(self) -> datetime:
        """Return the moment."""

    def forward(self, **step: float) -> None:
        """Move on."""


# Takes the lease when told on stdin, says what came of it, and holds it until stdin is closed.
HOLDER = """
import sys
from datetime import UTC, datetime
from zendesk_bridge.core.errors import Busy
from zendesk_bridge.state import open_state
state = open_state(sys.argv[1], now=lambda: datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
print("ready", flush=True)
sys.stdin.readline()
try:
    with state.lease("sync"):
        print("held", flush=True)
        sys.stdin.readline()
except Busy:
    print("busy", flush=True)
state.close()
"""


def say(process: subprocess.Popen[str], word: str) -> None:
    """Send one line to a program."""
    assert process.stdin is not None
    process.stdin.write(word + "\n")
    process.stdin.flush()


def hear(process: subprocess.Popen[str]) -> str:
    """Wait for the next line of a program."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def on_rows(url: str, work: Callable[[Connection], Any]) -> Any:
    """Do something to the lease rows behind everybody's back."""
    database = connect(url)
    try:
        with database.write() as connection:
            return work(connection)
    finally:
        database.close()


def change(url: str, **values: object) -> None:
    """Change every lease row."""
    on_rows(url, lambda connection: connection.execute(update(leases).values(values)))


def rows(url: str) -> int:
    """Count the lease rows."""
    return len(on_rows(url, lambda connection: connection.execute(select(leases)).all()))


def test_a_held_lease_keeps_others_out(state: State, url: str, opened: Callable[[str], State]) -> None:
    """The second run is told who holds the lease, since when, and what to do; another name is free."""
    other = opened(url)
    with state.lease("sync"), other.lease("other"):
        with pytest.raises(Busy) as caught, other.lease("sync"):
            pytest.fail("two runs at once")
        text = str(caught.value)
    for part in ("2026-11-20 09:00:00 UTC", f"process {os.getpid()} on {socket.gethostname()}", "if it hangs, end it"):
        assert part in text
    assert caught.value.exit_code == 75


def test_a_lease_ends_with_its_block(state: State, url: str) -> None:
    """A lease is free again after the block, also when the block failed."""
    with state.lease("sync") as held:
        held.renew()
    with pytest.raises(ZeroDivisionError), state.lease("sync"):
        raise ZeroDivisionError
    assert rows(url) == 0
    with state.lease("sync"):
        assert rows(url) == 1


def test_renewing_keeps_a_lease(state: State, url: str, opened: Callable[[str], State], clock: Moves) -> None:
    """A lease that is renewed lasts longer than one term, seen from elsewhere as well."""
    with state.lease("sync") as held:
        change(url, host="elsewhere")
        for _ in range(3):
            clock.forward(seconds=1799)
            held.renew()
        with pytest.raises(Busy, match="ends by itself at 2026-11-20 10:59:57 UTC"), opened(url).lease("sync"):
            pytest.fail("two runs at once")


def test_renewing_before_each_write_costs_nothing(state: State, clock: Moves) -> None:
    """The database is asked again only when more than half a minute has passed, or when the clock was set back."""
    asked = []
    engine = state._database.engine  # type: ignore[attr-defined]  # what is counted is what reaches the database
    with state.lease("sync") as held:
        event.listen(engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
        for seconds, touches in ((0, 0), (30, 0), (1, 1), (0, 1), (30, 1), (31, 2), (-3600, 3), (0, 3)):
            clock.forward(seconds=seconds)
            held.renew()
            assert sum(statement.startswith("UPDATE") for statement in asked) == touches
        assert len(asked) == 3 + 3 * (engine.dialect.name == "sqlite")  # SQLite's BEGIN is a statement


def test_an_expired_lease_is_taken_over(
    state: State, url: str, opened: Callable[[str], State], clock: Moves, caplog: pytest.LogCaptureFixture
) -> None:
    """After its term a lease goes to the next run; the old holder is told, and its end does not end the new one."""
    other = opened(url)
    old = state.lease("sync")
    held = old.__enter__()  # the two leases overlap, which with-blocks cannot
    change(url, host="elsewhere")
    clock.forward(seconds=1799)
    with pytest.raises(Busy), other.lease("sync"):
        pytest.fail("two runs at once")
    clock.forward(seconds=1)
    with other.lease("sync") as taken:
        assert "took over the lease 'sync'" in caplog.text
        with pytest.raises(Busy, match="was lost"):
            held.renew()
        old.__exit__(None, None, None)
        taken.renew()
        assert rows(url) == 1
    assert rows(url) == 0


def test_an_expired_lease_stays_with_a_living_process(
    url: str, start: Start, opened: Callable[[str], State], clock: Moves
) -> None:
    """A run on this machine that was silent for a day, and is alive, is not overtaken; its death ends the lease."""
    state = opened(url)
    sleeper = start(HOLDER, url)
    say(sleeper, "go")
    assert [hear(sleeper), hear(sleeper)] == ["ready", "held"]
    clock.forward(days=1)
    with pytest.raises(Busy, match=rf"process {sleeper.pid} (.|\n)*alive: if it hangs, end it"), state.lease("sync"):
        pytest.fail("two runs at once")
    sleeper.kill()
    sleeper.wait()
    with state.lease("sync"):
        assert rows(url) == 1


@pytest.mark.parametrize("birth", ["alive", ""])
def test_an_expired_lease_is_not_kept_by_a_pid_alone(
    state: State, url: str, opened: Callable[[str], State], clock: Moves, monkeypatch: pytest.MonkeyPatch, birth: str
) -> None:
    """Where nobody can tell when a process was born, a living pid proves nothing: the term decides."""
    monkeypatch.setattr(lease_module, "identity", lambda _: f"node/{birth}")
    with state.lease("sync"):
        with pytest.raises(Busy), opened(url).lease("sync"):
            pytest.fail("two runs at once")
        clock.forward(minutes=30)
        with opened(url).lease("sync"):
            assert rows(url) == 1


def test_an_expired_lease_that_nobody_wanted_can_be_renewed(state: State, clock: Moves) -> None:
    """A run that was silent for too long goes on when nobody came in between."""
    with state.lease("sync") as held:
        clock.forward(seconds=3600)
        held.renew()


def test_a_killed_run_does_not_block_the_next(url: str, start: Start, opened: Callable[[str], State]) -> None:
    """After kill -9 the next run on the same machine goes ahead at once, even before anybody asked how it died."""
    state = opened(url)
    victim = start(HOLDER, url)
    say(victim, "go")
    assert [hear(victim), hear(victim)] == ["ready", "held"]
    with pytest.raises(Busy, match=f"process {victim.pid} "), state.lease("sync"):
        pytest.fail("two runs at once")
    victim.send_signal(signal.SIGKILL)
    os.waitid(os.P_PID, victim.pid, os.WEXITED | os.WNOWAIT)  # dead, and still a zombie
    with state.lease("sync"):
        assert rows(url) == 1
    assert victim.wait() == -signal.SIGKILL


def test_a_holder_that_proc_hides_is_not_taken_for_dead(
    url: str, start: Start, opened: Callable[[str], State], clock: Moves, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a machine where nobody sees the processes of another user, or service, a living run keeps its lease."""
    state = opened(url)
    sleeper = start(HOLDER, url)
    say(sleeper, "go")
    assert [hear(sleeper), hear(sleeper)] == ["ready", "held"]
    seen = Path.read_text

    def hidden(path: Path) -> str:
        if path == Path(f"/proc/{sleeper.pid}/stat"):
            raise FileNotFoundError(path)
        return seen(path)

    monkeypatch.setattr(Path, "read_text", hidden)
    with pytest.raises(Busy, match="the lease ends by itself"), state.lease("sync"):
        pytest.fail("two runs at once")
    clock.forward(hours=1)
    with state.lease("sync"):
        assert rows(url) == 1


def test_exactly_one_of_many_wins(url: str, start: Start) -> None:
    """Of four processes that want the lease at the same moment one gets it, and afterwards it is free."""
    racers = [start(HOLDER, url) for _ in range(4)]
    assert [hear(racer) for racer in racers] == ["ready"] * 4
    for racer in racers:
        say(racer, "go")
    results = sorted(hear(racer) for racer in racers)
    assert results == ["busy", "busy", "busy", "held"]
    for racer in racers:
        racer.communicate()
        assert racer.returncode == 0
    assert rows(url) == 0


@pytest.mark.parametrize("pid", [os.getpid(), 2**22 + 1], ids=["reused", "absent"])
def test_a_pid_that_was_given_out_again_is_not_the_holder(
    state: State, url: str, opened: Callable[[str], State], pid: int
) -> None:
    """A process born at another time than the holder, or absent, holds nothing."""
    with state.lease("sync"):
        machine = lease_module.identity(os.getpid()).rpartition("/")[0]
        change(url, pid=pid, process=f"{machine}/1")
        with opened(url).lease("sync") as taken:
            taken.renew()


@pytest.mark.parametrize("values", [{"host": "elsewhere"}, {"process": "another-kernel-or-container/1"}])
def test_a_holder_on_another_machine_is_never_presumed_dead(
    state: State, url: str, opened: Callable[[str], State], values: dict[str, str]
) -> None:
    """Whoever runs on another host, or in another container under the same name, keeps the lease to its term."""
    with state.lease("sync"):
        change(url, pid=2**22 + 1, **values)
        with pytest.raises(Busy), opened(url).lease("sync"):
            pytest.fail("two runs at once")


def test_a_failing_release_does_not_hide_what_went_wrong(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the block failed and the database is gone as well, the block's error is the one that is seen."""

    def gone(_: lease_module.RowLease) -> None:
        raise Unavailable("the database is down")

    monkeypatch.setattr(lease_module.RowLease, "release", gone)
    with pytest.raises(ZeroDivisionError), state.lease("sync"):
        raise ZeroDivisionError
    with pytest.raises(Unavailable), state.lease("another"):
        pass


def test_without_proc_a_process_is_known_by_its_pid(monkeypatch: pytest.MonkeyPatch, start: Start) -> None:
    """Where the system has no /proc, a living pid is the same process and a dead one is not."""

    def no_proc(path: Path) -> str:
        raise FileNotFoundError(path)

    monkeypatch.setattr(Path, "read_text", no_proc)
    dead = start("pass")
    dead.communicate()
    machine, _, birth = lease_module.identity(os.getpid()).partition("/")
    assert birth == "alive"
    assert lease_module.identity(dead.pid) == f"{machine}/"
    assert lease_module.identity(1).endswith("/alive")
    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.setattr(os, "kill", lambda *_: pytest.fail("on Windows this would be a signal"))
    assert lease_module._alive(dead.pid)


@pytest.mark.parametrize("days", [1, 36_500, 2_900_000])
def test_a_lease_that_ends_absurdly_late_locks_nobody_out(
    state: State, url: str, opened: Callable[[str], State], clock: Moves, days: int
) -> None:
    """A row that claims to last for days was never ours: whoever cannot be asked whether it lives is passed over."""
    with opened(url).lease("sync") as other:
        change(url, host="elsewhere", expires_at=clock() + timedelta(days=days))
        with state.lease("sync") as lease:
            lease.renew()
        clock.forward(minutes=5)
        with pytest.raises(Busy):
            other.renew()


@pytest.mark.parametrize("pid", [0, -1, 2**31, 2**62])
def test_an_absurd_process_number_is_nobody(
    state: State, url: str, opened: Callable[[str], State], clock: Moves, pid: int
) -> None:
    """A number that no process has tells nothing: the term decides, and nothing is sent to any process."""
    with contextlib.suppress(Busy), opened(url).lease("sync"):
        change(url, pid=pid)
        with pytest.raises(Busy), state.lease("sync"):
            pytest.fail("two runs at once")
        clock.forward(hours=1)
        with state.lease("sync"):
            pass
