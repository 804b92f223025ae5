"""One request on its way to an endpoint, and what every endpoint needs from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.freshdesk.errors import Absent, Coded, FieldError, FreshdeskError, Invalid
from zendesk_bridge.sandbox.payloads import FormPart
from zendesk_bridge.sandbox.records import StoredTicket, User
from zendesk_bridge.sandbox.store import Store

PER_PAGE = 30  # rows, where none are asked for
MAX_PER_PAGE = 100  # rows
_HIGHEST_ID = 2**63 - 1  # SQLite's largest integer
_MOST_DIGITS = 15  # of a page's number


@dataclass(slots=True)
class FreshdeskCall:
    """A request that passed authentication; ``body`` is empty where none was sent, ``files`` come with forms."""

    box: Context
    request: Request
    me: User
    body: Mapping[str, Any]
    files: tuple[FormPart, ...] = ()

    @property
    def store(self) -> Store:
        """The store that both faces share."""
        return self.box.store

    @property
    def query(self) -> Mapping[str, str]:
        """The parameters after the question mark."""
        return self.request.query_params

    def path_id(self, name: str = "id") -> int:
        """Return a number from the path; raises the 404 of one that no id ever reaches."""
        number = int(self.request.path_params[name])
        if number > _HIGHEST_ID:
            raise Absent
        return number

    def ticket(self) -> StoredTicket:
        """Return the ticket that the path names; raises the 404."""
        found = self.store.ticket(self.path_id())
        if found is None:
            raise Absent
        return found

    def writable_ticket(self) -> StoredTicket:
        """Return the ticket that the path names; raises the 405 of one that is spam or deleted."""
        found = self.ticket()
        if found.spam or found.deleted:
            raise FreshdeskError(405, Allow="GET")
        return found

    def created(self, collection: str, body: Mapping[str, Any]) -> Response:
        """Return 201 with a ``Location`` below ``/api/v2/COLLECTION``."""
        place = f"{self.box.base_url}/api/v2/{collection}/{body['id']}"
        return JSONResponse(body, 201, headers={"Location": place})

    def need_admin(self) -> None:
        """Raise the 403 of an endpoint for administrators when the key belongs to somebody else."""
        if self.me.role != "admin":
            raise Coded(403, "access_denied", "You are not authorized to perform this action.")


Endpoint = Callable[[FreshdeskCall], Response]
"""What answers a request; a FreshdeskError that it raises is the answer, too."""
Verbs = Mapping[str, Endpoint]


def stamp(moment: datetime) -> str:
    """Return a time as Freshdesk writes it: UTC, whole seconds, ``Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which rows were asked for; ``page`` counts from 1."""

    page: int
    per_page: int

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.page - 1) * self.per_page

    def cut(self, rows: list[Any]) -> tuple[list[Any], bool]:
        """Return this page of all ``rows``, and whether more rows follow."""
        end = self.offset + self.per_page
        return rows[self.offset : end], len(rows) > end


def natural(text: str) -> int | None:
    """Return the number that a text is in digits, None for one that is none or that no counter reaches."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def _positive(call: FreshdeskCall, name: str, default: int, maximum: int | None) -> int:
    text = call.query.get(name, str(default))
    limit = f" less than or equal to {maximum}" if maximum else ""
    number = natural(text)
    if not number or (maximum and number > maximum):
        raise Invalid(FieldError.invalid(name, f"It should be a Positive Integer{limit}"))
    return number


def page_of(call: FreshdeskCall) -> PageRequest:
    """Return the page that a request asks for; raises the 400 of a page or a page size that is out of bounds."""
    return PageRequest(_positive(call, "page", 1, None), _positive(call, "per_page", PER_PAGE, MAX_PER_PAGE))


def paged(call: FreshdeskCall, page: PageRequest, rows: list[Any], *, more: bool) -> Response:
    """Return a listing; the ``Link`` to the next page, which the last page lacks, has the API's stray space."""
    headers = {}
    if more:
        following = call.request.url.include_query_params(page=page.page + 1, per_page=page.per_page)
        headers["Link"] = f'< {call.box.base_url}{following.path}?{following.query}>; rel="next"'
    return JSONResponse(rows, headers=headers)


def known_parameters(call: FreshdeskCall, *names: str) -> None:
    """Raise the 400 of a query parameter that the endpoint does not have."""
    errors = [FieldError.unknown(name) for name in call.query if name not in {"page", "per_page", *names}]
    if errors:
        raise Invalid(*errors)
