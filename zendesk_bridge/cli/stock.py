"""What comes with the package: the ready-made macros, the example config, and what ``init`` makes files of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

import zendesk_bridge
from zendesk_bridge.app.start import Stock
from zendesk_bridge.cli.schemas import SCHEMAS
from zendesk_bridge.core import document

WRITTEN_ON = date(2026, 11, 23)
"""The day on which the ready-made backorders.yaml was written; whoever uses it moves its dates to today."""

_TEMPLATE = ".jinja"


def ready_made() -> Path:
    """Return the folder that holds the ready-made macros: inside the installed package, or the checkout's root."""
    package = Path(zendesk_bridge.__file__).parent
    return package / "ready_made" if (package / "ready_made").is_dir() else package.parent


def stock() -> Stock:
    """Return all of it, read."""
    starter = Path(zendesk_bridge.__file__).parent / "starter"
    return Stock(
        macros={file.name: _text(file) for file in sorted((ready_made() / "macros").glob("*.yaml"))},
        titles=cast("Mapping[str, Mapping[str, str]]", _yaml(starter / "titles.yaml")),
        templates={file.name.removesuffix(_TEMPLATE): _text(file) for file in sorted(starter.glob(f"*{_TEMPLATE}"))},
        schemas={name: json.dumps(schema(), ensure_ascii=False, indent=2) + "\n" for name, schema in SCHEMAS.items()},
        recipes=_recipes(),
        example=_text(ready_made() / "config.example.yaml"),
        written_on=WRITTEN_ON,
    )


def _recipes() -> dict[str, str]:
    folder = Path(zendesk_bridge.__file__).parent / "deploy"
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): _text(file) for file in files}


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _yaml(file: Path) -> Any:
    return document.plain(document.parse(_text(file), file.name))
