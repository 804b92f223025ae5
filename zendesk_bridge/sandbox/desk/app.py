"""The desk's addresses: lists, tickets, replies, what customers write, and the files the pages load."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.status import HTTP_404_NOT_FOUND

from zendesk_bridge.sandbox.desk import forms, pages
from zendesk_bridge.sandbox.desk.parts import DeskError
from zendesk_bridge.sandbox.desk.room import Room
from zendesk_bridge.sandbox.options import HELPDESKS

if TYPE_CHECKING:
    from zendesk_bridge.sandbox.context import Context
    from zendesk_bridge.sandbox.options import Face

_ASSETS = {"desk.css": "text/css", "desk.js": "text/javascript"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_NOT_FOUND = "There is no such page at the desk."
PageHandler = Callable[[Room, Request, forms.PageForm], Response]


def page_response(html: str, status: int = 200) -> Response:
    """Return a page with the headers that keep other sites and stray scripts out."""
    return HTMLResponse(html, status, _HEADERS)


def build(face: Face, boxes: Mapping[Face, Context]) -> Starlette:
    """Return the desk over the faces in ``boxes``, which may still be growing; ``/`` opens ``face``.

    A shop has no desk: there ``/`` opens that of a helpdesk.
    """

    def home(_: Request) -> Response:
        at = face if face in HELPDESKS else next((each for each in HELPDESKS if each in boxes), HELPDESKS[0])
        return RedirectResponse(f"/desk/{at}", 303, _HEADERS)

    def route(path: str, handler: PageHandler, method: str = "GET") -> Route:
        return Route(f"/desk/{{face}}{path}", _endpoint(boxes, handler), methods=[method])

    async def unknown(_: Request, exc: Exception) -> Response:
        status = exc.status_code if isinstance(exc, HTTPException) else HTTP_404_NOT_FOUND
        gone = status == HTTP_404_NOT_FOUND
        return _sorry(status, _NOT_FOUND if gone else "This address cannot be used like that.")

    routes = [
        Route("/", home, methods=["GET"]),
        Route("/desk", home, methods=["GET"]),
        Route("/desk/assets/{name}", _asset, methods=["GET"]),
        route("", _list),
        route("/new", _new),
        route("/new", _open, "POST"),
        route("/tickets/{ticket}", _show),
        route("/tickets/{ticket}/reply", _reply, "POST"),
        route("/tickets/{ticket}/customer", _customer, "POST"),
        route("/tickets/{ticket}/assignee", _assign, "POST"),
    ]
    return Starlette(routes=routes, exception_handlers={HTTPException: unknown})


def _sorry(status: int, words: str) -> Response:
    title = "Not found" if status == HTTP_404_NOT_FOUND else "That did not work"
    return page_response(pages.render("error", title=title, words=words, face=None, faces=()), status)


def _endpoint(boxes: Mapping[Face, Context], handler: PageHandler) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        def work() -> Response:
            return handler(Room.enter(boxes, request.path_params["face"]), request, form)

        try:
            form = await forms.read(request) if request.method == "POST" else {}
            return await run_in_threadpool(work)
        except DeskError as refusal:
            return _sorry(refusal.status, refusal.words)

    return endpoint


def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _ASSETS:
        return _sorry(404, _NOT_FOUND)
    content = files(__package__).joinpath("assets", name).read_bytes()
    return Response(content, media_type=_ASSETS[name], headers=_HEADERS)


def _ticket_id(request: Request) -> int:
    return forms.number(request.path_params["ticket"], "ticket")


def _to_ticket(room: Room, number: int, said: str) -> Response:
    return RedirectResponse(f"/desk/{room.face}/tickets/{number}?said={said}#latest", 303, _HEADERS)


def _list(room: Room, request: Request, _: forms.PageForm) -> Response:
    query = request.query_params
    number, words = forms.number(query.get("page", "1"), "page"), query.get("q", "").strip()
    return page_response(room.list_page(query.get("view", "all"), number, words))


def _new(room: Room, _: Request, __: forms.PageForm) -> Response:
    blank: dict[str, Any] = {"name": "", "email": "", "locale": "en-US", "subject": "", "text": ""}
    return page_response(room.new_page(forms.NewLetter(**blank), {}))


def _open(room: Room, _: Request, form: forms.PageForm) -> Response:
    letter, wrong = forms.letter(form)
    wrong = wrong or room.not_a_customer(letter)
    if wrong:
        return page_response(room.new_page(letter, wrong), 422)
    return _to_ticket(room, room.open_ticket(letter), "opened")


def _show(room: Room, request: Request, _: forms.PageForm) -> Response:
    query = request.query_params
    ticket = room.ticket(_ticket_id(request))
    draft = room.draft(ticket, forms.number(query["macro"], "macro") if query.get("macro") else None)
    return page_response(room.ticket_page(ticket, draft, said=query.get("said", "")))


def _reply(room: Room, request: Request, form: forms.PageForm) -> Response:
    ticket = room.ticket(_ticket_id(request))
    try:
        reply = forms.reply(form, room.side)
        said = room.send(ticket, reply)
    except DeskError as refusal:
        draft = room.kept(ticket, form)
        return page_response(room.ticket_page(ticket, draft, wrong=refusal.words), refusal.status)
    return _to_ticket(room, ticket.id, said)


def _assign(room: Room, request: Request, form: forms.PageForm) -> Response:
    ticket, chosen = room.ticket(_ticket_id(request)), form.get("assignee", "")
    try:
        room.assign(ticket, chosen)
    except DeskError as refusal:
        return page_response(room.ticket_page(ticket, room.draft(ticket, None), wrong=refusal.words), refusal.status)
    return _to_ticket(room, ticket.id, "assigned" if chosen else "freed")


def _customer(room: Room, request: Request, form: forms.PageForm) -> Response:
    ticket = room.ticket(_ticket_id(request))
    text = form.get("text", "").strip()
    try:
        room.customer_answers(ticket, text)
    except DeskError as refusal:
        page = room.ticket_page(ticket, room.draft(ticket, None), wrong=refusal.words, letter=text)
        return page_response(page, refusal.status)
    return _to_ticket(room, ticket.id, "customer")
