from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
import responses

from zendesk_bridge.core.errors import AuthRefused, BridgeError, Unavailable
from zendesk_bridge.core.model import (
    Change,
    Failed,
    FieldKey,
    Note,
    Outcome,
    RemoteField,
    Skipped,
    SkipReason,
    Stale,
    Ticket,
    TicketPatch,
    Written,
)
from zendesk_bridge.core.ports import Helpdesk

API = "https://acme.zendesk.com/api/v2"
MANY = f"{API}/tickets/update_many.json"
SHOW = f"{API}/tickets/show_many.json"
TAGS = f"{API}/tickets/1/tags.json"
Fields = dict[FieldKey, RemoteField]
Run = Callable[..., list[Outcome]]

TAG = TicketPatch(1, add_tags=frozenset({"bo"}))
NOTE = replace(TAG, note=Note("<p>told</p> zb:1", "zb:1"))
TEXT = replace(TAG, add_tags=frozenset(), fields=((FieldKey.ITEMS, "ABC"),))
CLOSED = Skipped(1, SkipReason.CLOSED)


def _job(status: str = "completed", results: Any = None) -> dict[str, Any]:
    return {"job_status": {"id": "j1", "status": status, "results": results}}


def _row(ticket_id: int) -> dict[str, Any]:
    return {"id": ticket_id, "action": "update", "status": "Updated", "success": True}


@pytest.fixture
def run(account: Helpdesk, fields: Fields, listed: Callable[..., list[Ticket]]) -> Run:
    """Return a run that decides on tickets as just read."""

    def patch(wanted: Sequence[TicketPatch], **more: Any) -> list[Outcome]:
        tickets = listed(*(one.ticket_id for one in wanted), **more)
        return list(account.patch(map(Change, tickets, wanted), fields))

    return patch


def _sent(http: responses.RequestsMock, method: str = "PUT") -> list[Any]:
    return [json.loads(call.request.body or "null") for call in http.calls if call.request.method == method]


def _show(http: responses.RequestsMock, *tags: str, status: str = "open", text: str | None = None) -> None:
    """Answer one reading of ticket 1."""
    http.get(SHOW, json=_rows(1, tags=tags, status=status, text=text))


def _one(*tags: str, number: int = 1, text: str | None = None) -> dict[str, Any]:
    """Return the answer to a single update."""
    return {"ticket": {"id": number, "tags": tags, "custom_fields": [{"id": 11, "value": text}]}}


def test_a_batch_holds_only_what_changes(http: responses.RequestsMock, run: Run) -> None:
    """Tags are added and removed, fields set by id, a note is private; nothing else is sent."""
    patch = TicketPatch(
        1,
        add_tags=frozenset({"b", "a"}),
        remove_tags=frozenset({"c"}),
        fields=((FieldKey.ITEMS, "ABC"), (FieldKey.MESSAGE, "")),
        note=Note("<p>n</p>", "m"),
    )
    http.put(MANY, json=_job(results=[_row(1), _row(2)]))
    there = {"id": 1, "tags": ["a", "b"], "custom_fields": [{"id": 11, "value": "ABC"}, {"id": 12, "value": None}]}
    http.get(SHOW, json={"tickets": [there, {"id": 2, "tags": []}]})
    other = TicketPatch(2, remove_tags=frozenset({"c"}))
    assert run([patch, other]) == [Written(patch), Written(other)]
    row = {
        "id": 1,
        "additional_tags": ["a", "b"],
        "remove_tags": ["c"],
        "custom_fields": [{"id": 11, "value": "ABC"}, {"id": 12, "value": ""}],
        "comment": {"html_body": "<p>n</p>", "public": False},
    }
    assert _sent(http) == [{"tickets": [row, {"id": 2, "remove_tags": ["c"]}]}]


def _rows(*ids: int, tags: Sequence[str] = (), text: str | None = None, status: str = "open") -> dict[str, Any]:
    """Return the answer to a reading of tickets."""
    row = {"status": status, "tags": tags, "custom_fields": [{"id": 11, "value": text}]}
    return {"tickets": [{"id": number, **row} for number in ids]}


