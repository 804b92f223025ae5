from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest
import requests
import responses

from zendesk_bridge.core.errors import AuthRefused, BridgeError, Unavailable
from zendesk_bridge.core.model import (
    Failed,
    FieldKey,
    Note,
    Outcome,
    RemoteField,
    Skipped,
    Ticket,
    TicketPatch,
    TicketStatus,
    Written,
)
from zendesk_bridge.core.ports import Helpdesk

API = "https://acme.zendesk.com/api/v2"
MANY = f"{API}/tickets/update_many.json"
SHOW = f"{API}/tickets/show_many.json"
JOB = f"{API}/job_statuses/j1.json"
Fields = dict[FieldKey, RemoteField]

TAG = TicketPatch(1, add_tags=frozenset({"bo"}))
NOTE = replace(TAG, note=Note("<p>told</p> zb:1", "zb:1"))
NOTE_ALONE = replace(NOTE, add_tags=frozenset())


def _job(status: str = "completed", results: Any = None) -> dict[str, Any]:
    return {"job_status": {"id": "j1", "status": status, "results": results}}


def _row(ticket_id: int) -> dict[str, Any]:
    return {"id": ticket_id, "action": "update", "status": "Updated", "success": True}


def _run(account: Helpdesk, fields: Fields, patches: Sequence[TicketPatch]) -> list[Outcome]:
    by_id = {patch.ticket_id: patch for patch in patches}
    targets = [Ticket(number, TicketStatus.OPEN) for number in by_id]
    return list(account.patch_tickets(targets, lambda ticket: by_id[ticket.id], fields))


def _sent(http: responses.RequestsMock, method: str = "PUT") -> list[Any]:
    return [json.loads(call.request.body or "null") for call in http.calls if call.request.method == method]


def _show(http: responses.RequestsMock, status: str = "open") -> None:
    http.get(SHOW, json={"tickets": [{"id": 1, "status": status, "tags": []}]})


def _comments(http: responses.RequestsMock, *bodies: str) -> None:
    rows = [{"id": number, "html_body": body} for number, body in enumerate(bodies, 1)]
    http.get(f"{API}/tickets/1/comments.json", json={"comments": rows, "meta": {"has_more": False}})


def test_a_batch_holds_only_what_changes(account: Helpdesk, http: responses.RequestsMock, fields: Fields) -> None:
    """Tags are added and removed, fields set by id, a note is private; nothing else is sent."""
    patch = TicketPatch(
        1,
        add_tags=frozenset({"b", "a"}),
        remove_tags=frozenset({"c"}),
        fields=((FieldKey.ITEMS, "ABC"), (FieldKey.MESSAGE, "")),
        note=Note("<p>n</p>", "m"),
    )
    http.put(MANY, json=_job(results=[_row(1), _row(2)]))
    other = TicketPatch(2, remove_tags=frozenset({"c"}))
    assert _run(account, fields, [patch, other]) == [Written(patch), Written(other)]
    row = {
        "id": 1,
        "additional_tags": ["a", "b"],
        "remove_tags": ["c"],
        "custom_fields": [{"id": 11, "value": "ABC"}, {"id": 12, "value": ""}],
        "comment": {"html_body": "<p>n</p>", "public": False},
    }
    assert _sent(http) == [{"tickets": [row, {"id": 2, "remove_tags": ["c"]}]}]


def test_decisions_are_made_on_given_and_on_read_tickets(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields
) -> None:
    """A bare id is read first, a given ticket is not; skips and empty patches cost no write."""
    http.get(SHOW, json={"tickets": [{"id": 2, "status": "solved", "tags": ["x"]}]})
    seen: list[Ticket] = []

    def decide(ticket: Ticket) -> TicketPatch | Skipped:
        seen.append(ticket)
        return Skipped(ticket.id, "no") if ticket.id == 1 else TicketPatch(ticket.id)

    given = Ticket(1, TicketStatus.OPEN)
    outcomes = list(account.patch_tickets([given, 2, 3], decide, fields))
    assert outcomes == [
        Skipped(1, "no"),
        Written(TicketPatch(2), changed=False),
        Written(TicketPatch(3), changed=False),
    ]
    assert [ticket.status for ticket in seen] == [TicketStatus.OPEN, TicketStatus.SOLVED, TicketStatus.DELETED]


def test_batches_hold_a_hundred_and_no_ticket_twice(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields
) -> None:
    """Two changes of one ticket never race in one job."""

    def answer(request: Any) -> tuple[int, dict[str, str], str]:
        rows = json.loads(request.body)["tickets"]
        return 200, {}, json.dumps(_job(results=[_row(row["id"]) for row in rows]))

    http.add_callback(responses.PUT, MANY, answer)
    targets = [Ticket(number, TicketStatus.OPEN) for number in [*range(1, 102), 101, 101]]
    outcomes = list(account.patch_tickets(targets, lambda ticket: replace(TAG, ticket_id=ticket.id), fields))
    assert len(outcomes) == 103
    assert [len(body["tickets"]) for body in _sent(http)] == [100, 1, 1, 1]


