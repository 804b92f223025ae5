from dataclasses import replace
from datetime import date

import pytest

from zendesk_bridge.core.decide import Rules, decide
from zendesk_bridge.core.ledger import Found, add_mentions
from zendesk_bridge.core.model import Backorder, FieldKey, ShipWindow, Ticket, TicketPatch, TicketStatus, View
from zendesk_bridge.core.ports import Capabilities

CAN = Capabilities(frozenset(), title_length=255, body_length=60_000, tag_length=32, tags_per_ticket=30,
                   short_field=255, long_field=65_000)  # fmt: skip
RULES = Rules({}, date(2026, 11, 23), CAN, "en_US")


@pytest.mark.parametrize(
    ("wanted", "offered", "language"),
    [
        ("de", {"de", "fr"}, "de"),
        ("de_AT", {"de"}, "de"),
        ("pt_BR", {"pt_BR"}, "pt_BR"),
        ("it", {"de"}, "en_US"),
        ("en_GB", {"de"}, "en_US"),
        (None, {"de"}, "en_US"),
        ("de_AT", {"de_DE"}, "de_DE"),
        ("de", {"de_DE"}, "de_DE"),
    ],
)
def test_language(wanted: str | None, offered: set[str], language: str) -> None:
    """Fields speak the requester's language where there is a macro that does, else the default."""
    assert replace(RULES, locales=frozenset(offered)).language(wanted) == language


LATE = Backorder("WID-12", "Blue Widget", ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)))
OPEN = Ticket(1, TicketStatus.OPEN, fields=dict.fromkeys(FieldKey, ""))


def told(before: Ticket, marks: View, rules: Rules) -> tuple[Ticket, View]:
    """Return the ticket and what is ours on it after a decision."""
    patch = decide(before, add_mentions(marks, Found(frozenset({"WID-12"}))), rules, "en_US")
    if not isinstance(patch, TicketPatch):
        return before, marks
    return replace(
        before, tags=before.tags | patch.add_tags, fields={**before.fields, **dict(patch.fields)}
    ), patch.after


def test_an_agent_may_choose_the_language_on_the_ticket() -> None:
    """A language that there is a macro in, written into the ticket's field, is what all fields speak from then on."""
    rules = replace(RULES, late={"WID-12": LATE}, locales=frozenset({"de"}))
    there, marks = told(OPEN, View(), rules)
    assert there.fields[FieldKey.LANGUAGE] == "en_US"
    german, marks = told(replace(there, fields={**there.fields, FieldKey.LANGUAGE: "de"}), marks, rules)
    assert "verzögert" in german.fields[FieldKey.MESSAGE]
    assert told(german, marks, rules) == (german, marks)
    other, _ = told(replace(german, fields={**german.fields, FieldKey.LANGUAGE: "Klingon"}), marks, rules)
    assert "is delayed" in other.fields[FieldKey.MESSAGE]