def test_tickets_are_read_again_right_before_their_job(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields, listed: Callable[..., list[Ticket]]
) -> None:
    """One call for a hundred tickets tells which of them an agent has changed: only the others go into the job."""
    given = listed(1, 2)
    http.get(f"{API}/users/show_many.json", json={"users": []})
    account.locales([7])
    edited = {"id": 2, "status": "open", "tags": [], "custom_fields": [{"id": 11, "value": "By hand"}]}
    http.get(SHOW, json={"tickets": [_rows(1)["tickets"][0], edited]})
    http.put(MANY, json=_job(results=[_row(1)]))
    http.get(SHOW, json=_rows(1, tags=["bo"]))
    second = replace(TAG, ticket_id=2)
    stale, written = account.patch([Change(given[0], TAG), Change(given[1], second)], fields)
    assert isinstance(stale, Stale)
    assert (stale.ticket.fields[FieldKey.ITEMS], stale.begun) == ("By hand", False)
    assert written == Written(TAG)
    assert [row["id"] for body in _sent(http) for row in body["tickets"]] == [1]


@pytest.mark.parametrize(
    ("text", "tags"), [("ABC", []), (None, ["bo"]), ("By hand", [])], ids=["half", "other half", "edited"]
)
def test_what_a_job_left_half_done_is_no_edit(
    http: responses.RequestsMock, run: Run, text: str | None, tags: list[str]
) -> None:
    """After a job, what we may have written ourselves is nobody's edit; anything else is, and is left alone."""
    patch, untouched = replace(TEXT, add_tags=frozenset({"bo"})), text != "By hand"
    http.put(MANY, json=_job(results=[]))
    http.get(SHOW, json=_rows(1, tags=tags, text=text))
    if untouched:
        http.put(f"{API}/tickets/1.json", json=_one("bo", text="ABC"))
    [outcome] = run([patch])
    if untouched:
        assert outcome == Written(patch)
    else:
        assert isinstance(outcome, Stale)
        assert outcome.begun


def test_batches_hold_a_hundred_and_no_ticket_twice(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields, listed: Callable[..., list[Ticket]]
) -> None:
    """Two changes of one ticket never race in one job: the second finds it changed."""

    def answer(request: Any) -> tuple[int, dict[str, str], str]:
        rows = json.loads(request.body)["tickets"]
        return 200, {}, json.dumps(_job(results=[_row(row["id"]) for row in rows]))

    numbers = [*range(1, 102), 101]
    tickets = listed(*dict.fromkeys(numbers))
    tickets.append(tickets[-1])
    http.add_callback(responses.PUT, MANY, answer)
    hundred = range(1, 101)
    http.get(SHOW, json=_rows(*hundred))
    http.get(SHOW, json=_rows(*hundred, tags=["bo"]))
    http.get(SHOW, json=_rows(101))
    http.get(SHOW, json=_rows(101, tags=["bo"]))
    changes = [Change(ticket, replace(TAG, ticket_id=ticket.id)) for ticket in tickets]
    outcomes = list(account.patch(changes, fields))
    assert [len(body["tickets"]) for body in _sent(http)] == [100, 1]
    assert [type(outcome) for outcome in outcomes] == [Written] * 101 + [Stale]


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
        [{"id": [], "success": True}],
        ["?"],
    ],
)
def test_a_row_without_proof_is_written_alone(http: responses.RequestsMock, run: Run, results: Any) -> None:
    """A failed or a missing row is read again and tried alone, even when the job says completed."""
    http.put(MANY, json=_job(results=results))
    _show(http)
    http.put(f"{API}/tickets/1.json", json=_one("bo"))
    assert run([TAG]) == [Written(TAG)]
    assert _sent(http)[1] == {"ticket": {"additional_tags": ["bo"]}}


@pytest.mark.parametrize(
    "result",
    [
        {"id": 1, "error": "TicketUpdateFailed", "details": "Status: closed prevents ticket update"},
        {"index": 0, "error": "Status closed prevents ticket update"},
    ],
)
def test_a_closed_row_is_skipped(http: responses.RequestsMock, run: Run, result: dict[str, Any]) -> None:
    """A ticket that was closed meanwhile is nobody's failure, and is not tried again."""
    http.put(MANY, json=_job(results=[result]))
    assert run([TAG]) == [CLOSED]


@pytest.mark.parametrize(
    ("status", "reason"), [("closed", "closed"), ("deleted", "deleted"), ("suspended", "spam"), (None, "deleted")]
)
def test_a_ticket_out_of_reach_is_skipped(
    http: responses.RequestsMock, run: Run, status: str | None, reason: str
) -> None:
    """What reading again shows to be final is not written to, now or later."""
    http.put(MANY, json=_job(results=[]))
    http.get(SHOW, json={"tickets": [{"id": 1, "status": status}] if status else []})
    (outcome,) = run([TAG])
    assert isinstance(outcome, Skipped)
    assert outcome.final
    assert reason in outcome.reason


