"""HTML, as mail programs and editors leave it -> paragraphs, lists and lines, which is all that a reply of ours has.

A browser's parser makes well-formed HTML of it first. What a reader saw and a reply cannot show is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import nh3

_TEXT_TAGS = {"a", "b", "strong", "i", "em", "u", "s", "del", "strike", "span", "font", "sub", "sup", "code", "cite"}
_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "hr", "dl", "figure"}
_LINES = {
    "div",
    "center",
    "tr",
    "caption",
    "dt",
    "dd",
    "figcaption",
    "address",
    "section",
    "article",
    "header",
    "footer",
}
_LISTS = {"ul", "ol"}
_TAGS = _TEXT_TAGS | _PARAGRAPHS | _LINES | _LISTS | {"li", "td", "th", "br", "img", "thead", "tbody", "tfoot"}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "class"},
    "ol": {"start", "type"},
    "font": {"color", "face", "size"},
}
_SEEN_AS = {
    "table": "a table",
    "hr": "a ruled line",
    "blockquote": "the indent of a quotation",
    "pre": "the look of program text",
    "code": "the look of program text",
    "u": "underlining",
    "s": "words struck through",
    "del": "words struck through",
    "strike": "words struck through",
    "sub": "small raised or lowered letters",
    "sup": "small raised or lowered letters",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "the size of a heading"),
}
"""What a reply cannot show, by the tag that shows it."""

FONTS, ALIGNMENT = "fonts and sizes", "alignment"
"""What every program has its own of, and nobody misses."""

_BOLD, _ITALIC = {"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"}, {"i", "em", "cite"}
_LOOKS = "style", "dir", "align", "bgcolor"
_SCHEMES = {"http", "https", "mailto", "tel"}
_LEADS = re.compile(r"(?:https?|mailto|tel):|\ue000|%EE%80%80", re.IGNORECASE)
_SHOWN_SCHEMES = _SCHEMES | {"data", "cid", "ftp", "file", "javascript", "sms", "callto", "skype", "whatsapp"}
_DEEPEST = 12
"""Lists within lists: deeper than anybody reads."""

_DECLARATION = re.compile(r"(?<![\w-])([a-z-]+)\s*:\s*([^;]+)", re.IGNORECASE)
_GREY = re.compile(
    r"#?([0-9a-f])\1?(?:\1){0,5}\Z|#?([0-9a-f]{2})\2\2\Z|rgba?\(\s*(\d+)\s*,\s*\3\s*,\s*\3\b.*", re.IGNORECASE
)
_NO_COLOUR = {"inherit", "initial", "unset", "transparent", "windowtext", "black", "currentcolor", "auto", "none", ""}
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]")
_LINE_ENDS = re.compile("\r\n?")
_OTHER_LINE_ENDS = re.compile("[\u0085\u2028\u2029\v\f]")  # which HTML takes for a space
_SPACES = re.compile(r"\s+")
_HAS_TAGS = re.compile(r"<[a-zA-Z/!?][^<>]*>")


@dataclass(frozen=True, slots=True)
class StyledText:
    """Words that look alike: bold, italic, or a link that leads to ``href``."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""

    @property
    def look(self) -> tuple[bool, bool, str]:
        """Everything but the words."""
        return self.bold, self.italic, self.href


StyledLine = tuple[StyledText, ...]


@dataclass(frozen=True, slots=True)
class ReplyParagraph:
    """Lines below one another."""

    lines: tuple[StyledLine, ...]


@dataclass(frozen=True, slots=True)
class ReplyList:
    """A list, with numbers where it is ordered; each item holds blocks of its own."""

    ordered: bool
    items: tuple[tuple[ReplyBlock, ...], ...]


ReplyBlock = ReplyParagraph | ReplyList


@dataclass(frozen=True, slots=True)
class ReadReply:
    """What was read, and what of it a reply of ours cannot show, in words."""

    blocks: tuple[ReplyBlock, ...]
    lost: tuple[str, ...] = ()


def tidy(words: str) -> str:
    """Return the words with one kind of line end and nothing in them that no font shows."""
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", words))


def of_text(words: str) -> ReadReply:
    """Read plain text: a line is a line, and an empty one ends a paragraph."""
    lines = (" ".join(line.split()) for line in tidy(_OTHER_LINE_ENDS.sub("\n", words)).split("\n"))
    return ReadReply(tuple(_paragraphs((StyledText(line),) if line else () for line in lines)))


