"""doctor: what was seen, for people and programs."""

from __future__ import annotations

import logging
import os
import platform
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from zendesk_bridge.app.doctor import examine
from zendesk_bridge.cli.common import emit_json, named
from zendesk_bridge.cli.output import Progress, clear_progress
from zendesk_bridge.cli.paint import paint
from zendesk_bridge.core.model import Diagnosis, Health
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.report import Line
from zendesk_bridge.settings import PartSettings, load_partly
from zendesk_bridge.wiring.doctor import open_installation

UNREADABLE = 2
"""Exit code: there are mistakes in the config."""

_MARKS = {
    Health.OK: ("ok", "create"),
    Health.WARN: ("WARN", "update"),
    Health.FAIL: ("FAIL", "retire"),
    Health.SKIPPED: ("-", "faint"),
}
"""How each is shown, and in which colour."""

_LIBRARIES = ("requests", "SQLAlchemy", "pydantic", "Jinja2", "Babel", "psycopg")
_SHOWN = 2
"""How many libraries' versions people are shown: those that speak to helpdesks and databases. Programs get all."""

_LABEL = 13  # columns: as long as the longest name of a check
_INDENT = 2  # columns
_AT = _INDENT + len("FAIL  ") + _LABEL + 2  # columns: where what was seen begins


def doctor(*, config: Path, helpdesk: str | None, form: str) -> int:
    """Look at everything, show it, and leave with 0 where nothing is to be fixed."""
    loaded = load_partly(config, os.environ)
    titles = {name: f"{name}: {it.kind.title} at {it.url}" for name, it in loaded.offline.settings.helpdesks.items()}
    titles.update((name, name) for name in loaded.helpdesks)
    if helpdesk and loaded.readable:
        named("helpdesk", helpdesk, titles)
    sheet = Sheet(text=form == "text")
    for diagnosis in _seen(loaded, helpdesk or ""):
        if diagnosis.subject not in sheet.groups:
            sheet.begin(diagnosis.subject, titles.get(diagnosis.subject, str(config)))
        sheet.add(diagnosis)
    sheet.end()
    return UNREADABLE if loaded.problems else int(sheet.counts[Health.FAIL] > 0)


def _seen(loaded: PartSettings, only: str) -> Iterator[Diagnosis]:
    progress = Progress.on_stderr() if sys.stderr.isatty() else None
    with _quiet(), open_installation(loaded, os.environ, only) as installation:
        for diagnosis in examine(installation):
            clear_progress()
            yield diagnosis
            if progress:
                progress(f"looking{f' at {diagnosis.subject}' if diagnosis.subject else ''} ...")
    clear_progress()


@contextmanager
def _quiet() -> Iterator[None]:
    """Let nothing be logged that stands in what was seen as well, such as a second try."""
    ours = logging.getLogger("zendesk_bridge")
    before = ours.level
    ours.setLevel(logging.ERROR)
    try:
        yield
    finally:
        ours.setLevel(before)


class Sheet:
    """What was seen so far: shown to people as it comes, and to programs at the end."""

    def __init__(self, *, text: bool) -> None:
        self._text = text
        self._all: list[Diagnosis] = []
        self.groups: list[str] = []
        self.counts: Counter[Health] = Counter()

    def begin(self, subject: str, title: str) -> None:
        """Begin with the machine, or with one helpdesk."""
        if self._text:
            above = [Line.of(0, "")] if self.groups else [Line.of(0, _versions()), Line.of(0, "")]
            paint([*above, Line.of(0, title, "head")])
        self.groups.append(subject)

    def add(self, seen: Diagnosis) -> None:
        """Show what was seen."""
        self._all.append(seen)
        self.counts[seen.health] += 1
        if self._text:
            paint(self._lines(seen))

    @staticmethod
    def _lines(seen: Diagnosis) -> Iterator[Line]:
        mark, style = _MARKS[seen.health]
        check = f"{seen.check:<{_LABEL}}  "
        pieces = ((style, f"{mark:<4}"), ("", "  "), ("faint" if style == "faint" else "", check + seen.message))
        yield Line(_INDENT, pieces, hanging=_AT - _INDENT)
        if seen.fix and seen.health is not Health.OK:
            yield from (Line.of(_AT, f"> {line.strip()}") for line in seen.fix.split("\n"))

    def end(self) -> None:
        """Sum up."""
        if self._text:
            paint([Line.of(0, ""), Line.of(0, self._sum(), "head")])
            return
        emit_json(
            {
                "ok": not self.counts[Health.FAIL],
                "version": version("zendesk-bridge"),
                "python": platform.python_version(),
                "libraries": _libraries(),
                "counts": {health.value: self.counts[health] for health in Health},
                "findings": [asdict(seen) for seen in self._all],
            }
        )

    def _sum(self) -> str:
        failed, warned, skipped = (self.counts[it] for it in (Health.FAIL, Health.WARN, Health.SKIPPED))
        good = f"{self.counts[Health.OK]} good"
        parts = [f"{failed} to fix"] if failed else []
        parts += [number(warned, "warning")] if warned else []
        parts += [good]
        parts += [f"{skipped} not looked at"] if skipped else []
        return f"{', '.join(parts)}." if failed or warned else f"Nothing to fix: {', '.join(parts)}."


def _versions() -> str:
    libraries = [f"{name} {found}" for name, found in list(_libraries().items())[:_SHOWN]]
    ours = [f"zendesk-bridge {version('zendesk-bridge')}", f"Python {platform.python_version()}"]
    return ", ".join([*ours, *libraries])


def _libraries() -> dict[str, str]:
    """Return the versions of the libraries that matter, as far as they are installed."""
    found = {"SQLite": sqlite3.sqlite_version}
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return {name: found[name] for name in (*_LIBRARIES, "SQLite") if name in found}
