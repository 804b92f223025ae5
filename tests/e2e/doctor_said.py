"""What the tests of doctor share: its findings by check, one more line in the config, and a folder as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any


def seen(ran: Any, check: str, subject: str = "") -> list[Mapping[str, str]]:
    """Return what a check saw."""
    return [it for it in ran.json["findings"] if (it["check"], it["subject"]) == (check, subject)]


def health(ran: Any, check: str, subject: str = "") -> list[str]:
    """Return how well a check found it, each time."""
    return [it["health"] for it in seen(ran, check, subject)]


def more(shop: Any, text: str) -> None:
    """Add lines to the config."""
    file = shop.folder / "config.yaml"
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def files(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return everything in a folder: when it was changed, and what it holds."""
    every = [folder, *sorted(folder.rglob("*"))]
    return {str(it): (it.stat().st_mtime_ns, it.read_bytes() if it.is_file() else b"") for it in every}
