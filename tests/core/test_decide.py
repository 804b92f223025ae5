from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from zendesk_bridge.core.decide import (
    Rules,
    calendar_only,
    decide,
    stale,
)
from zendesk_bridge.core.ledger import Found, add_mentions, intend
from zendesk_bridge.core.macros.telling import Manner, Telling
from zendesk_bridge.core.model import (
    Backorder,
    Cancel,
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
    Wait,
)
from zendesk_bridge.core.narrow import MOVED_TAG, RESOLVED_TAG, TAG
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


def test_first_mention() -> None:
    """A new mention puts both tags on and fills every field with current words."""
    patch = change(ticket(), {"WID-12"}, View(), rules(WIDGET))
    assert patch.add_tags == {TAG, WID}
    assert not patch.remove_tags
    texts = dict(patch.fields)
    assert list(texts) == [key for key in FieldKey if key not in {FieldKey.BACK_IN_STOCK, FieldKey.GREETING}]
    assert texts[FieldKey.LANGUAGE] == "en_US"
    assert texts[FieldKey.ITEMS] == "Blue Widget 12 oz"
    assert "December 1" in texts[FieldKey.SHIP_WINDOW]
    assert "Blue Widget 12 oz" in texts[FieldKey.MESSAGE]
    assert patch.after.tags == {TAG, WID}


def test_deciding_again_changes_nothing() -> None:
    """A ticket that is as we left it is right, mention or no mention."""
    there, marks = marked(WIDGET)
    for mentioned in ({"WID-12"}, set()):
        assert decide(there, add_mentions(marks, Found(frozenset(mentioned))), rules(WIDGET)) == Skipped(
            1, SkipReason.RIGHT
        )


def test_window_moved() -> None:
    """A moved window refreshes the fields and leaves no old date; that no customer was told, no tag says."""
    there, marks = marked(WIDGET)
    assert stale(marks, rules(MOVED))
    patch = change(there, set(), marks, rules(MOVED))
    assert not patch.add_tags
    now = patched(there, patch)
    assert "December 8" in now.fields[FieldKey.SHIP_WINDOW]
    assert not any("December 1 " in text for text in now.fields.values())
    assert not stale(patch.after, rules(MOVED))
    assert quiet(now, {"WID-12"}, patch.after, rules(MOVED))


def test_the_day_going_by_is_not_a_moved_window() -> None:
    """A window that has begun changes the words, but nobody is told that it moved."""
    there, marks = marked(WIDGET)
    patch = change(there, set(), marks, rules(WIDGET, today=date(2026, 12, 3)))
    assert MOVED_TAG not in patch.add_tags
    assert "December 1" not in dict(patch.fields)[FieldKey.SHIP_WINDOW]


def test_a_lapsed_window_is_not_told() -> None:
    """After the last day no field holds any date of the past."""
    there, marks = marked(WIDGET)
    patch = change(there, set(), marks, rules(WIDGET, today=date(2026, 12, 6)))
    assert not any("December" in text or "November" in text for text in patched(there, patch).fields.values())


def test_hand_made_tags_are_never_removed() -> None:
    """A tag that an agent had put on before us stays when our marks come off."""
    before = ticket(tags=frozenset({TAG}))
    patch = change(before, {"WID-12"}, View(), rules(WIDGET))
    assert patch.add_tags == {WID}
    after = patched(before, patch)
    assert patched(after, change(after, set(), patch.after, rules())).tags == {TAG, RESOLVED_TAG}


def test_a_tag_that_an_agent_took_off_stays_off() -> None:
    """Taking our item tag off is how an agent says "not this one": all marks of it go, and none comes back."""
    there, marks = marked(WIDGET)
    there = replace(there, tags=there.tags - {WID})
    patch = change(there, {"WID-12"}, marks, rules(WIDGET))
    after = patched(there, patch)
    assert not after.tags
    assert set(after.fields.values()) == {""}
    assert not stale(patch.after, rules(WIDGET))
    assert decide(after, add_mentions(patch.after, Found(frozenset({"WID-12"}))), rules(WIDGET)) == Skipped(
        1, SkipReason.DISMISSED
    )
    assert not stale(patch.after, rules(MOVED))
    assert quiet(after, set(), patch.after, rules())  # back again: nothing was told, so nothing is resolved
    other = change(after, {"LAMP-3"}, patch.after, rules(WIDGET, LAMP))
    assert other.add_tags == {TAG, LAMP_TAG}
    assert dict(other.fields)[FieldKey.ITEMS] == "Harbor Desk Lamp"


