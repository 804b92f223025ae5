"""What is found in a reply that people wrote, as the tables of these tests hold it against the rules."""

from __future__ import annotations

from datetime import date

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.macros.lint import Comparison, Finding, lint_written
from zendesk_bridge.core.mentions.match import Vocabulary
from zendesk_bridge.core.model import Backorder, Macro, Per, ShipWindow, Template, Variant

TODAY = date(2026, 11, 28)
WIDGET = Backorder("WID-12", "Blue Widget", ("BW12",), ShipWindow(date(2026, 12, 1), date(2026, 12, 5)))
LAMP = Backorder("LAMP-3", "Harbor Desk Lamp", ship_window=ShipWindow(date(2026, 12, 9), date(2026, 12, 9)))
CHAIR = Backorder("CHAIR-OAK", "Oak Reading Chair", reason="the frames failed our test")
LATE = {item.sku: item for item in (WIDGET, LAMP, CHAIR)}
FACTS = Comparison(LATE, Vocabulary.of(LATE.values()))


def findings(words: str, today: date = TODAY) -> tuple[Finding, ...]:
    """Return all that is found in these words."""
    reply = Template(words, Place("old.yaml", 3, 5))
    title = Template("Old", Place("old.yaml", 1, 8))
    return lint_written(Macro("old", Per.TICKET, (Variant("en", title, reply),), place=title.place), FACTS, today)


def rules(words: str, today: date = TODAY) -> set[str]:
    """Return which rules find something in these words."""
    return {finding.rule for finding in findings(words, today)}


NOTICE = "Your order is delayed because our supplier is late. "
"""Begins an update: an item, a delay and why."""

COMPLETE = (
    f"{NOTICE}It ships December 1 \N{EN DASH} 5. If the new time suits you, you do not need to do anything. "
    "Otherwise you can swap it, or cancel for a full refund. You will hear from us again by December 3."
)
