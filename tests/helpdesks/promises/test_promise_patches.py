from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from zendesk_bridge.core.errors import AuthRefused, BridgeError, Unavailable
from zendesk_bridge.core.model import (
    Change,
    Failed,
    FieldKey,
    Fields,
    FieldSpec,
    Note,
    Outcome,
    Skipped,
    Stale,
    Ticket,
    TicketPatch,
    Written,
)
from zendesk_bridge.core.ports import Helpdesk

Face = Any  # a class in conftest.py, which a test cannot import
PATCH = TicketPatch(
    0,
    add_tags=frozenset({"bo_late", "bo_wid-12"}),
    remove_tags=frozenset({"bo_old"}),
    fields=((FieldKey.ITEMS, "WID-12"), (FieldKey.MESSAGE, "They ship soon.\nYou may wait.")),
)
TAG = TicketPatch(0, add_tags=frozenset({"bo_late"}))
NOTE = Note("<p>Told about <b>WID-12</b> [zb-note-1]</p>", "[zb-note-1]")


def always(patch: TicketPatch) -> Callable[[Ticket], TicketPatch]:
    """Decide the same for every ticket."""
    return lambda ticket: replace(patch, ticket_id=ticket.id)


def as_needed(patch: TicketPatch) -> Callable[[Ticket], TicketPatch]:
    """Decide as triage does: name only what the ticket lacks."""

    def decide(ticket: Ticket) -> TicketPatch:
        return replace(
            patch,
            ticket_id=ticket.id,
            add_tags=patch.add_tags - ticket.tags,
            remove_tags=patch.remove_tags & ticket.tags,
            fields=tuple((key, text) for key, text in patch.fields if ticket.fields.get(key) != text),
        )

    return decide


def read(desk: Helpdesk, ids: Iterable[int], fields: Fields) -> list[Ticket]:
    """Return these tickets as they are now."""
    return [found for found in desk.tickets(list(ids), fields) if isinstance(found, Ticket)]


def changes(targets: Iterable[Ticket], decide: Callable[[Ticket], TicketPatch]) -> list[Change]:
    """Decide on these tickets as they were read."""
    return [Change(ticket, decide(ticket)) for ticket in targets]


def patch(desk: Helpdesk, ids: Iterable[int], decide: Callable[[Ticket], TicketPatch], fields: Fields) -> list[Outcome]:
    """Read these tickets, decide, and write at once."""
    return list(desk.patch(changes(read(desk, ids, fields), decide), fields))


def by_id(outcomes: Iterable[Outcome]) -> dict[int, Outcome]:
    """Return outcomes by ticket; each ticket has one."""
    found: dict[int, Outcome] = {}
    for outcome in outcomes:
        ticket = ticket_of(outcome)
        assert ticket not in found
        found[ticket] = outcome
    return found


def ticket_of(outcome: Outcome) -> int:
    """Return the id of the ticket that an outcome is about."""
    if isinstance(outcome, Written):
        return outcome.patch.ticket_id
    return outcome.ticket.id if isinstance(outcome, Stale) else outcome.ticket_id


def writes(face: Face) -> int:
    """Return how many writing requests were sent since the last look."""
    sent = int(face.admin("requests", method="GET")["writes"])
    face.admin("requests", method="DELETE")
    return sent


@pytest.mark.parametrize("fresh", [True, False], ids=["just-read", "listed"])
def test_only_what_is_named_changes(face: Face, desk: Helpdesk, fields: Fields, fresh: bool) -> None:  # noqa: FBT001 - a table
    """Tags are added and removed one by one, fields set one by one; all that an agent put there stays."""
    title = f"Order number {fresh}"
    theirs = desk.create_field(FieldSpec(FieldKey.ITEMS, title, "An agent's own."))
    [ticket] = face.customer(tags=["vip", "bo_old", "agents_own"], status="pending")
    face.fill(ticket, theirs, "A-1")
    face.fill(ticket, fields[FieldKey.OPTIONS], "wait")
    before = face.kept(ticket)
    targets = read(desk, [ticket], fields)
    if not fresh:
        desk.groups()  # other work in between
    assert list(desk.patch(changes(targets, always(PATCH)), fields)) == [Written(replace(PATCH, ticket_id=ticket))]
    after = face.kept(ticket)
    assert set(after.tags) == {"vip", "agents_own", "bo_late", "bo_wid-12"}
    assert face.custom(ticket) == {
        theirs.name: "A-1",
        fields[FieldKey.OPTIONS].name: "wait",
        **{fields[key].name: text for key, text in PATCH.fields},
    }
    unchanged = ("subject", "status", "priority", "type", "requester_id", "assignee_id", "description_html", "spam")
    assert [getattr(after, name) for name in unchanged] == [getattr(before, name) for name in unchanged]
    assert face.written_on(ticket) == []


