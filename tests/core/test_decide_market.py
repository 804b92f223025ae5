"""Tickets under a market's rules: their words follow what was heard, the promised day and the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from zendesk_bridge.core.decide import Rules, calendar_only, decide, lapsed, stale
from zendesk_bridge.core.ledger import Found, add_mentions
from zendesk_bridge.core.macros.dates import days_in
from zendesk_bridge.core.model import (
    Accuracy,
    Backorder,
    Cancel,
    FieldKey,
    Heard,
    NoticeKind,
    Promise,
    ShipWindow,
    Ticket,
    TicketPatch,
    TicketStatus,
    View,
    Wait,
)
from zendesk_bridge.core.notices import Market
from zendesk_bridge.core.ports import Capabilities

CAN = Capabilities(frozenset(), title_length=255, body_length=60_000, tag_length=32, tags_per_ticket=30,
                   short_field=255, long_field=65_000)  # fmt: skip
SKU = "WID-12"
T = date(2026, 11, 15)
WIDGET = Backorder(
    SKU,
    "Widget",
    ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)),
    promised_by=T,
    reason="the kiln broke",
    options=(Wait(), Cancel()),
    next_update=date(2027, 3, 1),
)
CHAIR = replace(WIDGET, ship_window=None)
LATER = replace(WIDGET, ship_window=ShipWindow(None, date(2026, 12, 20)))
EMPTY = Ticket(1, TicketStatus.OPEN, fields=dict.fromkeys(FieldKey, ""))
NOTHING: Heard = {}


def rules(today: date, item: Backorder = WIDGET, market: Market = Market.US) -> Rules:
    """Return what holds on a day on which this item is late."""
    return Rules({SKU: item}, today, CAN, "en_US", fields=frozenset(FieldKey), market=market)


def heard(last: date | None, on: date) -> Heard:
    """Return that the customer was told this last day of a window, None for no day, on a day."""
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    window = last and ShipWindow(None, last)
    return {SKU: (Promise(1, SKU, "comment 1", at, window, None, Accuracy.CURRENT, NoticeKind.FIRST),)}


def told(now: Rules, known: Heard = NOTHING) -> tuple[Ticket, View, tuple[str, ...]]:
    """Return a ticket that mentions the item, as this day's run leaves it, what is known of it, and why it is so."""
    patch = decide(EMPTY, add_mentions(View(), Found(frozenset(now.late))), now, None, known)
    assert isinstance(patch, TicketPatch)
    return replace(EMPTY, tags=patch.add_tags, fields={**EMPTY.fields, **dict(patch.fields)}), patch.after, patch.why


LAST_WEEK = date(2026, 11, 10)
SCENES = {
    "short, nobody told": (WIDGET, NOTHING),
    "short, told in time": (WIDGET, heard(date(2026, 12, 5), LAST_WEEK)),
    "no date, nobody told": (CHAIR, NOTHING),
    "no date, told in time": (CHAIR, heard(None, LAST_WEEK)),
    "a further delay": (LATER, heard(date(2026, 12, 5), LAST_WEEK)),
    "a lost date": (CHAIR, heard(date(2026, 12, 5), LAST_WEEK)),
    "told too late": (LATER, heard(date(2026, 12, 5), date(2026, 11, 18))),
    "no promised day": (replace(WIDGET, promised_by=None), NOTHING),
    "no promised day, a further delay": (replace(LATER, promised_by=None), heard(date(2026, 12, 5), LAST_WEEK)),
}


@pytest.mark.parametrize("scene", SCENES)
def test_words_are_renewed_on_the_day_on_which_they_change(scene: str) -> None:
    """Whatever was heard: a ticket whose words are not today's is due, by the calendar alone, and reads as a new."""
    item, known = SCENES[scene]
    changed = 0
    for number in range(60):
        day = LAST_WEEK + timedelta(days=number)
        ticket, view, _ = told(rules(day, item), known)
        tomorrow = rules(day + timedelta(days=1), item)
        fresh, _, _ = told(tomorrow, known)
        if ticket.fields != fresh.fields:
            changed += 1
            assert stale(view, tomorrow)
            assert calendar_only(view, tomorrow)
            assert lapsed(view, tomorrow)
        patch = decide(ticket, view, tomorrow, None, known)
        if isinstance(patch, TicketPatch):
            assert {**ticket.fields, **dict(patch.fields)} == fresh.fields
            assert not stale(patch.after, tomorrow)
    assert changed


