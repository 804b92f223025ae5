"""A file in the place of another: whole or not at all, whoever else may write in its folder."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


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
