"""What is remembered belongs to an account, no longer to the name of a helpdesk.

Each name becomes an account whose kind and address nobody has told yet; the helpdesk of that name claims it.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_COLUMNS = {
    "applied": ("key", "remote_id", "sent", "returned", "source"),
    "cursors": ("cursor", "saved_at"),
    "scanned": ("key",),
    "marks": ("ticket_id", "body"),
    "field_ids": ("key", "id"),
}
"""By table, everything but whose a row is."""

_KEYS = {"key", "ticket_id"}
_TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "remote_id": sa.BigInteger(),
    "ticket_id": sa.BigInteger(),
    "id": sa.BigInteger(),
    "saved_at": sa.DateTime(timezone=True),
}


_ACCOUNTS = sa.table("accounts", sa.column("id"), sa.column("name"))


def upgrade() -> None:
    """Make an account of each name, and file every row under it."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text),
        sa.Column("address", sa.Text),
        sa.Column("own_id", sa.Text),
        sa.Column("since", sa.DateTime(timezone=True)),
    )
    names = sa.union(*(sa.select(sa.table(name, sa.column("helpdesk")).c.helpdesk) for name in _COLUMNS))
    op.execute(_ACCOUNTS.insert().from_select(["name"], names))
    for name in _COLUMNS:
        account = sa.ForeignKey("accounts.id", ondelete="CASCADE")
        whose = sa.Column("account_id", sa.Integer, account, primary_key=True, autoincrement=False)
        _file_under(name, whose, _ACCOUNTS.c.id, "helpdesk", _ACCOUNTS.c.name)


def downgrade() -> None:
    """File every row under the name that its account has."""
    for name in _COLUMNS:
        whose = sa.Column("helpdesk", sa.Text, primary_key=True)
        _file_under(name, whose, _ACCOUNTS.c.name, "account_id", _ACCOUNTS.c.id)
    op.drop_table("accounts")


def _file_under(
    name: str, whose: sa.Column[Any], value: sa.ColumnElement[Any], before: str, same: sa.ColumnElement[Any]
) -> None:
    """Make a table again, whose rows say by ``whose`` what the column ``before`` said, and keep every row."""
    columns = _COLUMNS[name]
    old = sa.table(name, *map(sa.column, (before, *columns)))
    rows = sa.select(value, *(old.c[column] for column in columns)).where(old.c[before] == same)
    made = op.create_table(f"new_{name}", whose, *map(_column, columns))
    op.execute(made.insert().from_select([whose.name, *columns], rows))
    op.drop_table(name)
    op.rename_table(f"new_{name}", name)


def _column(name: str) -> sa.Column[Any]:
    kind = _TYPES.get(name, sa.Text())
    return sa.Column(name, kind, primary_key=name in _KEYS, autoincrement=False, nullable=False)
