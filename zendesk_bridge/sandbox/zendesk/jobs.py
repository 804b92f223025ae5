"""``/job_statuses``: work in the background, told row by row.

A job's work is done when it is queued and hidden until it was asked for often enough (``Behaviour.job_polls``).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from zendesk_bridge.sandbox.zendesk import wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall
from zendesk_bridge.sandbox.zendesk.errors import ZendeskError, not_found, too_many
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page

KIND = "zendesk_job"
MOST_JOBS = 30  # under way at once
_MOST_IDS = 100  # of jobs in one request
_DONE_AFTER_SECONDS = 60
_KEPT = 100
"""How many jobs are remembered; an older one is 404, as if it had never been."""

Results = list[dict[str, Any]] | dict[str, Any]
"""What a finished job tells: rows, or one object such as ``{"success": true}``."""


class JobFailed(Exception):
    """The whole job comes to nothing; its text is the job's message."""


def queue(call: ZendeskCall, kind: str, total: int, work: Callable[[], Results]) -> ZendeskAnswer:
    """Queue a job over ``total`` items and answer its status; 429 when 30 are under way.

    ``work`` returns the results, or raises ``JobFailed`` having changed nothing.
    """
    known = _jobs(call)
    running = [job for job in known if not _is_done(call, job)]
    if len(running) >= MOST_JOBS:
        description = f"Too many {kind} jobs are currently queued or running. Try again later."
        body = {"error": "TooManyJobs", "description": description, "current_job_ids": [job["id"] for job in running]}
        raise ZendeskError(429, body)
    job = {
        "id": secrets.token_hex(16), "job_type": kind, "total": total, **_outcome(work),
        "polls_left": call.box.behaviour.job_polls, "queued_at": call.box.clock().timestamp(),
    }  # fmt: skip
    call.store.put(KIND, job["id"], job)
    for old in known[: max(0, len(known) + 1 - _KEPT)]:
        call.store.remove(KIND, old["id"])
    left = MOST_JOBS - len(running) - 1
    headers = {"zendesk-ratelimit-inflight-jobs": f"total={MOST_JOBS}; remaining={left}; resets=60"}
    return ZendeskAnswer({"job_status": _out(call, job, asked=False)}, headers=headers)


def _outcome(work: Callable[[], Results]) -> dict[str, Any]:
    try:
        return {"results": work(), "failure": None}
    except JobFailed as failure:
        return {"results": None, "failure": str(failure)}


def reason(refusal: ZendeskError) -> dict[str, Any]:
    """Return a refusal as a failed row tells it: ``details``, and ``error`` unless the job has its own name for it."""
    name = refusal.body["error"]
    if name != "RecordInvalid":
        return {"error": name, "details": refusal.body["description"]}
    found = [entry["description"] for entries in refusal.body["details"].values() for entry in entries]
    return {"details": " ".join(found)}


def _jobs(call: ZendeskCall) -> list[dict[str, Any]]:
    """Return the jobs that are still kept, the oldest first."""
    return sorted((found.body for found in call.store.documents(KIND, after="")), key=lambda job: job["queued_at"])


def _is_done(call: ZendeskCall, job: dict[str, Any]) -> bool:
    waited = call.box.clock().timestamp() - float(job["queued_at"])
    return int(job["polls_left"]) <= 0 or waited > _DONE_AFTER_SECONDS


def _out(call: ZendeskCall, job: dict[str, Any], *, asked: bool = True) -> dict[str, Any]:
    """Return a job's JSON; asking for it brings an unfinished one a step nearer to its end."""
    about = {"id": job["id"], "job_type": job["job_type"], "url": call.url(f"job_statuses/{job['id']}")}
    if not asked:
        return about | {"total": job["total"], "progress": None, "status": "queued", "message": None, "results": None}
    if not _is_done(call, job):
        call.store.put(KIND, job["id"], {**job, "polls_left": job["polls_left"] - 1})
        return about | {"total": job["total"], "progress": 0, "status": "working", "message": None, "results": None}
    at = wire.time(call.store.now()).replace("T", " ").replace("Z", " +0000")
    ending = {"status": "failed", "message": job["failure"]} if job["failure"] else {
        "status": "completed", "message": f"Completed at {at}",
    }  # fmt: skip
    return about | {"total": job["total"], "progress": job["total"], "results": job["results"], **ending}


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one job."""
    document = call.store.document(KIND, str(call.params["id"]))
    if document is None:
        raise not_found()
    return ZendeskAnswer({"job_status": _out(call, document.body)})


def show_many(call: ZendeskCall) -> ZendeskAnswer:
    """Answer several jobs by id, at most 100; unknown ones are absent."""
    wanted = set(call.query.get("ids", "").split(","))
    if len(wanted) > _MOST_IDS:
        raise too_many("ids", _MOST_IDS)
    return ZendeskAnswer({"job_statuses": [_out(call, job) for job in _jobs(call) if job["id"] in wanted]})


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of the jobs that are kept."""
    rows = [(job["id"], _out(call, job)) for job in _jobs(call)]
    return ZendeskAnswer(page(call, in_memory("job_statuses", rows)))


ROUTES: Routes = (
    ("GET", "job_statuses", index),
    ("GET", "job_statuses/show_many", show_many),
    ("GET", "job_statuses/{id}", show),
)