@pytest.mark.parametrize("status", [400, 404, 409, 413, 422])
def test_a_refused_batch_does_not_stop_the_others(http: responses.RequestsMock, run: Run, status: int) -> None:
    """When a whole batch is refused, each ticket is tried alone and fails or not for itself."""
    http.put(MANY, status=status, json={"error": "RecordInvalid"})
    http.get(SHOW, json=_rows(1))
    http.get(SHOW, json=_rows(2))
    words = {"error": "RecordInvalid", "details": {"base": [{"description": "Jane wrote"}]}}
    http.put(f"{API}/tickets/1.json", status=422, json=words)
    http.put(f"{API}/tickets/2.json", json=_one("bo", number=2))
    second = replace(TAG, ticket_id=2)
    first, other = run([TAG, second])
    assert isinstance(first, Failed)
    assert "RecordInvalid (base)" in first.reason
    assert "Jane" not in first.reason
    assert other == Written(second)


def test_closed_while_writing_alone_is_skipped(http: responses.RequestsMock, run: Run) -> None:
    """Zendesk's own words for a closed ticket are understood."""
    http.put(MANY, json=_job("failed"))
    _show(http)
    details = {"status": [{"description": "Status closed prevents ticket update"}]}
    http.put(f"{API}/tickets/1.json", status=422, json={"error": "RecordInvalid", "details": details})
    assert run([TAG]) == [CLOSED]


def _warned(key: str) -> dict[str, str]:
    return {"X-Zendesk-API-Warn": f'Removed restricted keys ["{key}"] from parameters according to whitelist'}


@pytest.mark.parametrize(
    ("headers", "answer"),
    [(_warned("ticket.custom_fields"), _one(text="ABC")), ({}, _one(text="else")), ({}, _one())],
    ids=["warned", "another", "none"],
)
def test_dropped_fields_are_a_failure(
    http: responses.RequestsMock, run: Run, headers: dict[str, str], answer: Any
) -> None:
    """A write that Zendesk accepted without our fields is never called written."""
    http.put(MANY, json=_job(results=[_row(1)]), headers=_warned("tickets.custom_fields"))
    _show(http)
    http.put(f"{API}/tickets/1.json", json=answer, headers=headers)
    assert run([TEXT]) == [Failed(1, "the helpdesk did not take: custom_fields")]


