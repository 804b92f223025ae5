"""One answer within its bounds: so much time from the first byte sent to the last byte read, and so many bytes.

The HTTP library's timeout is the longest silence: a server that sends a byte a second is never silent. And what it
unpacks may be a thousand times what came. So time and bytes are counted where they come in, below the headers, and
unpacking is ours.
"""

from __future__ import annotations

import io
import logging
import socket
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from http.client import HTTPResponse
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from zendesk_bridge.core.errors import Incomplete, Unavailable
from zendesk_bridge.transport.failure import Again, FailedAttempt

_PIECE = 1 << 16  # bytes that are read and unpacked at once
_FRAME = 1 << 20  # bytes for headers and the like, beside the body
_GZIP = b"\x1f\x8b"
_PADDING = b"\0"
_PACKED = frozenset({"br", "bzip2", "compress", "deflate", "gzip", "x-compress", "x-gzip", "xz", "zstd"})


@dataclass(slots=True)
class Bounds:
    """What one answer may take. ``where`` begins every message; ``seconds`` run from now by ``clock``.

    ``too_slow`` and ``too_large`` say what to do then.
    """

    where: str
    seconds: float
    max_bytes: int
    clock: Callable[[], float]
    too_slow: str = "Run the same command again later."
    too_large: str = ""
    _ends: float = field(init=False)
    _came: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        """Start the clock."""
        self._ends = self.clock() + self.seconds

    def left(self) -> float:
        """Return the seconds that are left; raises FailedAttempt when none are."""
        left = self._ends - self.clock()
        if left <= 0:
            late = Unavailable(f"{self.where} took longer than {self.seconds:g} s", fix=self.too_slow)
            raise FailedAttempt(late, Again.IF_REPEATABLE)
        return left

    def begin(self) -> None:
        """Count the bytes of another attempt; the time goes on."""
        self._came = 0

    def take(self, count: int) -> None:
        """Count bytes as they come, packed and with all that is around them; raises FailedAttempt for too many."""
        self._came += count
        if self._came > 2 * self.max_bytes + _FRAME:
            raise self.excess()

    def excess(self) -> FailedAttempt:
        """Return what is wrong with an answer that is too large."""
        said = f"{self.where} answered with more than {self.max_bytes:,} bytes"
        return FailedAttempt(Incomplete(said, fix=self.too_large))


_bounds: ContextVar[Bounds | None] = ContextVar("bounds", default=None)


@contextmanager
def within(bounds: Bounds) -> Iterator[None]:
    """Hold every answer that begins in this block to these bounds."""
    bounds.begin()
    token = _bounds.set(bounds)
    try:
        yield
    finally:
        _bounds.reset(token)


class _Metered(io.RawIOBase):
    """A socket's bytes, counted, and with no more time to wait for than is left."""

    def __init__(self, raw: Any, sock: socket.socket, bounds: Bounds) -> None:
        self._raw, self._sock, self._bounds = raw, sock, bounds
        self._silence = sock.gettimeout()

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Read what is there, within the bounds."""
        left = self._bounds.left()
        self._sock.settimeout(left if self._silence is None else min(left, self._silence))
        try:
            count: int | None = self._raw.readinto(buffer)
        except TimeoutError:
            self._bounds.left()  # says that the time for all of it is over, if it is
            raise
        self._bounds.take(count or 0)
        return count

    def close(self) -> None:
        """Let go of the socket."""
        self._raw.close()
        super().close()


class _Answer(HTTPResponse):
    """The standard library's reader of an answer, held to the bounds of the block that it was made in."""

    def __init__(self, sock: socket.socket, *args: Any, **named: Any) -> None:
        super().__init__(sock, *args, **named)
        bounds = _bounds.get()
        if bounds is not None:
            self.fp = io.BufferedReader(_Metered(self.fp.detach(), sock, bounds))


