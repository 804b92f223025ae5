"""The way to a helpdesk: each dead end says what to look at, and none is waited out for long.

``certificates`` holds keys of nobody's, made for these tests: ``good`` and ``expired`` are localhost's, ``other`` is
another host's; the first and the last are valid until 2120.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from zendesk_bridge.core.errors import Unavailable
from zendesk_bridge.core.model import Reach
from zendesk_bridge.transport import Transport, named_proxies
from zendesk_bridge.transport.address import Address
from zendesk_bridge.transport.reach import reach
from zendesk_bridge.transport.route import Route

Make = Callable[..., Transport]
CERTIFICATES = Path(__file__).parent / "certificates"
VARIABLES = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*VARIABLES, "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


class Host:
    """Shakes hands by TLS with the certificate of this name, and hears what it is asked after that."""

    def __init__(self, certificate: str) -> None:
        self.heard = b""
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(CERTIFICATES / f"{certificate}.pem")
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                plain, _ = self._listening.accept()
                with plain, contextlib.suppress(OSError), self._context.wrap_socket(plain, server_side=True) as secure:
                    self.heard += secure.recv(65536)

    def close(self) -> None:
        """Listen no more."""
        self._listening.close()


@pytest.fixture
def host() -> Iterator[Callable[[str], str]]:
    """Return what starts a host with a certificate, and gives its address."""
    hosts: list[Host] = []

    def start(certificate: str) -> str:
        hosts.append(Host(certificate))
        return f"https://localhost:{hosts[-1].port}"

    yield start
    for one in hosts:
        one.close()
        assert one.heard == b""  # no request was sent, and with it no credentials


def looked(url: str, seconds: float = 8.0) -> Reach:
    """Return the way to an address."""
    address = Address.of(url)
    return reach(address, Route.to(address), seconds=seconds)


def dead_end(url: str) -> Unavailable:
    """Return where the way ends."""
    with pytest.raises(Unavailable) as ended:
        looked(url)
    return ended.value


def test_a_trusted_certificate_is_told_with_its_end(
    host: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who trusts a certificate of his own is told the version of TLS, and until when it holds."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATES / "good.pem"))
    found = looked(host("good"))
    assert found.tls.startswith("TLSv1.")
    assert found.certificate_ends is not None
    assert found.certificate_ends.year == 2120
    assert "127.0.0.1" in found.addresses


@pytest.mark.parametrize(
    ("certificate", "trusted", "said", "fix"),
    [
        ("good", None, "self-signed", "REQUESTS_CA_BUNDLE"),
        ("expired", "expired", "expired", "renew"),
        ("other", "other", "mismatch", "agents sign in"),
    ],
)
def test_a_certificate_that_does_not_hold_has_its_own_advice(
    host: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
    certificate: str,
    trusted: str | None,
    said: str,
    fix: str,
) -> None:
    """Nobody's, one that is over, and another host's: what to do differs."""
    if trusted:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATES / f"{trusted}.pem"))
    ended = dead_end(host(certificate))
    assert said in ended.message.lower().replace("self signed", "self-signed")
    assert fix in ended.fix


def test_certificates_that_are_not_there_are_named(host: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that REQUESTS_CA_BUNDLE names and that is gone is no fault of the helpdesk's."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/company.pem")
    ended = dead_end(host("good"))
    assert "REQUESTS_CA_BUNDLE" in ended.message
    assert "no secure connection" in ended.message


def test_who_does_not_speak_tls_is_told(server: Any) -> None:
    """An address that answers something else than TLS may be the wrong one."""
    server.answers(b"hello")
    ended = dead_end(server.url.replace("http://127.0.0.1", "https://localhost"))
    assert "no secure connection" in ended.message
    assert "url" in ended.fix


def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong name is told as such, with where to look."""

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    ended = dead_end("https://acme.example")
    assert "acme.example: no such name is known" in ended.message
    assert "DNS" in ended.fix


def test_the_address_that_answered_comes_first(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a name with several addresses, the one that works is told first."""
    port = int(server.url.rpartition(":")[2])
    rows: list[Any] = [
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", port, 0, 0)),  # where nobody listens
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows)
    assert looked(f"http://localhost:{port}").addresses == ("127.0.0.1", "::1")


def test_a_look_up_without_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's look-up of names knows no limit of time: it is left to itself after as long as was agreed."""
    answered = threading.Event()
    waited: list[float | None] = []
    join = threading.Thread.join

    def joined(thread: threading.Thread, timeout: float | None = None) -> None:
        waited.append(timeout)
        join(thread, 0)

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait() and [])
    monkeypatch.setattr(threading.Thread, "join", joined)
    with pytest.raises(Unavailable, match="was not found within 7 s"):
        looked("https://acme.example", seconds=7)
    answered.set()
    assert waited == [7]


def test_a_proxy_is_named_without_its_password(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that wants a login says 407: which variable names it is told, and how a login is written into it."""
    monkeypatch.setenv("HTTPS_PROXY", server.url.replace("http://", "http://me:s3cret@"))
    server.answers(status="407 Proxy Authentication Required")
    ended = dead_end("https://acme.example")
    assert server.asked[0].startswith(b"CONNECT acme.example:443")
    assert "407" in ended.message
    assert "HTTPS_PROXY" in ended.fix
    assert "s3cret" not in str(ended)


def test_a_proxy_that_is_down_is_told_with_the_way_past_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the proxy does not answer, the way past it is named."""
    monkeypatch.setenv("https_proxy", "127.0.0.1:9")
    ended = dead_end("https://acme.example")
    assert "through the proxy 127.0.0.1:9 (https_proxy)" in ended.message
    assert "NO_PROXY=acme.example" in ended.fix


def test_a_proxy_of_another_kind_is_told_and_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind what is no plain proxy nobody can look: that it is in the way is told."""
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:9")
    found = looked("https://acme.example")
    assert (found.proxy, found.variable, found.tls, found.addresses) == ("127.0.0.1:9", "HTTPS_PROXY", "", ())


def test_the_proxies_of_the_environment_are_listed_without_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every variable that names a proxy is listed; one that holds no address is marked."""
    monkeypatch.setenv("HTTPS_PROXY", "http://me:s3cret@proxy.example:3128")
    monkeypatch.setenv("http_proxy", "http://[proxy")
    found = list(named_proxies())
    assert [(it.variable, it.host, it.readable) for it in found] == [
        ("HTTPS_PROXY", "proxy.example:3128", True),
        ("http_proxy", "whose address cannot be read", False),
    ]
