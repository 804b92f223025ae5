"""What other programs and servers do to what we wrote, told from what people do to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zendesk_bridge.core.decide import Rules, decide
from zendesk_bridge.core.ledger import Found, add_mentions, intend
from zendesk_bridge.core.model import (
    Backorder,
    FieldKey,
    ShipWindow,
    Skipped,
    SkipReason,
    Ticket,
    TicketPatch,
    TicketStatus,
    View,
    Wait,
    digest,
)
from zendesk_bridge.core.narrow import TAG
from zendesk_bridge.core.ports import Capabilities

WIDGET = Backorder(
    "WID-12",
    "Blue Widget 12 oz",
    ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)),
    reason="Müller & Söhne's truck is late 😀",
    options=(Wait(),),
    next_update=date(2026, 11, 29),
)
MOVED = replace(WIDGET, ship_window=ShipWindow(date(2026, 12, 8), date(2026, 12, 12)))
CAN = Capabilities(frozenset(), title_length=255, body_length=60_000, tag_length=32, tags_per_ticket=30,
                   short_field=255, long_field=65_000)  # fmt: skip
WID = "backorder_wid_12"
HEARD = Found(frozenset({"WID-12"}))


def rules(*late: Backorder) -> Rules:
    """Return the rules of a day on which these items are late."""
    return Rules({item.sku: item for item in late}, date(2026, 11, 23), CAN, "en_US")


def patch_of(ticket: Ticket, marks: View, using: Rules) -> TicketPatch:
    """Decide, expecting a patch."""
    decision = decide(ticket, add_mentions(marks, HEARD), using)
    assert isinstance(decision, TicketPatch), decision
    return decision


def after(ticket: Ticket, patch: TicketPatch) -> Ticket:
    """Return the ticket as the helpdesk holds it after this patch."""
    tags = (ticket.tags | patch.add_tags) - patch.remove_tags
    return replace(ticket, tags=tags, fields={**ticket.fields, **dict(patch.fields)})


@pytest.fixture
def marked() -> tuple[Ticket, View]:
    """Return a ticket that was marked, and what is ours on it."""
    fields = dict.fromkeys((FieldKey.ITEMS, FieldKey.SHIP_WINDOW, FieldKey.MESSAGE), "")
    ticket = Ticket(1, TicketStatus.OPEN, frozenset({"vip"}), fields)
    patch = patch_of(ticket, View(), rules(WIDGET))
    return after(ticket, patch), patch.after


def test_all_our_tags_gone_at_once_is_another_program(marked: tuple[Ticket, View]) -> None:
    """A whole list written from an old copy is no agent's word: everything is put back, once, and told."""
    ticket, marks = marked
    overwritten = replace(ticket, tags=frozenset({"vip", "jira_linked"}))
    patch = patch_of(overwritten, marks, rules(WIDGET))
    assert patch.add_tags == {TAG, WID}
    assert not patch.fields
    assert any("gone at once" in why for why in patch.why)
    again = decide(overwritten, add_mentions(patch.after, HEARD), rules(WIDGET))
    assert isinstance(again, TicketPatch)
    assert not again.add_tags
    assert {text for _, text in again.fields} == {""}  # the second time it is somebody's will
    last = decide(after(overwritten, again), add_mentions(again.after, HEARD), rules(WIDGET))
    assert last == Skipped(1, SkipReason.DISMISSED)


def test_tags_are_put_back_once_also_where_the_record_was_lost(marked: tuple[Ticket, View]) -> None:
    """A run that dies between putting our tags back and remembering it does not fight an agent a second time."""
    ticket, marks = marked
    bare = replace(ticket, tags=frozenset({"vip"}))
    patch = patch_of(bare, marks, rules(WIDGET))
    found = patch_of(after(bare, patch), intend(patch), rules(WIDGET))
    assert found.empty
    again = decide(bare, add_mentions(found.after, HEARD), rules(WIDGET))
    assert isinstance(again, TicketPatch)
    assert not again.add_tags