class _Adapter(HTTPAdapter):
    """The HTTP library's pools, straight and through any kind of proxy, with answers that keep their bounds."""

    def init_poolmanager(self, *args: Any, **named: Any) -> None:
        """Make the pools for straight connections."""
        super().init_poolmanager(*args, **named)
        self.poolmanager.pool_classes_by_scheme = _held(self.poolmanager.pool_classes_by_scheme)

    def proxy_manager_for(self, proxy: str, **named: Any) -> Any:
        """Return the pools for connections through a proxy."""
        known = proxy in self.proxy_manager
        manager = super().proxy_manager_for(proxy, **named)
        if not known:
            manager.pool_classes_by_scheme = _held(manager.pool_classes_by_scheme)
        return manager


def _held(pools: dict[str, Any]) -> dict[str, Any]:
    """Return classes of pools that differ in nothing but how an answer is read."""
    return {
        scheme: type(
            pool.__name__,
            (pool,),
            {"ConnectionCls": type("Connection", (pool.ConnectionCls,), {"response_class": _Answer})},
        )
        for scheme, pool in pools.items()
    }


def session() -> requests.Session:
    """Return a new session whose answers keep to their bounds, and which asks for no packing but gzip."""
    # It logs the whole URL, query included, of an answer whose headers it cannot read.
    logging.getLogger("urllib3").setLevel(logging.CRITICAL)
    made = requests.Session()
    made.mount("https://", _Adapter())
    made.mount("http://", _Adapter())
    made.headers.update({"User-Agent": "zendesk-bridge", "Accept-Encoding": "gzip"})
    return made


def body(response: requests.Response, bounds: Bounds) -> bytes:
    """Return the whole body, unpacked; raises FailedAttempt for one too slow, too large, or oddly packed."""
    pieces = _pieces(response, bounds)
    packing = _packing(response.headers.get("Content-Encoding", ""), bounds)
    return _whole(gunzipped(pieces, bounds) if packing else pieces, bounds)


def unpacked(content: bytes, bounds: Bounds) -> bytes:
    """Take gzip off a file that is packed itself; raises FailedAttempt when it unpacks to too much, or is cut off."""
    if not content.startswith(_GZIP):
        return content
    pieces = (content[at : at + _PIECE] for at in range(0, len(content), _PIECE))
    return _whole(gunzipped(pieces, bounds), bounds)


def _pieces(response: requests.Response, bounds: Bounds) -> Iterator[bytes]:
    for piece in response.raw.stream(_PIECE, decode_content=False):
        bounds.left()
        yield piece


def _whole(pieces: Iterator[bytes], bounds: Bounds) -> bytes:
    kept: list[bytes] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > bounds.max_bytes:
            raise bounds.excess()
        kept.append(piece)
    return b"".join(kept)


def _packing(header: str, bounds: Bounds) -> bool:
    """Tell whether it is gzip. Words that are no packing are let pass: some servers say utf-8 here."""
    packings = [name for name in (part.strip().lower() for part in header.split(",")) if name in _PACKED]
    if packings and packings not in (["gzip"], ["x-gzip"]):
        raise FailedAttempt(Incomplete(f"{bounds.where}: the answer is packed in a way that was not asked for"))
    return bool(packings)


def gunzipped(pieces: Iterable[bytes], bounds: Bounds) -> Iterator[bytes]:
    """Unpack piece by piece, never holding more than one; after a whole packed text, what is none is padding.

    Raises FailedAttempt when it unpacks to too much, or is cut off.
    """
    member, begun, whole = _member(), False, False
    for piece in pieces:
        data, full = piece if begun else piece.lstrip(_PADDING), False
        while data or full:
            try:
                part = member.decompress(data, _PIECE)
            except zlib.error:
                if whole:
                    return
                raise FailedAttempt(Incomplete(f"{bounds.where}: the answer cannot be unpacked")) from None
            bounds.left()
            yield part
            begun, full, data = True, len(part) == _PIECE, member.unconsumed_tail
            if member.eof:
                data = member.unused_data.lstrip(_PADDING)
                member, begun, whole, full = _member(), False, True, False
    if begun:
        raise FailedAttempt(Incomplete(f"{bounds.where}: the answer was cut off"))


def _member() -> Any:
    return zlib.decompressobj(16 + zlib.MAX_WBITS)
