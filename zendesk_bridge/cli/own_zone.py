"""The time zone that the environment names, looked at before a library stumbles over it."""

from __future__ import annotations

import struct
from collections.abc import MutableMapping
from pathlib import Path
from zoneinfo import ZoneInfo


def forget_odd(env: MutableMapping[str, str]) -> None:
    """Take ``TZ`` out where it names neither a zone nor a zone's file: then the machine's own is known instead.

    Babel reads it when it is imported, and whatever other file it names. No time of ours depends on it.
    """
    if (named := env.get("TZ")) and not _is_zone(named.removeprefix(":")):
        del env["TZ"]


def _is_zone(named: str) -> bool:
    file = Path(named)
    try:
        if not file.exists():
            return bool(ZoneInfo(named))
        if not file.is_file():
            return False
        with file.open("rb") as stream:
            return bool(ZoneInfo.from_file(stream))
    except (OSError, ValueError, LookupError, struct.error):
        return False
