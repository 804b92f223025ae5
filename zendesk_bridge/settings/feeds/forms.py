"""How a file is written, as its name says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Literal

ProductFormat = Literal["csv", "json", "jsonl", "yaml"]

_FORMATS: Mapping[str, ProductFormat] = {
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
}


def format_of(path: Path) -> ProductFormat | None:
    """Return how a file of products is written, by its name; None for a name that does not tell."""
    name = PurePosixPath(path.name.lower())
    return _FORMATS.get(PurePosixPath(name.stem).suffix if name.suffix == ".gz" else name.suffix)


def export(path: Path) -> str:
    """Return how to make a table of a workbook, or of a sheet on the web; for a folder, that a file is to be named."""
    if path.suffix.lower() in {".xlsx", ".xls", ".xlsm", ".ods", ".numbers"}:
        return "save or export it as 'CSV UTF-8', and name that file"
    if path.parts[:1] in {("http:",), ("https:",)} or "http:" in path.parts or "https:" in path.parts:
        return "download it as CSV (File > Download), and name that file"
    return "" if path.suffix else "name a file, such as macros/backorders.yaml"
