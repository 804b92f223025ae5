"""A Zendesk face over real HTTP, one for each test file, with its faults, counts and lag reset before every test."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from hypothesis import settings

from zendesk_bridge.sandbox import Sandbox

settings.register_profile("fuzz", max_examples=20_000)  # chosen by hand: pytest --hypothesis-profile=fuzz


class Desk:
    """The sandbox's Zendesk face as a test talks to it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.url = sandbox.zendesk_url
        logins = sandbox.credentials
        self.login = (f"{logins.zendesk_email}/token", logins.zendesk_api_token)
        self.session = requests.Session()

    def ask(self, method: str, path: str, body: object = None, **options: Any) -> requests.Response:
        """Send an API request as the admin, unless ``auth`` or ``headers`` say otherwise."""
        url = path if path.startswith("http") else f"{self.url}/api/v2/{path}"
        options.setdefault("auth", self.login)
        return self.session.request(method, url, json=body, timeout=60, **options)

    def get(self, path: str) -> Any:
        """Return the JSON of a GET that succeeds."""
        answer = self.ask("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def admin(self, method: str, path: str, body: object = None) -> Any:
        """Use the sandbox's own endpoints."""
        answer = requests.request(method, f"{self.url}/_sandbox/{path}", json=body, timeout=60)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def load(self, *subjects: str, **more: object) -> list[int]:
        """Create one ticket for each subject; returns their ids."""
        return list(self.admin("POST", "tickets", [_row(subject) | more for subject in subjects])["ids"])

    def finished(self, answer: requests.Response) -> Any:
        """Poll the job that an answer has queued until it is over; returns its status."""
        assert answer.status_code == 200, answer.text
        job = answer.json()["job_status"]
        for _ in range(5):
            job = self.get(f"job_statuses/{job['id']}")["job_status"]
            if job["status"] in ("completed", "failed"):
                return job
        pytest.fail("the job never ended")

    def token(self, **changes: object) -> requests.Response:
        """Ask for an OAuth token."""
        logins = self.sandbox.credentials
        body = {
            "grant_type": "client_credentials",
            "client_id": logins.zendesk_client_id,
            "client_secret": logins.zendesk_client_secret,
            "scope": "read write",
        }
        return requests.post(f"{self.url}/oauth/tokens", json=body | changes, timeout=60)

    def bearer(self, method: str, path: str, token: str, body: object = None) -> requests.Response:
        """Send an API request with an OAuth token."""
        headers = {"Authorization": f"Bearer {token}"}
        return requests.request(method, f"{self.url}/api/v2/{path}", json=body, headers=headers, timeout=60)


def _row(subject: str) -> dict[str, object]:
    return {
        "subject": subject,
        "description": "Where is it?",
        "requester": {"email": "ana@example.com", "name": "Ana B"},
    }


@pytest.fixture(scope="module")
def running() -> Iterator[Desk]:
    """One demo sandbox for a test file."""
    with Sandbox(faces=("zendesk",)) as box:
        desk = Desk(box)
        yield desk
        desk.session.close()


@pytest.fixture
def desk(running: Desk) -> Desk:
    """The file's sandbox, behaving well."""
    running.admin("DELETE", "faults")
    running.admin("POST", "lag", {"seconds": 0})
    running.admin("POST", "settings", {"job_polls": 1, "plan": "sandbox-open", "scopes": "", "old_warnings": False})
    running.admin("DELETE", "requests")
    return running


Ask = Callable[..., requests.Response]
"""Sends a request, by method and path, with whatever else requests takes."""


@pytest.fixture(scope="module")
def ask(sandbox: Sandbox, request: pytest.FixtureRequest) -> Ask:
    """Send a request to a path of the Freshdesk face below /api/v2, as the admin unless ``auth`` says otherwise.

    ``sandbox`` is the test file's own; the custom fields that the file lists in ``FIELDS`` are made first.
    """

    def send(method: str, path: str, json: object = None, **options: object) -> requests.Response:
        given = {"auth": (sandbox.credentials.freshdesk_api_key, "X"), **options}
        return requests.request(method, f"{sandbox.freshdesk_url}/api/v2/{path}", json=json, timeout=60, **given)

    for label, kind in getattr(request.module, "FIELDS", ()):
        send("POST", "admin/ticket_fields", {"label": label, "label_for_customers": label, "type": kind})
    return send


@pytest.fixture(scope="session")
def with_one_changed() -> Callable[[Any, int, Any], Any]:
    """Return a JSON value with one of its nodes replaced: the ``number``-th, counted round."""

    def changed(value: Any, number: int, new: Any) -> Any:
        places = list(_places(value))
        return _replaced(value, places[number % len(places)], new)

    return changed


def _places(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every node of a JSON value."""
    yield here
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from _places(inner, (*here, key))


def _replaced(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    if not place:
        return new
    changed = dict(value) if isinstance(value, dict) else list(value)
    changed[place[0]] = _replaced(value[place[0]], place[1:], new)
    return changed