def lost(there: Ticket, marks: View, using: Rules) -> tuple[Ticket, View]:
    """Return ticket and marks as they are when a run dies between its write and its record."""
    patch = change(there, set(), marks, using)
    return patched(there, patch), intend(patch)


def test_a_write_whose_record_was_lost_is_still_ours() -> None:
    """Killed after a write, the next run goes on from there: later moves are told, and everything comes off at last."""
    there, marks = lost(*marked(WIDGET), rules(MOVED))
    assert stale(marks, rules(MOVED))
    again = decide(there, add_mentions(marks, Found(frozenset())), rules(MOVED))
    assert isinstance(again, TicketPatch)
    assert again.empty
    later = replace(WIDGET, ship_window=ShipWindow(date(2027, 1, 10), date(2027, 1, 14)))
    patch = change(there, set(), marks, rules(later))
    now = patched(there, patch)
    assert "January" in now.fields[FieldKey.SHIP_WINDOW]
    assert "January" in now.fields[FieldKey.MESSAGE]
    assert patched(now, change(now, set(), patch.after, rules())).tags == {RESOLVED_TAG}


def test_a_write_that_never_happened_is_done_again() -> None:
    """Killed before the write, the next run writes what was meant, and nobody is taken for having undone it."""
    there, marks = marked(WIDGET)
    meant = change(there, set(), marks, rules(MOVED))
    again = change(there, set(), intend(meant), rules(MOVED))
    assert again.add_tags == meant.add_tags
    assert again.fields == meant.fields
    first = change(ticket(), {"WID-12"}, View(), rules(WIDGET))
    assert change(ticket(), set(), intend(first), rules(WIDGET)).add_tags == {TAG, WID}


def test_a_field_filled_by_hand_is_left_alone() -> None:
    """What an agent wrote into a field before we ever came is not overwritten, and the report says so."""
    before = ticket(fields={**EMPTY, FieldKey.SHIP_WINDOW: "Agreed with Bob: Friday by courier"})
    patch = change(before, {"WID-12"}, View(), rules(WIDGET))
    assert FieldKey.SHIP_WINDOW not in dict(patch.fields)
    assert any("ship_window" in why for why in patch.why)
    after = patched(before, patch)
    assert FieldKey.SHIP_WINDOW not in dict(change(after, set(), patch.after, rules(MOVED)).fields)


def test_hand_made_tags_without_our_fields_are_not_claimed() -> None:
    """Tags alone do not prove that our record was lost."""
    before = ticket(tags=frozenset({TAG, WID}))
    patch = change(before, {"WID-12"}, View(), rules(WIDGET))
    assert not patch.after.tags


def test_lost_state_and_a_moved_window() -> None:
    """With an empty ledger, a ticket that carries our tag and an old text is refreshed, and is ours again."""
    there, _ = marked(WIDGET)
    patch = change(there, {"WID-12"}, View(), rules(MOVED))
    assert "December 8" in dict(patch.fields)[FieldKey.SHIP_WINDOW]
    after = patched(there, patch)
    assert patched(after, change(after, set(), patch.after, rules())).tags == {RESOLVED_TAG}


def test_a_source_that_lapses_moves_no_window() -> None:
    """When the facts grow too old the dates go, but nobody is told that the window moved, then or later."""
    there, marks = marked(WIDGET)
    lapsed = replace(WIDGET, ship_window=None, next_update=None, lapsed=True)
    patch = change(there, set(), marks, rules(lapsed))
    assert MOVED_TAG not in patch.add_tags
    assert not any("December" in text for text in patched(there, patch).fields.values())
    again = change(patched(there, patch), set(), patch.after, rules(WIDGET))
    assert MOVED_TAG not in again.add_tags


