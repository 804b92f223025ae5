"""What stands of each feed: a row for each late item, with an age of its own.

The text of a row is ASCII only: PostgreSQL refuses a NUL character in text, and JSON escapes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete, insert, select

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.model import Backorder, LastGood, LastRead
from zendesk_bridge.state.database import Database
from zendesk_bridge.state.tables import feeds, late_items, upsert

_ITEM: Final = TypeAdapter(Backorder)
_PLACE: Final = {"place"}
"""Where an item stood in the admin's file: next time it may stand elsewhere."""


def known_feeds(database: Database) -> frozenset[str]:
    """Return the name of every feed of which anything stands."""
    with database.read() as connection:
        return frozenset(connection.scalars(select(feeds.c.name)))


def forget(database: Database, feed: str) -> None:
    """Forget what stands of this feed, in one transaction."""
    with database.write() as connection:
        connection.execute(delete(late_items).where(late_items.c.feed == feed))
        connection.execute(delete(feeds).where(feeds.c.name == feed))


def last_good(database: Database, feed: str, only: Callable[[str], bool] | None = None) -> LastGood | None:
    """Return what stands of this feed; None if it was never read. Raises StateError for a row nobody can read.

    ``only`` tells by their SKU which items are asked for: nobody reads the others.
    """
    table = late_items.c
    columns = (table.sku, table.read_at, table.among, table.body)
    with database.read() as connection:
        read_at = connection.scalar(select(feeds.c.read_at).where(feeds.c.name == feed))
        if read_at is None:
            return None
        wanted = select(*columns).where(table.feed == feed).order_by(table.sku)
        if only:
            skus = connection.scalars(select(table.sku).where(table.feed == feed))
            wanted = wanted.where(table.sku.in_([sku for sku in skus if only(sku)]))
        rows = connection.execute(wanted).all()
    found = (
        LastRead(from_text(row.body, f"{row.sku}, as {feed} last gave it,"), row.read_at, row.among) for row in rows
    )
    return LastGood(read_at, tuple(found))


def save_last_good(database: Database, feed: str, good: LastGood) -> None:
    """Replace what stands of this feed, in one transaction."""
    rows = [_row(feed, item) for item in good.items]
    with database.write() as connection:
        connection.execute(upsert(feeds, database.dialect, ("read_at",)).values(name=feed, read_at=good.read_at))
        connection.execute(delete(late_items).where(late_items.c.feed == feed))
        if rows:
            connection.execute(insert(late_items), rows)


def _row(feed: str, last: LastRead) -> dict[str, Any]:
    item = last.item
    told = {"read_at": last.read_at, "among": last.among, "version": item.version, "body": to_text(item)}
    return {"feed": feed, "sku": item.sku, **told}


def to_text(item: Backorder) -> str:
    """Return an item as JSON, complete but for its place in the admin's files."""
    return json.dumps(_ITEM.dump_python(item, mode="json", exclude=_PLACE), separators=(",", ":"))


def from_text(text: str, what: str) -> Backorder:
    """Return the item in this JSON; ``what`` says in an error which it is. Raises StateError."""
    try:
        return _ITEM.validate_json(text, strict=True)
    except ValidationError:
        # Not chained: pydantic quotes what it was given.
        raise StateError(
            f"{what} cannot be read: the row was changed by hand or by another version",
            fix="Restore the database from a backup, or move it away: the next run builds a new one.",
        ) from None
