"""What a customer newly wrote, in its place: the text as long as it was, all else blanked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zendesk_bridge.core.mentions.text import footers, quotes, signature
from zendesk_bridge.core.mentions.text.markup import LIMIT, Stretch, StretchKind, html_to_text, read
from zendesk_bridge.core.mentions.text.page import Page, Span, blanked
from zendesk_bridge.core.mentions.text.signs import any_sign
from zendesk_bridge.core.model import Words

ATTACHMENT = "attachment"
"""The part that holds a file's name."""

_SOURCE_LIMIT = 5 * LIMIT  # of HTML, which holds more than a reader sees
_URL = re.compile(r"(?:https?|ftp)://[^\s<>\"]+|\bwww\.[^\s<>\"]+", re.IGNORECASE)
_FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
_POINTING = 8  # words
_POINTER = re.compile(
    r"(?:(?:hi|hello|dear \w+|hallo|guten tag|bonjour|hola|please|bitte|fyi|fw|fwd|see|the|my|mail|message|e-?mail"
    r"|siehe|zur info|unten|below|attached|forwarded|voir|ci-dessous|pour info|ver|abajo|para su información)\b"
    r"[\s,.:;!-]*){1,12}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Counting:
    """Which of a customer's words count: those inside code blocks, those of URLs, those of attachments' names."""

    code: bool = True
    urls: bool = True
    attachments: bool = True


EVERYTHING = Counting()


def plain_text(words: Words) -> str:
    """Return the text of one part as it is searched: plain text exactly as it is, HTML as it reads.

    No more than :data:`LIMIT` characters.
    """
    text = html_to_text(words.text[:_SOURCE_LIMIT]) if words.html else words.text
    return text[:LIMIT]


def customer_words(words: Words, counting: Counting = EVERYTHING) -> str:
    """Return :func:`plain_text` with every character blanked that is not among the customer's own new words.

    Blanked are quoted mails, forwarded headers, signatures, "Sent from my ..." lines, legal footers, and what does not
    count: each character becomes a space, line breaks stay, so that offsets are those of the plain text. When in doubt,
    words are kept: a false mention is cheaper than a customer who is not heard. A subject is returned whole, and so
    is a description that is nothing but a quote (a forwarded mail): it is the customer's message.
    """
    text, marks = read(words.text[:_SOURCE_LIMIT]) if words.html else (words.text, ())
    text = text[:LIMIT]
    if words.part == "subject":
        return text
    if words.part == ATTACHMENT:
        return text if counting.attachments else blanked(text, [(0, len(text))])
    if marks or any_sign(text):
        marks = tuple(Stretch(kind, start, min(end, LIMIT)) for kind, start, end in marks if start < LIMIT)
        text = _own_words(text, marks, words)
    if counting.code and counting.urls:
        return text
    return blanked(text, _uncounted(text, marks, counting))


def _own_words(text: str, marks: Iterable[Stretch], words: Words) -> str:
    quoted = _spans(marks, StretchKind.QUOTE)
    signed = _spans(marks, StretchKind.SIGNATURE)
    page = Page(text, quoted, html=words.html)
    footers.mark(page)
    quotes.mark(page)
    signature.mark(page)
    own = blanked(text, [*quoted, *signed, *page.spans()])
    if words.part != "description" or not _says_nothing(own):
        return own
    page = Page(text, html=words.html)
    footers.mark(page)
    signature.mark(page)
    return blanked(text, [*signed, *page.spans()])


def _spans(marks: Iterable[Stretch], kind: StretchKind) -> list[Span]:
    return [(mark.start, mark.end) for mark in marks if mark.kind is kind]


def _says_nothing(own: str) -> bool:
    """Tell whether these words at most point at what was quoted below them: "FYI", "please see below"."""
    said = own.split()
    return not said or (len(said) <= _POINTING and bool(_POINTER.fullmatch(" ".join(said))))


def _uncounted(text: str, marks: Iterable[Stretch], counting: Counting) -> Iterator[Span]:
    if not counting.urls:
        yield from (found.span() for found in _URL.finditer(text))
    if not counting.code:
        yield from _spans(marks, StretchKind.CODE)
        yield from _fenced(text)


def _fenced(text: str) -> Iterator[Span]:
    """Yield the blocks between lines of three backticks or tildes; one that is never closed is none."""
    fence, opened, position = "", 0, 0
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line.strip())
        if found and not fence:
            fence, opened = found[1], position
        elif found and found[1].startswith(fence) and not found[2]:
            yield opened, position + len(line)
            fence = ""
        position += len(line)
