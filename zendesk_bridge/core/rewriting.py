"""What survives when a server writes down in its own way what it was sent: two writings of the same words are alike.

Helpdesks keep HTML and texts as they like: entities for signs and emoji, ``<br />`` for ``<br>``, other white space, a
``rel`` on each link, composed or decomposed letters. None of this is an edit.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from html import unescape

_LAYERS = 3
"""How often a text may have been escaped on its way: ours, the server's, and once more."""

_PAIR = re.compile(
    r"&#(5[56]\d{3});&#(5[67]\d{3});|&#[xX](d[89ab][0-9a-f]{2});&#[xX](d[c-f][0-9a-f]{2});", re.IGNORECASE
)
_BREAKS = re.compile(r"</?(?:br|p|div)\b[^<>]*>", re.IGNORECASE)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]")
_BRACES = re.compile(r"\{([{%])((?>(?:[^{%}]++|\{(?![{%])|[%}](?!\}))*))([%}])\}")
"""What stands in double braces, up to where others open: a text of openings that nothing closes is read once."""

_WORD = re.compile(r"\w+")
_LINK = re.compile(r"""<a\b[^<>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)

_SHAPES = {
    "hr": "ruled line",
    "li": "list item",
    "td": "table cell",
    "th": "table cell",
    "del": "passage struck through",
    "s": "passage struck through",
    "strike": "passage struck through",
}
_PICTURES = frozenset({"audio", "embed", "iframe", "img", "object", "video"})
_TAG = re.compile(r"<([a-z]{1,6})\b(?P<attributes>(?>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*))>", re.IGNORECASE)
_SOURCE = re.compile(r"""(?<![\w-])(?:src|data)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def plain(text: str) -> str:
    """Return the words of a text in one writing: the same for all that a server may make of it.

    Entities and line breaks of HTML are resolved, letters composed, all space is single, what nobody sees is gone.
    """
    for _ in range(_LAYERS):
        once = unescape(_PAIR.sub(_joined, text))
        if once == text:
            break
        text = once
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", _BREAKS.sub(" ", text)))
    return _BRACES.sub(_tightened, " ".join(text.split()))


def _tightened(braces: re.Match[str]) -> str:
    """Return double braces without the spaces, and the signs for no space, at the ends of what stands in them."""
    inside = braces[2].removeprefix("-").removesuffix("-").strip()
    return f"{{{braces[1]}{inside}{braces[3]}}}"


def _joined(pair: re.Match[str]) -> str:
    """Return the character that two halves of UTF-16 make."""
    high, low = (int(pair[1]), int(pair[2])) if pair[1] else (int(pair[3], 16), int(pair[4], 16))
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):  # noqa: PLR2004 - the two ranges of surrogates in Unicode
        return pair[0]
    return chr(0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00)


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts say the same, word for word; signs between the words may be written otherwise."""
    return plain(one) == plain(other) or _words(one) == _words(other)


def _words(text: str) -> list[str]:
    """Return the words, or where a text has none its signs: an emoji alone is a text, too."""
    found = plain(text)
    return [word.casefold() for word in _WORD.findall(found)] or [found]


def links(html: str) -> tuple[str, ...]:
    """Return where the links of this HTML lead, sorted, but for those that stand in the text as they are.

    A server may make a link of every address that it sees. Where a link leads is what a reader gets, a ``rel`` is not.
    """
    found = {_address(next(filter(None, match.groups()), "")) for match in _LINK.finditer(html)}
    shown = set(_shown(html)) if found else set()
    return tuple(sorted(address for address in found - {""} if address not in shown))


def _shown(html: str) -> Iterator[str]:
    text = plain(re.sub(r"<[^<>]*>", " ", html))
    return (_address(word.strip("()[]<>,;:!?\"'")) for word in text.split())


def _address(text: str) -> str:
    return plain(text).rstrip("/.")


def layout(html: str) -> tuple[str, ...]:
    """Return what a reader sees of this HTML besides its words: pictures by their address, and how many of the rest.

    Lines, items of lists, cells of tables and what is struck through count; how they look does not, nor does a picture
    that a server put in the place of an emoji.
    """
    pictures: set[str] = set()
    shapes: Counter[str] = Counter()
    for tag in _TAG.finditer(_COMMENT.sub("", html)):
        name = tag[1].lower()
        if name in _SHAPES:
            shapes[_SHAPES[name]] += 1
        elif name in _PICTURES and "emoji" not in tag["attributes"].lower():
            source = _SOURCE.search(tag["attributes"])
            pictures.add(f"{name} {plain(next(filter(None, source.groups()), '')) if source else ''}".rstrip())
    return (*sorted(pictures), *(f"{shape}: {count}" for shape, count in sorted(shapes.items())))
