"""Words that follow the day, though no fact has changed: the ticket is due on that day, and by the calendar alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from zendesk_bridge.core.decide import Rules, calendar_only, decide, stale
from zendesk_bridge.core.ledger import Found, add_mentions
from zendesk_bridge.core.model import Backorder, FieldKey, ShipWindow, Ticket, TicketPatch, TicketStatus, View, Wait
from zendesk_bridge.core.ports import Capabilities

CAN = Capabilities(frozenset(), title_length=255, body_length=60_000, tag_length=32, tags_per_ticket=30,
                   short_field=255, long_field=65_000)  # fmt: skip
PROMISED = Backorder("GRIND-2", "Grinder", options=(Wait(),), next_update=date(2026, 12, 8))
OPEN = Backorder("TENT-9", "Tent", options=(Wait(),))
FAR = Backorder("KET-70", "Kettle", ship_window=ShipWindow(None, date(2027, 6, 20)), options=(Wait(),))
THURSDAY = date(2026, 12, 3)
SHORT = Ticket(1, TicketStatus.OPEN, fields=dict.fromkeys(FieldKey, ""))


def rules(today: date, *late: Backorder) -> Rules:
    """Return what holds on a day on which these items are late."""
    return Rules({item.sku: item for item in late}, today, CAN, "en_US", fields=frozenset(FieldKey))


def told(now: Rules) -> tuple[Ticket, View]:
    """Return a ticket that mentions every late item, as this day's run leaves it, and what is known of it."""
    patch = decide(SHORT, add_mentions(View(), Found(frozenset(now.late))), now)
    assert isinstance(patch, TicketPatch)
    return replace(SHORT, tags=patch.add_tags, fields={**SHORT.fields, **dict(patch.fields)}), patch.after


@pytest.mark.parametrize(
    ("late", "before", "field", "words"),
    [
        pytest.param((PROMISED, OPEN), THURSDAY, FieldKey.FOLLOW_UP, "within two working days", id="beside one"),
        pytest.param((FAR,), date(2026, 12, 19), FieldKey.SHIP_WINDOW, "2027", id="the year of a window"),
        pytest.param(
            (replace(PROMISED, next_update=date(2027, 6, 20)),), date(2026, 12, 19), FieldKey.NEXT_UPDATE, "2027",
            id="the year of an update",
        ),
        pytest.param(
            (replace(PROMISED, every=timedelta(7)),), date(2026, 12, 7), FieldKey.NEXT_UPDATE, "December 8",
            id="the next day of a rhythm",
        ),
    ],
)  # fmt: skip
def test_words_follow_the_day(late: tuple[Backorder, ...], before: date, field: FieldKey, words: str) -> None:
    """On the next day a fresh ticket reads otherwise, so a marked one is due, says the same, and then is right."""
    ticket, view = told(rules(before, *late))
    assert words in ticket.fields[field]
    tomorrow = rules(before.replace(day=before.day + 1), *late)
    fresh, _ = told(tomorrow)
    assert words not in fresh.fields[field]
    assert stale(view, tomorrow)
    assert calendar_only(view, tomorrow)
    patch = decide(ticket, view, tomorrow)
    assert isinstance(patch, TicketPatch)
    assert {**ticket.fields, **dict(patch.fields)} == fresh.fields
    assert not stale(patch.after, tomorrow)


def test_a_rhythm_writes_once_in_a_rhythm() -> None:
    """A ticket is written when a promised day has come, and on no day in between, however often a run looks."""
    late = replace(PROMISED, every=timedelta(14), ship_window=ShipWindow(date(2027, 1, 25), date(2027, 2, 5)))
    ticket, view = told(rules(date(2026, 12, 1), late))
    written = []
    for step in range(60):
        now = rules(date(2026, 12, 1) + timedelta(step), late)
        if stale(view, now):
            assert calendar_only(view, now)
            patch = decide(ticket, view, now)
            assert isinstance(patch, TicketPatch)
            changed = {key: text for key, text in patch.fields if text != ticket.fields[key]}
            written += [(now.today, changed.get(FieldKey.NEXT_UPDATE))] * bool(changed)
            ticket, view = replace(ticket, fields={**ticket.fields, **dict(patch.fields)}), patch.after
        assert not stale(view, now)
    assert written == [
        (date(2026, 12, 8), "December 22"),
        (date(2026, 12, 22), "January 5"),
        (date(2027, 1, 5), "January 19"),
        (date(2027, 1, 19), "February 2"),
        (date(2027, 1, 26), None),  # the window has begun
    ]