def of_html(words: str) -> ReadReply:
    """Read HTML of any quality. Text without any tag keeps its line breaks, as where two macros are compared."""
    words = tidy(words)
    if not _HAS_TAGS.search(words):
        words = words.replace("<", "&lt;").replace("\n", "<br>")
    clean = nh3.clean(
        words,
        tags=_TAGS,
        attributes={**_ATTRIBUTES, "*": set(_LOOKS)},
        url_schemes=_SHOWN_SCHEMES,
        link_rel=None,
        clean_content_tags={"script", "style", "title", "template", "iframe", "noscript"},
    )
    reader = _PageReader()
    reader.feed(clean)
    reader.close()
    return reader.page()


def _paragraphs(lines: Iterable[StyledLine]) -> Iterator[ReplyParagraph]:
    """Yield a paragraph for each stretch of lines that are not empty."""
    found: list[StyledLine] = []
    for line in lines:
        if line:
            found.append(line)
        elif found:
            yield ReplyParagraph(tuple(found))
            found = []
    if found:
        yield ReplyParagraph(tuple(found))


@dataclass(slots=True)
class _OpenList:
    """A list that is being read."""

    ordered: bool
    items: list[list[ReplyBlock]] = field(default_factory=list)


@dataclass(slots=True)
class _OpenTag:
    """A tag that is open, and how text looks within it."""

    name: str
    run: StyledText
    pre: bool = False


