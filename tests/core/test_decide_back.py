from dataclasses import replace
from datetime import date

from zendesk_bridge.core.decide import Rules, decide
from zendesk_bridge.core.ledger import Found, add_mentions
from zendesk_bridge.core.model import (
    Backorder,
    Cancel,
    FieldKey,
    LocalText,
    ShipWindow,
    Skipped,
    SkipReason,
    Ticket,
    TicketPatch,
    TicketStatus,
    View,
    Wait,
)
from zendesk_bridge.core.narrow import FOLLOWUP_TAG, MOVED_TAG, RESOLVED_TAG, TAG
from zendesk_bridge.core.ports import Capabilities

TODAY = date(2026, 11, 23)
WIDGET = Backorder(
    "WID-12",
    "Blue Widget 12 oz",
    ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)),
    reason="the supplier is late",
    options=(Wait(), Cancel()),
    next_update=date(2026, 11, 29),
)
LAMP = replace(WIDGET, sku="LAMP-3", name="Harbor Desk Lamp", reason="a customs check takes longer")
MOVED = replace(WIDGET, ship_window=ShipWindow(date(2026, 12, 8), date(2026, 12, 12)))
CAN = Capabilities(frozenset(), title_length=255, body_length=60_000, tag_length=32, tags_per_ticket=30,
                   short_field=255, long_field=65_000)  # fmt: skip
EMPTY = dict.fromkeys(FieldKey, "")
WID, LAMP_TAG = "backorder_wid_12", "backorder_lamp_3"


def rules(*late: Backorder, **changed: object) -> Rules:
    """Return the rules of a day on which these items are late."""
    return replace(Rules({item.sku: item for item in late}, TODAY, CAN, "en_US"), **changed)


def ticket(**changed: object) -> Ticket:
    """Return an open ticket with our fields, all empty."""
    return replace(Ticket(1, TicketStatus.OPEN, fields=EMPTY), **changed)


def patched(before: Ticket, patch: TicketPatch) -> Ticket:
    """Return the ticket as the helpdesk holds it after this patch."""
    tags = (before.tags | patch.add_tags) - patch.remove_tags
    return replace(before, tags=tags, fields={**before.fields, **dict(patch.fields)})


def change(before: Ticket, mentioned: set[str], marks: View, using: Rules) -> TicketPatch:
    """Decide, expecting a patch."""
    decision = decide(before, add_mentions(marks, Found(frozenset(mentioned))), using)
    assert isinstance(decision, TicketPatch), decision
    return decision


def quiet(before: Ticket, mentioned: set[str], marks: View, using: Rules) -> bool:
    """Tell whether nothing is to be written."""
    decision = decide(before, add_mentions(marks, Found(frozenset(mentioned))), using)
    return isinstance(decision, Skipped) or decision.empty


def told(there: Ticket) -> dict[FieldKey, str]:
    """Return what the ticket's fields say, without the empty ones."""
    return {key: text for key, text in there.fields.items() if text}


def marked(*late: Backorder) -> tuple[Ticket, View]:
    """Return a ticket that was marked for these items, and what is ours on it."""
    patch = change(ticket(), {item.sku for item in late}, View(), rules(*late))
    return patched(ticket(), patch), patch.after


def test_item_back() -> None:
    """When the last item is back our own marks come off, one tag says so, and one field names the item."""
    there, marks = marked(WIDGET)
    there = replace(there, tags=there.tags | {"vip"})
    patch = change(there, set(), marks, rules())
    after = patched(there, patch)
    assert after.tags == {"vip", RESOLVED_TAG}
    assert told(after) == {FieldKey.BACK_IN_STOCK: "Blue Widget 12 oz", FieldKey.LANGUAGE: "en_US"}
    assert decide(after, add_mentions(patch.after, Found(frozenset())), rules()) == Skipped(1, SkipReason.SILENT)


def test_one_of_two_items_back() -> None:
    """Only the returned item's marks come off; the ticket goes on speaking of the other."""
    there, marks = marked(WIDGET, LAMP)
    patch = change(there, set(), marks, rules(LAMP))
    after = patched(there, patch)
    assert after.tags == {TAG, LAMP_TAG}
    assert after.fields[FieldKey.ITEMS] == "Harbor Desk Lamp"
    assert after.fields[FieldKey.BACK_IN_STOCK] == "Blue Widget 12 oz"
    moved = replace(LAMP, ship_window=MOVED.ship_window)
    later = patched(after, change(after, set(), patch.after, rules(moved)))
    assert later.fields[FieldKey.BACK_IN_STOCK] == "Blue Widget 12 oz"