@pytest.mark.parametrize("scene", SCENES)
def test_no_day_of_the_past_is_told(scene: str) -> None:
    """On no day does any field tell a day that is over, and a run on the same day has nothing to do."""
    item, known = SCENES[scene]
    for number in range(60):
        today = LAST_WEEK + timedelta(days=number)
        ticket, view, _ = told(rules(today, item), known)
        for key, text in ticket.fields.items():
            assert key is FieldKey.DELAY or key is FieldKey.MESSAGE or min(days_in(text, today), default=today) >= today
        assert not stale(view, rules(today, item))


def test_an_answer_that_was_due_lapses_though_the_facts_have_moved() -> None:
    """A ticket that asks for a yes by a day is renewed once that is over, gate or not, whatever changed since."""
    day = date(2026, 12, 5)
    _, view, _ = told(rules(day, LATER), heard(day, LAST_WEEK))
    moved = replace(LATER, ship_window=ShipWindow(None, date(2026, 12, 23)))
    assert not lapsed(view, rules(day, moved))
    assert lapsed(view, rules(day + timedelta(days=1), moved))


def test_another_promised_day_is_another_fact() -> None:
    """Where words depend on it, tickets are told anew and the gate counts it; nowhere else does anything hang on it."""
    earlier = replace(WIDGET, promised_by=date(2026, 11, 4))
    _, view, _ = told(rules(date(2026, 11, 1)))
    now = rules(date(2026, 11, 1), earlier)
    assert stale(view, now)
    assert not calendar_only(view, now)
    for market in (Market.NONE, Market.UK, Market.EU):
        _, view, _ = told(rules(date(2026, 11, 1), market=market))
        assert not stale(view, rules(date(2026, 11, 1), earlier, market))


def test_another_market_is_another_wording() -> None:
    """A ticket that was told without a market is told anew under one whose rule knows silence, and only under that."""
    today = date(2026, 11, 10)
    _, view, _ = told(rules(today, market=Market.NONE))
    assert stale(view, rules(today, market=Market.US))
    assert not calendar_only(view, rules(today, market=Market.US))
    assert not stale(view, rules(today, market=Market.UK))
    assert not stale(view, rules(today, market=Market.EU))


@pytest.mark.parametrize(
    ("item", "known", "today", "reason"),
    [
        (
            *(WIDGET, NOTHING, date(2026, 11, 16)),
            (
                "WID-12: no reply told of the delay by 2026-11-15; unless the order shipped, or the customer was told "
                "elsewhere, it counts as cancelled, and its refund is due by 2026-11-24 "
                "(16 CFR Part 435 (eCFR), as read on 2026-09-18)"
            ),
        ),
        (
            *(LATER, heard(date(2026, 12, 5), LAST_WEEK), date(2026, 12, 6)),
            (
                "WID-12: a yes to the delay was due by 2026-12-05; unless the order shipped, or the customer agreed, "
                "it counts as cancelled, and its refund is due by 2026-12-15 "
                "(16 CFR Part 435 (eCFR), as read on 2026-09-18)"
            ),
        ),
        (WIDGET, NOTHING, T, None),
        (LATER, heard(date(2026, 12, 5), LAST_WEEK), date(2026, 12, 5), None),
    ],
)
def test_people_are_told_what_customers_are_not(item: Backorder, known: Heard, today: date, reason: str | None) -> None:
    """That an order counts as cancelled is a reason of the change, for people; no field of the ticket says it."""
    ticket, _, why = told(rules(today, item), known)
    assert [one for one in why if "counts as cancelled" in one] == ([reason] if reason else [])
    assert not any("counts as cancelled" in text for text in ticket.fields.values())


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("locale", ["en_US", "de", "fr", "es"])
def test_our_words_are_known_where_nobody_remembers_them(scene: str, locale: str) -> None:
    """After the database was lost, what a field says under a market is renewed as ours, and not left as a person's."""
    item, known = SCENES[scene]
    day = date(2026, 11, 14)
    here = replace(rules(day, item), locales=frozenset({locale}))
    patch = decide(EMPTY, add_mentions(View(), Found(frozenset({SKU}))), here, locale, known)
    assert isinstance(patch, TicketPatch)
    ticket = replace(EMPTY, tags=patch.add_tags, fields={**EMPTY.fields, **dict(patch.fields)})
    later = replace(here, today=date(2026, 12, 19))
    again = decide(ticket, View(), later, locale, known)
    assert isinstance(again, TicketPatch)
    assert not [reason for reason in again.why if "somebody else's words" in reason]
