from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
import requests
import responses

from zendesk_bridge.core.errors import Unavailable
from zendesk_bridge.core.model import Change, FieldKey, Note, Outcome, RemoteField, Ticket, TicketPatch, Written
from zendesk_bridge.core.ports import Helpdesk

API = "https://acme.zendesk.com/api/v2"
MANY = f"{API}/tickets/update_many.json"
SHOW = f"{API}/tickets/show_many.json"
JOB = f"{API}/job_statuses/j1.json"
JOBS = f"{API}/job_statuses.json"
Fields = dict[FieldKey, RemoteField]
Run = Callable[[TicketPatch], list[Outcome]]

TAG = TicketPatch(1, add_tags=frozenset({"bo"}))
NOTE = replace(TAG, note=Note("<p>told</p> zb:1", "zb:1"))
NOTE_ALONE = replace(NOTE, add_tags=frozenset())
DONE = {"id": 1, "action": "update", "status": "Updated", "success": True}
ONE = {"ticket": {"id": 1, "tags": ["bo"]}}


def _job(status: str = "completed", results: Any = None) -> dict[str, Any]:
    return {"job_status": {"id": "j1", "status": status, "results": results}}


@pytest.fixture
def run(account: Helpdesk, fields: Fields, listed: Callable[..., list[Ticket]]) -> Run:
    """Return a run that decides on the ticket as just read."""

    def patch(wanted: TicketPatch) -> list[Outcome]:
        [ticket] = listed(1)
        return list(account.patch([Change(ticket, wanted)], fields))

    return patch


def _sent(http: responses.RequestsMock) -> list[Any]:
    return [json.loads(call.request.body or "null") for call in http.calls if call.request.method == "PUT"]


def _show(http: responses.RequestsMock, *tags: str) -> None:
    """Answer one reading of ticket 1."""
    row = {"id": 1, "status": "open", "tags": tags, "custom_fields": [{"id": 11, "value": None}]}
    http.get(SHOW, json={"tickets": [row]})


def _comments(http: responses.RequestsMock, *bodies: str) -> None:
    rows = [{"id": number, "html_body": body} for number, body in enumerate(bodies, 1)]
    http.get(f"{API}/tickets/1/comments.json", json={"comments": rows, "meta": {"has_more": False}})


def test_a_job_is_waited_for_with_growing_pauses(http: responses.RequestsMock, run: Run, clock: Any) -> None:
    """Queued, working and unknown states all mean: not yet."""
    http.put(MANY, json=_job("queued"))
    for state in ("queued", "working", "dreaming"):
        http.get(JOB, json=_job(state))
    http.get(JOB, json=_job(results=[{"index": 0, "status": "Updated", "success": True}]))
    _show(http, "bo")
    assert run(TAG) == [Written(TAG)]
    assert clock.slept == [0.5, 1, 2, 4]


def test_a_job_that_never_ends_is_given_up(http: responses.RequestsMock, run: Run, clock: Any) -> None:
    """After the deadline the run ends, to be run again; the job may still write, so nothing else does."""
    http.put(MANY, json=_job("queued"))
    http.get(JOB, json=_job("dreaming"))
    with pytest.raises(Unavailable, match="not finished"):
        run(NOTE)
    assert 600 <= sum(clock.slept) < 620
    assert len(_sent(http)) == 1


def test_a_job_that_never_ends_is_not_waited_for_twice(http: responses.RequestsMock, run: Run) -> None:
    """Tags and fields may be set twice, so they go one by one instead, and for the rest of the session."""
    http.put(MANY, json=_job("queued"))
    waiting = http.get(JOB, json=_job("working"))
    http.get(f"{API}/users/me.json", json={"user": {"id": 1}})
    for _ in range(2):
        _show(http)
        http.put(f"{API}/tickets/1.json", json=ONE)
        assert run(TAG) == [Written(TAG)]
    assert 0 < waiting.call_count < 200


@pytest.mark.parametrize("answer", [{"status": 404}, {"status": 422}, {"status": 503}, {"body": "{"}, {"json": []}])
def test_a_job_that_cannot_be_asked_for_may_still_write_its_note(
    http: responses.RequestsMock, run: Run, answer: dict[str, Any]
) -> None:
    """Nobody writes a note beside a job of which nobody knows whether it has ended: the next run looks first."""
    http.put(MANY, json=_job("queued"))
    http.get(JOB, **answer)
    with pytest.raises(Unavailable, match="job_statuses"):
        run(NOTE)
    assert len(_sent(http)) == 1


