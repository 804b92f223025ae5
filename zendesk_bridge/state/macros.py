"""The last good macros, a row for each: what stands when a file is broken. ASCII only, as rows of items are."""

from __future__ import annotations

import json
import logging
from typing import Final

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete, insert, select

from zendesk_bridge.core.model import Macro
from zendesk_bridge.state.database import Database
from zendesk_bridge.state.tables import last_macros

_log = logging.getLogger(__name__)

_MACRO: Final = TypeAdapter(Macro)
_OF_MAILS: Final = {"variants": {"__all__": {"subject"}}}
"""What no macro of a helpdesk has."""


def read(database: Database) -> tuple[Macro, ...]:
    """Return the macros in order of key; one whose row nobody can read is told, and as good as never read."""
    query = select(last_macros.c.key, last_macros.c.body).order_by(last_macros.c.key)
    with database.read() as connection:
        rows = connection.execute(query).all()
    return tuple(macro for row in rows if (macro := _macro(row.body, row.key)) is not None)


def save(database: Database, macros: tuple[Macro, ...]) -> None:
    """Replace the macros, in one transaction; where nothing is new, nothing is written."""
    rows = {macro.key: _text(macro) for macro in macros}
    with database.read() as connection:
        known = {row.key: row.body for row in connection.execute(select(last_macros))}
    if known == rows:
        return
    with database.write() as connection:
        connection.execute(delete(last_macros))
        if rows:
            connection.execute(insert(last_macros), [{"key": key, "body": body} for key, body in rows.items()])


def _text(macro: Macro) -> str:
    return json.dumps(_MACRO.dump_python(macro, mode="json", exclude=_OF_MAILS), separators=(",", ":"))


def _macro(text: str, key: str) -> Macro | None:
    try:
        return _MACRO.validate_json(text, strict=True)
    except ValidationError:  # not quoted: pydantic tells what it was given
        _log.warning("the last good text of '%s' cannot be read: the next good one takes its place", key)
        return None
