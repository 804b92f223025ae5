"""The choice page over HTTP: what is asked, what is answered, and the headers that keep both to the two of us.

The signed token in the address is the whole right to choose: there is no session and no cookie, so that there is
nothing which another site could make a browser send along. Who can forge a request has the link, and who has the link
may choose; that is why no form carries a second secret.

GET and HEAD change nothing, for scanners of mail open every link. A choice is a POST, a cancellation one of two steps.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, ParamSpec, TypeVar
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from zendesk_bridge.app.outreach.answering import Answering, ChoicePage, ClosedLink, LinkFault
from zendesk_bridge.core import links
from zendesk_bridge.core.choices.on_page import AnswerState, PageAnswer
from zendesk_bridge.core.errors import BridgeError, Unavailable
from zendesk_bridge.serve import pages
from zendesk_bridge.serve.guard import Guard
from zendesk_bridge.serve.mangled import token_in
from zendesk_bridge.serve.pages import PageTongue
from zendesk_bridge.serve.words import WORDS, PageSaying, PageWords

P = ParamSpec("P")
T = TypeVar("T")

LARGEST: Final = 4096
"""Bytes of a form: ours have less than two hundred."""

BODY_SECONDS: Final = 10
"""Within which a form has arrived."""

ANSWER_SECONDS: Final = 30
"""Within which the database has answered: longer than one waits for another writer, shorter than proxies wait."""

_FIELDS: Final = 8
_NOT_FOUND: Final = 404
_CLOSED: Final = {LinkFault.UNKNOWN: 404, LinkFault.OVER: 410, LinkFault.NEEDLESS: 410}
_FORM: Final = "application/x-www-form-urlencoded"
_INDEX: Final = re.compile(r"[0-9]{1,4}")
_NOT_A_NAME: Final = re.compile(r"[^A-Za-z0-9]+")


class _Rest(Convertor[str]):
    """All that is left of a path, also beyond the end of a line: links break there."""

    regex = "(?s:.*)"

    def convert(self, value: str) -> str:
        """Return it as it is."""
        return value

    def to_string(self, value: str) -> str:
        """Return it as it is."""
        return value


register_url_convertor("rest", _Rest())


class UnreadForm(Exception):
    """What a browser sent is no form of ours; ``status`` says why to programs."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(slots=True)