class _PageReader(HTMLParser):
    """Collects blocks from well-formed HTML, without ever going deeper by itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._tags: list[_OpenTag] = [_OpenTag("", StyledText(""))]
        self._root: list[ReplyBlock] = []
        self._lists: list[_OpenList] = []
        self._too_deep = 0
        self._lines: list[StyledLine] = []
        self._line: list[StyledText] = []
        self._lost: dict[str, None] = {}

    def page(self) -> ReadReply:
        """Return what was read."""
        self._end_paragraph()
        while self._lists:
            self._end_list()
        return ReadReply(tuple(self._root), tuple(self._lost))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a tag that opens."""
        attributes = {name: value or "" for name, value in attrs}
        if tag in _SEEN_AS and not (tag == "u" and self._tags[-1].run.href):  # a link is underlined anyway
            self._lost[_SEEN_AS[tag]] = None
        if tag == "br":
            self._end_line()
        elif tag == "img":
            self._picture(attributes)
        elif tag in _PARAGRAPHS or tag in _LISTS:
            self._end_paragraph()
        elif tag in {*_LINES, "li"} and self._line:
            self._end_line()
        elif tag in {"td", "th"} and self._line:
            self._line.append(StyledText(" "))
        self._open(tag, attributes)

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in {"br", "img", "hr"}:
            return
        if tag in _LISTS:
            self._begin_list(tag, attributes)
        elif tag == "li":
            self._end_paragraph()
            if self._lists:
                self._lists[-1].items.append([])
        pre = tag == "pre" or self._tags[-1].pre
        self._tags.append(_OpenTag(tag, self._look(tag, attributes), pre))

    def handle_endtag(self, tag: str) -> None:
        """Take in a tag that closes."""
        if self._tags[-1].name != tag:
            return
        self._tags.pop()
        if tag in _LISTS:
            self._end_paragraph()
            if self._too_deep:
                self._too_deep -= 1
            elif self._lists:
                self._end_list()
        elif tag in _PARAGRAPHS or tag == "li":
            self._end_paragraph()
        elif tag in _LINES and self._line:
            self._end_line()

    def handle_data(self, data: str) -> None:
        """Take in text."""
        run = self._tags[-1].run
        if self._tags[-1].pre:
            first, *rest = data.split("\n")
            self._line.append(replace(run, text=first))
            for line in rest:
                self._end_line()
                self._line.append(replace(run, text=line))
        else:
            self._line.append(replace(run, text=_SPACES.sub(" ", data)))

    # --- lines, paragraphs, lists

    def _end_line(self) -> None:
        self._lines.append(joined(self._line))
        self._line = []

    def _end_paragraph(self) -> None:
        if self._line:
            self._end_line()
        found = list(_paragraphs(self._lines))
        self._lines = []
        if found:
            self._here().extend(found)

    def _here(self) -> list[ReplyBlock]:
        """Return where the next block belongs; words in a list and in no item of it belong to the last item."""
        if not self._lists:
            return self._root
        items = self._lists[-1].items
        if not items:
            items.append([])
        return items[-1]

    def _begin_list(self, tag: str, attributes: Mapping[str, str]) -> None:
        if attributes.get("start", "1") != "1":
            self._lost[f"a list that begins with {attributes['start'][:6]}"] = None
        if attributes.get("type", "1") not in {"1", ""} and tag == "ol":
            self._lost["the letters before the items of a list, which are numbers now"] = None
        if len(self._lists) >= _DEEPEST:
            self._too_deep += 1
            self._lost["lists nested deeper than anybody reads"] = None
        else:
            self._lists.append(_OpenList(tag == "ol"))

    def _end_list(self) -> None:
        closed = self._lists.pop()
        if closed.items:
            self._here().append(ReplyList(closed.ordered, tuple(map(tuple, closed.items))))

    # --- how it looks

    def _picture(self, attributes: Mapping[str, str]) -> None:
        source, words = attributes.get("src", ""), attributes.get("alt", "").strip()
        if "emoji" in attributes.get("class", "").lower() and words:
            self._line.append(replace(self._tags[-1].run, text=words))
            self._lost["a picture of an emoji, which is the sign itself now"] = None
            return
        named = source if source.startswith("http") else f"'{words[:40]}'" if words else "pasted in"
        self._lost[f"a picture ({named[:100]})"] = None

    def _look(self, tag: str, attributes: Mapping[str, str]) -> StyledText:
        run = self._tags[-1].run
        if tag in _BOLD:
            run = replace(run, bold=True)
        elif tag in _ITALIC:
            run = replace(run, italic=True)
        elif tag == "a":
            run = replace(run, href=self._address(attributes.get("href", "")))
        style = {
            name.lower(): value.strip().lower() for name, value in _DECLARATION.findall(attributes.get("style", ""))
        }
        self._look_lost(attributes, style)
        weight, slant = style.get("font-weight", ""), style.get("font-style", "")
        if (weight and not run.bold) or weight in {"normal", "400", "300"}:
            run = replace(run, bold=weight in {"bold", "bolder", "600", "700", "800", "900"})
        if slant:
            run = replace(run, italic=slant in {"italic", "oblique"})
        return run

    def _address(self, href: str) -> str:
        address = href.strip()
        if address and not _LEADS.match(address):
            self._lost[f"a link to '{address[:60]}', which leads nowhere outside of its page"] = None
            return ""
        return address

    def _look_lost(self, attributes: Mapping[str, str], style: Mapping[str, str]) -> None:
        lost = self._lost
        decoration = f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}"
        if "underline" in decoration and not self._tags[-1].run.href:
            lost["underlining"] = None
        if "line-through" in decoration:
            lost["words struck through"] = None
        behind = [style.get("background-color", ""), style.get("background", ""), attributes.get("bgcolor", "")]
        letters = [] if self._tags[-1].run.href else [style.get("color", ""), attributes.get("color", "")]
        if any(map(_is_colour, [*behind, *letters])):
            lost["colours"] = None
        if {"font-family", "font-size", "font"} & style.keys() or {"face", "size"} & attributes.keys():
            lost[FONTS] = None
        if {style.get("text-align", ""), attributes.get("align", "")} & {"center", "right", "justify"}:
            lost[ALIGNMENT] = None
        if attributes.get("dir", "").lower() == "rtl" or style.get("direction") == "rtl":
            lost["the direction from right to left, which is left to the reader's program"] = None


def _is_colour(value: str) -> bool:
    """Tell whether a reader sees it as a colour: black, white and grey are none."""
    first = value.partition("!")[0].strip().lower()
    return first not in {*_NO_COLOUR, "white", "gray", "grey"} and not _GREY.match(first) and "url(" not in first


def joined(runs: Iterable[StyledText]) -> StyledLine:
    """Return a line of runs that differ in their looks, with single spaces, none of them at its ends or in a look."""
    line: list[StyledText] = []
    for run in _spaced(runs):
        if line and line[-1].look == run.look:
            line[-1] = replace(run, text=line[-1].text + run.text)
        else:
            line.append(run)
    return tuple(line)


def _spaced(runs: Iterable[StyledText]) -> Iterator[StyledText]:
    """Yield the runs with the spaces around their words as runs between them, looking as both sides do alike."""
    space = False
    before: StyledText | None = None
    for run in runs:
        words = run.text.split()
        if not words:
            space = space or bool(run.text)
            continue
        if before is not None and (space or run.text[:1].isspace()):
            href = run.href if run.href == before.href else ""
            yield StyledText(" ", before.bold and run.bold, before.italic and run.italic, href)
        yield replace(run, text=" ".join(words))
        before, space = run, run.text[-1:].isspace()
