"""What Freshdesk makes of the HTML it is given: rewritten once when saved, stable when saved again.

A ``<p>`` comes back as a ``<div>``, plain text comes back inside a ``<div>``, and what the editor does not know (tags,
attributes, comments) is gone. The text of unknown tags stays; that of ``script`` and ``style`` does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

_RENAMED = {"p": "div"}
_BLOCKS = frozenset((
    "div", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "blockquote", "pre", "hr",
    "h1", "h2", "h3", "h4", "h5", "h6",
))  # fmt: skip
_KNOWN = _BLOCKS | {"br", "b", "i", "u", "strong", "em", "s", "a", "span", "code", "img", "sub", "sup"}
_VOID = frozenset(("br", "hr", "img"))
_SILENT = frozenset(("script", "style", "head", "title"))
_ATTRIBUTES = {
    "a": frozenset(("href", "target", "rel", "title")),
    "img": frozenset(("src", "alt", "width", "height")),
    "div": frozenset(("dir",)),
    "td": frozenset(("colspan", "rowspan")),
    "th": frozenset(("colspan", "rowspan")),
}
_DEEPEST = 100
"""How many elements may stand in one another; further in, the text stays and the tags go."""
_LINK = re.compile(r"(?i)\s*(https?://|mailto:|tel:|/|#|\{\{)")


@dataclass(slots=True)
class _Node:
    """An element of the tree that is being built; the root has no tag."""

    tag: str = ""
    source: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    children: list[_Node | str] = field(default_factory=list)


class _TreeBuilder(HTMLParser):
    """Read any HTML into a tree of known elements; what is never closed is closed at its parent's end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node()
        self._open = [self.root]
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
            return
        renamed = _RENAMED.get(tag, tag)
        if self._silent or renamed not in _KNOWN:
            return
        if self._open[-1].source == "p" and renamed in _BLOCKS:
            self._open.pop()  # HTML's own rule: a block ends the paragraph that nobody closed
        if len(self._open) > _DEEPEST:
            return
        node = _Node(renamed, tag, tuple(_kept(renamed, attrs)))
        self._open[-1].children.append(node)
        if renamed not in _VOID:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            return
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
            return
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].source == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._open[-1].children.append(data)


def _kept(tag: str, attrs: list[tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
    for name, value in attrs:
        if name in _ATTRIBUTES.get(tag, ()) and (name not in {"href", "src"} or _LINK.match(value or "")):
            yield name, value or ""


def _tree(html: str) -> _Node:
    builder = _TreeBuilder()
    builder.feed(html)
    builder.close()
    return builder.root


def _is_block(child: _Node | str) -> bool:
    return isinstance(child, _Node) and child.tag in _BLOCKS


def _serialised(child: _Node | str) -> str:
    if isinstance(child, str):
        return escape(child, quote=False)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in child.attributes)
    if child.tag in _VOID:
        return f"<{child.tag}{attributes}>"
    return f"<{child.tag}{attributes}>{''.join(map(_serialised, child.children))}</{child.tag}>"


def _runs(children: list[_Node | str]) -> Iterator[tuple[bool, str]]:
    """Yield ``(is a block, markup)`` for each block and for each run of loose text between blocks."""
    loose = ""
    for child in children:
        if not _is_block(child):
            loose += _serialised(child)
            continue
        if loose:
            yield False, loose
            loose = ""
        yield True, _serialised(child)
    if loose:
        yield False, loose


def rewritten(html: str) -> str:
    """Return ``html`` as Freshdesk would hold it after saving; applying it twice changes nothing more."""
    return "".join(
        markup if block or not markup.strip() else f"<div>{markup.strip()}</div>"
        for block, markup in _runs(_tree(html.strip()).children)
    )


def _texts(node: _Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield re.sub(r"[ \t\r\n]+", " ", child)
        elif child.tag in {"br", "hr"}:
            yield "\n"
        else:
            edge = "\n" if child.tag in _BLOCKS else ""
            yield edge
            yield from _texts(child)
            yield edge


def plain(html: str) -> str:
    """Return the text of ``html``: a line per block, no gap between inline elements, no empty lines."""
    lines = "".join(_texts(_tree(html))).split("\n")
    return "\n".join(re.sub(" +", " ", line.strip()) for line in lines if line.strip())
