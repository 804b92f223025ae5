"""Zendesk's refusals, with the bodies that its reference and its users' reports show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class ZendeskError(Exception):
    """A refusal: the status and the JSON body that are sent."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(status)
        self.status = status
        self.body = body


def not_found() -> ZendeskError:
    """Return the 404: no such record, or none that the caller may see."""
    return ZendeskError(404, {"error": "RecordNotFound", "description": "Not found"})


def invalid(attribute: str, description: str, error: str = "InvalidValue") -> ZendeskError:
    """Return the 422: a record's attribute has a value it cannot have."""
    details = {attribute: [{"description": description, "error": error}]}
    return ZendeskError(422, {"error": "RecordInvalid", "description": "Record validation errors", "details": details})


def unfilled(fields: Iterable[Mapping[str, Any]]) -> ZendeskError:
    """Return the 422: a ticket cannot be solved while these fields are empty."""
    base = [
        {
            "description": f"{field['title']}: is required when solving a ticket", "error": None,
            "ticket_field_id": field["id"], "ticket_field_type": f"Field{field['type'].capitalize()}",
        }
        for field in fields
    ]  # fmt: skip
    body = {"error": "RecordInvalid", "description": "Record validation errors", "details": {"base": base}}
    return ZendeskError(422, body)


def closed() -> ZendeskError:
    """Return the 422: a closed ticket takes no updates."""
    details = {"status": [{"description": "Status closed prevents ticket update"}]}
    return ZendeskError(422, {"error": "RecordInvalid", "description": "Record validation errors", "details": details})


def bad_request(title: str, description: str) -> ZendeskError:
    """Return the 400: the request itself makes no sense."""
    return ZendeskError(400, {"error": title, "description": description})


def too_many(name: str, most: int) -> ZendeskError:
    """Return the 400: a list of ids or rows is longer than the endpoint takes."""
    description = f"{name} accepts at most {most} values"
    return ZendeskError(400, {"error": "TooManyValues", "description": description, "max_count": most})


def bad_search(reason: str) -> ZendeskError:
    """Return the 422: a search that cannot be answered."""
    return ZendeskError(422, {"error": "invalid", "description": f"Invalid search: {reason}"})


def bad_page(title: str) -> ZendeskError:
    """Return the 400: a pagination parameter is wrong."""
    return ZendeskError(400, {"errors": [{"code": "InvalidPaginationParameter", "title": title}]})


def unauthenticated() -> ZendeskError:
    """Return the 401: no login, or a wrong one."""
    return ZendeskError(401, {"error": "Couldn't authenticate you"})


def invalid_token() -> ZendeskError:
    """Return the 401: an OAuth token that is not, or no longer, good."""
    description = "The access token provided is expired, revoked, malformed or invalid for other reasons."
    return ZendeskError(401, {"error": "invalid_token", "error_description": description})


def missing_scope(scope: str) -> ZendeskError:
    """Return the 403: the token may not do this."""
    description = f"You are missing the following required scopes: {scope}"
    return ZendeskError(403, {"error": "Forbidden", "description": description})


def forbidden() -> ZendeskError:
    """Return the 403: the caller's role may not do this."""
    return ZendeskError(403, {"error": {"title": "Forbidden", "message": "You do not have access to this page."}})


def update_conflict() -> ZendeskError:
    """Return the 409: somebody else wrote the ticket after the stamp that was sent."""
    description = (
        "Safe Update prevented the update due to outdated ticket data. "
        "Please fetch the latest ticket data and try again."
    )
    return ZendeskError(409, {"error": "UpdateConflict", "description": description})
