"""New macro files: each is there whole or not at all, and what is there is never replaced."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from zendesk_bridge.core import document
from zendesk_bridge.core.document import printable
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.feeds.disk import read_file
from zendesk_bridge.feeds.folder import MOST, listing
from zendesk_bridge.feeds.macros import LARGEST


def macro_texts(folder: Path) -> Mapping[str, str]:
    """Return the text of each macro file by its name; nothing of a folder that is not there.

    A file that cannot be read keeps its name. Raises InvalidInput for a folder that cannot be read.
    """
    if not folder.exists():
        return {}
    return {path.name: _text(path) for path in listing(folder).files}


def _text(path: Path) -> str:
    with contextlib.suppress(InvalidInput):
        return document.decode(read_file(path, LARGEST), printable(str(path)))
    return ""


def has_room(folder: Path, more: int) -> bool:
    """Tell whether a folder of macros may hold so many files more."""
    return len(macro_texts(folder)) + more <= MOST


def write_new(path: Path, text: str) -> bool:
    """Write a file that is not there yet, in one go; False where it is there.

    Raises InvalidInput where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
        try:
            with os.fdopen(number, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                os.fchmod(stream.fileno(), 0o644)
            os.link(name, path)
        except FileExistsError:
            return False
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or "it cannot be the name of a file").lower()
        raise InvalidInput([Problem(Place(printable(str(path))), f"cannot be written: {reason}")]) from error
    return True
