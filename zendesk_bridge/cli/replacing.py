"""A file in the place of another: whole or not at all, whoever else may write in its folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

import click

from zendesk_bridge.core.errors import BridgeError


def replace_file(file: Path, content: bytes, mode: int) -> None:
    """Put a file in its place, with these permissions.

    It is written beside its place first, under a name that nobody can foresee and that was nobody's before: a link laid
    there in advance leads nowhere. Raises OSError, and leaves what was there as it was.
    """
    number, name = tempfile.mkstemp(prefix=".zendesk-bridge-", suffix=".tmp", dir=file.parent)
    beside = Path(name)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(content)
            os.fchmod(stream.fileno(), mode)  # of what is open, never of a name: whatever the umask took away
        beside.replace(file)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def umask() -> int:
    """Return the permissions that this process takes away from what it makes."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def checked(file: Path, beginnings: Sequence[str], what: str) -> Path:
    """Return a file that may be written; raises BadParameter for one that is there and begins otherwise."""
    try:
        if not S_ISREG(file.stat().st_mode):
            raise click.BadParameter(f"{file} is no file")
        with file.open(encoding="utf-8", errors="replace") as there:
            if not there.read(max(map(len, beginnings))).startswith(tuple(beginnings)):
                raise click.BadParameter(f"{file} is there and no {what}: name another file, or remove it")
    except FileNotFoundError:
        if not file.parent.is_dir():
            raise click.BadParameter(f"there is no folder {file.parent}") from None
    except OSError as error:
        raise click.BadParameter(f"{file}: {error.strerror}") from None
    return file


def save(file: Path, text: str, mode: int | None = None) -> None:
    """Write a page whole or not at all; raises BridgeError with the reason, such as a read-only disk.

    ``mode`` are its permissions, None for what any new file gets.
    """
    try:
        replace_file(file, text.encode("utf-8", "replace"), 0o666 & ~umask() if mode is None else mode)
    except OSError as error:
        raise BridgeError(f"{file}: cannot be written: {error.strerror}", fix="Name another file.") from None
