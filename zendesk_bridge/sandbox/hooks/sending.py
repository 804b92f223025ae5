"""One HTTP/1.1 exchange with a receiver on this machine; no other machine is ever contacted, nor a name looked up."""

from __future__ import annotations

import socket
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from time import monotonic
from typing import Self
from urllib.parse import quote, urlsplit

import h11

from zendesk_bridge.sandbox.hooks.parcels import TIMED_OUT, DeliveryResult, Headers, Outgoing

_BLOCK = 65_536  # bytes
_LONGEST_ANSWER = 65_536
"""Bytes of an answer that are kept; the rest is not read."""
_PRINTABLE = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_HTTP_PORT = 80


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a receiver listens: its addresses in the order to try, its port, what to ask it for."""

    addresses: tuple[str, ...]
    port: int
    host: str
    target: str

    @classmethod
    def of(cls, url: str, own_ports: Collection[int]) -> Self:
        """Read a URL; raises ValueError, with the reason in words, for one that the sandbox does not send to."""
        parts = urlsplit(url)
        addresses = _loopback(parts.hostname or "")
        if parts.scheme != "http":
            raise ValueError("the sandbox delivers to http:// only")
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        port = _HTTP_PORT if parts.port is None else parts.port
        if port in own_ports:
            raise ValueError("the receiver is the sandbox itself: it sends itself no webhooks")
        return cls(addresses, port, parts.netloc.rpartition("@")[2], quote(path, safe=_PRINTABLE))


def _loopback(host: str) -> tuple[str, ...]:
    if host == "localhost":
        return ("127.0.0.1", "::1")
    with suppress(ValueError):
        if ip_address(host).is_loopback:
            return (host,)
    raise ValueError("the receiver is not on loopback: the sandbox contacts no other machine")


def path_of(url: str) -> str:
    """Return the path of a URL, nothing when it cannot be read."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def send(
    request: Outgoing,
    seconds: float,
    own_ports: Collection[int] = (),
    opened: Callable[[socket.socket], None] = lambda _: None,
) -> DeliveryResult:
    """Send a request and return what came of it within so many seconds; never raises. Redirects are not followed.

    A receiver on one of ``own_ports`` is the sandbox itself, and is not contacted.
    ``opened`` is handed the socket, so that another thread may end the exchange by shutting it down.
    """
    deadline = monotonic() + seconds
    try:
        place = _Place.of(request.url, own_ports)
        with _connected(place, deadline) as connection:
            opened(connection)
            return _exchange(connection, place, request, deadline)
    except TimeoutError:
        return DeliveryResult(problem=TIMED_OUT)
    except h11.LocalProtocolError:
        return DeliveryResult(problem="HTTP does not allow a header of this request")
    except h11.RemoteProtocolError:
        return DeliveryResult(problem="the receiver did not answer in HTTP")
    except OSError as exc:
        return DeliveryResult(problem=f"no connection: {exc.strerror or type(exc).__name__}")
    except ValueError as exc:
        return DeliveryResult(problem=str(exc))


def _connected(place: _Place, deadline: float) -> socket.socket:
    *others, last = place.addresses
    for address in others:
        with suppress(ConnectionRefusedError):
            return socket.create_connection((address, place.port), _left(deadline))
    return socket.create_connection((last, place.port), _left(deadline))


def _left(deadline: float) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _exchange(connection: socket.socket, place: _Place, request: Outgoing, deadline: float) -> DeliveryResult:
    talk = h11.Connection(h11.CLIENT)
    headers = [("Host", place.host), *request.headers, *request.credentials, ("Connection", "close")]
    if request.body or request.method not in ("GET", "DELETE"):
        headers.append(("Content-Length", str(len(request.body))))
    first = h11.Request(method=request.method, target=place.target, headers=headers)
    sent = [talk.send(event) or b"" for event in (first, h11.Data(data=request.body), h11.EndOfMessage())]
    connection.settimeout(_left(deadline))
    connection.sendall(b"".join(sent))
    return _answer(connection, talk, deadline)


def _answer(connection: socket.socket, talk: h11.Connection, deadline: float) -> DeliveryResult:
    status, body = 0, b""
    headers: Headers = ()
    while len(body) < _LONGEST_ANSWER:
        match talk.next_event():
            case h11.NEED_DATA:
                connection.settimeout(_left(deadline))
                talk.receive_data(connection.recv(_BLOCK))
            case h11.Response() as start:
                status, headers = start.status_code, _text(start)
            case h11.Data(data=data):
                body += bytes(data)
            case h11.InformationalResponse():
                continue
            case _:
                break
    return DeliveryResult(status, headers, body[:_LONGEST_ANSWER].decode("utf-8", "replace"))


def _text(start: h11.Response) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in start.headers.raw_items())