def test_an_empty_patch_writes_nothing(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """Nothing to do is an outcome without a request."""
    ids = face.customer(tickets=3)
    targets = read(desk, ids, fields)
    writes(face)
    before, calls = [face.kept(ticket) for ticket in ids], desk.calls
    outcomes = list(desk.patch(changes(targets, always(TicketPatch(0))), fields))
    assert outcomes == [Written(TicketPatch(ticket), changed=False) for ticket in ids]
    assert desk.calls == calls
    patch(desk, ids, always(TicketPatch(0)), fields)
    assert (writes(face), [face.kept(ticket) for ticket in ids]) == (0, before)


def test_the_second_time_changes_nothing(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """The same patch again leaves the ticket as it is, to the second of its last change."""
    [ticket] = face.customer(tags=["bo_old"])
    patch(desk, [ticket], always(PATCH), fields)
    before = face.kept(ticket)
    face.later(60)
    patch(desk, [ticket], always(PATCH), fields)
    assert face.kept(ticket) == before
    writes(face)
    [again] = patch(desk, [ticket], as_needed(PATCH), fields)
    assert again == Written(TicketPatch(ticket), changed=False)
    assert writes(face) == 0


def test_many_at_once(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """120 tickets are all written, each with its own text, and the helpdesk finds nothing wrong with the requests."""
    face.admin("settings", {"job_polls": 3})
    ids = face.customer(tickets=120)

    def decide(ticket: Ticket) -> TicketPatch:
        return replace(TAG, ticket_id=ticket.id, fields=((FieldKey.ITEMS, f"WID-{ticket.id}"),))

    face.admin("requests", method="DELETE")
    outcomes = by_id(desk.patch(changes(read(desk, ids, fields), decide), fields))
    assert face.admin("requests", method="GET")["statuses"].keys() == {"200"}
    assert outcomes.keys() == set(ids)
    assert all(isinstance(outcome, Written) for outcome in outcomes.values())
    for ticket in read(desk, ids, fields):
        assert (ticket.tags, ticket.fields[FieldKey.ITEMS]) == ({"vip", "bo_late"}, f"WID-{ticket.id}")


@pytest.mark.parametrize("end", ["deleted", "spam", "closed", "merged"])
@pytest.mark.parametrize("fresh", [True, False], ids=["after-scan", "before"])
def test_tickets_that_ended(face: Face, desk: Helpdesk, fields: Fields, end: str, fresh: bool) -> None:  # noqa: FBT001 - a table
    """A ticket that takes no updates is skipped and does not hold up the others; any other is written."""
    first, ended, last = face.customer(tickets=3)
    if fresh:
        targets = read(desk, [first, ended, last], fields)
        face.end_as(ended, end)
        desk.groups()  # more than a moment passes
    else:
        face.end_as(ended, end)
        targets = read(desk, [first, ended, last], fields)
    outcomes = by_id(desk.patch(changes(targets, always(TAG)), fields))
    passing = Stale if fresh else Written
    assert isinstance(outcomes[ended], Skipped if end in face.final else passing)
    assert ("bo_late" in face.kept(ended).tags) is (end not in face.final and not fresh)
    for ticket in (first, last):
        assert outcomes[ticket] == Written(replace(TAG, ticket_id=ticket))
        assert "bo_late" in face.kept(ticket).tags


def test_a_ticket_that_never_was(desk: Helpdesk, fields: Fields) -> None:
    """An id that no ticket has reads as deleted, and is skipped for good."""
    [ticket] = read(desk, [99_999_999], fields)
    assert ticket.status == "deleted"
    [outcome] = desk.patch(changes([ticket], always(TAG)), fields)
    assert isinstance(outcome, Skipped)
    assert outcome.final


def test_one_that_fails_fails_alone(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """A ticket that the helpdesk refuses is failed, without the customer's words; the others are written."""
    ids = face.customer(tickets=5)
    face.refuse(ids[2])
    outcomes = by_id(desk.patch(changes(read(desk, ids, fields), always(TAG)), fields))
    failed = outcomes.pop(ids[2])
    assert isinstance(failed, Failed)
    assert "WID-12" not in failed.reason
    assert all(isinstance(outcome, Written) for outcome in outcomes.values())
    assert [ticket for ticket in ids if "bo_late" in face.kept(ticket).tags] == [*ids[:2], *ids[3:]]


def test_a_row_that_fails_once_is_tried_again(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """A passing failure of one row, or one conflict, fails no ticket: it is decided on again at most."""
    ids = face.customer(tickets=3)
    face.fault("fail_rows", tickets=[ids[1]])
    face.fault("conflict", face.patches, "PUT")
    outcomes = list(desk.patch(changes(read(desk, ids, fields), always(TAG)), fields))
    stale = [outcome.ticket for outcome in outcomes if isinstance(outcome, Stale)]
    outcomes += desk.patch(changes(stale, always(TAG)), fields)
    assert len([outcome for outcome in outcomes if isinstance(outcome, Written)]) == len(ids)
    assert all("bo_late" in face.kept(ticket).tags for ticket in ids)


@pytest.mark.parametrize("effect", ["cut_before", "cut_after", "cut_within", "truncate", "status"])
def test_a_lost_answer_is_no_lost_patch(face: Face, desk: Helpdesk, fields: Fields, effect: str) -> None:
    """Whether or not a write took effect before its answer was lost, the patch is on the ticket once."""
    ids = face.customer(tickets=3, tags=["vip", "bo_old"])
    face.fault(effect, face.patches, "PUT")
    targets = read(desk, ids, fields)
    try:
        outcomes = list(desk.patch(changes(targets, always(PATCH)), fields))
    except BridgeError:
        outcomes = patch(desk, ids, always(PATCH), fields)
    assert all(isinstance(outcome, Written) for outcome in outcomes)
    for ticket in read(desk, ids, fields):
        assert ticket.tags == {"vip", "bo_late", "bo_wid-12"}
        assert {key: ticket.fields[key] for key, _ in PATCH.fields} == dict(PATCH.fields)


def test_a_note_is_private_and_comes_once(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """A note stands on the ticket with its marker, seen by agents only, and a run that repeats it adds none."""
    [ticket] = face.customer()
    noted = replace(PATCH, note=NOTE)
    for _ in range(3):
        patch(face.desk(), [ticket], as_needed(noted), fields)
    [note] = face.written_on(ticket)
    assert not note.public
    assert NOTE.marker in note.text
    assert "<b>WID-12</b>" in note.html
    alone = patch(desk, [ticket], as_needed(noted), fields)
    assert alone == [Written(TicketPatch(ticket, note=NOTE), changed=False)]


@pytest.mark.parametrize("effect", ["cut_before", "cut_after", "cut_within", "truncate", "status"])
@pytest.mark.parametrize("alone", [True, False], ids=["note-alone", "with-tags"])
def test_a_note_whose_answer_is_lost_comes_once(
    face: Face,
    desk: Helpdesk,
    fields: Fields,
    effect: str,
    alone: bool,  # noqa: FBT001 - a table
) -> None:
    """However the answer is lost, each ticket has its note once, in this run and the next."""
    ids = face.customer(tickets=2)
    noted = TicketPatch(0, note=NOTE) if alone else replace(PATCH, note=NOTE)
    method, path = face.notes_sent
    face.fault(effect, path, method)
    for _ in range(2):
        outcomes = patch(desk, ids, as_needed(noted), fields)
        assert all(isinstance(outcome, Written) for outcome in outcomes)
        assert [len(face.written_on(ticket)) for ticket in ids] == [1, 1]
    assert all(not note.public for ticket in ids for note in face.written_on(ticket))


def test_two_different_notes_both_come(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """A note is recognised by its marker, not by being a note."""
    [ticket] = face.customer()
    for number in (1, 2):
        note = Note(f"<p>News [zb-note-{number}]</p>", f"[zb-note-{number}]")
        patch(desk, [ticket], always(TicketPatch(0, note=note)), fields)
    assert len(face.written_on(ticket)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Grüße aus Köln: „Straße“ ½ € 日本語",
        "😀 👩‍👩‍👧 🇩🇪",
        "\"double\" 'single' `tick` \\ backslash / slash",
        "one\ntwo\n\nfour",
        "<b>no markup</b> & &amp; {{ticket.id}} {% if x %}",
        "x" * 5000,
        "0",
        "2026-12-01",
    ],
    ids=["umlauts", "emoji", "quotes", "lines", "markup", "long", "zero", "date"],
)
def test_field_texts_come_back(face: Face, desk: Helpdesk, fields: Fields, text: str) -> None:
    """What is written into a field reads back to the letter, and is not written a second time."""
    [ticket] = face.customer()
    text_patch = TicketPatch(0, fields=((FieldKey.MESSAGE, text),))
    patch(desk, [ticket], always(text_patch), fields)
    [found] = read(desk, [ticket], fields)
    assert found.fields[FieldKey.MESSAGE] == text
    writes(face)
    patch(desk, [ticket], as_needed(text_patch), fields)
    assert writes(face) == 0


def test_a_field_is_cleared(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """An empty text empties its field, and no other; a second time there is nothing to do."""
    [ticket] = face.customer()
    patch(desk, [ticket], always(PATCH), fields)
    cleared = TicketPatch(0, fields=((FieldKey.ITEMS, ""),))
    patch(desk, [ticket], always(cleared), fields)
    [found] = read(desk, [ticket], fields)
    assert (found.fields[FieldKey.ITEMS], found.fields[FieldKey.MESSAGE]) == ("", dict(PATCH.fields)[FieldKey.MESSAGE])
    before = face.kept(ticket)
    face.later(60)
    patch(desk, [ticket], always(cleared), fields)
    assert face.kept(ticket) == before


def test_marks_come_off_again(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """Patch and counter-patch leave a ticket as the customer opened it."""
    [ticket] = face.customer(tags=["vip"])
    before = face.kept(ticket)
    patch(desk, [ticket], always(PATCH), fields)
    off = TicketPatch(0, remove_tags=PATCH.add_tags, fields=tuple((key, "") for key, _ in PATCH.fields))
    patch(desk, [ticket], always(off), fields)
    kept = face.kept(ticket)
    assert (kept.tags, kept.subject, kept.status) == (before.tags, before.subject, before.status)
    assert not any(face.custom(ticket).values())


def test_a_ticket_twice(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """Of two changes to one ticket that were decided on the same reading the second is stale: the first was faster."""
    [ticket] = face.customer()
    [target] = read(desk, [ticket], fields)
    first, second = (TicketPatch(ticket, fields=((FieldKey.ITEMS, text),)) for text in ("spät", "tard"))
    outcomes = list(desk.patch([Change(target, first), Change(target, second)], fields))
    assert outcomes == [Written(first), Stale(read(desk, [ticket], fields)[0])]


def test_refused_credentials_end_the_run(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """When the credentials stop to hold, the run stops too, instead of failing ticket after ticket."""
    targets = read(desk, face.customer(tickets=3), fields)
    face.fault("status", "/tickets", "PUT", to=None, status=401, body={"error": "Unauthorized"})
    with pytest.raises(AuthRefused):
        list(desk.patch(changes(targets, always(TAG)), fields))


def test_what_is_forbidden_is_not_written(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """A 403 means the account on one helpdesk, the ticket on another; on none it passes as written."""
    targets = read(desk, face.customer(tickets=3), fields)
    face.fault("status", "/tickets", "PUT", to=None, status=403, body={"error": "Forbidden"})
    outcomes: list[Outcome] = []
    with suppress(AuthRefused):
        outcomes.extend(desk.patch(changes(targets, always(TAG)), fields))
    assert all(isinstance(outcome, Failed) for outcome in outcomes)


def test_an_account_that_is_down_ends_the_run(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """When nothing answers any more, the run says so; tickets are not reported as failed or skipped."""
    targets = read(desk, face.customer(tickets=3), fields)
    face.fault("status", "", "", to=None, status=503)
    with pytest.raises(Unavailable):
        list(desk.patch(changes(targets, always(PATCH)), fields))


def test_outcomes_come_as_they_are_asked_for(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """A reader who stops after the first outcome has that one written; nothing is written before it is asked for."""
    ids = face.customer(tickets=2)
    targets = read(desk, ids, fields)
    writes(face)
    running = desk.patch(iter(changes(targets, always(TAG))), fields)
    assert writes(face) == 0
    assert isinstance(next(iter(running)), Written)
    assert "bo_late" in face.kept(ids[0]).tags
