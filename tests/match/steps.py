"""How much work a regular expression is: its steps, counted by walking the same tree that Python's engine walks.

The engine itself tells nobody, and a clock says only how busy the machine was. Each character that is compared is a
step, and so is each place that is tried again; what Python finds faster by a shortcut counts in full.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from re import _constants as op
from re import _parser as parser
from typing import Any

MOST = 3_000_000
"""Steps that one look may take."""

Next = Callable[[int], int]
"""What is tried behind a place; -1 says that it did not match."""

WINDOW = 400
"""Characters of a text whose steps are not counted one by one: so many at most cost a bounded number of them."""

_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
_CATEGORIES = {
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    op.CATEGORY_NOT_DIGIT: lambda char: not char.isdecimal(),
    op.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    op.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}


@cache
def _parsed(pattern: re.Pattern[str]) -> Any:
    return parser.parse(pattern.pattern, pattern.flags)


class Walk:
    """One expression on one text."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self.tree = _parsed(pattern)
        self.text = text
        self.flags = self.tree.state.flags
        self.steps = 0

    def match(self, start: int, *, full: bool = False) -> int:
        """Return where a match that begins here ends, or -1."""
        return self._items(list(self.tree), 0, start, self.flags, self._at_end if full else lambda place: place)

    def search(self, start: int) -> tuple[int, int]:
        """Return the first match from here on."""
        for place in range(start, len(self.text) + 1):
            if (end := self.match(place)) >= 0:
                return place, end
        return -1, -1

    def _at_end(self, place: int) -> int:
        return place if place == len(self.text) else -1

    def _items(self, items: list[Any], number: int, place: int, flags: int, then: Next) -> int:
        if number == len(items):
            return then(place)
        return self._item(items[number], place, flags, lambda end: self._items(items, number + 1, end, flags, then))

    def _item(self, item: Any, place: int, flags: int, then: Next) -> int:
        kind, value = item
        self.steps += 1
        assert self.steps < MOST, "one look at one text does not end"
        if kind in _REPEATS:
            return self._repeat(kind, value, place, flags, then)
        if kind is op.BRANCH:
            ends = (self._items(list(branch), 0, place, flags, then) for branch in value[1])
            return next((end for end in ends if end >= 0), -1)
        if kind is op.SUBPATTERN:
            _, added, taken, inner = value
            return self._items(list(inner), 0, place, (flags | added) & ~taken, then)
        end = self._alone(kind, value, place, flags)
        return then(end) if end >= 0 else -1

    def _alone(self, kind: Any, value: Any, place: int, flags: int) -> int:
        """Return where what needs no other try ends: one character, a condition, a group that keeps what it has."""
        if kind is op.ATOMIC_GROUP:
            return self._items(list(value), 0, place, flags, lambda end: end)
        if kind in (op.ASSERT, op.ASSERT_NOT):
            return place if self._looks(value, place, flags) is (kind is op.ASSERT) else -1
        if kind is op.AT:
            return place if self._at(value, place) else -1
        return place + 1 if self._is((kind, value), place, flags) else -1

    def _looks(self, value: Any, place: int, flags: int) -> bool:
        direction, inner = value
        start = place if direction > 0 else place - inner.getwidth()[0]
        return start >= 0 and self._items(list(inner), 0, start, flags, lambda end: end) >= 0

    def _repeat(self, kind: Any, value: Any, place: int, flags: int, then: Next) -> int:
        least, most, inner = value
        items = list(inner)
        if len(items) == 1 and items[0][0] in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN):
            return self._run(kind, (least, most), items[0], place, flags, then)
        if kind is op.POSSESSIVE_REPEAT:
            end = self._again(op.MAX_REPEAT, (least, most), items, place, flags, lambda end: end)
            return then(end) if end >= 0 else -1
        return self._again(kind, (least, most), items, place, flags, then)

    def _run(self, kind: Any, times: tuple[int, int], item: Any, place: int, flags: int, then: Next) -> int:
        least, most = times
        longest = 0
        while (
            longest < most and (kind is not op.MIN_REPEAT or longest < least) and self._is(item, place + longest, flags)
        ):
            longest += 1
            self.steps += 1
        if longest < least:
            return -1
        if kind is op.POSSESSIVE_REPEAT:
            return then(place + longest)
        if kind is op.MAX_REPEAT:
            counts: Iterator[int] = iter(range(longest, least - 1, -1))
        else:
            counts = self._growing(longest, most, item, place, flags)
        for count in counts:
            self.steps += 1
            if (end := then(place + count)) >= 0:
                return end
        return -1

    def _growing(self, count: int, most: int, item: Any, place: int, flags: int) -> Iterator[int]:
        yield count
        while count < most and self._is(item, place + count, flags):
            count += 1
            yield count

    def _again(self, kind: Any, times: tuple[int, int], items: list[Any], place: int, flags: int, then: Next) -> int:
        least, most = times

        def more(end: int) -> int:
            return -1 if end == place else self._again(kind, (max(least - 1, 0), most - 1), items, end, flags, then)

        self.steps += 1
        if least == 0 and kind is op.MIN_REPEAT and (end := then(place)) >= 0:
            return end
        if most > 0 and (end := self._items(items, 0, place, flags, more)) >= 0:
            return end
        return then(place) if least == 0 and kind is op.MAX_REPEAT else -1

    def _is(self, item: Any, place: int, flags: int) -> bool:
        if place >= len(self.text):
            return False
        kind, value = item
        char = self.text[place]
        if kind is op.ANY:
            return char != "\n" or bool(flags & re.DOTALL)
        if flags & re.IGNORECASE:
            return any(_holds(kind, value, form) for form in {char, char.lower(), char.upper()} if len(form) == 1)
        return _holds(kind, value, char)

    def _at(self, where: Any, place: int) -> bool:
        if where in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            return place == 0
        if where in (op.AT_END, op.AT_END_STRING):
            return place == len(self.text) or (where is op.AT_END and self.text[place:] == "\n")
        before, after = (
            bool(re.match(r"\w", self.text[at : at + 1])) if at >= 0 else False for at in (place - 1, place)
        )
        return (before != after) is (where is op.AT_BOUNDARY)


