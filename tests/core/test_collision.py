"""Which changes between a decision and its write make the decision void."""

from collections.abc import Mapping
from typing import Any

import pytest

from zendesk_bridge.core.collision import collides
from zendesk_bridge.core.model import Change, FieldKey, Ticket, TicketPatch, TicketStatus, View

BASE: Mapping[str, Any] = {
    "status": TicketStatus.OPEN,
    "tags": frozenset({"vip", "old", "ours"}),
    "fields": {FieldKey.ITEMS: "WID-12", FieldKey.OPTIONS: "wait"},
}
CHANGE = Change(
    Ticket(1, **BASE),
    TicketPatch(
        1,
        add_tags=frozenset({"New"}),
        remove_tags=frozenset({"OLD"}),
        fields=((FieldKey.ITEMS, "WID-14"),),
        before=View(tags=frozenset({"ours", "old"})),
        after=View(tags=frozenset({"ours", "New"})),
    ),
)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ({}, False),
        ({"tags": frozenset({"old", "ours", "by_hand"})}, False),
        ({"tags": frozenset({"VIP", "Old", "OURS"})}, False),
        ({"fields": {FieldKey.ITEMS: " WID-12\u00a0", FieldKey.OPTIONS: "wait"}}, False),
        ({"requester_id": 5, "changed": "later", "locale": "de"}, False),
        ({"status": TicketStatus.SOLVED}, True),
        ({"tags": frozenset({"vip", "ours"})}, True),
        ({"tags": frozenset({"vip", "old"})}, True),
        ({"tags": frozenset({"vip", "old", "ours", "new"})}, True),
        ({"fields": {FieldKey.ITEMS: "by hand", FieldKey.OPTIONS: "wait"}}, True),
        ({"fields": {FieldKey.ITEMS: "WID-12", FieldKey.OPTIONS: "split"}}, True),
        ({"fields": {FieldKey.ITEMS: "WID-12"}}, True),
        ({"fields": {FieldKey.ITEMS: "WID-12", FieldKey.OPTIONS: "wait", FieldKey.DELAY: ""}}, True),
    ],
)
def test_a_change_of_what_a_decision_hangs_on(now: Mapping[str, Any], said: object) -> None:
    """Status, our fields, and the tags that are named or ours count; all else is nobody's concern, nor is spelling."""
    assert collides(CHANGE, Ticket(1, **{**BASE, **now})) is said


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ({"tags": frozenset({"vip", "ours", "new"}), "fields": {**BASE["fields"], FieldKey.ITEMS: "WID-14"}}, False),
        ({"tags": frozenset({"vip", "ours"})}, False),
        ({"fields": {**BASE["fields"], FieldKey.ITEMS: "WID-14"}}, False),
        ({"fields": {**BASE["fields"], FieldKey.ITEMS: "by hand"}}, True),
        ({"tags": frozenset({"vip", "old"})}, True),
        ({"status": TicketStatus.PENDING}, True),
    ],
)
def test_what_a_try_may_have_written(now: Mapping[str, Any], said: object) -> None:
    """Once a try has begun, each part may stand as it was or as we want it; anything else is somebody's change."""
    assert collides(CHANGE, Ticket(1, **{**BASE, **now}), begun=True) is said
