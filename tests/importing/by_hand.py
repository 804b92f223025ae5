"""Macros that people made, as Zendesk gives them, and what importing them comes to beside these files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from zendesk_bridge.app.importing import (
    ImportedMacro,
    ImportPolicy,
    ImportReport,
    ImportSource,
    MacroFolder,
    imported,
)
from zendesk_bridge.core.macros.lint import Comparison
from zendesk_bridge.core.mentions.match import Vocabulary
from zendesk_bridge.core.model import Backorder, Macro, ShipWindow
from zendesk_bridge.feeds import read_text
from zendesk_bridge.helpdesks import zendesk

TODAY = date(2026, 11, 28)
WIDGET = Backorder("WID-12", "Blue Widget 12 oz", ("BW12",), ShipWindow(date(2026, 12, 1), date(2026, 12, 5)))
LAMP = Backorder("LAMP-3", "Harbor Desk Lamp", next_update=date(2026, 12, 9))
LATE = {item.sku: item for item in (WIDGET, LAMP)}


def macro(number: int = 1, title: str = "A::B", words: str = "<p>Hello</p>", **more: Any) -> dict[str, Any]:
    """Return a macro as Zendesk's API gives it; ``actions`` are added to its reply."""
    actions = [{"field": "comment_value_html", "value": words}] if words else []
    actions += [{"field": field, "value": value} for field, value in more.pop("actions", {}).items()]
    return {"id": number, "title": title, "active": True, "actions": actions, "restriction": None, **more}


def read(text: str, file: str) -> Sequence[Macro]:
    """Read a macro file as ``check`` does."""
    return read_text(text, file, locale="en_US")


def folder(files: Mapping[str, str]) -> MacroFolder:
    """Return a folder with these files."""
    return MacroFolder(tuple(one for name, text in files.items() for one in read(text, name)), files)


def run(*rows: dict[str, Any], files: Mapping[str, str] | None = None, **source: Any) -> ImportReport:
    """Import these rows of Zendesk's."""
    desk = zendesk.offline("shop")
    given = ImportSource(desk, "shop", tuple(map(desk.whole_macro, rows)), ("shop",), title="Zendesk", **source)
    facts = Comparison(LATE, Vocabulary.of(LATE.values()))
    return imported(given, folder(files or {}), ImportPolicy("en_US", "me", TODAY, 2), read, facts)


def one(*rows: dict[str, Any], **source: Any) -> ImportedMacro:
    """Import a single macro."""
    report = run(*rows, **source)
    assert report.left_out == ()
    [found] = report.imported
    return found
