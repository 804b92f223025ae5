"""What a YAML file says less than its author meant: texts that YAML cut short, folded, or took at their word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from zendesk_bridge.core.document.tree import Items, Keys, Node, Scalar
from zendesk_bridge.core.errors import Problem

_REMARK = re.compile(r"(?:\s{2,}|\t)#(?:\s|$)")
"""A comment as people write one on purpose: set off by more than one space, and a space behind the ``#``."""

_QUOTED = re.compile(
    r"[\u2018-\u201f\u00ab\u00bb\u2039\u203a\u300c\u300d]([^\u201c-\u201f\u00ab\u00bb\u2039\u203a\u300c\u300d]*)"
    r"[\u2018-\u201f\u00ab\u00bb\u2039\u203a\u300c\u300d]"
)
_SHOWN = 40  # characters


def doubts(node: Node, names: Collection[str], under: str = "") -> Iterator[Problem]:
    """Yield what may not be meant so in the texts under these names, lists of texts included, anywhere in the tree."""
    match node:
        case Keys():
            for name, entry in node.entries.items():
                yield from doubts(entry.node, names, name)
        case Items():
            for item in node.items:
                yield from doubts(item, names, under)
        case Scalar() if under in names and node.value:
            yield from _of_text(node, under)


def unquoted(text: str) -> str:
    """Return the text inside one pair of typographic quotation marks, which YAML and tables take for letters, or ""."""
    found = _QUOTED.fullmatch(text.strip())
    return found[1] if found else ""


def _of_text(node: Scalar, name: str) -> Iterator[Problem]:
    if node.comment and not _REMARK.match(node.comment):
        yield Problem(
            node.place,
            f"{name} ends at '{_short(node.written[-_SHOWN:])}': YAML takes '{_short(node.comment)}' for a comment",
            "put the whole text in quotation marks; before a comment write two spaces, and one after the #",
        )
    if node.joined:
        yield Problem(
            node.place,
            f"{name}: the line '{_short(node.joined)}' is joined to the one above it, so it is no list any more",
            f"write {name}: | which keeps lines as they are",
        )
    if unquoted(node.written):
        yield Problem(
            node.place,
            f"{name} begins and ends with typographic quotation marks, which are letters here",
            'write straight ones ("), or none',
        )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 3] + "..."
