"""New files on the disk: each whole or not there, and none in the place of another."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from zendesk_bridge.app.start import NewFile
from zendesk_bridge.cli.replacing import umask
from zendesk_bridge.core import document
from zendesk_bridge.core.errors import BridgeError, InvalidInput, Place, Problem


@dataclass(frozen=True, slots=True)
class WrittenFiles:
    """What was written, and what was there before and is as it was."""

    written: tuple[NewFile, ...]
    kept: tuple[NewFile, ...]


def write(folder: Path, files: Sequence[NewFile]) -> WrittenFiles:
    """Write the files that are not there yet, in this order.

    Raises InvalidInput, before anything is written, for what stands in the way, and BridgeError where the disk refuses.
    """
    if problems := [*_in_the_way(folder, files)]:
        raise InvalidInput(problems)
    written: list[NewFile] = []
    kept: list[NewFile] = []
    for file in files:
        try:
            (written if _put(folder / file.path, file) else kept).append(file)
        except OSError as error:
            name = document.printable(str(folder / file.path))
            reason = (error.strerror or type(error).__name__).lower()
            before = f" {len(written)} files were written before it, each whole." if written else ""
            fix = "Put that right and run the same command again: it goes on where it stopped."
            raise BridgeError(f"{name} cannot be written: {reason}.{before}", fix=fix) from error
    return WrittenFiles(tuple(written), tuple(kept))


def _in_the_way(folder: Path, files: Sequence[NewFile]) -> Iterator[Problem]:
    if problem := _no_folder(folder, "name another folder"):
        yield problem
        return
    told: set[Path] = set()
    for file in files:
        path = folder / file.path
        above = [*reversed(path.relative_to(folder).parents)][1:]
        blocked = False
        for part in (folder / parent for parent in above):
            link = _problem(part, "is a symbolic link", "init writes only below its own folder: put a folder there")
            problem = link if part.is_symlink() else _no_folder(part, "move it away")
            blocked = blocked or bool(problem)
            if problem and part not in told:
                told.add(part)
                yield problem
        if blocked:
            continue
        if problem := _no_file(path):
            yield problem


def _no_file(path: Path) -> Problem | None:
    """Return what is wrong with the place of a file, which may be there already and is read then."""
    if path.is_symlink() and not path.exists():
        return _problem(path, "is a symbolic link to nothing", "take it away, or put a file where it leads")
    if path.is_dir():
        return _problem(path, "is a folder, and a file belongs there", "move it away")
    if path.exists() and not path.is_file():
        return _problem(path, "is a pipe or a device, and a file belongs there", "move it away")
    return None


def _no_folder(path: Path, fix: str) -> Problem | None:
    """Return what is wrong with a place in which files are to be written; it may not be there yet."""
    if path.is_symlink() and not path.exists():
        return _problem(path, "is a symbolic link to nothing", fix)
    if path.exists():
        if not path.is_dir():
            return _problem(path, "is a file, and a folder belongs there", fix)
        if not os.access(path, os.W_OK | os.X_OK):
            return _problem(path, "cannot be written to", "let the user that this program runs as write there")
        return None
    return _no_folder(path.parent, fix) if path.parent != path else None


def _problem(path: Path, message: str, fix: str) -> Problem:
    return Problem(Place(document.printable(str(path))), message, fix)


def _put(path: Path, file: NewFile) -> bool:
    """Write one file; returns False where there is one already, which is left as it is.

    It is written whole under another name beside its place first, and then given its own, which no system call does
    in the place of another file.
    """
    if os.path.lexists(path):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".zendesk-bridge-", dir=path.parent)
    whole = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(file.text)
            stream.flush()
            os.fchmod(stream.fileno(), (0o777 if file.executable else 0o666) & ~umask())
            os.fsync(stream.fileno())
        return _named(whole, path)
    finally:
        with suppress(OSError):
            whole.unlink(missing_ok=True)


def _named(whole: Path, path: Path) -> bool:
    try:
        path.hardlink_to(whole)
    except FileExistsError:
        return False
    except OSError:  # a file system without links, such as a USB stick's
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            return False
        try:
            whole.replace(path)
        except OSError:
            path.unlink()
            raise
    return True