def test_one_tag_taken_off_is_an_agents_word(marked: tuple[Ticket, View]) -> None:
    """The item's own tag taken off alone is a dismissal, also after tags were put back."""
    ticket, marks = marked
    for known in (marks, replace(marks, restored=True)):
        dismissed = replace(ticket, tags=ticket.tags - {WID})
        patch = patch_of(dismissed, known, rules(WIDGET))
        assert not patch.add_tags
        assert patch.remove_tags == {TAG}


def test_tags_that_were_never_written_are_not_put_back_as_lost(marked: tuple[Ticket, View]) -> None:
    """A run that died before its write has lost nothing: its tags count as new, and the one chance is kept."""
    ticket, _ = marked
    new = replace(ticket, tags=frozenset(), fields=dict.fromkeys(ticket.fields, ""))
    meant = intend(patch_of(new, View(), rules(WIDGET)))
    patch = patch_of(new, meant, rules(WIDGET))
    assert patch.add_tags == {TAG, WID}
    assert not patch.after.restored


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.replace("&", "&amp;").replace("'", "&#39;").replace("😀", "&#128512;"),
        lambda text: text.replace("😀", "&#55357;&#56832;"),
        lambda text: text.replace("ü", "u\u0308").replace("ö", "o\u0308"),
        lambda text: text.replace(" ", "\u00a0") + " \r\n",
        lambda text: text.replace("\n", "<br/>"),
    ],
    ids=["entities", "halves", "decomposed", "spaces", "breaks"],
)
def test_a_field_in_the_servers_own_writing_is_still_ours(marked: tuple[Ticket, View], rewrite: object) -> None:
    """Entities, emoji as entities, decomposed letters and other spaces are no edit: nothing to do, then refreshed."""
    assert callable(rewrite)
    ticket, marks = marked
    kept = replace(ticket, fields={key: rewrite(text) for key, text in ticket.fields.items()})
    decision = decide(kept, add_mentions(marks, HEARD), rules(WIDGET))
    assert isinstance(decision, Skipped) or decision.empty
    moved = patch_of(kept, marks, rules(MOVED))
    assert "December 8" in dict(moved.fields)[FieldKey.SHIP_WINDOW]
    assert FieldKey.MESSAGE in dict(moved.fields)


def test_records_of_older_versions_are_still_known(marked: tuple[Ticket, View]) -> None:
    """What was remembered of a text before the server's writings were known is taken as ours."""
    ticket, marks = marked
    older = frozenset((key, digest(text)) for key, text in ticket.fields.items())
    moved = patch_of(ticket, replace(marks, fields=older), rules(MOVED))
    assert {FieldKey.SHIP_WINDOW, FieldKey.MESSAGE} <= dict(moved.fields).keys()


def test_other_words_in_a_field_are_somebodys(marked: tuple[Ticket, View]) -> None:
    """What an agent wrote is left alone, as ever."""
    ticket, marks = marked
    edited = replace(ticket, fields={**ticket.fields, FieldKey.SHIP_WINDOW: "by courier on Friday"})
    assert FieldKey.SHIP_WINDOW not in dict(patch_of(edited, marks, rules(MOVED)).fields)


def test_a_tag_taken_off_while_a_write_is_owed_stays_off(marked: tuple[Ticket, View]) -> None:
    """A write that failed, or was cut off, makes nobody forget that our tag was there before: an agent took it off."""
    ticket, marks = marked
    meant = intend(patch_of(ticket, marks, rules(MOVED)))
    bare = replace(ticket, tags=ticket.tags - {WID})
    patch = patch_of(bare, meant, rules(MOVED))
    assert not patch.add_tags
    assert WID not in patch.after.tags


def test_a_tag_that_we_took_off_ourselves_was_taken_off_by_nobody(marked: tuple[Ticket, View]) -> None:
    """An item that was back, by a write whose record was lost, and is late again: the ticket is marked again."""
    ticket, marks = marked
    back = patch_of(ticket, marks, rules())
    again = patch_of(after(ticket, back), intend(back), rules(WIDGET))
    assert again.add_tags == {TAG, WID}
