"""HTML to plain text, and what a customer newly wrote without the history that their mail program quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

import nh3

from zendesk_bridge.core.model import Words

LIMIT = 200_000
"""How many characters of one part are looked at: what a customer types stands at the top, megabytes are quotes."""

_BLOCK_NAMES = """
    address article aside blockquote br caption center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset({"iframe", "noembed", "script", "style", "template", "title"})
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_SPACES = re.compile(r"[^\S\n]+")

_FROM = r"from|von|de|da|van|od|fra|från|от|от кого|expéditeur|发件人|보낸 사람|差出人"
_SUBJECT = r"subject|betreff|objet|asunto|oggetto|onderwerp|temat|emne|ämne|předmět|assunto|тема|主题|제목|件名"
_LABEL = re.compile(r"[* ]*([^\W\d_][\w ]{0,15}?)[* ]*[:\uff1a]")
_HEADER_LINES = 8  # what Outlook writes above a quoted mail, with wrapped recipients
_WROTE_LENGTH = 300  # "On <date> <name> <address> wrote:" is never longer; the library's patterns are not linear
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]")
_WRITER = re.compile(r"<[^\s<>@]+@[^\s<>@]+>[^<>]{0,24}[:\uff1a]$")
_SEPARATORS = re.compile(
    r"##-.{0,200}-##"  # Zendesk's "please type your reply above this line", in any language
    r"|[-_* ]{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht"
    r"|message d'origine|message original|message transféré|mensaje original|mensaje reenviado|forwarded by .{0,80})"
    r"\s*[-_* ]{2,}"
    r"|begin forwarded message:|anfang der weitergeleiteten nachricht:|début du message (?:réexpédié|transféré)\s?:"
    r"|inicio del mensaje reenviado:",
    re.IGNORECASE,
)
_DEVICE_LENGTH = 80

_QUOTE = ">"
_SEPARATOR = "-----Original Message-----"


def html_to_text(html: str) -> str:
    """Return what a reader sees, one line a block: no empty lines, single normal spaces, entities decoded.

    ``<p>`` and ``<div>`` read the same and inline tags leave no trace (``<b>ABC</b>-123`` is ``ABC-123``), so that two
    bodies can be compared across a helpdesk's rewriting. Text without any tag keeps its own line breaks. Never
    raises on broken HTML.
    """
    return _read(html, quotes=False)


def customer_words(words: Words) -> str:
    """Return what the customer newly wrote: plain text without quoted mails and "Sent from my ..." lines.

    A subject is returned whole. When in doubt, text is kept: a false mention is cheaper than a customer who is not
    heard. A description that consists of nothing but a quote (a forwarded mail) is the customer's message, and is
    returned as it is. Only the first :data:`LIMIT` characters are looked at.
    """
    raw = words.text[:LIMIT]
    text = _read(raw, quotes=True) if words.html else raw.replace("\r\n", "\n").replace("\r", "\n")
    if words.part == "subject":
        return text
    new = "\n".join(_new_lines(text.split("\n"))).strip()
    if not new and words.part == "description":
        return html_to_text(raw) if words.html else text
    return new


def _new_lines(lines: list[str]) -> Iterator[str]:
    """Yield the lines above the first mail that is quoted whole, and the answers between quoted lines."""
    position = 0
    while position < len(lines):
        line = lines[position].strip()
        if _SEPARATORS.fullmatch(line):
            return
        header = _header_lines(lines, position)
        if header and not _quote_follows(lines, position + header):
            return
        if not (header or line.startswith(_QUOTE) or _is_device_line(line)):
            yield lines[position]
        position += header or 1


def _quote_follows(lines: list[str], position: int) -> bool:
    following = next((line.strip() for line in lines[position : position + 3] if line.strip()), "")
    return following.startswith(_QUOTE)


def _header_lines(lines: list[str], position: int) -> int:
    """Return how many lines from here on introduce a quoted mail: "On ... wrote:" or "From: ... Subject: ..."."""
    before = [line for line in lines[max(0, position - 2) : position] if line.strip()]
    return int(_says_who_wrote(lines[position].strip(), before)) or _header_block(lines, position)


def _says_who_wrote(line: str, before: list[str]) -> bool:
    """Tell whether this line ends an "On <date>, <name> <address> wrote:"; ``before`` is where it may have begun.

    Without an address it may be the customer's own "On Monday I wrote:", and is none.
    """
    if not line.endswith((":", "\uff1a")) or len(line) > _WROTE_LENGTH:
        return False
    candidates = (_SPACES.sub(" ", " ".join([*before[start:], line])) for start in range(len(before), -1, -1))
    return any(_is_attribution(text) for text in candidates if len(text) <= _WROTE_LENGTH)


