"""Decide which requests to a face are allowed, and which of them are the desk's.

It stands outside the request log, the faults and the limits: what an agent does in a browser is not API traffic.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import JSONResponse

from zendesk_bridge.sandbox.desk import pages
from zendesk_bridge.sandbox.desk.app import build, page_response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from zendesk_bridge.sandbox.context import Context
    from zendesk_bridge.sandbox.options import Face

_HOST = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?", re.ASCII | re.IGNORECASE)
"""Any port will do: a proxy or a tunnel on this machine has its own, and no other site's page can have this name."""
_READS = frozenset(("GET", "HEAD"))
_WRONG_NAME = "The sandbox answers under this machine's own address only, such as {}."
_WRONG_SITE = "A web page of another site sent this request. The sandbox takes none of those."
_NO_SITE = "This form did not say which site it is from. Use the desk's own page."


class DeskMiddleware:
    """ASGI middleware; ``boxes`` are the faces that the desk can switch between, ``face`` the one it opens with.

    Nothing behind it is told to a page of another site: a name that somebody points at this machine (DNS rebinding)
    would make that site's pages ours, API, ``/_sandbox/`` and desk alike, with all the mail that was imported.
    """

    def __init__(self, app: ASGIApp, face: Face, boxes: Mapping[Face, Context]) -> None:
        self._app = app
        self._url = boxes[face].base_url
        self._desk = build(face, boxes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell the desk's requests from the helpdesk's, and refuse those that another site sent."""
        desk = scope["type"] == "http" and _is_desk(scope["method"], scope["path"])
        headers = Headers(scope=scope)
        why = self._foreign(headers)
        if desk and not why and scope["method"] not in _READS and "origin" not in headers:
            why = _NO_SITE
        if why and desk:
            page = pages.render("error", title="Refused", words=why, face=None, faces=())
            await page_response(page, 403)(scope, receive, send)
        elif why:
            await JSONResponse({"error": "Forbidden", "description": why}, 403)(scope, receive, send)
        else:
            await (self._desk if desk else self._app)(scope, receive, send)

    def _foreign(self, headers: Headers) -> str:
        """Return why a request does not come from this machine's own programs and pages, or nothing.

        Programs send no ``Origin``; a browser's page cannot leave it out where it matters, nor choose its ``Host``.
        """
        host = headers.get("host", "")
        if not _HOST.fullmatch(host):
            return _WRONG_NAME.format(self._url)
        if headers.get("origin", f"http://{host}") != f"http://{host}":
            return _WRONG_SITE
        return ""


def _is_desk(method: str, path: str) -> bool:
    return (path == "/" and method in _READS) or path == "/desk" or path.startswith("/desk/")
