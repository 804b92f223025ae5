"""HTML to plain text, and where in it a mail program put quotes, signatures and code.

It is read tag by tag from the front, each character once: whoever sends HTML that never closes, or nests without end,
gets it read in the time of any other. What a browser would do with such HTML nobody needs to know here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from html import unescape
from typing import NamedTuple

LIMIT = 200_000
"""How many characters of one part are looked at: what a customer types stands at the top, megabytes are quotes."""

_BLOCK_NAMES = """
    address article aside blockquote br caption center dd details div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_VOID = frozenset({"br", "hr"})
_CELLS = frozenset({"td", "th"})
_TABLE = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"})
_KNOWN = _BLOCKS | _CELLS | {"code", "span"}
_UNSEEN = frozenset({"iframe", "noembed", "script", "style", "template", "title"})
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_OPENING = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|))*+)>"""
)
_ATTRIBUTE = re.compile(
    r"""(?<![^\s"'/])(class|id|name|style)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++))""", re.IGNORECASE
)
_DECLARATION = re.compile(r"<[^>]*+>")
_COMMENT, _COMMENT_END = re.compile("<!--"), re.compile(r"--!?>")
_SPACES = re.compile(r"[^\S\n]+")
_INK = re.compile(r"\S+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NO_CHARACTER = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")

_QUOTES = (
    *("yahoo_quoted", "protonmail_quote", "tutanota_quote", "freshdesk_quote", "zmail_extra", "ntes-mailmaster-quote"),
    *("qmbox", "moz-cite-prefix", "moz-forward-container", "gmail_attr", "airmail_on", "airmail_ext_on", "reply-intro"),
    *("ms-outlook-mobile-reference-message", "mail-editor-reference-message-container", "sh-quoted-content"),
)
_REST = ("divrplyfwdmsg", "appendonsend", "outlookmessageheader", "zwchr")
_LEADING = "gmail_quote"  # up to its first blockquote; answers may stand between the others
_QUOTE_NAMES = frozenset({"quote", "quoted-content", "messageReplySection"})  # GMX and web.de, Spark
_SIGNATURE = re.compile(
    r"(?>(?:x_)*)(?:gmail|moz|protonmail|ms-outlook-mobile|applemail|ydp[0-9a-f]{1,12})?[_-]?signature(?:_block)?",
    re.IGNORECASE,
)
_NUMBERED = "0123456789_-"
_INDENTED = re.compile(r"border\s*+:\s*+(?:none|0)")  # Gmail indents with a blockquote that has no border
_RULE_ABOVE = re.compile(r"border-top\s*+:\s*+solid\s++#(?:e1e1e1|b5c4df)", re.IGNORECASE)  # Outlook, in any language


class StretchKind(Enum):
    """What a mail program says about a stretch of its HTML."""

    QUOTE = "quoted mail"
    SIGNATURE = "signature"
    CODE = "code"


class Stretch(NamedTuple):
    """A stretch of plain text: offsets of its first character and behind its last."""

    kind: StretchKind
    start: int
    end: int


def html_to_text(html: str) -> str:
    """Return what a reader sees, one line a block: no empty lines, single normal spaces, entities decoded.

    ``<p>`` and ``<div>`` read the same and inline tags leave no trace (``<b>ABC</b>-123`` is ``ABC-123``), so that two
    bodies can be compared across a helpdesk's rewriting. Text without any tag keeps its own line breaks. Never
    raises on broken HTML.
    """
    return _read(html)[0]


def read(html: str) -> tuple[str, tuple[Stretch, ...]]:
    """Return :func:`html_to_text` of this and the marks in it, in no order; they may lie within each other."""
    text, marks = _read(html)
    return text, tuple(_placed(marks, text))


def _read(html: str) -> tuple[str, list[Stretch]]:
    """Return the text, and the marks in it by their count of ink."""
    if not _TAG.search(html):
        return _tidy(_decoded(html)), []
    reader = _Reader(_SURROGATES.sub("\ufffd", html.replace("\r\n", "\n").replace("\r", "\n")))
    reader.run()
    return _tidy("".join(reader.parts)), reader.marks()


def _decoded(text: str) -> str:
    """Return the text without entities; numbers that no character has are none, however long they are."""
    return unescape(_NO_CHARACTER.sub("\ufffd", text)) if "&" in text else text


def _gap(tag: re.Match[str]) -> str:
    """Return what stands for a tag where only its name is read."""
    found = _NAME.match(tag[0])
    name = found[2].lower() if found else ""
    return "\n" if name in _BLOCKS else " " if name in _CELLS else ""


def _tidy(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _ink(text: str) -> int:
    """Count the characters that are not space: tidying leaves them alone, so they tell a place before and after."""
    return len("".join(text.split()))


def _placed(marks: Iterable[Stretch], text: str) -> Iterator[Stretch]:
    """Turn marks whose offsets count ink into marks with offsets into the tidy text."""
    inks: list[int] = []  # for each run of ink how much stands before it, and where it begins
    places: list[int] = []
    ink = 0
    for run in _INK.finditer(text):
        inks.append(ink)
        places.append(run.start())
        ink += run.end() - run.start()

    def place(index: int) -> int:
        run = bisect_right(inks, index) - 1
        return places[run] + index - inks[run]

    for kind, start, end in marks:
        if start < end:
            yield Stretch(kind, place(start), place(end - 1) + 1)


class _Element(NamedTuple):
    """What is open: its name, and the mark that ends with it."""

    name: str
    kind: StretchKind | None
    ink: int


class _Reader:
    """Collects the text of HTML, and the marks in it by their count of ink."""

    def __init__(self, html: str) -> None:
        self.parts: list[str] = []
        self._html = html
        self._marks: list[Stretch] = []
        self._stack: list[_Element] = []
        self._places: dict[str, list[int]] = {}  # of the open elements of each name
        self._cells: list[int] = []  # of the open tables and their parts
        self._kinds: set[StretchKind] = set()  # that are open
        self._rest: int | None = None
        self._lead: tuple[int, int] | None = None  # depth and ink of Gmail's quote, before its first blockquote
        self._ink = 0
        self._endless: set[str] = set()  # comments and scripts that have no end from here on

    def run(self) -> None:
        """Read it all. A tag that has no end is none, and what follows is read by its tags alone."""
        html, done, at = self._html, 0, 0
        while (at := html.find("<", at)) >= 0:
            after = html[at + 1 : at + 2]
            if not after.isalpha() and after not in ("!", "?", "/"):  # a mere sign
                at += 1
                continue
            found = self._found(at)
            if found is None:
                break
            self._text(html[done:at])
            done = at = self._tag(found) if found.re is _OPENING else found.end()
        rest = html[done:]
        self._text(rest if at < 0 else _TAG.sub(_gap, rest))

    def marks(self) -> list[Stretch]:
        """Return the marks of what was read."""
        still_open = (Stretch(item.kind, item.ink, self._ink) for item in self._stack if item.kind)
        rest = [] if self._rest is None else [Stretch(StretchKind.QUOTE, self._rest, self._ink)]
        return [*self._marks, *still_open, *rest]

    def _found(self, at: int) -> re.Match[str] | None:
        """Return the tag, the declaration, or the end of the comment that begins here; None if it never ends."""
        html = self._html
        if opening := _COMMENT.match(html, at):
            return self._end("<!--", _COMMENT_END, at + 2) or opening
        name = html[at + 2 : at + 3] if html[at + 1] == "/" else html[at + 1]
        return (_OPENING if name.isascii() and name.isalpha() else _DECLARATION).match(html, at)

    def _end(self, what: str, end: re.Pattern[str], at: int) -> re.Match[str] | None:
        """Return the next end of this; None where there is none, which is looked for once."""
        found = None if what in self._endless else end.search(self._html, at)
        if found is None:
            self._endless.add(what)
        return found

    def _tag(self, tag: re.Match[str]) -> int:
        """Take a tag in, and return where to read on."""
        name = tag["name"].lower()
        if name in _UNSEEN and not tag["end"]:
            end = self._end(name, re.compile(rf"</{name}(?=[\s/>])[^>]*+>", re.IGNORECASE), tag.end())
            return end.end() if end else tag.end()
        if name in _KNOWN:
            if name in _BLOCKS:
                self.parts.append("\n")
            elif name in _CELLS:
                self.parts.append(" ")
            if tag["end"]:
                self._close(name)
            else:
                self._open(name, tag["attributes"])
        return tag.end()

    def _open(self, name: str, written: str) -> None:
        if name in _BLOCKS and name not in _VOID:
            self._close("p")  # no block stands in a paragraph
        attributes = _attributes(written)
        labels = [*attributes.get("class", "").split(), attributes.get("id", "")]
        ends = tuple(label.lower().rstrip(_NUMBERED) for label in labels)
        if self._rest is None and (_any_ends(ends, _REST) or _RULE_ABOVE.search(attributes.get("style", ""))):
            self._rest = self._ink
        if name in _VOID:
            return
        self._follow_lead(name, ends)
        kind = _kind(name, attributes, labels, ends)
        if kind in self._kinds:
            kind = None
        elif kind:
            self._kinds.add(kind)
        self._places.setdefault(name, []).append(len(self._stack))
        if name in _TABLE:
            self._cells.append(len(self._stack))
        self._stack.append(_Element(name, kind, self._ink))

    def _follow_lead(self, name: str, ends: Sequence[str]) -> None:
        """Mark what stands in Gmail's quote above its first blockquote: the line that says who wrote."""
        if name == "blockquote" and self._lead is not None:
            self._marks.append(Stretch(StretchKind.QUOTE, self._lead[1], self._ink))
            self._lead = None
        elif name != "blockquote" and self._lead is None and _any_ends(ends, _LEADING):
            self._lead = len(self._stack), self._ink

    def _close(self, name: str) -> None:
        """Close the last element of this name and all in it; one that lies outside of the table's cell stays open."""
        places = self._places.get(name)
        if not places or (name not in _TABLE and self._cells and places[-1] < self._cells[-1]):
            return
        depth = places[-1]
        while len(self._stack) > depth:
            item = self._stack.pop()
            self._places[item.name].pop()
            if item.name in _TABLE:
                self._cells.pop()
            if item.kind:
                self._kinds.discard(item.kind)
                self._marks.append(Stretch(item.kind, item.ink, self._ink))
        if self._lead is not None and self._lead[0] >= depth:
            self._lead = None

    def _text(self, raw: str) -> None:
        data = _decoded(raw)
        self._ink += _ink(data)
        self.parts.append(data if self._places.get("pre") else data.replace("\n", " "))


def _attributes(written: str) -> dict[str, str]:
    """Return the attributes of a tag that tell what a mail program means by it."""
    if "=" not in written:
        return {}
    found = _ATTRIBUTE.findall(written)
    return {name.lower(): double or single or bare for name, double, single, bare in reversed(found)}


def _any_ends(labels: Sequence[str], ends: str | tuple[str, ...]) -> bool:
    return any(label.endswith(ends) for label in labels)


def _kind(name: str, attributes: dict[str, str], labels: Sequence[str], ends: Sequence[str]) -> StretchKind | None:
    if name == "blockquote" and not _INDENTED.search(attributes.get("style", "")):
        return StretchKind.QUOTE
    if attributes.get("name") in _QUOTE_NAMES or _any_ends(ends, _QUOTES):
        return StretchKind.QUOTE
    if any(_SIGNATURE.fullmatch(label) for label in labels):
        return StretchKind.SIGNATURE
    return StretchKind.CODE if name in ("pre", "code") else None