def test_a_warning_about_other_keys_is_harmless(
    http: responses.RequestsMock, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    """Zendesk also warns about the id in the body, which it does not need; that is logged once."""
    for _ in range(2):
        http.put(MANY, json=_job(results=[_row(1)]), headers=_warned("ticket.id"))
        _show(http, text="ABC")
        assert run([TEXT]) == [Written(TEXT)]
    assert caplog.messages == ["shop: Zendesk ignored ticket.id"]


# --- tags in rows, which we assume to work


def test_what_a_job_wrote_is_read_back(http: responses.RequestsMock, run: Run) -> None:
    """A row that says "Updated" does not tell what it dropped: one reading for each job does."""
    http.put(MANY, json=_job(results=[_row(1)]))
    _show(http, text="ABC")
    assert run([TEXT]) == [Written(TEXT)]
    for _ in range(2):
        _show(http)
    http.put(f"{API}/tickets/1.json", json=_one())
    (outcome,) = run([TEXT])
    assert outcome == Failed(1, "the helpdesk did not take: custom_fields")


def test_tags_that_rows_cannot_carry_go_by_their_own_calls(
    http: responses.RequestsMock, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    """Success without the tags is found out; from then on the session writes them by the documented calls."""
    patch = replace(TEXT, add_tags=frozenset({"bo"}), remove_tags=frozenset({"old"}))
    http.put(MANY, json=_job(results=[_row(1)]))
    _show(http, "old", text="ABC")
    _show(http, "old", text="ABC")
    http.delete(TAGS, json={"tags": []})
    http.put(TAGS, json={"tags": ["bo"]})
    http.put(f"{API}/tickets/1.json", json=_one("bo", text="ABC"))
    assert run([patch], tags=["old"]) == [Written(patch)]
    assert run([patch], tags=["old"]) == [Written(patch)]
    assert [call.request.url.split("/")[-1].split("?")[0] for call in http.calls] == [
        "update_many.json",
        "show_many.json",
        *["show_many.json", "tags.json", "tags.json", "1.json"] * 2,
    ]
    assert _sent(http, "DELETE") == [{"tags": ["old"]}] * 2
    assert _sent(http)[1:3] == [{"tags": ["bo"]}, {"ticket": {"custom_fields": [{"id": 11, "value": "ABC"}]}}]
    assert len(caplog.messages) == 1
    assert run([TEXT]) == [Written(TEXT)]
    assert len(_sent(http)) == 6


def test_a_warning_about_tags_is_enough(http: responses.RequestsMock, run: Run) -> None:
    """Where Zendesk says itself that it ignored the tags, nothing is read back."""
    http.put(MANY, json=_job(results=[_row(1)]), headers=_warned("tickets.additional_tags"))
    _show(http)
    http.put(TAGS, json={"tags": []})
    assert run([TAG]) == [Failed(1, "the helpdesk did not take: additional_tags")]


def test_one_ticket_without_its_tags_is_no_reason_to_change(http: responses.RequestsMock, run: Run) -> None:
    """What a trigger took off one ticket is written there once more, alone; batches go on."""
    patches = [TAG, replace(TAG, ticket_id=2)]
    http.put(MANY, json=_job(results=[_row(1), _row(2)]))
    http.get(SHOW, json={"tickets": [*_rows(1)["tickets"], *_rows(2, tags=["bo"])["tickets"]]})
    http.get(SHOW, json=_rows(1))
    http.put(f"{API}/tickets/1.json", json=_one())
    http.put(TAGS, json={"tags": ["bo"]})
    assert run(patches) == [Written(patches[1]), Written(patches[0])]
    http.get(SHOW, json={"tickets": [{"id": 1, "tags": ["bo"]}, {"id": 2, "tags": ["bo"]}]})
    assert run(patches) == [Written(patches[0]), Written(patches[1])]
    assert len(_sent(http)) == 4


def test_what_is_proven_is_told_before_an_outage(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields, listed: Callable[..., list[Ticket]]
) -> None:
    """A ticket that needs another try and meets an outage does not hide that the others are written."""
    http.put(MANY, json=_job(results=[{"index": 0, "error": "x"}, _row(2)]))
    http.get(SHOW, json={"tickets": [{"id": 2, "tags": ["bo"]}]})
    http.get(SHOW, status=503, headers={"Retry-After": "9999"})
    second = replace(TAG, ticket_id=2)
    outcomes = account.patch(map(Change, listed(1, 2), (TAG, second)), fields)
    assert next(iter(outcomes)) == Written(second)
    with pytest.raises(Unavailable):
        next(iter(outcomes))


@pytest.mark.parametrize(
    ("patch", "status", "error"),
    [(TAG, 401, AuthRefused), (NOTE, 429, Unavailable)],
)
def test_what_concerns_everything_stops_the_run(
    http: responses.RequestsMock,
    run: Run,
    patch: TicketPatch,
    status: int,
    error: type[BridgeError],
) -> None:
    """Credentials and outages are raised, not counted as failed tickets."""
    http.put(MANY, status=status, headers={"Retry-After": "9999"})
    with pytest.raises(error):
        run([patch])
    assert len(http.calls) == 1


@pytest.mark.parametrize(("status", "error"), [(403, AuthRefused), (503, Unavailable)])
def test_an_account_that_does_not_work_stops_the_run(
    http: responses.RequestsMock, run: Run, status: int, error: type[BridgeError]
) -> None:
    """What could be one ticket's own trouble is the account's where the account answers nothing else either."""
    http.put(MANY, status=status, headers={"Retry-After": "9999"})
    http.get(f"{API}/users/me.json", status=status, headers={"Retry-After": "9999"})
    with pytest.raises(error):
        run([TAG])
    assert len(http.calls) == 2


@pytest.mark.parametrize("there", [["old"], ["bo"], []], ids=repr)
def test_tag_calls_may_answer_without_a_body(http: responses.RequestsMock, run: Run, there: list[str]) -> None:
    """204 is an answer: the tags are read then, and what is not on the ticket is told."""
    http.put(MANY, json=_job(results=[_row(1)]))
    _show(http, "old")
    _show(http, "old")
    http.delete(TAGS, status=204)
    http.put(TAGS, status=204)
    http.get(TAGS, json={"tags": there})
    (outcome,) = run([replace(TAG, remove_tags=frozenset({"old"}))], tags=["old"])
    assert isinstance(outcome, Written if there == ["bo"] else Failed)


def test_only_numbers_stand_in_reasons(http: responses.RequestsMock, run: Run) -> None:
    """A failure names label, method, path and the error's name."""
    http.put(MANY, json=_job(results=[]))
    _show(http)
    http.put(f"{API}/tickets/1.json", status=422, json={"error": "RecordInvalid"})
    (outcome,) = run([TAG])
    assert re.fullmatch(r"shop: PUT /api/v2/tickets/1\.json answered 422 RecordInvalid", getattr(outcome, "reason", ""))