class ChoiceSite:
    """The pages of one installation. ``now`` is an aware clock, ``tell`` is for the log.

    ``answering`` is asked for with every request, since an admin may have edited the config. What is told names no
    link, no customer and no order.
    """

    answering: Callable[[], Answering]
    now: Callable[[], datetime]
    tell: Callable[[str], None]
    _down: bool = field(default=False, repr=False)

    def app(self) -> Guard:
        """Return it all as an ASGI application.

        A proxy may cut off the path below which customers reach it, or pass it on: no page names its own path.
        """
        routes = [
            Route(f"{above}{links.PATH}{{token:rest}}", self.choice, methods=["GET", "POST"])
            for above in ("", "/{above:path}")
        ]
        routes.append(Route("/healthz", self.health, methods=["GET"]))
        app = Starlette(routes=routes, exception_handlers={HTTPException: self._refused, Exception: self._failed})
        app.router.redirect_slashes = False  # it would lead to whatever host a request names
        return Guard(app)

    async def choice(self, request: Request) -> Response:
        """Answer the page of one link."""
        try:
            if request.method == "POST":
                fields = await _form(request)
                found = await _answered(self._post, request, fields)
            else:
                found = await _answered(self._get, request)
        except UnreadForm as error:
            return self._saying(request, lambda words: words.unread, error.status)
        except ClientDisconnect:
            return Response(status_code=400)
        except BridgeError as error:
            return self._busy(request, error)
        self._down = False
        return found

    async def health(self, _request: Request) -> Response:
        """Say whether pages can be answered, and nothing else."""
        try:
            await _answered(self._look)
        except BridgeError:
            return JSONResponse({"ok": False, "database": "does not answer"}, 503)
        return JSONResponse({"ok": True, "database": "answers"})

    def _look(self) -> None:
        self.answering().answers()

    def _get(self, request: Request) -> Response:
        page = self.answering().page(_token(request), self.now())
        if isinstance(page, ClosedLink):
            return self._closed(request, page)
        tongue, query = self._tongue(request, page.message.locale), request.query_params
        at = _at(query.get("ask"), page)
        if at is not None and _can_cancel(page, at):
            return HTMLResponse(pages.confirm_page(page, at, tongue))
        at = _at(query.get("done") or query.get("save"), page)
        if at is not None and page.items[at].chosen:
            return _file(page, at, tongue) if "save" in query else HTMLResponse(pages.done_page(page, at, tongue))
        return HTMLResponse(pages.order_page(page, tongue))

    def _post(self, request: Request, fields: Mapping[str, str]) -> Response:
        token, now, answering = _token(request), self.now(), self.answering()
        page = answering.page(token, now)
        if isinstance(page, ClosedLink):
            return self._closed(request, page)
        at, tongue = _at(fields.get("item"), page), self._tongue(request, page.message.locale)
        if at is None or "choice" not in fields:
            raise UnreadForm(400)
        if fields["choice"] == "cancel" and fields.get("confirm") != "yes" and _can_cancel(page, at):
            return HTMLResponse(pages.confirm_page(page, at, tongue))
        answer = PageAnswer(page.items[at].sku, fields["choice"], fields.get("seen", ""))
        found = answering.choose(token, answer, now)
        if isinstance(found, ClosedLink):
            return self._closed(request, found)
        state, after = found
        notice = _notice(state, tongue.words)
        if notice is None:
            return RedirectResponse(f"?lang={tongue.code}&done={at}", 303)  # so that nothing is sent twice
        return HTMLResponse(pages.order_page(after, tongue, notice), 409)

    def _closed(self, request: Request, link: ClosedLink) -> Response:
        return self._saying(request, lambda words: getattr(words, link.fault), _CLOSED[link.fault], link.locale)

    async def _refused(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 400
        headers = error.headers if isinstance(error, HTTPException) else None
        found = self._saying(request, lambda words: words.nothing if status == _NOT_FOUND else words.unread, status)
        found.headers.update(headers or {})
        return found

    def _busy(self, request: Request, error: BridgeError) -> Response:
        """Say that it is not now; the log hears once why, and not from every customer."""
        if not self._down:
            self.tell(f"warning: pages cannot be shown: {error.message}")
        self._down = True
        found = self._failing(request, 503)
        found.headers["Retry-After"] = "120"
        return found

    async def _failed(self, request: Request, error: Exception) -> Response:
        """Answer what nobody foresaw; what it is stands in the log by its kind and place alone."""
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        where = f" at {trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else ""
        self.tell(f"warning: a page failed: {type(error).__name__}{where}")
        return self._failing(request, 500)

    def _failing(self, request: Request, status: int) -> Response:
        """Say that it is not now; of an answer nobody knows whether it was kept before the database went away."""
        asks = request.method != "POST"
        return self._saying(request, lambda words: words.busy if asks else words.unsure, status)

    def _saying(
        self, request: Request, said: Callable[[PageWords], PageSaying], status: int, locale: str = ""
    ) -> HTMLResponse:
        tongue = self._tongue(request, locale or _accepted(request) or self.answering().locale)
        return HTMLResponse(pages.saying_page(said(tongue.words), tongue), status)

    def _tongue(self, request: Request, locale: str) -> PageTongue:
        return PageTongue.of(request.query_params.get("lang", ""), locale, self.answering().locale)


def _token(request: Request) -> str:
    return token_in(request.path_params["token"])


async def _answered(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what this does with the database.

    A server that hangs, or a network that swallows what is sent, answers neither yes nor no. Raises Unavailable then;
    the work itself may still be done.
    """
    task = asyncio.ensure_future(run_in_threadpool(work, *args, **kwargs))
    done, _ = await asyncio.wait({task}, timeout=ANSWER_SECONDS)
    if not done:
        task.add_done_callback(lambda late: late.cancelled() or late.exception())  # nobody waits for it any more
        raise Unavailable("the database does not answer", fix="Look whether it hangs, and the way to it.")
    return task.result()


async def _form(request: Request) -> dict[str, str]:
    """Return the fields of a form, each once. Raises UnreadForm for what is none of ours, or comes too slowly."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _FORM:
        raise UnreadForm(415)
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or len(length) > len(str(LARGEST)) or int(length) > LARGEST:
        raise UnreadForm(413)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST:
                    raise UnreadForm(413)
    except TimeoutError:
        raise UnreadForm(408) from None
    try:
        found = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_FIELDS, errors="strict")
    except ValueError:
        raise UnreadForm(400) from None
    fields = dict(found)
    if len(fields) != len(found):
        raise UnreadForm(400)
    return fields


def _notice(state: AnswerState, words: PageWords) -> str | None:
    """Return what a customer must know of an answer that was not taken; None for one that was, now or before."""
    match state:
        case AnswerState.FITS | AnswerState.SAME:
            return None
        case AnswerState.OTHERWISE:
            return words.otherwise
        case AnswerState.CHANGED:
            return words.changed
        case AnswerState.GONE:
            return words.gone


def _at(text: str | None, page: ChoicePage) -> int | None:
    """Return which item of the page is meant, None for none of it."""
    if text is None or not _INDEX.fullmatch(text):
        return None
    return int(text) if int(text) < len(page.items) else None


def _can_cancel(page: ChoicePage, at: int) -> bool:
    return any(option.kind == "cancel" for option in page.items[at].options)


def _accepted(request: Request) -> str:
    """Return the first of our languages that a browser asks for, "" where it asks for none."""
    asked = (part.strip()[:2].lower() for part in request.headers.get("accept-language", "")[:200].split(","))
    return next((code for code in asked if code in WORDS), "")


def _file(page: ChoicePage, at: int, tongue: PageTongue) -> Response:
    """Return the acknowledgement for the customer to keep: a durable medium is one that we cannot change any more."""
    number = _NOT_A_NAME.sub("-", page.message.number).strip("-")[:40]
    name = f"{'-'.join(part for part in (number, str(at + 1)) if part)}.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response("\ufeff" + pages.receipt(page, at, tongue), media_type="text/plain; charset=utf-8", headers=headers)
