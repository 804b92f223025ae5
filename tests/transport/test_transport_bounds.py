"""An answer keeps to its time and its size, whatever the server does; and what is in it can be worked with."""

from __future__ import annotations

import gzip
import inspect
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count, repeat
from threading import Event
from typing import Any

import pytest

from zendesk_bridge.core.errors import BridgeError, Incomplete, Unavailable
from zendesk_bridge.transport import Source, Transport, download, json_text

Make = Callable[..., Transport]
Server = Any  # a class in conftest.py, which a test cannot import

LIMIT = 100_000
HEAD = b"HTTP/1.1 200 OK\r\n"
ZEROS = bytes(50_000_000)


def ticking() -> Callable[[], float]:
    """Return a clock that moves on by a second whenever somebody looks."""
    seconds = count()
    return lambda: float(next(seconds))


def dripping() -> list[Callable[[], Iterator[bytes]]]:
    """Return servers that are never silent and never done: in a header, in a body, in the length of a chunk."""
    return [
        lambda: iter([HEAD, b"X-Slow: ", *repeat(b"x" * 100, 600)]),
        lambda: iter([HEAD, b"\r\n", *repeat(b" " * 1000, 5000)]),
        lambda: iter([HEAD, b"Transfer-Encoding: chunked\r\n\r\n", *repeat(b"1\r\n \r\n", 50_000)]),
        lambda: iter([HEAD, b"Transfer-Encoding: chunked\r\n\r\n", *repeat(b"0" * 1000, 5000)]),
        lambda: iter(repeat(b"HTTP/1.1 100 Continue\r\n\r\n", 50_000)),
    ]


@pytest.mark.parametrize("drip", dripping())
def test_an_answer_that_drips_is_given_up(make: Make, server: Server, drip: Callable[[], Iterator[bytes]]) -> None:
    """The time for a whole answer ends although no silence in it is long, for helpdesks and for downloads."""
    server.sends(drip())
    with pytest.raises(Unavailable, match=r"/api/x took longer than 5 s"):
        make(base_url=server.url, clock=ticking(), answer_within=5.0, attempts=1).get("/api/x")
    server.sends(drip())
    with pytest.raises(Unavailable, match="took longer than 9 s"):
        download(Source("shop", server.url, timeout=9.0), clock=ticking())


@pytest.mark.parametrize("start", [b"", HEAD, HEAD + b"\r\n{"])
def test_silence_ends_with_the_time_for_the_answer(make: Make, server: Server, start: bytes) -> None:
    """A server that says no more is waited for until the answer's time is over, not for as long as a silence may be."""
    over = Event()

    def says() -> Iterator[bytes]:
        yield start or b"H"
        over.wait(60)

    server.sends(says())
    try:
        with pytest.raises(Unavailable, match=r"took longer than 0\.2 s"):
            make(base_url=server.url, answer_within=0.2, timeout=(60.0, 60.0), attempts=1).get("/api/x")
    finally:
        over.set()


def too_much() -> list[tuple[str, bytes]]:
    """Return bodies that are more than they may be, by their packing."""
    bomb = gzip.compress(ZEROS)
    return [
        ("", b'"' + b"x" * LIMIT + b'"'),
        ("gzip", bomb),
        ("x-gzip", bomb),
        ("gzip", gzip.compress(b"1") * 40_000 + bomb),
        ("", b"\x1f\x8b" + bytes(3 * LIMIT + (1 << 20))),
    ]


@pytest.mark.parametrize(("packing", "content"), too_much(), ids=["plain", "gzip", "x-gzip", "pieces", "header"])
def test_an_answer_that_is_too_large_is_not_taken_in(make: Make, server: Server, packing: str, content: bytes) -> None:
    """What counts is what an answer unpacks to, and no more of it is unpacked than was agreed."""
    transport = make(base_url=server.url, max_bytes=LIMIT)
    server.answers(content, headers=(f"Content-Encoding: {packing}",))
    with pytest.raises(Incomplete, match="answered with more than 100,000 bytes"):
        transport.get("/api/x")
    assert transport.calls == 1


def test_a_packed_file_is_unpacked_within_its_size(server: Server) -> None:
    """A file that is itself packed counts as what it unpacks to, also when it was sent packed once more."""
    source = Source("shop", server.url, max_bytes=LIMIT)
    for packing, content in (("", gzip.compress(ZEROS)), ("gzip", gzip.compress(gzip.compress(ZEROS)))):
        server.answers(content, headers=(f"Content-Encoding: {packing}",))
        with pytest.raises(Incomplete, match="more than 100,000 bytes") as caught:
            download(source)
        assert "raise max_bytes" in caught.value.fix
    server.answers(gzip.compress(b"sku") + gzip.compress(b",name") + b"\0\0")
    assert download(source) == b"sku,name"