def test_what_is_back_is_named_in_the_language_of_the_ticket() -> None:
    """The name that the customer was told is remembered: the facts know it no longer."""
    german = replace(WIDGET, locales=(("de", LocalText("Blaues Widget")),))
    speaking = rules(german, LAMP, locales=frozenset({"de"}))
    asked = decide(ticket(), add_mentions(View(), Found(frozenset({"WID-12", "LAMP-3"}))), speaking, "de")
    assert isinstance(asked, TicketPatch)
    there = patched(ticket(), asked)
    back = change(there, set(), asked.after, rules(locales=frozenset({"de"})))
    assert told(patched(there, back)) == {
        FieldKey.BACK_IN_STOCK: "„Harbor Desk Lamp“ und „Blaues Widget“",
        FieldKey.LANGUAGE: "de",
    }


def test_late_again_after_it_was_back() -> None:
    """A resolved ticket whose item becomes late again carries the marks and no longer says resolved."""
    there, marks = marked(WIDGET)
    resolved = change(there, set(), marks, rules())
    again = change(patched(there, resolved), {"WID-12"}, resolved.after, rules(MOVED))
    after = patched(patched(there, resolved), again)
    assert after.tags == {TAG, WID}
    assert not after.fields[FieldKey.BACK_IN_STOCK]


def test_one_item_dismissed_another_back() -> None:
    """The marks of the item that is back come off although the other was dismissed."""
    there, marks = marked(WIDGET, LAMP)
    there = replace(there, tags=there.tags - {WID})
    patch = change(there, set(), marks, rules(WIDGET))
    after = patched(there, patch)
    assert after.tags == {RESOLVED_TAG}
    assert told(after) == {FieldKey.BACK_IN_STOCK: "Harbor Desk Lamp", FieldKey.LANGUAGE: "en_US"}


def test_a_moved_window_outlives_a_lost_state() -> None:
    """Where nobody remembers which window moved, the tag stays as long as one of the items is late."""
    there, marks = marked(WIDGET)
    moved = change(there, set(), marks, rules(MOVED))
    there = patched(there, moved)
    found = change(there, {"WID-12"}, View(), rules(MOVED))
    assert found.empty
    named = change(there, {"LAMP-3"}, found.after, rules(MOVED, LAMP))
    assert named.add_tags == {LAMP_TAG}
    assert not named.remove_tags


def test_a_lost_state_leaves_no_general_tag_of_ours() -> None:
    """Once the item is back the moved tag goes, once it is late again the resolved one, without a record of either."""
    there, marks = marked(WIDGET)
    there = patched(there, change(there, set(), marks, rules(MOVED)))
    there = replace(there, tags=there.tags | {MOVED_TAG, FOLLOWUP_TAG})
    back = patched(there, change(there, set(), View(), rules()))
    assert back.tags == {RESOLVED_TAG}
    again = patched(back, change(back, {"WID-12"}, View(), rules(WIDGET)))
    assert again.tags == {TAG, WID}


def test_a_resolved_tag_that_nobody_remembers_goes_when_an_item_is_late() -> None:
    """Nobody but us says that all is back: on a ticket about a late item it is wrong, whatever else is lost."""
    there = ticket(tags=frozenset({RESOLVED_TAG}))
    assert patched(there, change(there, {"WID-12"}, View(), rules(WIDGET))).tags == {TAG, WID}


def test_a_note_on_a_ticket_that_nobody_remembers_is_looked_for() -> None:
    """Tags or fields of ours without a record say that there may be a note, too."""
    there, _ = marked(WIDGET)
    for known in (there, replace(there, tags=frozenset()), replace(there, fields=EMPTY)):
        note = change(known, {"WID-12"}, View(), rules(WIDGET, note=True)).note
        assert note is not None
        assert note.maybe_there
    first = change(ticket(), {"WID-12"}, View(), rules(WIDGET, note=True)).note
    assert first is not None
    assert not first.maybe_there


def test_tags_that_somebody_else_took_off_when_all_is_back_dismiss_nothing() -> None:
    """Another helpdesk that sees the same ticket had put the tags on, and takes them off: what is back is told."""
    beside = ticket(tags=frozenset({TAG, WID}))
    patch = change(beside, {"WID-12"}, View(), rules(WIDGET))
    assert (patch.add_tags, patch.after.beside) == (frozenset(), {TAG, WID})
    there = replace(patched(beside, patch), tags=frozenset({RESOLVED_TAG}))
    back = change(there, set(), patch.after, rules())
    assert dict(back.fields)[FieldKey.BACK_IN_STOCK] == "Blue Widget 12 oz"
    assert not back.after.dismissed
    again = change(patched(there, back), {"WID-12"}, back.after, rules(MOVED))
    assert again.add_tags == {TAG, WID}
