"""An age for each late item: rows of items in the place of one reading for each feed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True)
_SNAPSHOTS = sa.table(
    "snapshots",
    sa.column("source", sa.Text),
    sa.column("taken_at", _MOMENT),
    sa.column("body", sa.Text),
)
_FEEDS = sa.table("feeds", sa.column("name", sa.Text), sa.column("read_at", _MOMENT))
_ITEMS = sa.table(
    "late_items",
    *(sa.column(name, sa.Text) for name in ("feed", "sku", "version", "body")),
    sa.column("read_at", _MOMENT),
    sa.column("among", sa.BigInteger),
)


def upgrade() -> None:
    """Give each item of a reading the age of that reading; one that nobody can read is none."""
    op.create_table(
        "feeds",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("read_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "late_items",
        sa.Column("feed", sa.Text, primary_key=True),
        sa.Column("sku", sa.Text, primary_key=True),
        sa.Column("read_at", _MOMENT, nullable=False),
        sa.Column("among", sa.BigInteger, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    connection = op.get_bind()
    for source, taken_at, body in connection.execute(sa.select(*_SNAPSHOTS.c)).all():
        try:
            items = [_item(old) for old in json.loads(body)]
        except (ValueError, TypeError, LookupError, AttributeError):
            continue
        connection.execute(sa.insert(_FEEDS), {"name": source, "read_at": taken_at})
        rows = {
            item["sku"]: {
                "feed": source,
                "sku": item["sku"],
                "read_at": taken_at,
                "among": len(items),
                "version": _version(item),
                "body": _dump(item),
            }
            for item in items
        }
        if rows:
            connection.execute(sa.insert(_ITEMS), list(rows.values()))
    op.drop_table("snapshots")


def downgrade() -> None:
    """Forget what stands: the next run reads every feed anew."""
    op.drop_table("late_items")
    op.drop_table("feeds")
    op.create_table(
        "snapshots",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("taken_at", _MOMENT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )


def _item(old: Mapping[str, Any]) -> dict[str, Any]:
    """Return one item as it is written from now on; the oldest rows have no rules of their own."""
    same = ("sku", "name", "aliases", "ship_window", "promised_by", "reason", "next_update", "lapsed")
    return {
        **{name: old[name] for name in same},
        "options": list(map(_option, old["options"])),
        "locales": [[locale, {"name": name, "reason": reason}] for locale, name, reason in old["locales"]],
        "match": old.get("match", "normal"),
        "also": old.get("also", []),
        "cancelled_by": old.get("not", []),
    }


def _option(old: list[str]) -> dict[str, str]:
    return dict(zip(("kind", "sku", "name"), old, strict=False))


def _version(item: Mapping[str, Any]) -> str:
    """Return the short id of what may be told about an item, as the program of this day counts it."""
    window = item["ship_window"]
    told = [
        item["sku"],
        item["name"],
        window and [window["first"], window["last"]],
        item["reason"],
        [[it["kind"].capitalize(), it.get("sku", ""), it.get("name", "")] for it in item["options"]],
        item["next_update"],
        item["lapsed"],
        [[locale, text["name"], text["reason"]] for locale, text in item["locales"]],
    ]
    canonical = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "replace")).hexdigest()[:8]


def _dump(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))
