"""What was applied says what it was made from, as of which day, and where it stands.

Records of today do not know the day: the next run writes it down, and until then nothing passes for the calendar.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NEW = ("facts", "window", "wording", "as_of", "state")


def upgrade() -> None:
    """Add the columns; what was sent "" is retired."""
    with op.batch_alter_table("applied") as table:
        for name in ("facts", "window", "wording"):
            table.add_column(sa.Column(name, sa.Text, nullable=False, server_default=""))
        table.add_column(sa.Column("as_of", sa.Date))
        table.add_column(sa.Column("state", sa.Text, nullable=False, server_default="standing"))
    op.execute(sa.text("UPDATE applied SET state = 'retired' WHERE sent = ''"))
    with op.batch_alter_table("applied") as table:
        for name in ("facts", "window", "wording", "state"):
            table.alter_column(name, server_default=None)


def downgrade() -> None:
    """Forget what the columns say."""
    with op.batch_alter_table("applied") as table:
        for name in _NEW:
            table.drop_column(name)
