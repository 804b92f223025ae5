"""Both faces over real HTTP, and a receiver on loopback that answers webhooks as a test plans it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class Got:
    """A request that has arrived; header names are in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Receiver:
    """A small HTTP server: answers as planned in ``answers``, then 200; a planned status 0 never answers."""

    def __init__(self) -> None:
        self.got: list[Got] = []
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.arrived, self.release = Event(), Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = False
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}/hook"

    def close(self) -> None:
        """Stop, and give everything back."""
        self.release.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", "0")))
                headers = {name.lower(): value for name, value in self.headers.items()}
                status, more = receiver.answers.pop(0) if receiver.answers else (200, {})
                receiver.got.append(Got(self.command, self.path, headers, body))
                receiver.arrived.set()
                if status == 0:
                    receiver.release.wait(300)
                    return
                with suppress(OSError):
                    self.send_response(status)
                    for name, value in {**more, "content-length": "5"}.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(b"thank")

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            setattr(Handler, f"do_{method}", Handler.answer)
        return Handler


class House:
    """A running sandbox as a test talks to it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.session = requests.Session()
        logins = sandbox.credentials
        self.login = (f"{logins.zendesk_email}/token", logins.zendesk_api_token)
        self.key = (logins.freshdesk_api_key, "X")

    def zendesk(self, method: str, path: str, body: object = None, status: int | None = None) -> Any:
        """Use the Zendesk API as the admin; returns the answer's JSON, None when it has no body."""
        url = f"{self.sandbox.zendesk_url}/api/v2/{path}"
        return self._json(self.session.request(method, url, json=body, auth=self.login, timeout=60), status)

    def freshdesk(self, method: str, path: str, body: object = None, status: int | None = None) -> Any:
        """Use the Freshdesk API as the admin."""
        url = f"{self.sandbox.freshdesk_url}/api/v2/{path}"
        return self._json(self.session.request(method, url, json=body, auth=self.key, timeout=60), status)

    def admin(self, method: str, path: str, body: object = None, status: int | None = None) -> Any:
        """Use the sandbox's own endpoints."""
        url = f"{self.sandbox.zendesk_url}/_sandbox/{path}"
        return self._json(self.session.request(method, url, json=body, timeout=120), status)

    @staticmethod
    def _json(answer: requests.Response, status: int | None) -> Any:
        assert answer.status_code == status if status else answer.ok, (answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def drain(self, *, retries: bool = False) -> Any:
        """Wait until nothing is due, or until nothing waits any more either."""
        found = self.admin("POST", "webhooks/drain", {"retries": retries, "seconds": 60})
        assert found["idle"], found
        return found

    def statuses(self, source: str) -> list[str]:
        """Return what became of each delivery for a webhook or rule."""
        found = self.admin("GET", "webhooks")["invocations"]
        return [one["status"] for one in found if one["source"] == source]

    def ticket(self, subject: str = "Where is it?", **more: object) -> int:
        """Load a ticket of a customer; returns its id."""
        row = {"subject": subject, "description": "My order is late.", "requester": "maria@example.com", **more}
        return int(self.admin("POST", "tickets", [row])["ids"][0])

    def webhook(self, url: str, **more: object) -> str:
        """Create a webhook; returns its id."""
        given = {"name": "hook", "endpoint": url, "http_method": "POST", "request_format": "json", **more}
        return str(self.zendesk("POST", "webhooks", {"webhook": given}, 201)["webhook"]["id"])

    def trigger(self, webhook: str, body: object = '{"id":"{{ticket.id}}"}', **conditions: object) -> int:
        """Create a trigger that calls a webhook; returns its id."""
        action = {"field": "notification_webhook", "value": [webhook, body]}
        given = {"title": "call", "conditions": conditions, "actions": [action]}
        return int(self.zendesk("POST", "triggers", {"trigger": given}, 201)["trigger"]["id"])

    def called(self, url: str, body: object = '{"id":"{{ticket.id}}"}', **more: object) -> str:
        """Create a webhook that a trigger calls at every write; returns its id."""
        found = self.webhook(url, **more)
        self.trigger(found, body)
        return found

    def touch(self, ticket: int) -> None:
        """Update a ticket so that something changes."""
        number = self.sandbox.store.next_id("touched")
        self.zendesk("PUT", f"tickets/{ticket}", {"ticket": {"additional_tags": [f"t{number}"]}})

    def clean(self) -> None:
        """Lift limits and faults, remove webhooks, triggers and rules."""
        self.admin("POST", "settings", {"webhook_timeout": None, "plan": "sandbox-open"})
        self.admin("DELETE", "faults")
        for one in self.zendesk("GET", "triggers")["triggers"]:
            self.zendesk("DELETE", f"triggers/{one['id']}")
        for one in self.zendesk("GET", "webhooks")["webhooks"]:
            self.zendesk("DELETE", f"webhooks/{one['id']}")
        for kind in (1, 4):
            for one in self.freshdesk("GET", f"automations/{kind}/rules")["rules"]:
                self.freshdesk("DELETE", f"automations/{kind}/rules/{one['id']}")


@pytest.fixture(scope="module")
def running() -> Iterator[House]:
    """One demo sandbox for a test file."""
    with Sandbox() as box:
        found = House(box)
        yield found
        found.session.close()


@pytest.fixture
def house(running: House) -> Iterator[House]:
    """The file's sandbox, without webhooks and faults."""
    yield running
    running.drain(retries=True)
    running.clean()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver that nobody has called yet."""
    found = Receiver()
    yield found
    found.close()
