"""What was said on tickets: promises, choices, orders; the names of teams; and every state of each late item."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the tables. What came before is not known, and is not made up: history begins now."""
    _create_said()
    op.create_table(
        "ticket_orders",
        _account(primary_key=True),
        sa.Column("ticket_id", sa.BigInteger, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("order_number", sa.Text, primary_key=True),
        sa.Column("requester_id", sa.BigInteger),
        sa.Index("ticket_orders_order", "account_id", "order_number"),
        sa.Index("ticket_orders_requester", "account_id", "requester_id"),
    )
    op.create_table(
        "teams",
        _account(primary_key=True),
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
    )
    op.create_table(
        "fact_versions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("sku", "version")),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("feed", "place")),
        sa.Index("fact_versions_sku", "sku"),
    )


def downgrade() -> None:
    """Forget what was said, and how the facts came to be."""
    for name in ("fact_versions", "teams", "ticket_orders", "choices", "promises"):
        op.drop_table(name)


def _create_said() -> None:
    op.create_table(
        "promises",
        *_said(),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("window", "next_update", "accuracy", "kind")),
        *(sa.Column(name, sa.BigInteger) for name in ("agent_id", "team")),
        sa.Index("promises_key", "account_id", "ticket_id", "sku", "comment", "window", "next_update", unique=True),
        sa.Index("promises_sku", "account_id", "sku", "at"),
        sa.Index("promises_requester", "account_id", "requester_id", "at"),
        sa.Index("promises_at", "account_id", "at"),
    )
    op.create_table(
        "choices",
        *_said(),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("kind", "how")),
        sa.Index("choices_key", "account_id", "ticket_id", "sku", "kind", "comment", "at", unique=True),
        sa.Index("choices_requester", "account_id", "requester_id"),
    )


def _said() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        _account(primary_key=False),
        sa.Column("ticket_id", sa.BigInteger, autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("sku", "comment")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("requester_id", sa.BigInteger),
    ]


def _account(*, primary_key: bool) -> sa.Column[int]:
    account = sa.ForeignKey("accounts.id", ondelete="CASCADE")
    return sa.Column("account_id", sa.Integer, account, primary_key=primary_key, autoincrement=False, nullable=False)
