"""Runs that have ended, a row for each, and what people were told by webhook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, delete, func, insert, select, update

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.model import GOOD_ENDS, Run, RunEnd
from zendesk_bridge.state.database import Database
from zendesk_bridge.state.tables import run_totals, runs, upsert
from zendesk_bridge.state.tables import said as said_table

KEPT: Final = 1000
"""Rows: more than three days of a run every five minutes. The last good run is kept besides, however old it is."""

_GOOD: Final = runs.c.end.in_(sorted(GOOD_ENDS))
_LAST_GOOD: Final = select(func.max(runs.c.id)).where(_GOOD).scalar_subquery()


def save(database: Database, run: Run) -> None:
    """Add a run to the rows and to the totals, and let go of old rows, in one transaction."""
    row = {
        "started": run.started,
        "seconds": run.seconds,
        "end": run.end.value,
        "exit_code": run.exit_code,
        "waiting": run.waiting,
        "counts": json.dumps(dict(run.counts), separators=(",", ":")),
    }
    # What waits does not add up: it is the same thing in every run until somebody has looked.
    counts = {key: count for key, count in run.counts.items() if not key.startswith("waiting:")}
    totals = {**counts, f"runs:{run.end}": 1}
    with database.write() as connection:
        number = connection.execute(insert(runs).values(row).returning(runs.c.id)).scalar_one()
        connection.execute(delete(runs).where(runs.c.id <= number - KEPT, runs.c.id != func.coalesce(_LAST_GOOD, 0)))
        for key in sorted(totals):  # in one order, so that two runs that end at once do not wait for each other
            connection.execute(upsert(run_totals, database.dialect, ("key",)).values(key=key, value=0))
            more = run_totals.c.value + totals[key]
            connection.execute(update(run_totals).where(run_totals.c.key == key).values(value=more))


def newest(database: Database, limit: int) -> tuple[Run, ...]:
    """Return the last runs, newest first. Raises StateError for a row nobody can read."""
    with database.read() as connection:
        rows = connection.execute(select(runs).order_by(runs.c.id.desc()).limit(limit)).all()
    return tuple(map(_run, rows))


def last_good(database: Database) -> Run | None:
    """Return the last run that did what it could; None if none ever did. Raises as :func:`newest` does."""
    with database.read() as connection:
        row = connection.execute(select(runs).where(_GOOD).order_by(runs.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else _run(row)


def totals(database: Database) -> Mapping[str, int]:
    """Return what all runs ever add up to."""
    with database.read() as connection:
        return {row.key: row.value for row in connection.execute(select(run_totals).order_by(run_totals.c.key))}


def said(database: Database) -> Mapping[str, datetime]:
    """Return what people were told, and when."""
    with database.read() as connection:
        return {row.key: row.at for row in connection.execute(select(said_table))}


def save_said(database: Database, told: Mapping[str, datetime]) -> None:
    """Replace what people were told, in one transaction."""
    with database.write() as connection:
        connection.execute(delete(said_table))
        if told:
            connection.execute(insert(said_table), [{"key": key, "at": at} for key, at in told.items()])


def _run(row: Row[Any]) -> Run:
    try:
        counts = {str(key): int(count) for key, count in json.loads(row.counts).items()}
        return Run(row.started, row.seconds, RunEnd(row.end), row.exit_code, counts, row.waiting)
    except (ValueError, TypeError, AttributeError):
        raise StateError(
            "the record of a run cannot be read: the row was changed by hand or by another version",
            fix="Restore the database from a backup, or delete the rows of the table 'runs': no work depends on them.",
        ) from None
