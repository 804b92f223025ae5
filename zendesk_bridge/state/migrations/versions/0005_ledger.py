"""What happened on tickets is a ledger of events; what they add up to has a row for each ticket and each item.

The marks of older releases become the first events of their tickets.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_CHUNK = 500  # rows
_MOVED_TAG = "backorder_window_moved"
_NOBODY: dict[str, Any] = {"version": None, "wording": None, "facts": None, "window": None, "name": None, "moved": None}


def _account(*, primary_key: bool) -> sa.Column[int]:
    account = sa.ForeignKey("accounts.id", ondelete="CASCADE")
    return sa.Column("account_id", sa.Integer, account, primary_key=primary_key, autoincrement=False, nullable=False)


def _ticket(*, primary_key: bool) -> sa.Column[int]:
    return sa.Column("ticket_id", sa.BigInteger, primary_key=primary_key, autoincrement=False, nullable=False)


def _told(*, nullable: bool) -> list[sa.Column[Any]]:
    versions: list[sa.Column[Any]] = [sa.Column(name, sa.Text, nullable=nullable) for name in ("version", "wording")]
    texts = [sa.Column(name, sa.Text) for name in ("facts", "window", "name")]
    return [*versions, *texts, sa.Column("moved", sa.Boolean)]


def upgrade() -> None:
    """Make the tables, and take over what there is; of a ticket whose row nobody can read, its own marks tell."""
    op.rename_table("marks", "old_marks")
    events, tickets, marks = _create()
    old = sa.table("old_marks", *map(sa.column, ("account_id", "ticket_id", "body")))
    moment = datetime.now(UTC)
    for rows in _pages(old, (old.c.account_id, old.c.ticket_id)):
        taken = [parts for row in rows if (parts := _readable(row, moment))]
        for table, part in ((events, 0), (tickets, 1), (marks, 2)):
            op.bulk_insert(table, [row for parts in taken for row in parts[part]])
    op.drop_table("old_marks")


def downgrade() -> None:
    """Forget what happened on tickets: their tags and fields say together that they are ours."""
    for name in ("marks", "tickets", "events"):
        op.drop_table(name)
    op.create_table(
        "marks", _account(primary_key=True), _ticket(primary_key=True), sa.Column("body", sa.Text, nullable=False)
    )


def _create() -> tuple[sa.Table, sa.Table, sa.Table]:
    events = op.create_table(
        "events",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        _account(primary_key=False),
        _ticket(primary_key=False),
        sa.Column("sku", sa.Text),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("run", "kind", "by_whom", "comment")),
        *_told(nullable=True),
        sa.Column("change", sa.Text),
        sa.Index("events_ticket", "account_id", "ticket_id"),
    )
    tickets = op.create_table(
        "tickets",
        _account(primary_key=True),
        _ticket(primary_key=True),
        sa.Column("unsettled", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Index("tickets_unsettled", "account_id", "unsettled", "ticket_id"),
        sqlite_with_rowid=False,
    )
    marks = op.create_table(
        "marks",
        _account(primary_key=False),
        _ticket(primary_key=False),
        sa.Column("sku", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        *_told(nullable=False),
        # PostgreSQL has one space for all names of indexes, and the old table has its own still.
        sa.PrimaryKeyConstraint("account_id", "ticket_id", "sku", name="marks_item"),
        sa.Index("marks_standing", "account_id", "sku", "state", "version", "wording", "ticket_id"),
        sqlite_with_rowid=False,
    )
    return events, tickets, marks


def _pages(table: Any, keys: tuple[Any, Any]) -> Iterator[Sequence[Any]]:
    """Yield all rows in order of their key, a page at a time."""
    page = sa.select(table).order_by(*keys).limit(_CHUNK)
    query = page
    while rows := op.get_bind().execute(query).all():
        yield rows
        last = rows[-1]
        query = page.where(sa.tuple_(*keys) > sa.tuple_(last.account_id, last.ticket_id))


# --- marks


_Parts = tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]


def _readable(row: Any, moment: datetime) -> _Parts | None:
    try:
        return _taken_over(row, moment)
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def _taken_over(row: Any, moment: datetime) -> _Parts:
    """Return the events of one ticket, its own row, and those of its items."""
    whose = {"account_id": row.account_id, "ticket_id": row.ticket_id}
    body = json.loads(row.body)
    moved = _MOVED_TAG in body["tags"]  # since the ticket was told, and an agent has not taken it off: of any item
    items = [_item(item, moved=moved) for item in sorted(body["items"])]
    view = _view(body, items)
    event = {**whose, "at": moment, "run": "", "by_whom": "bridge", "comment": ""}
    events = [
        {**event, "sku": item["sku"], "kind": _KINDS[item["state"]], **item["told"], "change": None} for item in items
    ]
    events.append({**event, "sku": None, "kind": "imported", **_NOBODY, "change": _dump(_change(view))})
    if view.get("dormant"):
        return events, [], []
    unsettled = any(name in view for name in ("unread", "setback", "intended"))
    marks = [
        {**whose, "sku": item["sku"], "state": item["state"], **item["told"]}
        | {name: item["told"][name] or "" for name in ("version", "wording")}
        for item in items
    ]
    return events, [{**whose, "unsettled": unsettled, "body": _dump(view)}], marks


_KINDS = {
    "possible": "possible",
    "flagged": "flagged",
    "pending": "seen",
    "told": "told",
    "dismissed": "dismissed",
}


def _item(texts: list[str], *, moved: bool) -> dict[str, Any]:
    """Return an item's state and what was told, which stood in one text: "" not told, "-" dismissed, "?" possible.

    One that was told, and had still to be told anew, was told in words that are none of today's.
    """
    sku, version, window, facts, *name = texts
    told = {
        "version": version,
        "wording": "",
        "facts": facts,
        "window": window,
        "name": (name or [""])[0],
        "moved": moved,
    }
    if version == "?":
        return {"sku": sku, "state": "flagged" if facts else "possible", "told": _NOBODY}
    if version == "-":
        return {"sku": sku, "state": "dismissed", "told": {**told, "version": ""} if facts else _NOBODY}
    if version or facts:
        version, _, wording = version.partition(".")
        return {"sku": sku, "state": "told", "told": {**told, "version": version, "wording": wording}}
    return {"sku": sku, "state": "pending", "told": _NOBODY}


def _view(body: dict[str, Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the view of a ticket without its items. Where one was not told yet, a write may have been under way."""
    setback = dict(body.get("setback") or {})
    unread = bool(setback.pop("unread", False))
    view = {
        "tags": sorted(body["tags"]),
        "fields": [list(pair) for pair in sorted({tuple(pair) for pair in body["fields"]})],
        "locale": body["locale"],
        "restored": body.get("restored", False),
        "dormant": body["asleep"],
        "unread": unread,
        "setback": setback if setback.get("times") else None,
    }
    if view["tags"] and any(item["state"] in {"pending", "possible"} for item in items):
        marks = [{"sku": item["sku"], "state": item["state"]} | _told_body(item["told"]) for item in items]
        view |= {"tags": [], "intended": {"items": marks, "add": view["tags"], "locale": view["locale"]}}
    return {name: value for name, value in view.items() if value}


def _told_body(told: dict[str, Any]) -> dict[str, Any]:
    return {} if told["facts"] is None else {"told": told}


def _change(view: dict[str, Any]) -> dict[str, Any]:
    names = {"tags": "tags_on", "fields": "fields_on"}
    return {names.get(name, name): value for name, value in view.items()}


def _dump(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))
