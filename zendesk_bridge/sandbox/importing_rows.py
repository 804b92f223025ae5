"""One exported ticket, as parsed JSON or the cells of a CSV line, to a row of the sandbox."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Any

from zendesk_bridge.sandbox.bulk import BulkComment, BulkTicket, Person

_STATUSES = frozenset(("new", "open", "pending", "hold", "solved", "closed", "deleted"))
_STATUS_NAMES = {"on-hold": "hold", "on hold": "hold", "resolved": "solved"}
_PRIORITIES = frozenset(("low", "normal", "high", "urgent"))
_TYPES = frozenset(("question", "incident", "problem", "task"))
_DIGITS = re.compile(r"[0-9]{1,19}")
_BIGGEST_ID = 2**63 - 1  # SQLite's largest integer
_LATEST = 253_402_300_799  # the last second of 9999


class NotATicket(Exception):
    """A line that cannot be loaded, and why, in words that hold nothing of its contents."""


def page_rows(found: Any) -> Iterator[Any]:
    """Yield the tickets of a line: itself, or those of a whole answer of the export with the users beside them."""
    if not isinstance(found, dict) or not isinstance(found.get("tickets"), list):
        yield found
        return
    given = found.get("users")
    users = {user.get("id"): user for user in given if isinstance(user, dict)} if isinstance(given, list) else {}
    for row in found["tickets"]:
        if isinstance(row, dict) and isinstance(row.get("requester_id"), int) and row["requester_id"] in users:
            yield {"requester": users[row["requester_id"]], **row}
        else:
            yield row


def read(found: Any, now: int) -> BulkTicket:
    """Return a ticket; ``now`` in Unix seconds stands in for missing times. Raises ``NotATicket``."""
    if not isinstance(found, dict):
        raise NotATicket("is not an object")
    subject = _text(found, "subject", "raw_subject")
    description = _text(found, "description", "description_text")
    if not subject and not description:
        raise NotATicket("has neither subject nor description")
    created = _time(found, "created_at") or now
    updated = max(created, _time(found, "updated_at") or created)
    status, deleted = _status(found)
    row = BulkTicket(
        _person(found), subject or description[:80], BulkComment(created, description or subject), updated,
        id=_id(found.get("id")), status=status, tags=_tags(found.get("tags")), channel=_channel(found.get("via")),
        priority=_one_of(found, "priority", _PRIORITIES), type=_one_of(found, "type", _TYPES),
        fields=_fields(found.get("custom_fields")), deleted=deleted, spam=found.get("spam") is True,
        touched_at=max(updated, _time(found, "generated_timestamp") or 0),
    )  # fmt: skip
    return _checked(replace(row, **_conversation(found, row)))


def _checked(row: BulkTicket) -> BulkTicket:
    """Refuse text that no database keeps: halves of surrogate pairs, and bytes that were not UTF-8."""
    texts = [row.subject, row.person.name, row.person.email, row.person.locale, row.channel, *row.tags, row.first.text]
    texts += [part for message in row.messages for part in (message.text, message.html)]
    try:
        "".join(texts).encode()
    except UnicodeEncodeError as exc:
        raise NotATicket("holds text that is not UTF-8") from exc
    return row


def _text(found: Mapping[str, Any], *names: str) -> str:
    for name in names:
        value = found.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if value is not None and not isinstance(value, str):
            raise NotATicket(f"{name} is not text")
    return ""


def _id(value: Any) -> int | None:
    """Return a ticket's number; text such as ``#42`` from a CSV counts."""
    if value is None:
        return None
    given = str(value).strip().removeprefix("#")
    if isinstance(value, bool | float) or _DIGITS.fullmatch(given) is None or not 0 < int(given) <= _BIGGEST_ID:
        raise NotATicket("id is not a positive number")
    return int(given)


def _time(found: Mapping[str, Any], name: str) -> int | None:
    value = found.get(name)
    if value is None or value == "":
        return None
    try:
        if isinstance(value, int) or str(value).isdecimal():
            seconds = int(value)
        else:
            moment = datetime.fromisoformat(str(value).strip())
            seconds = int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError) as exc:
        raise NotATicket(f"{name} is not a time such as 2026-11-22T10:00:00Z") from exc
    if not 0 <= seconds <= _LATEST:
        raise NotATicket(f"{name} is out of range")
    return seconds


def _status(found: Mapping[str, Any]) -> tuple[str, bool]:
    """Return the neutral status, and whether the export calls the ticket deleted."""
    given = str(found.get("status") or "new").strip().lower()
    status = _STATUS_NAMES.get(given, given)
    if status not in _STATUSES:
        raise NotATicket(f"status is none of {', '.join(sorted(_STATUSES))}")
    return ("closed", True) if status == "deleted" else (status, found.get("deleted") is True)


def _one_of(found: Mapping[str, Any], name: str, known: frozenset[str]) -> str | None:
    value = str(found.get(name) or "").strip().lower()
    return value if value in known else None


def _tags(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    parts = re.split(r"[,\s]+", value) if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(tag, str) for tag in parts):
        raise NotATicket("tags is neither a list of text nor text")
    return tuple(tag.lower() for tag in parts if tag)


def _channel(value: Any) -> str:
    channel = value.get("channel") if isinstance(value, dict) else value
    return channel if isinstance(channel, str) and channel else "email"


def _fields(value: Any) -> dict[str, Any]:
    """Return the values of custom fields by id, those that have one."""
    listed = value if isinstance(value, list) else []
    pairs = ((item.get("id"), item.get("value")) for item in listed if isinstance(item, dict))
    return {str(number): given for number, given in pairs if isinstance(number, int) and given is not None}


def _person(found: Mapping[str, Any]) -> Person:
    """Return the requester: an object, an address, ``Name <address>``, or someone known by ``requester_id`` alone."""
    given = found.get("requester")
    about = given if isinstance(given, dict) else {}
    name, email = parseaddr(given) if isinstance(given, str) else (_text(about, "name"), _text(about, "email"))
    number = about.get("id") or found.get("requester_id")
    if "@" not in email:
        name = name or (given if isinstance(given, str) else "")
        email = f"customer-{number}@example.com" if isinstance(number, int | str) else "customer@example.com"
    name = name or _text(found, "requester_name") or email.partition("@")[0].title()
    return Person(name, email, _text(about, "locale") or _text(found, "locale") or "en-US")


def _conversation(found: Mapping[str, Any], row: BulkTicket) -> dict[str, Any]:
    """Return what the ``comments`` of an export change: later messages, and the first one when it repeats the text."""
    given = found.get("comments")
    if not isinstance(given, list):
        return {}
    customer = found.get("requester_id")
    messages = [_message(item, customer, row.first.at) for item in given if isinstance(item, dict)]
    messages = [message for message in messages if message.text or message.html]
    if messages and messages[0].text.strip() == row.first.text.strip():
        messages = messages[1:]
    latest = max([row.updated_at, *(message.at for message in messages)])
    return {"messages": tuple(messages), "updated_at": latest, "touched_at": max(latest, row.touched_at)}


def _message(item: Mapping[str, Any], customer: Any, created: int) -> BulkComment:
    by_agent = item.get("author") == "agent" or (
        item.get("author_id") is not None and customer is not None and item["author_id"] != customer
    )
    text, html = _text(item, "plain_body", "body"), _text(item, "html_body")
    return BulkComment(_time(item, "created_at") or created, text, html, by_agent, item.get("public") is not False)
