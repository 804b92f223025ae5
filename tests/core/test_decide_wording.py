"""Other words for the same facts: they reach the tickets, and nobody takes the old ones for an agent's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from zendesk_bridge.core.decide import Rules, calendar_only, decide, stale
from zendesk_bridge.core.ledger import Found, add_mentions
from zendesk_bridge.core.macros import calendar, wording
from zendesk_bridge.core.macros.version import wording_version
from zendesk_bridge.core.model import (
    Backorder,
    Cancel,
    FieldKey,
    Macro,
    Mark,
    MarkState,
    Per,
    ShipWindow,
    Template,
    Ticket,
    TicketPatch,
    TicketStatus,
    Told,
    Variant,
    View,
    Wait,
    digest,
)
from zendesk_bridge.core.ports import Capabilities

CAN = Capabilities(frozenset(), title_length=255, body_length=60_000, tag_length=32, tags_per_ticket=30,
                   short_field=255, long_field=65_000)  # fmt: skip
WIDGET = Backorder(
    "WID-12", "Blue Widget", ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)), options=(Wait(), Cancel())
)
RULES = Rules({"WID-12": WIDGET}, date(2026, 11, 23), CAN, "en_US", fields=frozenset(FieldKey))
EMPTY = dict.fromkeys(FieldKey, "")
OPEN = Ticket(1, TicketStatus.OPEN, fields=EMPTY)


def marked(fields: Mapping[FieldKey, str] = EMPTY) -> tuple[Ticket, View]:
    """A ticket with these fields as we left it, and what is ours on it."""
    before = replace(OPEN, fields=fields)
    patch = decide(before, add_mentions(View(), Found(frozenset({"WID-12"}))), RULES)
    assert isinstance(patch, TicketPatch)
    return replace(before, tags=patch.add_tags, fields={**fields, **dict(patch.fields)}), patch.after


def test_other_words_reach_a_marked_ticket() -> None:
    """Our own old text is ours to replace, and what changed it counts as a change, not as the calendar."""
    there, marks = marked()
    slower = replace(RULES, working_days=3)
    assert not stale(marks, RULES)
    assert stale(marks, slower)
    patch = decide(there, add_mentions(marks, Found()), slower)
    assert isinstance(patch, TicketPatch)
    assert "within three working days" in dict(patch.fields)[FieldKey.FOLLOW_UP]
    assert not patch.calendar
    assert not calendar_only(marks, slower)
    assert calendar_only(marks, RULES)


def test_marks_of_an_older_release_are_told_anew() -> None:
    """Before the words had a version of their own there was none in the mark: the ticket gets today's words."""
    there, marks = marked()
    old = {key: text and f"old {text}" for key, text in there.fields.items()}
    before = replace(
        marks,
        items=(Mark("WID-12", MarkState.TOLD, Told(WIDGET.version, "", WIDGET.version, "2026-12-01/2026-12-05")),),
        fields=frozenset((key, digest(text)) for key, text in old.items() if text),
    )
    assert stale(before, RULES)
    patch = decide(replace(there, fields=old), add_mentions(before, Found()), RULES)
    assert isinstance(patch, TicketPatch)
    assert dict(patch.fields) == {key: text for key, text in there.fields.items() if text}
    assert not patch.calendar
    assert patch.after == marks


def test_a_field_that_was_created_later_is_filled_on_tickets_marked_before() -> None:
    """`setup` may come after the first triage, and a new release may bring fields."""
    fewer = {key: "" for key in FieldKey if key is not FieldKey.CHOICES}
    there, marks = marked(fewer)
    now = replace(RULES, fields=RULES.fields - {FieldKey.MESSAGE})
    assert stale(marks, now)
    patch = decide(replace(there, fields={**there.fields, FieldKey.CHOICES: ""}), add_mentions(marks, Found()), RULES)
    assert isinstance(patch, TicketPatch)
    assert set(dict(patch.fields)) == {FieldKey.CHOICES}


def test_a_text_that_is_cut_is_told() -> None:
    """A field holds only so much: what is left out is said, field by field."""
    tight = replace(RULES, capabilities=replace(CAN, short_field=40))
    patch = decide(OPEN, add_mentions(View(), Found(frozenset({"WID-12"}))), tight)
    assert isinstance(patch, TicketPatch)
    cut = [reason.split()[2] for reason in patch.why if "was cut to" in reason]
    assert sorted(cut) == [FieldKey.FOLLOW_UP, FieldKey.NEXT_UPDATE]
    assert all(len(text) <= 40 for key, text in patch.fields if key in cut)


def test_an_edited_reply_reaches_the_tickets_that_hold_its_text() -> None:
    """Where triage writes whole replies, the admin's other words are other words on every ticket, and no calendar."""
    reply = FieldKey.reply("late")

    def using(words: str) -> Rules:
        template = Template(f"Hi {{{{ customer.name }}}},\n\n{words}: {{{{ backorder.items }}}}")
        late = Macro("late", Per.TICKET, (Variant("en_US", Template("Late"), template),))
        return replace(RULES, replies=(late,), fields=RULES.fields | {reply})

    before = replace(OPEN, fields={**EMPTY, reply: ""})
    patch = decide(before, add_mentions(View(), Found(frozenset({"WID-12"}))), using("Late"))
    assert isinstance(patch, TicketPatch)
    assert dict(patch.fields)[reply] == "Late: Blue Widget"
    there = replace(before, tags=patch.add_tags, fields={**before.fields, **dict(patch.fields)})
    assert not stale(patch.after, using("Late"))
    assert stale(patch.after, using("Too late"))
    again = decide(there, add_mentions(patch.after, Found()), using("Too late"))
    assert isinstance(again, TicketPatch)
    assert dict(again.fields) == {reply: "Too late: Blue Widget"}
    assert not again.calendar
    gone = decide(there, add_mentions(patch.after, Found()), RULES)
    assert isinstance(gone, TicketPatch)
    assert dict(gone.fields) == {reply: ""}


def test_a_date_that_is_written_otherwise_reaches_a_marked_ticket(monkeypatch: pytest.MonkeyPatch) -> None:
    """What customers read is one thing, whichever table or line of code has changed it."""
    there, view = marked()
    monkeypatch.setitem(calendar._REGIONS, "en_US", replace(calendar._REGIONS["en_US"], range_days="{m} {d} to {d2}"))
    wording_version.cache_clear()
    try:
        rules = replace(RULES)
        assert stale(view, rules)
        patch = decide(there, view, rules)
        assert isinstance(patch, TicketPatch)
        assert dict(patch.fields)[FieldKey.SHIP_WINDOW] == "December 1 to 5"
        assert not patch.calendar
    finally:
        wording_version.cache_clear()


def test_words_of_an_older_release_are_not_told_again_for_their_id() -> None:
    """An upgrade that words nothing otherwise touches no ticket; a corrected sentence does."""
    _, view = marked()
    before = digest([wording.version(), "en_US", RULES.working_days, [], sorted(RULES.fields)], 8)
    (mark,) = view.items
    assert mark.told is not None
    older = replace(view, items=(replace(mark, told=replace(mark.told, wording=before)),))
    assert not stale(older, RULES)
    assert calendar_only(older, replace(RULES, today=date(2026, 12, 8)))
    assert stale(older, replace(RULES, working_days=3))
