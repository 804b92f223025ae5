"""A look at a page of this machine's, as a browser opens it and sends a form of it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from zendesk_bridge.core.errors import Unavailable
from zendesk_bridge.transport import web_page


class _Shown(BaseHTTPRequestHandler):
    """Shows a page, takes a form and leads on, refuses everything else."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path in ("/", "/done") else 410)
        self.end_headers()
        self.wfile.write(f"page {self.path}".encode())

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.send_response(303)
        self.send_header("Location", "/done" if sent == "choice=swap" else "/lost")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def shown() -> Iterator[str]:
    """Return the address of a server of pages."""
    server = HTTPServer(("127.0.0.1", 0), _Shown)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(10)


def test_a_page_is_opened_and_a_form_of_it_is_sent(shown: str) -> None:
    """A form leads on to the page after it, as in a browser."""
    assert web_page(f"{shown}/") == "page /"
    assert web_page(f"{shown}/", {"choice": "swap"}) == "page /done"


def test_no_proxy_is_asked_for_it(shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A company's proxy knows nothing of this machine's pages, nor of where they lead on to."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    assert web_page(f"{shown}/", {"choice": "swap"}) == "page /done"


def test_a_page_that_refuses_is_told_by_its_status(shown: str) -> None:
    """What is no page of the server's is no page."""
    with pytest.raises(Unavailable, match="answered 410"):
        web_page(f"{shown}/gone")
    with pytest.raises(Unavailable, match="answered 410"):
        web_page(f"{shown}/", {"choice": "other"})


def test_nothing_of_another_machine_is_looked_at() -> None:
    """Only what this machine serves is looked at, and a server that is not there says so."""
    with pytest.raises(Unavailable, match="only pages of this machine"):
        web_page("https://shop.example.com/")
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        with pytest.raises(Unavailable, match="does not answer"):
            web_page(f"http://127.0.0.1:{deaf.getsockname()[1]}/")
