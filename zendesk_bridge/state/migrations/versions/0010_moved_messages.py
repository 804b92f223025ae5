"""Outreach: which messages of a wave a newer one took over, so that the numbers of the older one add up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the table; what went over before is not known any more."""
    op.create_table(
        "moved_messages",
        sa.Column("wave", sa.Text, sa.ForeignKey("waves.id"), primary_key=True),
        sa.Column("message", sa.Text, sa.ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("to_wave", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Forget it: it only explains."""
    op.drop_table("moved_messages")
