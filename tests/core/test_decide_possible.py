from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zendesk_bridge.core.decide import (
    Rules,
    calendar_only,
    decide,
    stale,
)
from zendesk_bridge.core.ledger import Found, add_mentions, intend, mentioned_in
from zendesk_bridge.core.model import (
    Backorder,
    FieldKey,
    Mark,
    MarkState,
    ShipWindow,
    Skipped,
    SkipReason,
    Ticket,
    TicketPatch,
    TicketStatus,
    View,
)
from zendesk_bridge.core.narrow import POSSIBLE_TAG, RESOLVED_TAG, TAG
from zendesk_bridge.core.ports import Capabilities

TODAY = date(2026, 11, 23)
WIDGET = Backorder("WID-12", "Blue Widget", ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)))
LAMP = replace(WIDGET, sku="LAMP-3", name="Harbor Lamp")
CAN = Capabilities(frozenset(), title_length=255, body_length=60_000, tag_length=32, tags_per_ticket=30,
                   short_field=255, long_field=65_000)  # fmt: skip
OPEN = Ticket(1, TicketStatus.OPEN, fields=dict.fromkeys(FieldKey, ""), tags=frozenset({"vip"}))
MAYBE = Found(possible=frozenset({"WID-12"}))
SURE = Found(frozenset({"WID-12"}))
NONE = Found()


def rules(*late: Backorder, possible: bool = True) -> Rules:
    """Return the rules of a day on which these items are late."""
    return Rules({item.sku: item for item in late}, TODAY, CAN, "en_US", possible=possible)


BOTH = rules(WIDGET, LAMP)


def after(before: Ticket, patch: TicketPatch) -> Ticket:
    """Return the ticket as the helpdesk holds it after this patch."""
    tags = (before.tags | patch.add_tags) - patch.remove_tags
    return replace(before, tags=tags, fields={**before.fields, **dict(patch.fields)})


def change(before: Ticket, found: Found, marks: View, using: Rules) -> TicketPatch:
    """Decide, expecting a patch."""
    decision = decide(before, add_mentions(marks, found), using)
    assert isinstance(decision, TicketPatch), decision
    return decision


@pytest.fixture
def tagged() -> tuple[Ticket, View]:
    """Return a ticket that was tagged as possibly meaning the widget, and what is ours on it."""
    patch = change(OPEN, MAYBE, View(), BOTH)
    return after(OPEN, patch), patch.after


def test_only_a_tag() -> None:
    """A possible mention puts one tag on, and tells no customer anything."""
    patch = change(OPEN, MAYBE, View(), BOTH)
    assert (patch.add_tags, patch.remove_tags, patch.fields, patch.note) == ({POSSIBLE_TAG}, frozenset(), (), None)
    assert patch.after.items == (Mark("WID-12", MarkState.FLAGGED),)
    assert patch.why == ("WID-12 is possibly meant",)
    assert mentioned_in(patch.after) == frozenset()


def test_nothing_unless_it_is_asked_for() -> None:
    """With tagging.possible: ignore nothing becomes of it."""
    patch = change(OPEN, MAYBE, View(), rules(WIDGET, possible=False))
    assert patch.empty
    assert not patch.after


def test_again_changes_nothing(tagged: tuple[Ticket, View]) -> None:
    """A ticket that carries the tag is right, however often it is read."""
    there, marks = tagged
    assert not stale(marks, BOTH)
    assert not calendar_only(marks, BOTH)
    for found in (MAYBE, NONE):
        assert decide(there, add_mentions(marks, found), BOTH) == Skipped(1, SkipReason.RIGHT)


def test_a_sure_mention_takes_its_place(tagged: tuple[Ticket, View]) -> None:
    """Once the item is surely mentioned, the tag gives way to the item's own."""
    there, marks = tagged
    patch = change(there, SURE, marks, BOTH)
    assert (patch.add_tags, patch.remove_tags) == ({TAG, "backorder_wid_12"}, {POSSIBLE_TAG})
    assert dict(patch.fields)[FieldKey.ITEMS] == "Blue Widget"
    assert decide(after(there, patch), add_mentions(patch.after, MAYBE), BOTH) == Skipped(1, SkipReason.RIGHT)


@pytest.mark.parametrize("using", [rules(LAMP), rules(WIDGET, LAMP, possible=False)])
def test_taken_off_when_no_longer_true(tagged: tuple[Ticket, View], using: Rules) -> None:
    """When the item is back, or the setting is, our tag goes, nobody else's does, and nothing is remembered."""
    there, marks = tagged
    assert stale(marks, using)
    patch = change(there, NONE, marks, using)
    assert (patch.add_tags, patch.remove_tags, patch.after, patch.calendar) == (set(), {POSSIBLE_TAG}, View(), False)
    assert RESOLVED_TAG not in after(there, patch).tags


def test_a_tag_that_is_not_ours_stays() -> None:
    """Somebody else's tag of that name is neither counted as ours nor ever taken off."""
    theirs = replace(OPEN, tags=frozenset({POSSIBLE_TAG}))
    patch = change(theirs, MAYBE, View(), BOTH)
    assert patch.empty
    later = change(theirs, NONE, patch.after, rules(LAMP))
    assert (later.remove_tags, later.after) == (frozenset(), View())


def test_an_agent_takes_it_off(tagged: tuple[Ticket, View]) -> None:
    """What an agent took off stays off for that item; another item, or a sure mention, is news."""
    there, marks = tagged
    bare = replace(there, tags=frozenset({"vip"}))
    patch = change(bare, MAYBE, marks, BOTH)
    assert patch.empty
    assert decide(bare, add_mentions(patch.after, MAYBE), BOTH) == Skipped(1, SkipReason.RIGHT)
    lamp = change(bare, Found(possible=frozenset({"LAMP-3"})), patch.after, BOTH)
    assert lamp.add_tags == {POSSIBLE_TAG}
    assert change(bare, SURE, patch.after, BOTH).add_tags == {TAG, "backorder_wid_12"}


@pytest.mark.parametrize("written", [True, False])
def test_a_crash_loses_and_repeats_nothing(*, written: bool) -> None:
    """Whether the write came through or not, the next run ends with the tag on and known as ours."""
    patch = change(OPEN, MAYBE, View(), BOTH)
    meant = intend(patch)
    assert stale(meant, BOTH)
    there = after(OPEN, patch) if written else OPEN
    again = change(there, NONE, meant, BOTH)
    assert again.empty == written
    assert again.after == patch.after
    assert after(there, again).tags == {"vip", POSSIBLE_TAG}


def test_a_crash_on_the_way_to_a_sure_mention(tagged: tuple[Ticket, View]) -> None:
    """Intending to tag the item itself, a lost write is done again, and nothing is taken for an agent's doing."""
    there, marks = tagged
    patch = change(there, SURE, marks, BOTH)
    for now in (there, after(there, patch)):
        again = change(now, NONE, intend(patch), BOTH)
        assert after(now, again).tags == {"vip", TAG, "backorder_wid_12"}
        assert again.after.items == patch.after.items


def test_solved_waits(tagged: tuple[Ticket, View]) -> None:
    """A solved ticket is left alone, tagged or not."""
    there, marks = tagged
    for found, before in ((MAYBE, View()), (NONE, marks)):
        assert decide(replace(there, status=TicketStatus.SOLVED), add_mentions(before, found), BOTH) == Skipped(
            1, SkipReason.SOLVED
        )