def test_only_the_day_changed() -> None:
    """A change that follows from the calendar alone is known as such; one from the files is not."""
    there, marks = marked(WIDGET)
    assert change(there, set(), marks, rules(WIDGET, today=date(2026, 12, 3))).calendar
    assert calendar_only(marks, rules(WIDGET, today=date(2026, 12, 3)))
    assert not change(there, set(), marks, rules(MOVED)).calendar
    assert not calendar_only(marks, rules(MOVED))


def test_an_agents_words_in_a_field_survive() -> None:
    """A field that an agent edited is left alone, and the reason is told; the others are refreshed."""
    there, marks = marked(WIDGET)
    there = replace(there, fields={**there.fields, FieldKey.OPTIONS: "we send a loan unit"})
    patch = change(there, set(), marks, rules(MOVED))
    assert FieldKey.OPTIONS not in dict(patch.fields)
    assert any("options" in why for why in patch.why)
    assert FieldKey.SHIP_WINDOW in dict(patch.fields)


def test_lost_state_recognises_its_own_work() -> None:
    """With an empty ledger, a ticket that carries exactly our words is ours again without a write."""
    there, marks = marked(WIDGET)
    patch = change(there, {"WID-12"}, View(), rules(WIDGET))
    assert patch.empty
    assert patch.after == marks


def test_fields_follow_the_requester() -> None:
    """A German requester's fields are German, and stay so when the window moves."""
    using = rules(WIDGET, locales=frozenset({"de"}))
    patch = change(ticket(locale="de"), {"WID-12"}, View(), using)
    assert "Dezember" in dict(patch.fields)[FieldKey.SHIP_WINDOW]
    after = replace(patched(ticket(), patch), locale=None)
    moved = change(after, set(), patch.after, replace(using, late={"WID-12": MOVED}))
    assert "Dezember" in dict(moved.fields)[FieldKey.SHIP_WINDOW]


def test_note_once_per_window() -> None:
    """The private note comes with the first mention and with each new window, not with every run."""
    using = rules(WIDGET, note=True)
    patch = change(ticket(), {"WID-12"}, View(), using)
    assert patch.note is not None
    assert patch.note.marker in patch.note.html
    there = patched(ticket(), patch)
    assert decide(there, add_mentions(patch.after, Found(frozenset({"WID-12"}))), using) == Skipped(1, SkipReason.RIGHT)
    moved = change(there, set(), patch.after, rules(MOVED, note=True))
    assert moved.note is not None
    assert moved.note.marker != patch.note.marker


def test_full_ticket_drops_tags_in_a_fixed_order() -> None:
    """Where the helpdesk holds only so many tags, `backorder` comes first and the reason is told."""
    full: Mapping[str, object] = {"tags": frozenset(f"t{number}" for number in range(29))}
    patch = change(ticket(**full), {"WID-12"}, View(), rules(WIDGET))
    assert patch.add_tags == {TAG}
    assert any(WID in why for why in patch.why)


def test_owed_marks_do_not_stand_in_the_way_of_recovery() -> None:
    """Where the record was lost and only a pending item is known, tags and fields still prove that the work is ours."""
    there, _ = marked(WIDGET)
    owing = View(items=(Mark("WID-12", MarkState.PENDING),), dormant=True)
    patch = change(there, set(), owing, rules(MOVED))
    assert "December 8" in dict(patch.fields)[FieldKey.SHIP_WINDOW]
    back = change(there, set(), owing, rules())
    assert patched(there, back).tags == {RESOLVED_TAG}
    assert told(patched(there, back)) == {FieldKey.BACK_IN_STOCK: "Blue Widget 12 oz", FieldKey.LANGUAGE: "en_US"}


def test_a_recovered_ticket_whose_write_fails_stays_recovered() -> None:
    """Announcing a write remembers what was found on the ticket, so that the next run still knows it as ours."""
    there, _ = marked(WIDGET)
    meant = intend(change(there, {"WID-12"}, View(), rules(MOVED)))
    again = change(there, set(), meant, rules(MOVED))
    assert "December 8" in dict(again.fields)[FieldKey.SHIP_WINDOW]