def test_a_job_is_waited_for_with_growing_pauses(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields, clock: Any
) -> None:
    """Queued, working and unknown states all mean: not yet."""
    http.put(MANY, json=_job("queued"))
    for state in ("queued", "working", "dreaming"):
        http.get(JOB, json=_job(state))
    http.get(JOB, json=_job(results=[{"index": 0, "status": "Updated", "success": True}]))
    assert _run(account, fields, [TAG]) == [Written(TAG)]
    assert clock.slept == [1, 2, 4, 8]


def test_a_job_that_never_ends_is_given_up(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields, clock: Any
) -> None:
    """After the deadline the run ends, to be run again."""
    http.put(MANY, json=_job("queued"))
    http.get(JOB, json=_job("dreaming"))
    with pytest.raises(Unavailable, match="not finished"):
        _run(account, fields, [TAG])
    assert 600 <= sum(clock.slept) < 620


@pytest.mark.parametrize(
    "results",
    [
        None,
        [],
        {"success": True},
        [_row(99)],
        [{"index": 5, "success": True}],
        [{"index": 0, "error": "TicketUpdateFailed", "details": "Jane wrote"}],
        [{"id": 1, "success": False}],
        ["?"],
    ],
)
def test_a_row_without_proof_is_written_alone(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields, results: Any
) -> None:
    """A failed or a missing row is read again and tried alone, even when the job says completed."""
    http.put(MANY, json=_job(results=results))
    _show(http)
    http.put(f"{API}/tickets/1.json", json={"ticket": {"id": 1, "tags": ["bo"]}})
    assert _run(account, fields, [TAG]) == [Written(TAG)]
    assert _sent(http)[1] == {"ticket": {"additional_tags": ["bo"]}}


def test_a_vanished_job_is_not_taken_for_done(account: Helpdesk, http: responses.RequestsMock, fields: Fields) -> None:
    """Zendesk forgets old jobs; then each ticket is written alone."""
    http.put(MANY, json=_job("queued"))
    http.get(JOB, status=404)
    _show(http)
    http.put(f"{API}/tickets/1.json", json={"ticket": {"id": 1, "tags": ["bo"]}})
    assert _run(account, fields, [TAG]) == [Written(TAG)]


@pytest.mark.parametrize(
    "result",
    [
        {"id": 1, "error": "TicketUpdateFailed", "details": "Status: closed prevents ticket update"},
        {"index": 0, "error": "Status closed prevents ticket update"},
    ],
)
def test_a_closed_row_is_skipped(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields, result: dict[str, Any]
) -> None:
    """A ticket that was closed meanwhile is nobody's failure, and is not tried again."""
    http.put(MANY, json=_job(results=[result]))
    (outcome,) = _run(account, fields, [TAG])
    assert isinstance(outcome, Skipped)
    assert "closed" in outcome.reason


@pytest.mark.parametrize(
    ("status", "reason"), [("closed", "closed"), ("deleted", "gone"), ("suspended", "suspended"), (None, "gone")]
)
def test_a_ticket_out_of_reach_is_skipped(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields, status: str | None, reason: str
) -> None:
    """What reading again shows to be final is not written to."""
    http.put(MANY, json=_job(results=[]))
    http.get(SHOW, json={"tickets": [{"id": 1, "status": status}] if status else []})
    (outcome,) = _run(account, fields, [TAG])
    assert isinstance(outcome, Skipped)
    assert reason in outcome.reason


@pytest.mark.parametrize("status", [400, 404, 409, 413, 422])
def test_a_refused_batch_does_not_stop_the_others(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields, status: int
) -> None:
    """When a whole batch is refused, each ticket is tried alone and fails or not for itself."""
    http.put(MANY, status=status, json={"error": "RecordInvalid"})
    http.get(SHOW, json={"tickets": [{"id": 1, "status": "open"}, {"id": 2, "status": "open"}]})
    words = {"error": "RecordInvalid", "details": {"base": [{"description": "Jane wrote"}]}}
    http.put(f"{API}/tickets/1.json", status=422, json=words)
    http.put(f"{API}/tickets/2.json", json={"ticket": {"tags": ["bo"]}})
    second = replace(TAG, ticket_id=2)
    first, other = _run(account, fields, [TAG, second])
    assert isinstance(first, Failed)
    assert "RecordInvalid (base)" in first.reason
    assert "Jane" not in first.reason
    assert other == Written(second)


def test_closed_while_writing_alone_is_skipped(account: Helpdesk, http: responses.RequestsMock, fields: Fields) -> None:
    """Zendesk's own words for a closed ticket are understood."""
    http.put(MANY, json=_job("failed"))
    _show(http)
    details = {"status": [{"description": "Status closed prevents ticket update"}]}
    http.put(f"{API}/tickets/1.json", status=422, json={"error": "RecordInvalid", "details": details})
    assert _run(account, fields, [TAG]) == [Skipped(1, "closed tickets take no updates")]


