"""Zendesk's background jobs: how they end, and what they say of each row.

https://developer.zendesk.com/api-reference/ticketing/ticket-management/job_statuses/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from zendesk_bridge.core.errors import Incomplete, NotFound, Rejected, Unavailable
from zendesk_bridge.helpdesks.zendesk.api import PAGE, Api, part
from zendesk_bridge.transport import JsonRow

_JOBS = "/api/v2/job_statuses.json"
_ENDS = frozenset({"completed", "failed", "killed"})  # an unknown state counts as still running
_DEADLINE = 600.0  # seconds for a job of 100 rows: a figure of ours, Zendesk names none
_FIRST_LOOK = 0.5  # the job of a small account ends at once
_LONGEST_PAUSE = 8.0  # seconds between two looks
_SETTLE = 15.0  # seconds after a lost answer, so that what was sent has come to rest


class Jobs:
    """The jobs of one account. Where it is not certain that one has ended, Unavailable is raised."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def results(self, job: JsonRow) -> Any:
        """Wait for a job and return its results; raises NotFound when it vanished (Zendesk keeps the last hundred)."""
        path = f"/api/v2/job_statuses/{job.get('id')}.json"
        if _ended(job):
            return job.get("results")
        for pause in _pauses():
            self._api.sleep(pause)
            now = self._read(path, "job_status", dict)
            if _ended(now):
                return now.get("results")
        raise _unfinished(f"job {job.get('id')}")

    def let_end(self) -> None:
        """Wait until every job has ended that was queued so far: the answer that named ours was lost."""
        self._api.sleep(_SETTLE)
        running = self._running()
        for pause in _pauses():
            if not running:
                return
            self._api.sleep(pause)
            running &= self._running()
        raise _unfinished("a job whose answer was lost")

    def _running(self) -> set[str]:
        try:
            jobs = self._read(_JOBS, "job_statuses", list, {"page[size]": PAGE})
        except NotFound as error:
            raise _unknown(error.message) from None
        return {str(job.get("id")) for job in jobs if isinstance(job, dict) and not _ended(job)}

    def _read(self, path: str, key: str, kind: type[Any], params: Mapping[str, Any] | None = None) -> Any:
        try:
            return part(self._api.transport.get(path, params).body, key, kind, path)
        except (Incomplete, Rejected) as error:
            raise _unknown(error.message) from None


def _ended(job: JsonRow) -> bool:
    return str(job.get("status")) in _ENDS


def _pauses() -> Iterator[float]:
    """Yield how long to wait before each look at a job, until its deadline."""
    waited, pause = 0.0, _FIRST_LOOK
    while waited < _DEADLINE:
        yield pause
        waited, pause = waited + pause, min(pause * 2, _LONGEST_PAUSE)


def _unfinished(what: str) -> Unavailable:
    return Unavailable(f"{what} has not finished in {_DEADLINE:.0f} s", fix="Run the same command later.")


def _unknown(message: str) -> Unavailable:
    return Unavailable(f"nobody can tell whether a job has ended: {message}", fix="Run the same command later.")


def by_ticket(results: Any, sent: Sequence[int]) -> dict[int, JsonRow]:
    """Return a job's rows by ticket id; they name an ``id``, or the ``index`` in the ids of the rows that were sent."""
    found: dict[int, JsonRow] = {}
    for result in results if isinstance(results, list) else []:
        if not isinstance(result, dict):
            continue
        ticket_id, index = result.get("id"), result.get("index")
        if ticket_id is None and isinstance(index, int) and 0 <= index < len(sent):
            ticket_id = sent[index]
        if isinstance(ticket_id, int) and ticket_id in sent:
            found[ticket_id] = result
    return found


def succeeded(result: JsonRow) -> bool:
    """Tell whether a row says that its ticket was written."""
    return result.get("success") is True or (
        result.get("success") is None and not result.get("error") and result.get("status") == "Updated"
    )