def test_a_dismissal_survives_a_failed_write() -> None:
    """What an agent took off stays off although the write of another item's marks broke."""
    there, marks = marked(WIDGET, LAMP)
    there = replace(there, tags=there.tags - {LAMP_TAG})
    meant = intend(change(there, set(), marks, rules(MOVED, LAMP)))
    again = change(there, set(), meant, rules(MOVED, LAMP))
    assert LAMP_TAG not in again.add_tags
    later = intend(replace(again, before=again.after))
    assert LAMP_TAG not in change(there, set(), later, rules(MOVED, LAMP)).add_tags


def test_no_marks_is_no_calendar_change() -> None:
    """A ticket that nothing is known of counts for the safety gate."""
    assert not calendar_only(View(), rules(WIDGET))


def test_a_note_that_may_be_there_says_so() -> None:
    """After a write whose record was lost, the note is looked for before it is written again."""
    patch = change(ticket(), {"WID-12"}, View(), rules(WIDGET, note=True))
    assert patch.note is not None
    assert not patch.note.maybe_there
    again = change(patched(ticket(), patch), set(), intend(patch), rules(WIDGET, note=True, today=date(2026, 12, 3)))
    assert again.note is not None
    assert again.note.maybe_there
    assert again.note.marker == patch.note.marker


def test_fields_are_told_in_their_own_order() -> None:
    """However a helpdesk lists them: as they are listed here, then the replies by name; each call tells the same."""
    replies = [FieldKey.reply(name) for name in ("apology", "late")]
    telling = Telling([WIDGET], [], "en_US", Manner("en_US"), TODAY)
    assert list(telling.texts([*reversed(replies), *reversed(FieldKey)], CAN)) == [
        *FieldKey,
        *replies,
    ]


def test_lost_state_without_tags_knows_its_own_sentences() -> None:
    """Where somebody took all tags off and the state was lost, our old window does not stand there for ever."""
    there, _ = marked(WIDGET)
    there = replace(there, tags=frozenset(), fields={**there.fields, FieldKey.LANGUAGE: "", FieldKey.GREETING: ""})
    patch = change(there, {"WID-12"}, View(), rules(MOVED))
    assert "December 8" in dict(patch.fields)[FieldKey.SHIP_WINDOW]
    assert FieldKey.MESSAGE in dict(patch.fields)
    gone = change(there, set(), View(), rules(LAMP))
    assert not any(told(patched(there, gone)).values())


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (FieldKey.ITEMS, "Kim: ask me"),
        (FieldKey.SHIP_WINDOW, "Agreed with Bob: Friday by courier"),
        (FieldKey.OPTIONS, "we send a loan unit"),
        (FieldKey.MESSAGE, "Please ring before anything goes out, thanks Kim"),
    ],
)
def test_lost_state_leaves_an_agents_words_alone(key: FieldKey, text: str) -> None:
    """What no fact of ours could have made is a person's, also where nobody remembers anything; the rest is told."""
    there, _ = marked(WIDGET)
    there = replace(there, fields={**there.fields, key: text})
    patch = change(there, {"WID-12"}, View(), rules(MOVED))
    assert key not in dict(patch.fields)
    assert any(f"the field {key} holds somebody else's words" in why for why in patch.why)
    assert patch.fields


def test_words_by_hand_alone_prove_nothing() -> None:
    """A ticket whose fields a person filled is nobody's work of ours, whatever the tags look like."""
    fields = {**EMPTY, FieldKey.SHIP_WINDOW: "December 1", FieldKey.OPTIONS: "we send a loan unit"}
    there = ticket(fields=fields, tags=frozenset({TAG}))
    patch = change(there, {"WID-12"}, View(), rules(WIDGET))
    assert not {FieldKey.SHIP_WINDOW, FieldKey.OPTIONS} & dict(patch.fields).keys()
    assert quiet(there, set(), View(), rules(WIDGET))
