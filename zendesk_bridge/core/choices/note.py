"""What an agent reads on a ticket of a choice that was made on its page: what, when, what was shown, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from html import escape

from zendesk_bridge.core.model import Backorder, Message, Note, PageChoice, ShipWindow, Swap, digest
from zendesk_bridge.core.safe import harmless, one_line


def choice_note(message: Message, choice: PageChoice, shown: Backorder | None, zone: tzinfo) -> Note:
    """Return the private note of a choice; ``shown`` is the item as the page told it then, where that is known.

    Its marker is the same for ever, and every time it may be there already: a run may have been killed after it.
    """
    marker = f"[zb-choice-{digest([message.id, choice.sku, choice.version, choice.kind], 8)}]"
    lines = [*_lines(message, choice, shown, zone), marker]
    return Note("".join(f"<p>{escape(line)}</p>" for line in lines), marker, maybe_there=True)


def _lines(message: Message, choice: PageChoice, shown: Backorder | None, zone: tzinfo) -> Iterator[str]:
    when = choice.at.astimezone(zone)
    name = f"{_plain(shown.name)} ({_plain(choice.sku)})" if shown and shown.name else _plain(choice.sku)
    other = next((one for one in shown.options if isinstance(one, Swap)), None) if shown else None
    instead = f"{_plain(other.name)} ({_plain(other.sku)})" if other else "the other item"
    wants = {
        "wait": f"waits for {name}",
        "swap": f"takes {instead} instead of {name}",
        "split": f"wants the rest of the order shipped now, and {name} later",
        "cancel": f"cancels {name}",
    }[choice.kind]
    yield f"The customer {wants}: chosen on the page of order {_plain(message.number)} on {when:%Y-%m-%d %H:%M %z}."
    told = _told(shown.ship_window if shown else None)
    yield f"The page told them {told}, and has acknowledged the choice with its day and time."
    yield {
        "wait": "There is nothing to do.",
        "swap": f"To do: send {instead} instead, and write to the customer.",
        "split": "To do: ship the rest of the order now, and write to the customer.",
        "cancel": "To do: take the item off the order unless it has shipped, refund it in full, and tell the customer.",
    }[choice.kind]


def _told(window: ShipWindow | None) -> str:
    return f"that it ships {window.in_words}" if window else "no ship date"


def _plain(text: str) -> str:
    return one_line(harmless(text)).strip()
