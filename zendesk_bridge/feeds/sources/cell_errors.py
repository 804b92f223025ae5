"""The cells of a workbook's sheet that hold an error such as ``#N/A``: what reads workbooks takes them for empty."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping

LARGEST_UNPACKED = 1_000_000_000
"""Bytes that a workbook may be when it is unpacked: zip packs a thousand of them into one."""

_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_CELL = re.compile(r'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*\br="(?P<column>[A-Z]{1,3})(?P<row>\d+)"[^>]*>')
_VALUE = re.compile(r"<(?:\w+:)?v>([^<]*)</|</(?:\w+:)?c>")
_LETTERS = 26


def unpacked_size(data: bytes) -> int:
    """Return how many bytes a packed workbook claims to be, 0 for one that is not packed, or is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return sum(part.file_size for part in file.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return 0


def cell_errors(data: bytes, sheet: str) -> Mapping[tuple[int, int], str]:
    """Return the errors of a sheet by row and column, counted from 0; none for a workbook of another kind."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            part = _part_of(file, sheet)
            text = file.read(part).decode("utf-8", "replace") if part else ""
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, zlib.error, NotImplementedError, RuntimeError):
        return {}
    found: dict[tuple[int, int], str] = {}
    if 't="e"' in text:
        for cell in _CELL.finditer(text):
            value = _VALUE.search(text, cell.end())
            said = html.unescape(value[1]) if value and value[1] else "#N/A"
            found[int(cell["row"]) - 1, _column(cell["column"])] = said
    return found


def _part_of(file: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the part that holds a sheet."""
    listed = _tags(file, "xl/workbook.xml", _SHEET)
    relations = _tags(file, "xl/_rels/workbook.xml.rels", _RELATION)
    wanted = next((it.get("r:id", "") for it in listed if html.unescape(it.get("name", "")) == sheet), "")
    target = next((it.get("Target", "") for it in relations if it.get("Id") == wanted), "")
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}") if target else ""


def _tags(file: zipfile.ZipFile, part: str, tag: re.Pattern[str]) -> list[dict[str, str]]:
    text = file.read(part).decode("utf-8", "replace")
    return [dict(_ATTRIBUTE.findall(found)) for found in tag.findall(text)]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1
