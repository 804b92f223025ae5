"""Outreach: waves, their messages, what was chosen on a page, digests of addresses, and the installation's own key."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the tables, and make the key: 32 random bytes that sign links and key digests."""
    own = op.create_table(
        "installation",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.bulk_insert(own, [{"name": "key", "value": secrets.token_hex(32)}])
    op.create_table(
        "waves",
        sa.Column("id", sa.Text, primary_key=True),
        _moment("at", nullable=False),
        *_texts("state", "approved"),
    )
    _create_messages()
    op.create_table(
        "page_choices",
        _message(),
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("sku", "version")),
        *_texts("kind"),
        _moment("at", nullable=False),
        _moment("carried_at"),
        sa.Index("page_choices_carried", "carried_at"),
    )
    account = sa.ForeignKey("accounts.id", ondelete="CASCADE")
    op.create_table(
        "customers",
        sa.Column("account_id", sa.Integer, account, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("requester_id", sa.BigInteger, primary_key=True, autoincrement=False, nullable=False),
        *_texts("customer"),
        sa.Index("customers_customer", "customer"),
    )


def downgrade() -> None:
    """Forget what was sent: an older program sends nothing."""
    for name in ("customers", "page_choices", "message_lines", "messages", "waves", "installation"):
        op.drop_table(name)


def _create_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("wave", sa.Text, sa.ForeignKey("waves.id"), nullable=False),
        sa.Column("number_in_wave", sa.Integer, nullable=False),
        *_texts("feed", "order_id", "order_number", "news", "kind"),
        *_texts("helpdesk", "segment", "template", "wording", "locale", "customer", "state", "why"),
        _moment("at"),
        sa.Column("ticket_id", sa.BigInteger, autoincrement=False, nullable=False),
        *_texts("comment"),
        _moment("after"),
        sa.Column("rest", sa.Boolean, nullable=False),
        sa.Index("messages_wave", "wave", "state", "number_in_wave"),
        sa.Index("messages_order", "feed", "order_id"),
        sa.Index("messages_number", "order_number"),
        sa.Index("messages_ticket", "helpdesk", "ticket_id"),
        sa.Index("messages_sent", "helpdesk", "at"),
    )
    op.create_table(
        "message_lines",
        _message(),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        *_texts("line", "sku", "version", "window", "next_update"),
        sa.Column("quantity", sa.Integer, nullable=False),
        *_texts("promised_by"),
        sa.Index("message_lines_sku", "sku"),
    )


def _message() -> sa.Column[str]:
    return sa.Column("message", sa.Text, sa.ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
