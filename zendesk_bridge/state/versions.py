"""Every state that each late item has been in: a row for each, in the order in which they were seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, func, insert, select

from zendesk_bridge.core.model import FactVersion
from zendesk_bridge.state.database import Database
from zendesk_bridge.state.items import from_text, to_text
from zendesk_bridge.state.rows import plain
from zendesk_bridge.state.tables import fact_versions

_item = lru_cache(maxsize=16_384)(from_text)
"""The item in a row: a run asks for the same history more than once, and reading it is what takes long."""


def read(database: Database, sku: str | None) -> tuple[FactVersion, ...]:
    """Return the versions of all items, or of this one. Raises StateError for a row nobody can read."""
    wanted = [] if sku is None else [fact_versions.c.sku == plain(sku)]
    with database.read() as connection:
        rows = connection.execute(select(fact_versions).where(*wanted).order_by(fact_versions.c.id)).all()
    return tuple(map(_version, rows))


def last(database: Database) -> Mapping[str, FactVersion]:
    """Return the last version of each item. Raises StateError for a row nobody can read."""
    newest = select(func.max(fact_versions.c.id)).group_by(fact_versions.c.sku)
    with database.read() as connection:
        rows = connection.execute(select(fact_versions).where(fact_versions.c.id.in_(newest))).all()
    return {row.sku: _version(row) for row in rows}


def save(database: Database, new: Sequence[FactVersion]) -> None:
    """Add these versions, in one transaction."""
    if new:
        with database.write() as connection:
            connection.execute(insert(fact_versions), [_row(version) for version in new])


def _row(version: FactVersion) -> dict[str, Any]:
    return {
        "sku": plain(version.sku),
        "version": version.version,
        "seen_at": version.seen_at,
        "body": version.item and to_text(version.item),
        "feed": plain(version.feed),
        "place": plain(version.place),
    }


def _version(row: Row[Any]) -> FactVersion:
    item = None if row.body is None else _item(row.body, f"{row.sku}, as {row.feed} once gave it,")
    return FactVersion(row.sku, row.version, row.seen_at, item, row.feed, row.place)
