"""Listings that do not end, and headers and links that make no sense: an error of ours, and never a run for ever."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
import responses

from zendesk_bridge.core.errors import BridgeError, Incomplete
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks import freshdesk, zendesk
from zendesk_bridge.transport import patience

START = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
ZENDESK, FRESHDESK = "https://acme.zendesk.com", "https://acme.freshdesk.com"
TICKETS = f"{ZENDESK}/api/v2/incremental/tickets/cursor.json"
EVENTS = f"{ZENDESK}/api/v2/incremental/ticket_events.json"
GROUPS = f"{ZENDESK}/api/v2/groups.json"
LISTED = f"{FRESHDESK}/api/v2/tickets"

Answer = Callable[[int], tuple[dict[str, str], Any]]


@pytest.fixture
def http() -> Iterator[responses.RequestsMock]:
    """Return a server that each test scripts."""
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def slept() -> list[float]:
    """Return how long the clients slept."""
    return []


@pytest.fixture
def desks(slept: list[float]) -> dict[str, Helpdesk]:
    """Return a client of each kind, whose clock stands still."""
    both: dict[str, Any] = {"sleep": slept.append, "now": lambda: START}
    return {
        "zendesk": zendesk.build("shop", ZENDESK, zendesk.BearerToken("t"), **both),
        "freshdesk": freshdesk.build("eu", FRESHDESK, freshdesk.ApiKey("k"), **both),
    }


def serve(http: responses.RequestsMock, url: str, answer: Answer) -> list[int]:
    """Answer every request to an address by its number; return the numbers that were asked for."""
    numbers = count(1)
    asked: list[int] = []

    def reply(_request: Any) -> tuple[int, dict[str, str], str]:
        asked.append(next(numbers))
        headers, body = answer(asked[-1])
        return 200, headers, json.dumps(body)

    http.add_callback(responses.GET, url, callback=reply)
    return asked


def endless() -> list[tuple[str, str, Answer]]:
    """Return listings that always say that more follow: without rows, or with the same row again."""
    second = int(START.timestamp()) - 5_000_000
    row = {"id": 1, "updated_at": "2026-11-01T08:00:00Z", "status": 2}

    def at(after: int) -> str:
        return (START + timedelta(seconds=after)).isoformat()

    following = {"Link": f'<{LISTED}?page=2>; rel="next"'}
    return [
        ("zendesk", TICKETS, lambda n: ({}, {"tickets": [], "after_cursor": f"c{n}", "end_of_stream": False})),
        ("zendesk", TICKETS, lambda n: ({}, {"tickets": [{"id": 1}], "after_cursor": f"c{n}", "end_of_stream": False})),
        ("zendesk", EVENTS, lambda n: ({}, {"ticket_events": [], "end_time": second + n, "end_of_stream": False})),
        ("zendesk", EVENTS, lambda n: ({}, {"ticket_events": [], "end_time": 10 ** (9 + n), "end_of_stream": False})),
        ("freshdesk", LISTED, lambda _: (following, [])),
        ("freshdesk", LISTED, lambda n: (following, [row | {"id": n}] * 100)),
        ("freshdesk", LISTED, lambda n: (following, [row | {"id": n + of, "updated_at": at(n + of)} for of in (0, 1)])),
    ]


@pytest.mark.parametrize(("kind", "url", "answer"), endless(), ids=count())
def test_pages_without_end_are_given_up(
    http: responses.RequestsMock,
    desks: dict[str, Helpdesk],
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    url: str,
    answer: Answer,
) -> None:
    """A listing that never says that it ends, or brings nothing page after page, is Incomplete."""
    monkeypatch.setattr(patience, "MOST_PAGES", 50)
    asked = serve(http, url, answer)
    if url == EVENTS:
        serve(http, TICKETS, lambda _: ({}, {"tickets": [], "after_cursor": "c", "end_of_stream": True}))
    with pytest.raises(Incomplete):
        list(desks[kind].changed_tickets(None, datetime(2026, 9, 1, tzinfo=UTC), {}))
    assert len(asked) <= 1000


def test_cursor_pages_without_end_are_given_up(http: responses.RequestsMock, desks: dict[str, Helpdesk]) -> None:
    """Groups, macros and users are listed with cursors: twenty pages without a row are no listing."""
    asked = serve(http, GROUPS, lambda n: ({}, {"groups": [], "meta": {"has_more": True, "after_cursor": f"c{n}"}}))
    with pytest.raises(Incomplete, match="pages in a row were empty"):
        desks["zendesk"].groups()
    assert len(asked) == patience.EMPTY_PAGES


ABSURD = ["-1", "1e999", "9" * 5000, "1" + "0" * 400, "nan", "\u00b2", "", "soon", "99999-01-01", "-0", "1e308"]


@pytest.mark.parametrize("said", ABSURD)
def test_absurd_limits_are_not_believed(
    http: responses.RequestsMock, desks: dict[str, Helpdesk], slept: list[float], said: str
) -> None:
    """A rate limit that no helpdesk has holds up nothing, and ends no run."""
    limits = {
        "ratelimit-limit": said, "ratelimit-remaining": said, "ratelimit-reset": said, "X-Rate-Limit": said,
        "X-Rate-Limit-Remaining": said, "X-RateLimit-Total": said, "X-RateLimit-Remaining": said,
        "zendesk-ratelimit-export": f"total={said}; remaining={said}; resets={said}",
    }  # fmt: skip
    serve(http, GROUPS, lambda _: (limits, {"groups": [], "meta": {"has_more": False}}))
    serve(http, f"{FRESHDESK}/api/v2/groups", lambda _: (limits, []))
    for _ in range(3):
        for desk in desks.values():
            assert list(desk.groups()) == []
    assert sum(slept) == 0


@pytest.mark.parametrize(
    "link",
    [
        "<//[>; rel=next", "<https://[::1>; rel=next", f"<{LISTED}?page={'9' * 5000}>; rel=next",
        f"<{LISTED}?page=-1>; rel=next", f"<{LISTED}?page=1e999>; rel=next", f"<{LISTED}?page=\u00b2>; rel=next",
        f"<{LISTED}?page=2&page=3>; rel=next", f"<{LISTED}>; rel=next", "<" + " " * 20_000 + ">; rel=next",
        "<https://evil.example/api/v2/groups?page=2>; rel=next", f"<{FRESHDESK}:x/api?page=2>; rel=next",
    ],
)  # fmt: skip
def test_links_that_lead_nowhere_are_told(http: responses.RequestsMock, desks: dict[str, Helpdesk], link: str) -> None:
    """A link to no page, or elsewhere, is an error of ours and is not followed."""
    asked = serve(http, f"{FRESHDESK}/api/v2/groups", lambda _: ({"Link": link}, []))
    with pytest.raises(BridgeError, match="link"):
        list(desks["freshdesk"].groups())
    assert asked == [1]
