"""Request bodies as both faces read them, of a bearable size: JSON that can be written back, and forms."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from email.utils import collapse_rfc2231_value
from typing import TYPE_CHECKING, Any, NoReturn

from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send
    from starlette.types import Message as Event

_MOST_PARTS = 1000  # of one form
_LONGEST_BOUNDARY = 70  # RFC 2046, 5.1.1
_LONGEST_PATH = 4000  # characters
_LARGEST_BODY = 30_000_000
"""Bytes: beyond the 20 MB of attachments that Freshdesk takes, so that its own refusal is heard. A figure of ours."""


@dataclass(frozen=True, slots=True)
class FormPart:
    """One part of a form: a field, or a file when it has a ``filename``."""

    name: str
    content: bytes
    filename: str | None = None
    content_type: str = "text/plain"

    @property
    def text(self) -> str:
        """The content of a field."""
        return self.content.decode("utf-8", "replace")


def json_value(raw: bytes) -> Any:
    """Return the value of a JSON text.

    Raises ValueError for anything else, and for what no JSON text can hold afterwards: NaN, infinite numbers, half a
    surrogate pair, and lists in lists beyond what Python can walk.
    """
    try:
        found = json.loads(raw, parse_constant=_refuse_constant, parse_float=_finite)
        if b"\\u" in raw:
            json.dumps(found, ensure_ascii=False).encode()
    except RecursionError as exc:
        raise ValueError("nested too deeply") from exc
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number is out of range")
    return number


def form_parts(content_type: str, raw: bytes) -> tuple[FormPart, ...]:
    """Return the parts of a ``multipart/form-data`` body in order; raises ValueError when it is none."""
    boundary = _parameter(_headers(f"Content-Type: {content_type}"), "boundary", "content-type")
    if not boundary or len(boundary) > _LONGEST_BOUNDARY:
        raise ValueError("no usable boundary")
    _, *chunks = (b"\r\n" + raw).split(b"\r\n--" + boundary.encode())
    if not chunks or len(chunks) > _MOST_PARTS or not chunks[-1].startswith(b"--"):
        raise ValueError("not a whole form")
    return tuple(_part(chunk) for chunk in chunks[:-1])


def _part(chunk: bytes) -> FormPart:
    head, gap, content = chunk.partition(b"\r\n\r\n")
    headers = _headers(head.decode("utf-8", "replace").lstrip())
    name = _parameter(headers, "name", "content-disposition")
    if not gap or name is None:
        raise ValueError("a part without a name")
    return FormPart(name, content, _parameter(headers, "filename", "content-disposition"), headers.get_content_type())


def _headers(text: str) -> Message:
    return HeaderParser().parsestr(text)


def _parameter(headers: Message, name: str, header: str) -> str | None:
    found = headers.get_param(name, None, header)
    return None if found is None else collapse_rfc2231_value(found)


class ShortPaths:
    """ASGI middleware: 414 for a path too long to name anything; routing would stumble over ids of 5,000 digits."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        too_long = scope["type"] == "http" and len(scope["path"]) > _LONGEST_PATH
        await (Response(status_code=414) if too_long else self._app)(scope, receive, send)


class SmallBodies:
    """ASGI middleware: 413 for a body of more than 30 MB, which would take the machine's memory."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body, then pass it on whole, or refuse it."""
        message = await receive()
        body = bytearray(message.get("body", b""))
        while message.get("more_body", False):
            message = await receive()
            if len(body) <= _LARGEST_BODY:  # the rest is read and forgotten, or the client would not read our answer
                body += message.get("body", b"")
        waiting: list[Event] = [{**message, "body": bytes(body)}]

        async def replay() -> Event:
            return waiting.pop() if waiting else await receive()

        app = self._app if len(body) <= _LARGEST_BODY else Response(status_code=413)
        await app(scope, replay, send)
