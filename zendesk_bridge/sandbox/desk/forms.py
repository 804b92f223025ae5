"""What comes in from a form: read within bounds, checked, and refused in words when it does not fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from zendesk_bridge.sandbox.desk.parts import DeskError, Reply, Side
from zendesk_bridge.sandbox.markup import to_html, to_text

LARGEST = 1_000_000
"""Bytes of a posted form."""
LONGEST_TEXT = 65_535  # characters, as Zendesk's comments may have
LOCALES = (("en-US", "English"), ("de", "German"), ("fr", "French"), ("es", "Spanish"), ("ja", "Japanese"))
_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"()]+")
_FORM = "application/x-www-form-urlencoded"
_LONGEST_ID = 18  # digits: fewer than SQLite's integers have
_LIMITS = {"name": 100, "email": 254, "subject": 255}

PageForm = Mapping[str, str]


async def read(request: Request) -> PageForm:
    """Return the posted form; a name that comes twice counts once, with its last value.

    Raises DeskError for what is no form.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise DeskError(415, "The desk reads forms only.")
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > LARGEST:
            raise DeskError(413, "That is more text than the desk takes.")
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="replace", max_num_fields=50)
    except ValueError as exc:
        raise DeskError(400, "The form cannot be read.") from exc
    return dict(pairs)


def number(text: str, what: str) -> int:
    """Return an id from an address; raises the 404 of one that names nothing."""
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID):
        raise DeskError(404, f"There is no {what} {text[:40]}.")
    return int(text)


def body(form: PageForm) -> str:
    """Return the message as HTML: what the rich editor sent, or the plain text; nothing when it says nothing.

    Raises DeskError for one that is too long.
    """
    html = form.get("html", "")
    if not to_text(html):
        html = to_html(form.get("text", ""))
    if len(html) > LONGEST_TEXT:
        raise DeskError(422, f"The message is longer than {LONGEST_TEXT:,} characters.")
    return html


def tags(text: str, side: Side) -> tuple[str, ...]:
    """Return the tags of a tags box, as the face separates them."""
    parts = text.lower().replace(",", " ").split() if side.tag_separator == " " else text.split(",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def reply(form: PageForm, side: Side) -> Reply:
    """Return what an agent submits; tags are compared with those that the page had shown.

    Raises DeskError for what no reply can be.
    """
    before, after = tags(form.get("tags_before", ""), side), tags(form.get("tags", ""), side)
    status = form.get("status", "")
    if status and status not in {value for value, _ in side.statuses}:
        raise DeskError(422, "The status is not one of this helpdesk's.")
    if form.get("visibility", "public") not in {"public", "private"}:
        raise DeskError(422, "A message is public or private.")
    return Reply(
        body(form),
        form.get("visibility", "public") == "public",
        status or None,
        tuple(tag for tag in after if tag not in before),
        tuple(tag for tag in before if tag not in after),
        number(form["macro"], "macro") if form.get("macro") else None,
    )


@dataclass(frozen=True, slots=True)
class NewLetter:
    """What a customer writes to open a ticket."""

    name: str
    email: str
    locale: str
    subject: str
    text: str


def letter(form: PageForm) -> tuple[NewLetter, dict[str, str]]:
    """Return a customer's letter, and what is wrong with it: field -> sentence."""
    values = {name: form.get(name, "").strip() for name in ("name", "email", "locale", "subject", "text")}
    wrong = {name: f"At most {most} characters." for name, most in _LIMITS.items() if len(values[name]) > most}
    if not values["name"]:
        wrong["name"] = "Who writes?"
    if not _EMAIL.fullmatch(values["email"]):
        wrong["email"] = "An e-mail address such as maria@example.com."
    if values["locale"] not in {tag for tag, _ in LOCALES}:
        wrong["locale"] = "One of the languages listed."
    if not values["subject"]:
        wrong["subject"] = "What is it about?"
    if not values["text"]:
        wrong["text"] = "What does the customer say?"
    elif len(values["text"]) > LONGEST_TEXT:
        wrong["text"] = f"At most {LONGEST_TEXT:,} characters."
    return NewLetter(**values), wrong
