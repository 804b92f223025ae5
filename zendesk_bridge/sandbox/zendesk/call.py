"""One request as the handlers see it, and what they answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import QueryParams

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.payloads import FormPart
from zendesk_bridge.sandbox.records import User
from zendesk_bridge.sandbox.store import Store
from zendesk_bridge.sandbox.zendesk.errors import bad_request, forbidden, too_many

_ID_BITS = 63  # SQLite's integers


@dataclass(frozen=True, slots=True)
class ZendeskCall:
    """An authenticated request: who asks, with which query, path parameters and JSON body (``{}`` when none).

    ``parts`` are those of a form, for the few endpoints that take files; ``headers`` are the request's, names in
    lower case.
    """

    box: Context
    user: User
    path: str
    query: QueryParams
    params: Mapping[str, Any]
    body: Mapping[str, Any]
    parts: tuple[FormPart, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        """The store that both faces share."""
        return self.box.store

    @property
    def id(self) -> int:
        """The id in the path."""
        return int(self.params["id"])

    def url(self, path: str) -> str:
        """Return the absolute URL of an API path such as ``tickets/1``."""
        return f"{self.box.base_url}/api/v2/{path}.json"

    def section(self, name: str) -> dict[str, Any]:
        """Return the object that wraps the written attributes, such as ``{"macro": {...}}``; 400 when it is absent."""
        found = self.body.get(name)
        if not isinstance(found, dict):
            raise bad_request("InvalidParameters", f"{name} is required and must be an object")
        return dict(found)

    def ids(self, name: str = "ids", most: int = 100) -> list[int]:
        """Return the comma-separated ids of the query; 400 when there are too many or one is not a number."""
        parts = [part for part in self.query.get(name, "").split(",") if part.strip()]
        if len(parts) > most:
            raise too_many(name, most)
        return [integer(part, name) for part in parts]

    def must_be_admin(self) -> None:
        """Refuse with 403 unless an admin asks."""
        if self.user.role != "admin":
            raise forbidden()


@dataclass(frozen=True, slots=True)
class ZendeskAnswer:
    """What a handler answers; ``dropped`` are body keys that were ignored, such as ``macro.position``."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()


Handler = Callable[[ZendeskCall], ZendeskAnswer]
"""What answers a request; a ZendeskError that it raises is the answer, too."""
Routes = tuple[tuple[str, str, Handler], ...]
"""Method, path under ``/api/v2/`` (or whole, when it starts with a slash) without ``.json``, handler."""


def integer(value: object, name: str) -> int:
    """Return a number that came as text or number; 400 when it is neither, or has more than 64 bits."""
    try:
        found = int(str(value))
    except ValueError as exc:
        raise bad_request("InvalidParameters", f"{name} must be an integer") from exc
    if found.bit_length() > _ID_BITS:
        raise bad_request("InvalidParameters", f"{name} is out of range")
    return found


def keep(given: Mapping[str, Any], known: frozenset[str], name: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Split the written attributes into those that may be written and the names of the others."""
    kept = {key: value for key, value in given.items() if key in known}
    return kept, tuple(f"{name}.{key}" for key in given if key not in known)
