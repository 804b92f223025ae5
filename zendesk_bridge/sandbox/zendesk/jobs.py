"""``PUT /tickets/update_many`` and ``/job_statuses``: work in the background, told row by row.

The rows are worked when the job is queued and hidden until it was asked for often enough (``Behaviour.job_polls``).
"""

from __future__ import annotations

import secrets
from typing import Any

from zendesk_bridge.sandbox.zendesk import writes
from zendesk_bridge.sandbox.zendesk.call import Call, Reply, Routes, integer
from zendesk_bridge.sandbox.zendesk.errors import ApiError, bad_request, not_found
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page

KIND = "zendesk_job"
MOST_ROWS = 100
MOST_JOBS = 30
_DONE_AFTER_SECONDS = 60
_KEPT = 100


def update_many(call: Call) -> Reply:
    """Queue a job: bulk (``?ids=`` and one change) or batch (``tickets``, each with its own)."""
    running = [job for job in _jobs(call) if not _is_done(call, job)]
    if len(running) >= MOST_JOBS:
        description = "Too many ticket update jobs are currently queued or running. Try again later."
        body = {"error": "TooManyJobs", "description": description, "current_job_ids": [job["id"] for job in running]}
        raise ApiError(429, body)
    results = [_row(call, index, *row) for index, row in enumerate(_rows(call))]
    number = secrets.token_hex(16)
    job = {
        "id": number, "job_type": "Bulk Update Ticket", "total": len(results), "results": results,
        "polls_left": call.box.behaviour.job_polls, "queued_at": call.box.clock().timestamp(),
    }  # fmt: skip
    call.store.put(KIND, number, job)
    left = MOST_JOBS - len(running) - 1
    headers = {"zendesk-ratelimit-inflight-jobs": f"total={MOST_JOBS}; remaining={left}; resets=60"}
    return Reply({"job_status": _out(call, job, asked=False)}, headers=headers)


def _rows(call: Call) -> list[tuple[int, dict[str, Any], bool]]:
    """Return ticket id, change, and whether the row came in a batch."""
    if "ids" in call.query:
        change = call.section("ticket")
        return [(number, change, False) for number in call.ids(most=MOST_ROWS)]
    given = call.body.get("tickets")
    if not isinstance(given, list) or not all(isinstance(row, dict) and "id" in row for row in given):
        raise bad_request("InvalidParameters", "tickets must be a list of objects with an id")
    if len(given) > MOST_ROWS:
        raise ApiError(400, {"error": "TooManyValues", "description": f"tickets accepts at most {MOST_ROWS} values"})
    return [(integer(row["id"], "id"), {k: v for k, v in row.items() if k != "id"}, True) for row in given]


def _row(call: Call, index: int, number: int, change: dict[str, Any], batch: bool) -> dict[str, Any]:  # noqa: FBT001 - a row's third column
    failed = {"index": index, "id": number, "error": "TicketUpdateFailed"}
    if number in call.box.faults.failing_rows:
        return failed | {"details": "Internal error"}
    try:
        writes.write(call, call.store.ticket(number), change)
    except ApiError as refusal:
        return failed | _reason(refusal)
    place = {"index": index} if batch else {}
    return {**place, "id": number, "action": "update", "status": "Updated", "success": True}


def _reason(refusal: ApiError) -> dict[str, Any]:
    name = refusal.body["error"]
    if name != "RecordInvalid":
        return {"error": name, "details": refusal.body["description"]}
    found = [entry["description"] for entries in refusal.body["details"].values() for entry in entries]
    return {"details": " ".join(found)}


def _jobs(call: Call) -> list[dict[str, Any]]:
    """Return the jobs that are still kept: the last 100."""
    documents = sorted(call.store.documents(KIND, after=""), key=lambda document: document.body["queued_at"])
    return [document.body for document in documents[-_KEPT:]]


def _is_done(call: Call, job: dict[str, Any]) -> bool:
    waited = call.box.clock().timestamp() - float(job["queued_at"])
    return int(job["polls_left"]) <= 0 or waited > _DONE_AFTER_SECONDS


def _out(call: Call, job: dict[str, Any], *, asked: bool = True) -> dict[str, Any]:
    """Return a job's JSON; asking for it brings an unfinished one a step nearer to its end."""
    done = asked and _is_done(call, job)
    if asked and not done:
        call.store.put(KIND, job["id"], {**job, "polls_left": job["polls_left"] - 1})
    status = "completed" if done else "working" if asked else "queued"
    return {
        "id": job["id"], "job_type": job["job_type"], "url": call.url(f"job_statuses/{job['id']}"),
        "total": job["total"], "progress": job["total"] if done else 0, "status": status,
        "message": "Completed" if done else None, "results": job["results"] if done else None,
    }  # fmt: skip


def show(call: Call) -> Reply:
    """Answer one job."""
    document = call.store.document(KIND, str(call.params["id"]))
    if document is None:
        raise not_found()
    return Reply({"job_status": _out(call, document.body)})


def show_many(call: Call) -> Reply:
    """Answer several jobs by id."""
    wanted = set(call.query.get("ids", "").split(","))
    return Reply({"job_statuses": [_out(call, job) for job in _jobs(call) if job["id"] in wanted]})


def index(call: Call) -> Reply:
    """Answer a page of the jobs that are kept."""
    rows = [(job["id"], _out(call, job)) for job in _jobs(call)]
    return Reply(page(call, in_memory("job_statuses", rows)))


ROUTES: Routes = (
    ("PUT", "tickets/update_many", update_many),
    ("GET", "job_statuses", index),
    ("GET", "job_statuses/show_many", show_many),
    ("GET", "job_statuses/{id}", show),
)
