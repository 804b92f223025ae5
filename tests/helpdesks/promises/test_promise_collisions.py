"""An agent who writes at the same moment wins, and a helpdesk that did not do what it was asked is not believed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from zendesk_bridge.core.model import (
    Change,
    Failed,
    FieldKey,
    Fields,
    Outcome,
    Stale,
    Ticket,
    TicketPatch,
    View,
    Written,
)
from zendesk_bridge.core.ports import Helpdesk

Face = Any  # a class in conftest.py, which a test cannot import
TAG = TicketPatch(0, add_tags=frozenset({"bo_late"}))
PATCH = replace(
    TAG,
    remove_tags=frozenset({"bo_old"}),
    fields=((FieldKey.ITEMS, "WID-12"), (FieldKey.MESSAGE, "They ship soon.\nYou may wait.")),
)


def read(desk: Helpdesk, ids: Iterable[int], fields: Fields) -> list[Ticket]:
    """Return these tickets as they are now."""
    return [found for found in desk.tickets(list(ids), fields) if isinstance(found, Ticket)]


def written(desk: Helpdesk, tickets: Iterable[Ticket], patch: TicketPatch, fields: Fields) -> dict[int, Outcome]:
    """Write the same patch on tickets as they were read; return what became of each."""
    changes = [Change(ticket, replace(patch, ticket_id=ticket.id)) for ticket in tickets]
    outcomes = list(desk.patch(changes, fields))
    return {(one.ticket.id if isinstance(one, Stale) else _number(one)): one for one in outcomes}


def _number(outcome: Any) -> int:
    return int(outcome.patch.ticket_id if isinstance(outcome, Written) else outcome.ticket_id)


def test_an_agent_who_is_faster_keeps_the_edit(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """What an agent does right before our write survives it, and where it is no matter of ours nothing holds it up."""
    [ticket] = face.customer(tags=["vip", "bo_old"])
    scanned = read(desk, [ticket], fields)
    desk.groups()  # more than a moment passes
    face.agent_beats_us(ticket, add_tags=["agents_own"], remove_tags=["vip"], subject="Agent's words")
    assert isinstance(written(desk, scanned, PATCH, fields)[ticket], Written)
    kept = face.kept(ticket)
    assert set(kept.tags) == {"agents_own", "bo_late"}
    assert kept.subject == "Agent's words"


EDITS: Mapping[str, Callable[[Face, int, Fields], object]] = {
    "solved": lambda face, ticket, _: face.edit(ticket, status="solved"),
    "to be removed": lambda face, ticket, _: face.edit(ticket, remove_tags=["bo_old"]),
    "to be added": lambda face, ticket, _: face.edit(ticket, add_tags=["bo_late"]),
    "ours": lambda face, ticket, _: face.edit(ticket, remove_tags=["bo_ours"]),
    "field to be written": lambda face, ticket, fields: face.fill(ticket, fields[FieldKey.ITEMS], "By hand"),
    "field of ours": lambda face, ticket, fields: face.fill(ticket, fields[FieldKey.OPTIONS], "By hand"),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of_what_was_decided_on_wins(face: Face, desk: Helpdesk, fields: Fields, name: str) -> None:
    """Where an agent changed what the decision hangs on, nothing is written there, and the ticket comes back as it is.

    The others are written, and so is this one once it was decided on again.
    """
    ids = face.customer(tickets=3, tags=["vip", "bo_old", "bo_ours"])
    scanned = read(desk, ids, fields)
    ours = replace(PATCH, before=View(tags=frozenset({"bo_ours"})))
    desk.groups()  # more than a moment passes
    EDITS[name](face, ids[1], fields)
    edited, others = face.kept(ids[1]), [ids[0], ids[2]]
    outcomes = written(desk, scanned, ours, fields)
    [now] = read(desk, [ids[1]], fields)
    assert outcomes[ids[1]] == Stale(now)
    assert face.kept(ids[1]) == edited
    assert all(isinstance(outcomes[ticket], Written) for ticket in others)
    [again] = desk.patch([Change(now, replace(TAG, ticket_id=now.id, add_tags=frozenset({"bo_again"})))], fields)
    assert isinstance(again, Written)
    assert set(face.kept(ids[1]).tags) == {*edited.tags, "bo_again"}


def test_a_ticket_that_was_just_read_is_not_read_again(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """What was decided on this very moment costs no second reading; with anything sent in between, it does."""
    first, second = face.customer(tickets=2)
    [ticket] = read(desk, [first], fields)
    before = desk.calls
    list(desk.patch([Change(ticket, replace(TAG, ticket_id=first))], fields))
    at_once = desk.calls - before
    [ticket] = read(desk, [second], fields)
    desk.groups()
    before = desk.calls
    list(desk.patch([Change(ticket, replace(TAG, ticket_id=second))], fields))
    assert desk.calls - before == at_once + 1


def test_a_tag_that_does_not_go_is_no_success(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """A helpdesk that says yes and keeps a tag that was to be removed is not believed."""
    [ticket] = face.customer(tags=["vip", "bo_old"])
    face.keeps_tags(ticket)
    outcomes = written(desk, read(desk, [ticket], fields), TicketPatch(0, remove_tags=frozenset({"bo_old"})), fields)
    assert "bo_old" in face.kept(ticket).tags
    assert isinstance(outcomes[ticket], Failed | Stale)
