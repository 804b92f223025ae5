"""Ticket exports: what customers wrote, ticket by ticket, in the shapes that helpdesks and people export.

Zendesk's JSON (``requester_id`` tells the customer's ``comments``), Freshdesk's (``conversations`` with
``incoming``), and any row with ``id``, ``subject`` and ``description``, as in a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.core.mentions.text import ATTACHMENT
from zendesk_bridge.core.model import Exported, Label, Words
from zendesk_bridge.feeds.rows import Row, Rows, called, listed, opened, parsed

_ID = ("id", "ticket_id", "ticket id", "ticket", "number", "#")
_SUBJECT = ("raw_subject", "subject", "title", "ticket subject", "summary")
_DESCRIPTION = ("description_text", "description", "body", "text", "message", "content", "ticket description")
_FRESHDESK = frozenset({"description_text", "conversations", "responder_id", "fr_escalated"})
_PLAIN = ("plain_body", "body_text", "body", "text")
_TELLING = frozenset({*_SUBJECT, *_DESCRIPTION, "comments", "conversations"})
_NUMBER = re.compile(r"[1-9]\d{0,17}", re.ASCII)
_OUTBOUND = 10  # the source of a mail that an agent sent first


def tickets(row: Row, name: str) -> Iterator[Exported | Problem]:
    """Yield the tickets of one row (a page of an export holds several), or what is wrong with it."""
    body = parsed(row, name)
    if isinstance(body, Problem):
        yield body
        return
    for found in listed(body):
        yield (
            _ticket(found, name, row.line)
            if isinstance(found, dict)
            else Problem(Place(name, row.line), "is no ticket")
        )


def _ticket(body: Mapping[str, Any], name: str, line: int) -> Exported | Problem:
    known = body if all(map(str.islower, body)) else {key.strip().lower(): value for key, value in body.items()}
    if not any(key in known for key in _TELLING):
        return Problem(Place(name, line), "is no ticket: it has neither subject nor description")
    return Exported(_id(known, line), tuple(_words(known)), line)


def _id(body: Mapping[str, Any], line: int) -> int | str:
    """Return the ticket's id as a number where it is one; a ticket without any goes by its line."""
    found = next((body[key] for key in _ID if body.get(key) not in (None, "")), line)
    if isinstance(found, bool) or not isinstance(found, int | str):
        return line
    return int(found) if isinstance(found, str) and _NUMBER.fullmatch(found) else found


def _words(body: Mapping[str, Any]) -> Iterator[Words]:
    freshdesk = not _FRESHDESK.isdisjoint(body)
    if not _by_an_agent(body, freshdesk=freshdesk):
        if subject := _text(body, _SUBJECT):
            yield Words("subject", subject)
        if freshdesk and not body.get("description_text"):
            if description := _text(body, ("description",)):
                yield Words("description", description, html=True)
        elif description := _text(body, _DESCRIPTION):
            yield Words("description", description)
        yield from _attached(body)
    yield from _conversations(body) if freshdesk else _comments(body)


def _by_an_agent(body: Mapping[str, Any], *, freshdesk: bool) -> bool:
    """Tell whether somebody who works here opened the ticket, and so wrote its subject and description."""
    if freshdesk:
        return body.get("source") == _OUTBOUND
    submitter, requester = body.get("submitter_id"), body.get("requester_id")
    return None not in (submitter, requester) and submitter != requester


def _comments(body: Mapping[str, Any]) -> Iterator[Words]:
    """Yield the requester's public comments of a Zendesk ticket; the first one repeats the description."""
    requester = body.get("requester_id")
    description = _text(body, ("description",)).strip()
    for number, comment in _objects(body.get("comments"), start=1):
        author = comment.get("author_id")
        if comment.get("public") is False or author is None or author != requester:
            continue
        words = _prose(f"comment {comment.get('id') or number}", comment, "html_body")
        if words and words.text.strip() != description:
            yield words
        yield from _attached(comment)


def _conversations(body: Mapping[str, Any]) -> Iterator[Words]:
    """Yield what came in on a Freshdesk ticket."""
    for number, entry in _objects(body.get("conversations"), start=1):
        if entry.get("incoming") is True and entry.get("private") is not True:
            plain = {"body_text": entry.get("body_text")}
            words = _prose(
                f"comment {entry.get('id') or number}", plain | {"html_body": entry.get("body")}, "html_body"
            )
            if words:
                yield words
            yield from _attached(entry)


def _attached(body: Mapping[str, Any]) -> Iterator[Words]:
    """Yield the names of the files that came with a text: a photo may be called after the item."""
    for _number, file in _objects(body.get("attachments"), start=1):
        if name := _text(file, ("file_name", "name")):
            yield Words(ATTACHMENT, name)


def _prose(part: str, body: Mapping[str, Any], html: str) -> Words | None:
    if plain := _text(body, _PLAIN):
        return Words(part, plain)
    return Words(part, text, html=True) if (text := _text(body, (html,))) else None


def _objects(found: Any, start: int) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, item in enumerate(found if isinstance(found, list) else (), start):
        if isinstance(item, dict):
            yield number, item


def _text(body: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """Return the first of these that is a text and not empty."""
    for key in keys:
        found = body.get(key)
        if isinstance(found, str) and found:
            return found
    return ""


def labels(file: Path) -> Iterator[Label | Problem]:
    """Yield labelled texts, and what is none; raises InvalidInput when the file cannot be read.

    A line is ``{"text": ..., "skus": [...]}``, or has ``subject`` and ``description`` instead of a text.
    """
    name = called(file)
    with opened(file) as stream:
        for row in Rows(stream, name, "jsonl"):
            yield row if isinstance(row, Problem) else _label(row, name)


def _label(row: Row, name: str) -> Label | Problem:
    body = parsed(row, name)
    if isinstance(body, Problem):
        return body
    skus = body.get("skus")
    if not isinstance(skus, list) or not all(isinstance(sku, str) for sku in skus):
        fix = 'write "skus": ["WID-12"], or [] for a text that means none'
        return Problem(Place(name, row.line), "does not say which SKUs are meant", fix)
    (ticket, *_) = tickets(Row(row.line, body), name)
    return ticket if isinstance(ticket, Problem) else Label(ticket, tuple(skus))