@pytest.mark.parametrize(
    ("packing", "content", "says"),
    [
        ("gzip, gzip", gzip.compress(gzip.compress(b"{}", mtime=0), mtime=0), "packed in a way that was not asked for"),
        ("br", b"\x8b", "packed in a way that was not asked for"),
        ("deflate", zlib.compress(b"{}"), "packed in a way that was not asked for"),
        ("gzip", gzip.compress(b"[" + b" " * 99, mtime=0)[:-9], "was cut off"),
        ("gzip", b"{}", "cannot be unpacked"),
    ],
)
def test_a_packing_that_nobody_asked_for(make: Make, server: Server, packing: str, content: bytes, says: str) -> None:
    """We ask for gzip, once, and take nothing else: other packings have no bound."""
    server.answers(content, headers=(f"Content-Encoding: {packing}",))
    with pytest.raises(Incomplete, match=says):
        make(base_url=server.url).get("/api/x")
    assert b"accept-encoding: gzip\r\n" in server.asked[0].lower()


@pytest.mark.parametrize("packing", ["gzip", "identity", "UTF-8", ""])
def test_a_usual_packing_is_read(make: Make, server: Server, packing: str) -> None:
    """Packed or not, and with a charset where none belongs, the answer is the same."""
    content = b'{"a": 1}'
    server.answers(gzip.compress(content) if packing == "gzip" else content, headers=(f"Content-Encoding: {packing}",))
    assert make(base_url=server.url).get("/api/x").body == {"a": 1}


def test_a_connection_is_used_again(make: Make, server: Server) -> None:
    """Reading within bounds leaves the connection open: a second request does not connect anew."""
    one = HEAD + b"Content-Length: 2\r\n\r\n{}"
    server.sends([one, b"", one, b"", HEAD + b"Content-Length: 0\r\n\r\n", b"", one])
    transport = make(base_url=server.url)
    for _ in range(4):
        transport.get("/api/x")
    assert (server.connections, len(server.asked)) == (1, 4)


@pytest.mark.parametrize(
    ("content", "read"),
    [
        (b'"\\ud83d\\ude00 \\ud83d \\ude00"', "\U0001f600 � �"),
        (b'{"\\udc00": ["\\\\ud800"]}', {"�": ["\\ud800"]}),
        (b'"\xff\xed\xa0\x80"', "\ufffd\ufffd\ufffd\ufffd"),
        (b"[NaN, Infinity, -Infinity, 1e999, -1e999, 1.5]", [None, None, None, None, None, 1.5]),
        (b"[9223372036854775807, 9223372036854775808]", [2**63 - 1, "9223372036854775808"]),
        (b"[-9223372036854775808, -1" + b"0" * 5000 + b"]", [-(2**63), "-1" + "0" * 5000]),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
    ],
)
def test_what_no_reader_could_bear_is_mended(make: Make, server: Server, content: bytes, read: object) -> None:
    """Halves of a pair, bytes that are no text, and numbers that are none, harm nobody further on."""
    server.answers(content)
    found = make(base_url=server.url).get("/api/x").body
    assert found == read
    json.dumps(found, allow_nan=False).encode()


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a":' * 200 + b"1" + b"}" * 200, b"[" * 900 + b"]" * 900])
def test_deep_answers_are_not_read(make: Make, server: Server, content: bytes) -> None:
    """What is nested deeper than anything a helpdesk says is no JSON to us, as a success and as a refusal."""
    server.answers(content)
    with pytest.raises(Incomplete, match="not JSON"):
        make(base_url=server.url).get("/api/x")
    server.answers(content, status="422 No")
    with pytest.raises(BridgeError, match="answered 422"):
        make(base_url=server.url).get("/api/x")


def test_an_answer_of_too_many_pieces_is_not_read(make: Make, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that would become a hundred times as much memory are refused before; signs in texts are no pieces."""
    monkeypatch.setattr(json_text, "MOST", 100)
    for content in (b"[" + b"{}," * 100 + b"1]", b'[{"a":[1,2]}' + b',{"a":[1,2]}' * 40 + b"]"):
        server.answers(content)
        with pytest.raises(Incomplete, match="not JSON"):
            make(base_url=server.url).get("/api/x")
    text = ',[{\\" ' * 200
    server.answers(f'["{text}", "{text}"]'.encode())
    assert make(base_url=server.url).get("/api/x").body == [',[{" ' * 200] * 2


def test_an_answer_has_64_mb_unless_told_otherwise() -> None:
    """A page of 1,000 tickets of 64 kB fits; what is larger is not taken in."""
    assert inspect.signature(Transport).parameters["max_bytes"].default == 64 * 1024 * 1024


def test_a_download_has_one_time_for_all_attempts(server: Server) -> None:
    """A second attempt does not start the clock anew."""
    for _ in range(2):
        server.answers(status="503 No")
    seconds = iter([0.0, 0.0, *repeat(8.0, 100)])
    source = replace(Source("shop", server.url), timeout=9.0)
    with pytest.raises(Unavailable):
        download(source, sleep=lambda _seconds: None, clock=lambda: next(seconds))
    assert len(server.asked) == 1
