"""Which files of a folder are macros, and which look as if they were meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zendesk_bridge.core import document
from zendesk_bridge.core.errors import InvalidInput, Place, Problem

FACTS_FILE = "backorders.yaml"
SEGMENTS_FILE = "segments.yaml"
_NO_MACROS = frozenset({FACTS_FILE, SEGMENTS_FILE})
_MACRO = re.compile(r".+\.ya?ml", re.IGNORECASE | re.DOTALL)
_MEANT = re.compile(r"(?P<name>.+\.ya?ml)(?:\.(?:txt|rtf|text|docx?)| \(\d+\)|\s+)", re.IGNORECASE | re.DOTALL)
_LEFT_BEHIND = ("._", ".#", ".~")
"""What file systems and editors leave beside a file, under its own name."""

_NAMES = re.compile(rb"^(?:key|title)\s*:", re.MULTILINE)
_LOOKED_AT = 10_000  # bytes
_OPENED = "~$"
"""What an office program puts before the name of a file for as long as it has it open."""

MOST = 2_000
"""Files that a folder of macros may hold: more, and it is another folder than the admin meant."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The files to read, and what was passed over although it may be meant."""

    files: tuple[Path, ...]
    doubts: tuple[Problem, ...]


def listing(folder: Path) -> Listing:
    """Look through a folder, not into the folders in it; raises InvalidInput when it cannot be read."""
    try:
        paths = sorted(folder.iterdir())
        inner = [path for path in paths if path.is_dir() and not _is_macro(path.name)]
        doubts = [doubt for path in paths if path not in inner for doubt in _passed_over(path)]
        doubts += [doubt for path in inner for doubt in _below(path)]
    except (OSError, ValueError) as error:
        raise document.unreadable(
            document.printable(str(folder)), error, "macros: in your config names the folder"
        ) from error
    files = tuple(path for path in paths if path not in inner and _is_macro(path.name))
    if len(files) > MOST:
        problem = Problem(
            Place(document.printable(str(folder))), f"holds more than {MOST:,} files", "is it the folder of macros?"
        )
        raise InvalidInput([problem])
    return Listing(files, tuple(doubts))


def _is_macro(name: str) -> bool:
    return (
        bool(_MACRO.fullmatch(name))
        and name[0] != "."
        and not name.startswith(_OPENED)
        and name.lower() not in _NO_MACROS
    )


def _passed_over(path: Path) -> Iterator[Problem]:
    name = path.name
    place = Place(document.printable(str(path)))
    if name.startswith(_OPENED):
        return
    if meant := _MEANT.fullmatch(name):
        yield Problem(
            place, "is not read: its name does not end in .yaml", f"call it {document.printable(meant['name'])}"
        )
    elif name.lower().endswith(".txt") and _is_written_as_macro(path):
        yield Problem(
            place, "is not read: its name does not end in .yaml", f"call it {document.printable(path.stem)}.yaml"
        )
    elif name[0] == "." and _MACRO.fullmatch(name) and not name.startswith(_LEFT_BEHIND):
        yield Problem(place, "is not read: its name begins with a dot", "take the dot away if it is a macro")


def _is_written_as_macro(path: Path) -> bool:
    """Tell whether a text file holds what macros do."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        start = stream.read(_LOOKED_AT)
    return bool(_NAMES.search(start) and re.search(rb"^reply\s*:", start, re.MULTILINE))


def _below(folder: Path) -> Iterator[Problem]:
    """Say that macros in a folder within the folder are not read; folders that programs keep are theirs."""
    if folder.name.startswith(".") or folder.is_symlink():
        return
    held = sum(_is_macro(path.name) for path in folder.iterdir())
    if held:
        files = "a file" if held == 1 else f"{held} files"
        fix = "macros are read from the folder itself: move them up, or leave them if they are not in use"
        yield Problem(Place(document.printable(str(folder))), f"holds {files} ending in .yaml, which nobody reads", fix)
