"""A reply's HTML as plain text, as a field holds it and a preview shows it."""

from __future__ import annotations

import re
from html import unescape

from zendesk_bridge.core.mentions.text import html_to_text

_BLOCK_END = re.compile(r"(?<=</p>)|(?<=</ul>)|(?<=</ol>)|(?<=</div>)")
_LIST = re.compile(r"</?[ou]l>|<li>(?:\s*<p>)?")
_LINK = re.compile(r'<a href="(?P<address>[^"]*)">(?P<words>.*?)</a>', re.DOTALL)
_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)", re.IGNORECASE)
_SHOWN = re.compile(r"^(?:mailto|tel):", re.IGNORECASE)  # what says nothing to a reader


def plain(body: str) -> str:
    """Return the text of a reply, with an empty line between paragraphs and its number or a hyphen before an item.

    Where a link leads stands behind its words: text has nothing else to follow.
    """
    marked = _LINK.sub(_link, _itemized(body))
    blocks = (html_to_text(block) for block in _BLOCK_END.split(marked))
    return "\n\n".join(block for block in blocks if block)


def _link(found: re.Match[str]) -> str:
    address, words = found["address"], found["words"]
    if _SCHEME.sub("", unescape(address)).rstrip("/") == _SCHEME.sub("", html_to_text(words)).rstrip("/"):
        return words
    return f"{words} ({_SHOWN.sub('', address)})"


def _itemized(body: str) -> str:
    """Write the sign of each item into it: the next number of its list, or a hyphen."""
    lists: list[int | None] = []  # of those that are open, the last number of each that has numbers

    def one(found: re.Match[str]) -> str:
        tag = found[0]
        if not tag.startswith("<li>"):
            lists.pop() if tag.startswith("</") else lists.append(0 if tag == "<ol>" else None)
            return tag
        number = lists.pop()
        lists.append(None if number is None else number + 1)
        return f"{tag}- " if number is None else f"{tag}{number + 1}. "

    return _LIST.sub(one, body)
