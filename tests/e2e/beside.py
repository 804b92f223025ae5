"""Programs that stand beside a test: none outlives it, and none is signalled before it would hear."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any


@contextmanager
def started(line: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[str]]:
    """Start a program; whatever fails in the block, it is killed at its end, and never waited for in vain."""
    with subprocess.Popen(line, text=True, **options) as process:  # noqa: S603 - our own command
        try:
            yield process
        finally:
            process.kill()
            if process.stdin:
                with suppress(BrokenPipeError):  # what it has not read goes nowhere
                    process.stdin.close()


def sleeps(process: subprocess.Popen[str]) -> bool:
    """Tell whether a program waits for something, by the state after its name in /proc/PID/stat (proc_pid_stat(5)).

    Python never hears of a signal that comes between its last look for one and the call that waits, until that call
    is over; one that comes while it waits ends the wait.
    """
    return Path(f"/proc/{process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "S"
