"""Exports of macros: what a helpdesk's API gave and somebody kept, as JSON lines, a list, or pages of one."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.feeds.rows import Row, Rows, called, opened, parsed, readable
from zendesk_bridge.transport import json_text

LARGEST = 64 * 1024 * 1024
"""Bytes of an export when it is unpacked: as many as one answer of a helpdesk may have."""

_PAGES = ("macros", "canned_responses", "canned_response_folders", "results")
_ONE = ("macro", "canned_response")
_OF_TICKETS = frozenset({"raw_subject", "subject", "requester_id", "ticket", "tickets"})
_JSON = "an export of macros is JSON, as the helpdesk's API gives it"


def macro_rows(file: Path) -> tuple[Mapping[str, Any] | Problem, ...]:
    """Return each macro of an export as it came, and a Problem for what is none.

    A folder of canned responses that stands in the export gives them its name. Raises InvalidInput for a file that
    cannot be read, or is larger than any export of macros, or empty, a table, or folders alone.
    """
    name = called(file)
    content = _whole(file, name)
    found: list[Mapping[str, Any] | Problem] = []
    folders: dict[str, str] = {}
    rows = Rows(io.BufferedReader(io.BytesIO(content)), name, None)
    if rows.table is not None:
        raise InvalidInput([Problem(Place(name), "is a table, such as CSV", _JSON)])
    for row in rows:
        for one in [row] if isinstance(row, Problem) else _rows(row, name):
            if isinstance(one, Problem) or not _is_folder(one):
                found.append(one)
            else:
                folders[str(one.get("id"))] = str(one["name"])
    if folders and not found:
        fix = "export the canned responses of each folder as well, each with its words"
        raise InvalidInput([Problem(Place(name), "holds folders, and no canned responses", fix)])
    return tuple(_placed(one, folders) for one in found)


def mistaken(row: Mapping[str, Any]) -> str:
    """Return what something that is no macro looks like; "" where nobody knows."""
    words = {str(key).lower() for key in row}
    if words & {"error", "errors"} or {"code", "message"} <= words:
        return "is an error answer of the helpdesk, and no macro"
    if words & _OF_TICKETS:
        return "holds tickets, and no macros" if "tickets" in words else "is a ticket, and no macro"
    named = (key for key, value in row.items() if isinstance(value, list) and value and str(key).isidentifier())
    lists = [] if "title" in row else sorted(named, key=len)
    return f"holds {lists[0]}, and no macros" if lists else ""


def _whole(file: Path, name: str) -> bytes:
    """Read an export: a device never ends, and gzip packs a thousand bytes into one."""
    with opened(file) as stream, readable(name):
        content = stream.read(LARGEST + 1)
    what = ""
    if len(content) > LARGEST:
        what = f"is more than {LARGEST // 2**20} MB"
    elif json_text.crowded(content.decode("utf-8", "replace")):
        what = f"holds more than {json_text.MOST:,} values"
    if what:
        fix = "is it an export of macros? A larger one can be given in parts"
        raise InvalidInput([Problem(Place(name), what, fix)])
    if not content.strip(b" \t\r\n[]\xef\xbb\xbf"):
        raise InvalidInput([Problem(Place(name), "holds no macros: it is empty", _JSON)])
    return content


def _rows(row: Row, name: str) -> Iterator[Mapping[str, Any] | Problem]:
    read = parsed(row, name)
    if isinstance(read, Problem):
        yield read
        return
    body = json_text.repaired(read)
    if body is json_text.UNREADABLE:
        yield Problem(Place(name, row.line), "is JSON that nobody can read: too deep")
        return
    pages = [body[key] for key in _PAGES if isinstance(body.get(key), list)]
    inner = [body[key] for key in _ONE if isinstance(body.get(key), dict)]
    for number, one in enumerate([item for page in pages for item in page] or ([] if pages else inner or [body]), 1):
        where = f"entry {number} " if pages else ""
        yield one if isinstance(one, dict) else Problem(Place(name, row.line), f"{where}is no macro")
    if pages and _is_folder(body):
        yield {key: value for key, value in body.items() if key not in _PAGES}


def _is_folder(row: Mapping[str, Any]) -> bool:
    return "name" in row and "title" not in row


def _placed(row: Mapping[str, Any] | Problem, folders: Mapping[str, str]) -> Mapping[str, Any] | Problem:
    if isinstance(row, Problem) or (number := str(row.get("folder_id"))) not in folders:
        return row
    return {"folder_name": folders[number], **row}
