"""The desk's place in front of a face: it answers ``/`` and ``/desk``, and lets all else through to the helpdesk.

It stands outside the request log, the faults and the limits: what an agent does in a browser is not API traffic.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from zendesk_bridge.sandbox.desk import pages
from zendesk_bridge.sandbox.desk.app import build, page_response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from zendesk_bridge.sandbox import Face
    from zendesk_bridge.sandbox.context import Context

_LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
_READS = frozenset(("GET", "HEAD"))


class DeskGate:
    """ASGI middleware; ``boxes`` are the faces that the desk can switch between, ``face`` the one it opens with."""

    def __init__(self, app: ASGIApp, face: Face, boxes: Mapping[Face, Context]) -> None:
        self._app = app
        self._desk = build(face, boxes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell the desk's requests from the helpdesk's, and refuse those that another site sent."""
        if scope["type"] != "http" or not _is_desk(scope["method"], scope["path"]):
            await self._app(scope, receive, send)
            return
        why = _foreign(scope["method"], Headers(scope=scope))
        if why:
            refusal = page_response(pages.render("error", title="Refused", words=why, face=None, faces=()), 403)
            await refusal(scope, receive, send)
            return
        await self._desk(scope, receive, send)


def _is_desk(method: str, path: str) -> bool:
    return (path == "/" and method in _READS) or path == "/desk" or path.startswith("/desk/")


def _foreign(method: str, headers: Headers) -> str:
    """Return why a request is not from the desk's own pages, or nothing.

    The host is checked because a name that another site points at this machine would make that site's pages ours.
    """
    host = headers.get("host", "")
    if _hostname(f"http://{host}") not in _LOOPBACK:
        return "The desk answers on this machine's own address only, such as http://127.0.0.1."
    if method not in _READS and headers.get("origin") != f"http://{host}":
        return "This form was sent by another site, or without saying from where. Use the desk's own page."
    return ""


def _hostname(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
