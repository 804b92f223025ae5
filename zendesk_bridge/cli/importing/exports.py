"""import: an export is read whole, and one that is something else is refused in one line that says what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.model import WholeMacro, readable
from zendesk_bridge.core.ports import Offline
from zendesk_bridge.settings import kinds
from zendesk_bridge.wiring import called, macro_rows, mistaken, offline_helpdesk

_Row = Mapping[str, Any] | Problem


def whole_macros(export: Path, helpdesk: Offline) -> tuple[WholeMacro | Problem, ...]:
    """Return each macro of an export, and a Problem for what is none.

    Raises InvalidInput for a file that cannot be read, or holds something else all through.
    """
    name = called(export)
    rows = macro_rows(export)
    found = tuple(_whole(row, number, helpdesk, name) for number, row in enumerate(rows, 1))
    if found and all(isinstance(one, Problem) for one in found):
        _refuse(rows, helpdesk.kind, name)
    return found


def _whole(row: _Row, number: int, helpdesk: Offline, name: str) -> WholeMacro | Problem:
    found = row if isinstance(row, Problem) else readable(helpdesk.whole_macro, row)
    if not isinstance(found, Problem) or found.place.line:
        return found
    which = f"number {found.place.file.removeprefix('#')}" if found.place.file else f"entry {number}"
    what = "" if isinstance(row, Problem) else mistaken(row)
    return Problem(Place(f"{name}, {which}"), what or found.message)


def _refuse(rows: Sequence[_Row], kind: str, name: str) -> None:
    """Raise InvalidInput where nothing is a macro, and all is the same other thing."""
    for other in sorted(set(kinds()) - {kind}):
        desk = offline_helpdesk(other, other)
        if any(not isinstance(row, Problem) and _is_macro(desk, row) for row in rows):
            title = kinds()[other].title
            raise InvalidInput([Problem(Place(name), f"looks like an export of {title}'s", f"say --type {other}")])
    looks = {"" if isinstance(row, Problem) else mistaken(row) for row in rows}
    if len(looks) == 1 and (what := looks.pop()):
        raise InvalidInput([Problem(Place(name), what, "import an export of macros, or from the helpdesk itself")])


def _is_macro(helpdesk: Offline, row: Mapping[str, Any]) -> bool:
    return isinstance(readable(helpdesk.whole_macro, row), WholeMacro)


def alike(problems: Sequence[Problem]) -> list[str]:
    """Return one line for all problems that say the same, with the first one's place and how many there are."""
    found: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        found.setdefault((problem.message, problem.fix), []).append(problem)
    more = {key: f" (and {len(same) - 1} more like it)" if same[1:] else "" for key, same in found.items()}
    return [f"{same[0]}{more[key]}" for key, same in found.items()]
