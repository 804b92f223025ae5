"""What one reply says of one item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zendesk_bridge.core.model import ShipWindow


@dataclass(frozen=True, slots=True)
class Statement:
    """What one reply says of one item: the window it tells, None for no day, and the day of the next update."""

    sku: str
    window: ShipWindow | None
    next_update: date | None
