"""What this machine says of itself: its time zone, its language, and how a command is called on it."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from zendesk_bridge.app.start import languages_of
from zendesk_bridge.settings import time_zone

PROGRAM = "zendesk-bridge"
_ZONES = "zoneinfo/"


def zone(env: Mapping[str, str], etc: Path = Path("/etc")) -> str:
    """Return this machine's time zone; UTC where it names none, or one that is no place."""
    for name in _zones(env, etc):
        plain = name.strip().removeprefix(":").rpartition(_ZONES)[2].removeprefix("posix/").removeprefix("Etc/")
        with suppress(ValueError):
            return time_zone(plain).key
    return "UTC"


def _zones(env: Mapping[str, str], etc: Path) -> Iterator[str]:
    """Yield what may name the zone, as the C library looks for it."""
    if env.get("TZ"):
        yield env["TZ"]
    with suppress(OSError):
        yield str((etc / "localtime").readlink())
    with suppress(OSError, ValueError):
        yield (etc / "timezone").read_text(encoding="ascii")


def language(env: Mapping[str, str]) -> str:
    """Return the language of this person's environment if there are macros in it, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if env.get(name):
            with suppress(ValueError):
                return languages_of([env[name].partition(".")[0].partition("@")[0]])[0]
            break
    return "en"


def program() -> str:
    """Return what to write to call this program from any folder, fit to be copied into a shell."""
    if shutil.which(PROGRAM):
        return PROGRAM
    called = Path(sys.argv[0])
    if called.name.removesuffix(".exe") == PROGRAM and called.is_file():
        return shlex.quote(str(called.absolute()))
    return f"{shlex.quote(sys.executable)} -m zendesk_bridge"
