"""What may be named as a file of the sandbox's, and who may read what it keeps."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from zendesk_bridge.core.errors import InvalidInput, Place, Problem

OWNER_ONLY = 0o600
# a link or a pipe put there since it was looked at neither leads us on nor holds us up; Windows has neither flag
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_KINDS = (
    (stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"), (stat.S_ISLNK, "a link"),
)  # fmt: skip


def must_be_readable(file: Path, fix: str = "") -> os.stat_result:
    """Return what is known of a file to read, or of the file that a link leads to.

    Raises ``InvalidInput`` for what is no file: to open a pipe may take for ever, to read a device has no end.
    """
    try:
        about = file.stat()
    except (OSError, ValueError) as exc:
        raise _problem(file, f"cannot be read: {getattr(exc, 'strerror', None) or exc}") from exc
    _must_be_file(file, about, fix)
    return about


def made_private(data: Path) -> None:
    """Make a data file when there is none, and take it and what SQLite keeps beside it from everybody but its owner.

    Imported tickets are customers' mail. A link is refused, or whoever may write to the folder decides what is opened.
    Raises ``InvalidInput`` and OSError.
    """
    if data.is_symlink():
        raise _problem(data, "is a link", f"name the file itself: {data.resolve()}")
    if data.exists():
        _must_be_file(data, data.stat(), "name a file, or leave --data out")
    os.close(os.open(data, _FLAGS, OWNER_ONLY))
    for file in (data, Path(f"{data}-wal"), Path(f"{data}-shm")):
        if file.is_file() and not file.is_symlink() and stat.S_IMODE(file.stat().st_mode) != OWNER_ONLY:
            file.chmod(OWNER_ONLY)


def _must_be_file(file: Path, about: os.stat_result, fix: str) -> None:
    if not stat.S_ISREG(about.st_mode):
        kind = next((name for test, name in _KINDS if test(about.st_mode)), "something else")
        raise _problem(file, f"is {kind}, not a file", fix)


def _problem(file: Path, message: str, fix: str = "") -> InvalidInput:
    return InvalidInput([Problem(Place(str(file)), message, fix)])
