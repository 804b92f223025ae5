"""One order in a few words: its number, where it goes, what is late on it. No customer's name and no address."""

from __future__ import annotations

from zendesk_bridge.core.audience import Placed
from zendesk_bridge.core.model import MessageLine, Order


def order_words(order: Order) -> str:
    """Return an order in a few words: ``#1042 (129.00 EUR, de, DE)``."""
    worth = "" if order.value is None else f"{order.value:f} {order.currency}".strip()
    about = ", ".join(part for part in (worth, order.locale, order.country) if part)
    return f"{order.number} ({about})" if about else order.number


def line_words(line: MessageLine) -> str:
    """Return what one line is told: ``2 x WID-12 ships 2026-12-01 to 2026-12-05, next word by 2026-11-29``."""
    item = f"{line.quantity} x {line.sku}"
    if not line.version:
        return f"{item} is late no more"
    window = f"ships {line.window.in_words}" if line.window else "has no ship date yet"
    return f"{item} {window}" + (f", next word by {line.next_update}" if line.next_update else "")


def items_words(placed: Placed) -> str:
    """Return what an order is told of all its items; of one that is told nothing, what is open on it."""
    if placed.lines:
        return "; ".join(map(line_words, placed.lines))
    return ", ".join(f"{line.quantity} x {line.sku}" for line in placed.order.lines)
