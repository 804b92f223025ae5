"""What people made on a helpdesk before us: their macros with every word as it stands there, and texts by language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from zendesk_bridge.core.errors import Incomplete, Place, Problem
from zendesk_bridge.core.model.macros import RemoteMacro


@dataclass(frozen=True, slots=True)
class WholeMacro:
    """A macro with its reply as it is kept: ``words`` are HTML where ``html`` says so, else plain text.

    ``remote`` is the same macro as it is compared; its id is 0 where an export does not tell one. ``internal`` says
    that the reply is a note that customers do not read, ``personal`` that the macro is one agent's own.
    """

    remote: RemoteMacro
    words: str = field(repr=False)
    html: bool = True
    internal: bool = False
    personal: bool = False


@dataclass(frozen=True, slots=True)
class DynamicText:
    """A text that a helpdesk shows in the reader's language: by locale, as ``de`` or ``pt_BR``, and its main locale."""

    texts: Mapping[str, str] = field(repr=False)
    main: str


def readable(read: Callable[[Mapping[str, Any]], WholeMacro], row: Mapping[str, Any]) -> WholeMacro | Problem:
    """Return what a row says, or that nobody can read it: one bad macro is one bad macro."""
    try:
        return read(row)
    except Incomplete as error:
        number = row.get("id")
        return Problem(Place(f"#{number}" if isinstance(number, int) else ""), error.message)
