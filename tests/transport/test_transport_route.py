"""Never a proxy to this machine, and an error that names who could not be reached and by which way."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
import responses
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError, ReadTimeoutError

from zendesk_bridge.core.errors import BridgeError, Rejected, Unavailable
from zendesk_bridge.transport import Source, Transport, download

Make = Callable[..., Transport]
Server = Any  # a class in conftest.py, which a test cannot import

URL = "https://acme.example/api/x"
VARIABLES = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"]


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("variable", VARIABLES[:6])
@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "127.0.0.1:9", "socks5://127.0.0.1:9"])
def test_nothing_for_this_machine_goes_through_a_proxy(
    make: Make, server: Server, monkeypatch: pytest.MonkeyPatch, variable: str, proxy: str
) -> None:
    """Whatever proxy the environment names, what lives on this machine is asked directly, downloads too."""
    monkeypatch.setenv(variable, proxy)
    for host in ("127.0.0.1", "localhost"):
        url = server.url.replace("127.0.0.1", host)
        server.answers(b"{}")
        assert make(base_url=url).get("/api/x").body == {}
        server.answers(b"sku")
        assert download(Source("shop", url)) == b"sku"
    assert all(asked.startswith(b"GET /") for asked in server.asked)  # a proxy would be told the whole URL


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "[::1]", "[::ffff:127.0.0.1]", "LOCALHOST", "localhost."])
def test_every_name_of_this_machine(make: Make, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    """Each way to write this machine's address is known: the library is told to use no proxy at all."""
    monkeypatch.setenv("ALL_PROXY", "http://proxy.example:3128")
    with responses.RequestsMock() as http:
        http.get(f"http://{host.lower()}:8080/api/x", json={})
        make(base_url=f"http://{host}:8080").get("/api/x")
        assert not any(http.calls[0].request.req_kwargs["proxies"].values())


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
def test_a_proxy_that_fails_is_named(make: Make, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    """The error names the variable, the proxy's host and the way past it, and no password of it."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))  # so that nobody else listens there
        port = deaf.getsockname()[1]
        monkeypatch.setenv(variable, f"http://jane:hunter2@127.0.0.1:{port}")
        with pytest.raises(Unavailable) as caught:
            make(base_url="https://acme.example", attempts=1).get("/api/x")
    assert f"acme.example through the proxy 127.0.0.1:{port} ({variable}): connection refused" in str(caught.value)
    assert "NO_PROXY=acme.example" in caught.value.fix
    assert "hunter2" not in str(caught.value)
    assert "jane" not in str(caught.value)


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "http://:hunter2@", "http://[", "http://a:port"])
def test_a_proxy_that_cannot_be_used_is_named(make: Make, monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    """A proxy of a kind that is not installed, or whose address is none, is an error that names the variable."""
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(BridgeError, match="HTTPS_PROXY") as caught:
        make(base_url="https://acme.example", attempts=1).get("/api/x")
    assert "hunter2" not in str(caught.value)


def test_without_a_proxy_none_is_named(
    make: Make, http: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host that NO_PROXY lists is not said to be behind a proxy."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "acme.example")
    http.get(URL, body=requests.ReadTimeout())
    with pytest.raises(Unavailable) as caught:
        make(attempts=1).get("/api/x")
    assert "proxy" not in str(caught.value).lower()


def failures() -> list[tuple[Exception, str]]:
    """Return what the library raises, as it is made, and what we say of it."""
    pool: Any = None
    unknown = NameResolutionError("acme.example", pool, socket.gaierror(-2, "Name or service not known"))
    unknown.__cause__ = socket.gaierror(-2, "Name or service not known")
    refused = NewConnectionError(pool, "secret")
    refused.__cause__ = ConnectionRefusedError(111, "secret")
    expired = ssl.SSLCertVerificationError(1, "secret")
    expired.verify_message = "certificate has expired"
    silent = ReadTimeoutError(pool, "secret", "secret")
    return [
        (
            requests.ConnectionError(MaxRetryError(pool, "secret", unknown)),
            "no connection to acme.example: no such name",
        ),
        (requests.ConnectionError(MaxRetryError(pool, "secret", refused)), "acme.example: connection refused"),
        (requests.ConnectTimeout("secret"), "no connection to acme.example: no answer in time"),
        (requests.ReadTimeout(silent), "the connection to acme.example was lost: no answer in time"),
        (requests.exceptions.SSLError(expired), "no secure connection to acme.example: the certificate is not trusted"),
        (requests.exceptions.SSLError(expired), "(certificate has expired)"),
        (requests.ConnectionError(ConnectionResetError(104, "secret")), "was lost: connection reset by peer"),
    ]


@pytest.mark.parametrize(("failure", "says"), failures())
def test_a_connection_that_fails_names_the_host_and_the_reason(
    make: Make, http: responses.RequestsMock, failure: Exception, says: str
) -> None:
    """Who could not be reached, and why, stands in the message; the library's own texts do not."""
    http.get(URL, body=failure)
    with pytest.raises(Unavailable) as caught:
        make(attempts=1).get("/api/x?email=secret")
    assert says in caught.value.message
    assert "secret" not in str(caught.value)


def test_a_request_that_cannot_be_sent_stays_a_refusal(make: Make, http: responses.RequestsMock) -> None:
    """What is wrong with a request and not with the way is not blamed on a proxy."""
    http.get(URL, body=requests.exceptions.InvalidURL("secret"))
    with pytest.raises(Rejected) as caught:
        make().get("/api/x")
    assert "proxy" not in str(caught.value)


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_certificates_that_are_not_there_are_named(
    make: Make, server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str
) -> None:
    """Where the environment names a file of certificates that is not there, or is none, the variable is told."""
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    (tmp_path / "empty.pem").write_text("no certificate")
    for name in ("none.pem", "empty.pem"):
        monkeypatch.setenv(variable, str(tmp_path / name))
        with pytest.raises(BridgeError, match=r"no secure connection to 127\.0\.0\.1") as caught:
            make(base_url=server.url.replace("http:", "https:")).get("/api/x")
        assert variable in caught.value.fix