def _holds(kind: Any, value: Any, char: str) -> bool:
    if kind is op.LITERAL:
        return ord(char) == value
    if kind is op.NOT_LITERAL:
        return ord(char) != value
    if value[0][0] is op.NEGATE:
        return not any(_within(item, char) for item in value[1:])
    return any(_within(item, char) for item in value)


def _within(item: Any, char: str) -> bool:
    kind, value = item
    if kind is op.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    if kind is op.CATEGORY:
        return bool(_CATEGORIES[value](char))
    return bool(ord(char) == value)


class Counted:
    """An expression that counts its steps into ``spent`` and answers as it always did."""

    spent = 0

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        """Return what needs no counting."""
        return getattr(self._pattern, name)

    def _walk(self, text: str, place: int, how: str) -> None:
        if len(text) <= WINDOW:
            Counted.spent += len(text)
            return
        walk = Walk(self._pattern, text)
        if how == "search":
            walk.search(place)
        else:
            walk.match(place, full=how == "fullmatch")
        Counted.spent += walk.steps

    def search(self, text: str, pos: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Find the first match, and count."""
        self._walk(text[:end], pos, "search")
        return self._pattern.search(text, pos, end)

    def match(self, text: str, pos: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Match here, and count."""
        self._walk(text[:end], pos, "match")
        return self._pattern.match(text, pos, end)

    def fullmatch(self, text: str, pos: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Match the whole, and count."""
        self._walk(text[:end], pos, "fullmatch")
        return self._pattern.fullmatch(text, pos, end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find each match, and count."""
        place = 0
        for found in self._pattern.finditer(text):
            self._walk(text, place, "search")
            yield found
            place = max(found.end(), found.start() + 1)
        self._walk(text, place, "search")

    def findall(self, text: str) -> list[Any]:
        """Find all matches, and count."""
        for _ in self.finditer(text):
            pass
        return self._pattern.findall(text)

    def sub(self, by: Any, text: str) -> str:
        """Replace all matches, and count."""
        self.findall(text)
        return self._pattern.sub(by, text)

    def split(self, text: str) -> list[Any]:
        """Split at all matches, and count."""
        self.findall(text)
        return self._pattern.split(text)
