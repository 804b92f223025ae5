"""Lines of text with a style, laid out for a terminal's width, with colours or without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from zendesk_bridge.core.columns import columns, cut
from zendesk_bridge.core.safe import harmless

_COLOURS = {
    "create": "32",
    "update": "33",
    "retire": "31",
    "adopt": "36",
    "drift": "35",
    "blocked": "35",
    "before": "31",
    "after": "32",
    "head": "1",
    "faint": "2",
}
_NARROWEST = 20
"""A terminal that is narrower is not laid out for."""

_PIECE = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: how far it is indented, and its pieces as (style, text). A style is a key of the colours, or "".

    ``hanging`` is how much further what it goes on with is indented.
    """

    indent: int
    pieces: tuple[tuple[str, str], ...]
    hanging: int = 2

    @classmethod
    def of(cls, indent: int, text: str, style: str = "") -> Line:
        """Return a line of one style."""
        return cls(indent, ((style, text),))


def laid_out(lines: Iterable[Line], width: int | None = None, *, colours: bool = False) -> str:
    """Return the lines as one text; with a ``width`` in columns, long lines go on in the next, indented further."""
    rows = (row for line in lines for row in _rows(line, width))
    return "\n".join(_painted(row) if colours else "".join(text for _, text in row).rstrip() for row in rows)


_Row = list[tuple[str, str]]


def _rows(line: Line, width: int | None) -> Iterator[_Row]:
    """Break a line between words."""
    row: _Row = [("", " " * line.indent)]
    if width is None:
        yield row + list(_pieces(line, None))
        return
    left = max(width, _NARROWEST) - line.indent
    longest = max(left - line.hanging, 2)
    for style, piece in _pieces(line, longest):
        needed = columns(piece)
        if needed > left:
            if piece.isspace():
                continue
            yield row
            row, left = [("", " " * (line.indent + line.hanging))], longest
        row.append((style, piece))
        left -= needed
    yield row


def _pieces(line: Line, longest: int | None) -> Iterator[tuple[str, str]]:
    """Yield words and spaces; of a word longer than a line, such as a link or a Japanese sentence, as much as fits."""
    for style, text in line.pieces:
        for found in _PIECE.findall(harmless(text).replace("\n", " ")):
            for part in (found,) if longest is None else cut(found, longest):
                yield style, part


def _painted(row: _Row) -> str:
    painted = []
    for style, pieces in groupby(row, key=lambda piece: piece[0]):
        text = "".join(words for _, words in pieces)
        painted.append(f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if style in _COLOURS and text else text)
    return "".join(painted).rstrip()