WARNED = {"X-Zendesk-API-Warn": 'Removed restricted keys ["tickets.additional_tags"] from parameters'}


@pytest.mark.parametrize(("headers", "tags"), [(WARNED, ["bo"]), ({}, [])], ids=["warned", "not on the ticket"])
def test_dropped_keys_are_a_failure(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields, headers: dict[str, str], tags: list[str]
) -> None:
    """A write that Zendesk accepted without our keys is never called written."""
    http.put(MANY, json=_job(results=[_row(1)]), headers=WARNED)
    _show(http)
    http.put(f"{API}/tickets/1.json", json={"ticket": {"tags": tags}}, headers=headers)
    (outcome,) = _run(account, fields, [TAG])
    assert isinstance(outcome, Failed)
    assert "did not take" in outcome.reason


def test_a_warning_about_other_keys_is_harmless(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields
) -> None:
    """Zendesk also warns about the id in the body, which it does not need."""
    http.put(
        MANY, json=_job(results=[_row(1)]), headers={"X-Zendesk-API-Warn": 'Removed restricted keys ["ticket.id"]'}
    )
    assert _run(account, fields, [TAG]) == [Written(TAG)]


@pytest.mark.parametrize(("bodies", "changed"), [(["x", "<p>told</p> zb:1"], False), (["x"], True)])
def test_a_note_that_is_there_is_not_written_twice(
    account: Helpdesk,
    http: responses.RequestsMock,
    fields: Fields,
    bodies: Iterable[str],
    changed: Any,
) -> None:
    """A patch with nothing but a note is what a broken run left; its marker tells whether it was written."""
    _comments(http, *bodies)
    if changed:
        http.put(MANY, json=_job(results=[_row(1)]))
    assert _run(account, fields, [NOTE_ALONE]) == [Written(NOTE_ALONE, changed=changed)]


@pytest.mark.parametrize("lost", [requests.ReadTimeout(), requests.ConnectionError("reset"), '{"job_st'])
def test_a_lost_batch_with_a_note_is_looked_at(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields, lost: Exception | str
) -> None:
    """The batch is not sent again; the note is left out where it is there already, the rest is repeated."""
    http.put(MANY, body=lost)
    _show(http)
    _comments(http, "zb:1")
    http.put(f"{API}/tickets/1.json", json={"ticket": {"tags": ["bo"]}})
    assert _run(account, fields, [NOTE]) == [Written(NOTE)]
    assert _sent(http)[1] == {"ticket": {"additional_tags": ["bo"]}}


def test_a_lost_batch_without_a_note_is_sent_again(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields
) -> None:
    """Adding a tag twice is adding it once."""
    http.put(MANY, body=requests.ReadTimeout())
    http.put(MANY, json=_job(results=[_row(1)]))
    assert _run(account, fields, [TAG]) == [Written(TAG)]


def test_a_lost_single_write_with_a_note_is_looked_at(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields
) -> None:
    """If the note is there after a lost answer, so is the rest of that write."""
    http.put(MANY, json=_job(results=[]))
    _show(http)
    _comments(http, "x")
    http.put(f"{API}/tickets/1.json", body=requests.ReadTimeout())
    _comments(http, "x", "zb:1")
    assert _run(account, fields, [NOTE]) == [Written(NOTE)]
    assert len(_sent(http)) == 2


@pytest.mark.parametrize(
    ("patch", "status", "error"),
    [(TAG, 401, AuthRefused), (TAG, 403, AuthRefused), (TAG, 503, Unavailable), (NOTE, 429, Unavailable)],
)
def test_what_concerns_everything_stops_the_run(
    account: Helpdesk,
    http: responses.RequestsMock,
    fields: Fields,
    patch: TicketPatch,
    status: int,
    error: type[BridgeError],
) -> None:
    """Credentials and outages are raised, not counted as failed tickets."""
    http.put(MANY, status=status, headers={"Retry-After": "9999"})
    with pytest.raises(error):
        _run(account, fields, [patch])
    assert len(http.calls) == 1


def test_too_many_jobs_are_waited_for(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields, clock: Any
) -> None:
    """A full job queue is a limit like any other, even for notes."""
    http.put(MANY, status=429, json={"error": "TooManyJobs", "current_job_ids": []})
    http.put(MANY, json=_job(results=[_row(1)]))
    assert _run(account, fields, [NOTE]) == [Written(NOTE)]
    assert len(clock.slept) == 1


def test_only_numbers_stand_in_reasons(account: Helpdesk, http: responses.RequestsMock, fields: Fields) -> None:
    """A failure names label, method, path and the error's name."""
    http.put(MANY, json=_job(results=[]))
    _show(http)
    http.put(f"{API}/tickets/1.json", status=422, json={"error": "RecordInvalid"})
    (outcome,) = _run(account, fields, [TAG])
    assert isinstance(outcome, Failed)
    assert re.fullmatch(r"shop: PUT /api/v2/tickets/1\.json answered 422 RecordInvalid", outcome.reason)
