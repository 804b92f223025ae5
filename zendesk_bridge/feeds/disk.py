"""Files of the admin's folder: plain files of a sensible size, and nothing that leads out of the folder.

Whoever may add a file to the folder may add a pipe that never ends, a device, or a link to a file with secrets. None
of them is opened.
"""

from __future__ import annotations

import stat
from pathlib import Path

from zendesk_bridge.core import document
from zendesk_bridge.core.document import printable
from zendesk_bridge.core.errors import InvalidInput, Place, Problem

_MB = 1_000_000  # bytes
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_file(path: Path, most: int, fix: str = "") -> bytes:
    """Return what a plain file holds, up to ``most`` bytes; ``fix`` helps where it cannot be read.

    Raises InvalidInput for what is missing, larger, no plain file, or a link to a place outside the file's folder.
    """
    file = str(path)
    try:
        check(path)
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except FileNotFoundError as error:
        raise document.unreadable(printable(file), error, _instead(path, fix)) from error
    except (OSError, ValueError) as error:
        raise document.unreadable(printable(file), error, fix) from error
    if len(data) > most:
        raise _refused(file, f"is larger than {most // _MB:,} MB", "split it, or take away what is not needed")
    return data


def _instead(path: Path, fix: str) -> str:
    near = beside(path)
    return near if near.startswith("did") or not fix else fix


def beside(path: Path) -> str:
    """Return what to do about a name that no file has: another beside it may be meant."""
    try:
        found = document.similar(path.name, [file.name for file in path.parent.iterdir() if file.is_file()])
    except (OSError, ValueError):
        return ""
    return f"did you mean {printable(str(path.with_name(found)))}?" if found else "look at its name, and at the folder"


def check(path: Path) -> None:
    """Raise InvalidInput for what is no plain file, or lies outside its folder; OSError where nothing is there."""
    file = str(path)
    kind = path.stat().st_mode  # of what a link leads to, without opening it
    what = next((name for is_it, name in _KINDS if is_it(kind)), "")
    if what:
        raise _refused(file, f"is {what}, not a file", "name a plain file")
    if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
        fix = "put the file itself here, or name the place where it is"
        raise _refused(file, "is a link that leads out of its folder", fix)


def _refused(file: str, message: str, fix: str) -> InvalidInput:
    return InvalidInput([Problem(Place(printable(file)), message, fix)])