def _is_attribution(text: str) -> bool:
    dated = _CLOCK.search(text) or _YEAR.search(text)
    if not (dated and _ADDRESS.search(text)):
        return False
    return bool(_WRITER.search(text) or _wrote_pattern().match(text))


def _header_block(lines: list[str], position: int) -> int:
    """Return the length of an Outlook header that begins here: From first, then a time, a subject, three in all."""
    first = _LABEL.match(lines[position])
    if not (first and re.fullmatch(_FROM, first[1], re.IGNORECASE)):
        return 0
    labels: list[str] = []
    dated = False
    for count, line in enumerate(lines[position : position + _HEADER_LINES], start=1):
        if not line.strip():
            return 0
        label = _LABEL.match(line)
        labels += [label[1]] if label else []
        dated = dated or bool(_CLOCK.search(line[:_WROTE_LENGTH]))
        if label and re.fullmatch(_SUBJECT, label[1], re.IGNORECASE):
            return count if dated and len(labels) > 2 else 0  # noqa: PLR2004  (see docstring)
    return 0


def _is_device_line(line: str) -> bool:
    return len(line) <= _DEVICE_LENGTH and bool(_device_pattern().fullmatch(line))


@lru_cache(maxsize=1)
def _wrote_pattern() -> re.Pattern[str]:
    """Return the library's "On ... wrote:" in all of its languages."""
    return _library_pattern("wrote_header", "{}")


@lru_cache(maxsize=1)
def _device_pattern() -> re.Pattern[str]:
    """Return "Sent from my iPhone" in the library's languages and some more: it would pass for a product name."""
    more = (
        "Von meinem .* gesendet|Envoyé de(?:puis)? mon|Enviado do meu|Sent from (?:Mail|Outlook|Proton|Samsung|Yahoo)"
    )
    return _library_pattern("sent_from", rf"(?:{{}}|{more})[\w.<>:/ +-]{{{{0,50}}}}")


def _library_pattern(key: str, frame: str) -> re.Pattern[str]:
    from mailparser_reply.constants import MAIL_LANGUAGES  # noqa: PLC0415  (start-up: most commands read no ticket)

    parts = (language.get(key) for language in MAIL_LANGUAGES.values())
    return re.compile(frame.format("|".join(part for part in parts if part)), re.IGNORECASE)


def _read(html: str, *, quotes: bool) -> str:
    if not _TAG.search(html):
        return _tidy(unescape(html))
    # nh3 closes what is open and drops what is broken by the rules of HTML 5, in linear time; html.parser alone
    # takes minutes over 200 kB of "<a ".
    known = nh3.clean(
        html,
        tags=set(_BLOCKS | _CELLS),
        clean_content_tags=set(_UNSEEN),
        attributes={"*": {"class", "id"}},
        link_rel=None,
    )
    reader = _Reader(quotes=quotes)
    reader.feed(known)
    reader.close()
    return _tidy("".join(reader.parts))


def _tidy(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    """Collects the text of well-formed HTML. With ``quotes``, what a mail program quoted shrinks to a quote line."""

    def __init__(self, *, quotes: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._quotes = quotes
        self._quote_tag = ""
        self._quote_depth = 0
        self._pre_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._pre_depth += tag == "pre"
        self._space(tag)
        if self._quote_depth:
            self._quote_depth += tag == self._quote_tag
        elif self._quotes:
            self._open_quote(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        self._pre_depth -= tag == "pre"
        self._space(tag)
        if self._quote_depth:
            self._quote_depth -= tag == self._quote_tag

    def handle_data(self, data: str) -> None:
        if not self._quote_depth:
            self.parts.append(data if self._pre_depth else data.replace("\n", " "))

    def _space(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in _CELLS:
            self.parts.append(" ")

    def _open_quote(self, tag: str, attributes: dict[str, str | None]) -> None:
        classes = (attributes.get("class") or "").split()
        if tag == "blockquote" or "yahoo_quoted" in classes:
            self._quote_tag, self._quote_depth = tag, 1
            self.parts.append(f"\n{_QUOTE}\n")
        elif (attributes.get("id") or "").endswith("divRplyFwdMsg") or "OutlookMessageHeader" in classes:
            self.parts.append(f"\n{_SEPARATOR}\n")
