"""HTML to plain text, and where in it a mail program put quotes, signatures and code."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

import nh3

LIMIT = 200_000
"""How many characters of one part are looked at: what a customer types stands at the top, megabytes are quotes."""

_BLOCK_NAMES = """
    address article aside blockquote br caption center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_VOID = frozenset({"br", "hr"})
_CELLS = frozenset({"td", "th"})
_MARKED_INLINE = frozenset({"code", "span"})
_UNSEEN = frozenset({"iframe", "noembed", "script", "style", "template", "title"})
_ATTRIBUTES = {"class", "id", "name"}
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_SPACES = re.compile(r"[^\S\n]+")
_INK = re.compile(r"\S+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_LONE_NAMES = """
    area base br col dd dt embed hr img input li link meta option p param source tbody td th thead tr wbr
"""
_LONE = frozenset(_LONE_NAMES.split())  # they need no end, so that one without an end does not nest
_FORMATTING_NAMES = "a b big code em font i nobr s small strike strong tt u"
_FORMATTING = frozenset(_FORMATTING_NAMES.split())
_DEEP, _DEEP_FORMATTING = 250, 30

_QUOTE_CLASSES = frozenset({"yahoo_quoted", "protonmail_quote", "moz-cite-prefix", "freshdesk_quote", "zmail_extra"})
_QUOTE_NAMES = frozenset({"quote", "quoted-content"})  # GMX and web.de
_REST = re.compile(r"(?:x_)*divRplyFwdMsg|OutlookMessageHeader|zwchr")
_SIGNATURE = re.compile(
    r"(?:x_)*(?:gmail|moz|protonmail|ms-outlook-mobile|applemail|ydp[0-9a-f]{1,12})?[_-]?signature(?:_block)?",
    re.IGNORECASE,
)
_INDENTED = re.compile(r"border\s*:\s*(?:none|0)")  # Gmail indents with a blockquote that has no border


class Kind(Enum):
    """What a mail program says about a stretch of its HTML."""

    QUOTE = "quoted mail"
    SIGNATURE = "signature"
    CODE = "code"


class Mark(NamedTuple):
    """A stretch of plain text: offsets of its first character and behind its last."""

    kind: Kind
    start: int
    end: int


def html_to_text(html: str) -> str:
    """Return what a reader sees, one line a block: no empty lines, single normal spaces, entities decoded.

    ``<p>`` and ``<div>`` read the same and inline tags leave no trace (``<b>ABC</b>-123`` is ``ABC-123``), so that two
    bodies can be compared across a helpdesk's rewriting. Text without any tag keeps its own line breaks. Never
    raises on broken HTML.
    """
    return read(html)[0]


def read(html: str) -> tuple[str, tuple[Mark, ...]]:
    """Return :func:`html_to_text` of this and the marks in it, in no order; they may lie within each other."""
    if not _TAG.search(html):
        return _tidy(unescape(html)), ()
    if _is_deep(html):
        return _tidy(unescape(_TAG.sub(_gap, html))), ()
    # nh3 closes what is open and drops what is broken by the rules of HTML 5; html.parser alone takes minutes over
    # 200 kB of "<a ".
    known = nh3.clean(
        _SURROGATES.sub("\ufffd", html),
        tags=set(_BLOCKS | _CELLS | _MARKED_INLINE),
        clean_content_tags=set(_UNSEEN),
        attributes={"*": _ATTRIBUTES, "blockquote": {*_ATTRIBUTES, "style"}},
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(known)
    reader.close()
    text = _tidy("".join(reader.parts))
    return text, tuple(_placed(reader.marks(), text))


def _is_deep(html: str) -> bool:
    """Tell whether so many tags are open at once that the rules of HTML 5, quadratic in that, would take minutes."""
    if html.count("<") <= _DEEP:
        return False
    depth, formatting, still_open = 0, 0, Counter[str]()
    for closing, name in _NAME.findall(html):
        tag = name.lower()
        step = -1 if closing else 1
        if tag in _LONE or still_open[tag] + step < 0:
            continue
        still_open[tag] += step
        depth += step
        formatting += step * (tag in _FORMATTING)
        if depth > _DEEP or formatting > _DEEP_FORMATTING:
            return True
    return False


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


def _placed(marks: Iterable[Mark], text: str) -> Iterator[Mark]:
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
            yield Mark(kind, place(start), place(end - 1) + 1)


class _Reader(HTMLParser):
    """Collects the text of well-formed HTML, and the marks in it by their count of ink."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._marks: list[Mark] = []
        self._open: dict[Kind, tuple[int, int]] = {}  # where the outermost of a kind began: its depth, its ink
        self._rest: int | None = None
        self._ink = 0
        self._depth = 0
        self._pre_depth = 0

    def marks(self) -> list[Mark]:
        """Return the marks of what was read."""
        rest = [] if self._rest is None else [Mark(Kind.QUOTE, self._rest, self._ink)]
        return self._marks + rest

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._pre_depth += tag == "pre"
        self._depth += tag not in _VOID
        self._space(tag)
        attributes = {key: value or "" for key, value in attrs}
        labels = [*attributes.get("class", "").split(), attributes.get("id", "")]
        if self._rest is None and any(map(_REST.fullmatch, labels)):
            self._rest = self._ink
        kind = _kind(tag, attributes, labels)
        if kind and kind not in self._open and tag not in _VOID:
            self._open[kind] = self._depth, self._ink

    def handle_endtag(self, tag: str) -> None:
        self._pre_depth -= tag == "pre"
        self._space(tag)
        for kind, (depth, start) in list(self._open.items()):
            if depth == self._depth:
                del self._open[kind]
                self._marks.append(Mark(kind, start, self._ink))
        self._depth -= tag not in _VOID

    def handle_data(self, data: str) -> None:
        self._ink += _ink(data)
        self.parts.append(data if self._pre_depth else data.replace("\n", " "))

    def _space(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in _CELLS:
            self.parts.append(" ")


def _kind(tag: str, attributes: dict[str, str], labels: list[str]) -> Kind | None:
    if tag == "blockquote" and not _INDENTED.search(attributes.get("style", "")):
        return Kind.QUOTE
    if attributes.get("name") in _QUOTE_NAMES or not _QUOTE_CLASSES.isdisjoint(labels):
        return Kind.QUOTE
    if any(_SIGNATURE.fullmatch(label) for label in labels):
        return Kind.SIGNATURE
    return Kind.CODE if tag in ("pre", "code") else None