def test_a_vanished_job_is_not_taken_for_done(http: responses.RequestsMock, run: Run) -> None:
    """Zendesk forgets old jobs; then each ticket is written alone."""
    http.put(MANY, json=_job("queued"))
    http.get(JOB, status=404)
    _show(http)
    http.put(f"{API}/tickets/1.json", json=ONE)
    assert run(TAG) == [Written(TAG)]


def test_too_many_jobs_are_waited_for(http: responses.RequestsMock, run: Run, clock: Any) -> None:
    """A full job queue is a limit like any other, even for notes."""
    http.put(MANY, status=429, json={"error": "TooManyJobs", "current_job_ids": []})
    http.put(MANY, json=_job(results=[DONE]))
    _show(http, "bo")
    assert run(NOTE) == [Written(NOTE)]
    assert len(clock.slept) == 1


@pytest.mark.parametrize(("bodies", "changed"), [(["x", "<p>told</p> zb:1"], False), (["x"], True)])
def test_a_note_that_is_there_is_not_written_twice(
    http: responses.RequestsMock,
    run: Run,
    bodies: Iterable[str],
    changed: Any,
) -> None:
    """A patch with nothing but a note is what a broken run left; its marker tells whether it was written."""
    _comments(http, *bodies)
    if changed:  # alone, because a job that did not end is what broke the run
        _show(http)
        http.put(f"{API}/tickets/1.json", json=ONE)
    assert run(NOTE_ALONE) == [Written(NOTE_ALONE, changed=changed)]


@pytest.mark.parametrize("lost", [requests.ReadTimeout(), requests.ConnectionError("reset"), '{"job_st'])
def test_a_lost_batch_with_a_note_is_looked_at(http: responses.RequestsMock, run: Run, lost: Exception | str) -> None:
    """The batch is not sent again; the note is left out where it is there already, the rest is repeated."""
    http.put(MANY, body=lost)
    http.get(JOBS, json={"job_statuses": [{"id": "j1", "status": "completed"}]})
    _show(http)
    _comments(http, "zb:1")
    http.put(f"{API}/tickets/1.json", json=ONE)
    assert run(NOTE) == [Written(NOTE)]
    assert _sent(http)[1] == {"ticket": {"additional_tags": ["bo"]}}


def test_a_lost_batch_is_let_end_before_its_notes_are_looked_for(http: responses.RequestsMock, run: Run) -> None:
    """Jobs that ran when the answer was lost must end first: one of them may be ours. Later ones are others'."""
    http.put(MANY, body=requests.ReadTimeout())
    for jobs in ({"j1": "queued", "j0": "completed"}, {"j1": "working", "j2": "queued"}, {"j2": "working"}):
        http.get(JOBS, json={"job_statuses": [{"id": number, "status": status} for number, status in jobs.items()]})
    _show(http)
    _comments(http, "zb:1")
    http.put(f"{API}/tickets/1.json", json=ONE)
    assert run(NOTE) == [Written(NOTE)]


@pytest.mark.parametrize(
    "answer", [{"json": {"job_statuses": [{"id": "j1", "status": "queued"}]}}, {"status": 404}, {"json": {}}]
)
def test_a_lost_batch_that_may_still_run_ends_the_run(
    http: responses.RequestsMock, run: Run, answer: dict[str, Any]
) -> None:
    """Where nobody can tell that the job has ended, no note is written beside it."""
    http.put(MANY, body=requests.ReadTimeout())
    http.get(JOBS, **answer)
    with pytest.raises(Unavailable, match="job"):
        run(NOTE)
    assert len(_sent(http)) == 1


def test_a_lost_batch_without_a_note_is_sent_again(http: responses.RequestsMock, run: Run) -> None:
    """Adding a tag twice is adding it once."""
    http.put(MANY, body=requests.ReadTimeout())
    http.put(MANY, json=_job(results=[DONE]))
    _show(http, "bo")
    assert run(TAG) == [Written(TAG)]


def test_a_lost_single_write_with_a_note_is_looked_at(http: responses.RequestsMock, run: Run) -> None:
    """If the note is there after a lost answer, so is the rest of that write."""
    http.put(MANY, json=_job(results=[]))
    _show(http)
    _comments(http, "x")
    http.put(f"{API}/tickets/1.json", body=requests.ReadTimeout())
    _comments(http, "x", "zb:1")
    assert run(NOTE) == [Written(NOTE)]
    assert len(_sent(http)) == 2
