"""A text as lines, and which of them are not the customer's own new words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

Span = tuple[int, int]
"""Offsets of a first character and behind a last."""

_BREAK = re.compile(r"(\r\n|\r|\n)")
_SHOWN = re.compile(r"[^\r\n]+")
_QUOTE = ">"
_MARKS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def unmarked(text: str) -> str:
    """Return the text without marks of direction: mail programs put them within dates and around names."""
    return text if text.isascii() else _MARKS.sub("", text)


class Page:
    """The lines of one text, without the space around them; those that are not the customer's own become empty.

    ``quoted`` are those that begin with '>' or lie in one of the quotes that are given. ``html`` says that each line is
    a block of its own, never one of several lines that a paragraph was wrapped into.
    """

    def __init__(self, text: str, quotes: Iterable[Span] = (), *, html: bool = False) -> None:
        pieces = _BREAK.split(text)
        starts = [0, *accumulate(map(len, pieces))]
        self.raw = pieces[::2]
        self.lines = [unmarked(line).strip() for line in self.raw]
        self.html = html
        self._foreign = bytearray(len(self.lines))
        self._starts = starts[:-1:2]
        self.quoted = bytearray(line.startswith(_QUOTE) for line in self.lines)
        self._quote(quotes)

    def _quote(self, quotes: Iterable[Span]) -> None:
        ordered, behind = iter(sorted(quotes)), (0, 0)
        for index, start in enumerate(self._starts):
            while behind[1] <= start and (following := next(ordered, None)):
                behind = following
            self.quoted[index] |= behind[0] <= start < start + len(self.lines[index]) <= behind[1]

    def own(self) -> list[int]:
        """Return the indexes of the lines that hold the customer's words."""
        return [index for index, line in enumerate(self.lines) if line]

    def forget(self, first: int, behind: int) -> None:
        """Take these lines for somebody else's; from now on they are empty."""
        self._foreign[first:behind] = b"\1" * (behind - first)
        self.lines[first:behind] = [""] * (behind - first)

    def spans(self) -> Iterator[Span]:
        """Yield where in the text the foreign lines stand."""
        for start, line, foreign in zip(self._starts, self.raw, self._foreign, strict=True):
            if foreign:
                yield start, start + len(line)


def blanked(text: str, spans: Iterable[Span]) -> str:
    """Return the text with spaces in these places, as long as before; line breaks stay. The spans may overlap."""
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if end > done:
            first = max(start, done)
            pieces += text[done:first], _SHOWN.sub(lambda shown: " " * len(shown[0]), text[first:end])
            done = end
    return "".join([*pieces, text[done:]])
