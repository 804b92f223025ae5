"""What customers were told, as if agents' replies had been read: for tests of what is made of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from zendesk_bridge.core.model import Accuracy, NoticeKind, Promise, Said, ShipWindow
from zendesk_bridge.state import open_state


def today() -> date:
    """Return the day that it is where the shops of these tests are: their zone is UTC."""
    return datetime.now(UTC).date()


def tell(
    folder: Path, helpdesk: str, ticket_id: int, next_update: date | None, *, sku: str = "WID-12", days: float = 3
) -> None:
    """Remember that a customer was told so, some days ago."""
    at = datetime.now(UTC) - timedelta(days=days)
    window = ShipWindow(at.date() + timedelta(9), at.date() + timedelta(12))
    promise = Promise(
        ticket_id, sku, f"comment {at.timestamp()}", at, window, next_update, Accuracy.CURRENT, NoticeKind.FIRST
    )
    state = open_state(f"sqlite:///{folder}/zendesk-bridge.db", create=True)
    try:
        row = next(known.row for known in state.accounts() if known.name == helpdesk)
        state.memory(row).record({}, said=Said((promise,)))
    finally:
        state.close()
