"""The program as a child of its own for each command, at a faked time, without waiting for its imports each time.

``python launch.py`` reads one JSON request a line and answers with one. ``{"args", "cwd", "offset", "out"}`` starts
``python -m zendesk_bridge ARGS`` as it would run ``offset`` seconds from now, its output in the files ``out`` and
``out + ".err"``, and answers ``{"pid": n}``. ``{"wait": pid}`` answers ``{"code": n}``, negative for a signal. The
program's pauses last at most some milliseconds.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import random
import runpy
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

_real_sleep = time.sleep


def _short_sleep(seconds: float) -> None:
    _real_sleep(min(seconds, 0.01))


def _preload() -> None:
    """Import what a command would import, but for the sandbox and the programs' own entries."""
    time.sleep = _short_sleep  # before anything takes it as a default
    import zendesk_bridge  # noqa: PLC0415 - after the line above

    for found in pkgutil.walk_packages(zendesk_bridge.__path__, "zendesk_bridge."):
        if ".sandbox" not in found.name and "migrations" not in found.name and not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    for name in ("sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.postgresql", "psycopg", "alembic.command"):
        importlib.import_module(name)
    importlib.import_module("time_machine")


def _child(args: list[str], cwd: str, offset: float, out: str) -> int:
    import time_machine  # noqa: PLC0415 - loaded already

    os.setpgid(0, 0)
    for descriptor, file in ((0, os.devnull), (1, out), (2, out + ".err")):
        flags = os.O_RDONLY if descriptor == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(file, flags, 0o644), descriptor)
    os.chdir(cwd)
    random.seed()
    sys.argv = ["zendesk-bridge", *args]
    code: Any = 0
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=offset), tick=True):
        try:
            runpy.run_module("zendesk_bridge", run_name="__main__", alter_sys=False)
        except SystemExit as exc:
            code = exc.code
    for stream in (sys.stdout, sys.stderr):
        if not stream.closed:
            stream.flush()
    return code if isinstance(code, int) else int(code is not None)


def _start(asked: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        code = _child(asked["args"], asked["cwd"], asked["offset"], asked["out"])
    except BaseException:  # noqa: BLE001 - told as Python would, by a child that must end here
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)


def main() -> None:
    """Answer requests until stdin ends."""
    _preload()
    for line in sys.stdin:
        asked = json.loads(line)
        if "wait" in asked:
            answer = {"code": os.waitstatus_to_exitcode(os.waitpid(asked["wait"], 0)[1])}
        else:
            answer = {"pid": _start(asked)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
