"""Exports of macros: what a helpdesk's API gave and somebody kept, as JSON lines, a list, or pages of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.feeds.rows import Row, Rows, called, opened, parsed

_PAGES = ("macros", "canned_responses", "canned_response_folders", "results")
_ONE = ("macro", "canned_response")


def macro_rows(file: Path) -> tuple[Mapping[str, Any] | Problem, ...]:
    """Return each macro of an export as it came, and a Problem for what is none.

    A folder of canned responses that stands in the export gives them its name. Raises InvalidInput for a file that
    cannot be read.
    """
    name = called(file)
    found: list[Mapping[str, Any] | Problem] = []
    folders: dict[object, str] = {}
    with opened(file) as stream:
        for row in Rows(stream, name, None):
            for one in [row] if isinstance(row, Problem) else _rows(row, name):
                if isinstance(one, Problem) or not _is_folder(one):
                    found.append(one)
                else:
                    folders[one.get("id")] = str(one["name"])
    return tuple(_placed(one, folders) for one in found)


def _rows(row: Row, name: str) -> Iterator[Mapping[str, Any] | Problem]:
    body = parsed(row, name)
    if isinstance(body, Problem):
        yield body
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


def _placed(row: Mapping[str, Any] | Problem, folders: Mapping[object, str]) -> Mapping[str, Any] | Problem:
    if isinstance(row, Problem) or row.get("folder_id") not in folders:
        return row
    return {"folder_name": folders[row["folder_id"]], **row}
