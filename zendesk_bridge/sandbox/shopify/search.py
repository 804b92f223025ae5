"""Search strings as Shopify takes them (docs/api/usage/search-syntax): parsed, and asked of what is there.

Texts are compared by their words, not as they are written, so that a search finds more than what was meant:
``sku:WID-12`` also finds WID-12-LID. A filter that Shopify does not know is left aside, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

_TOKEN = re.compile(
    r"""\s*(?: (?P<paren>[()]) | (?P<field>[A-Za-z_][\w.]*):\s* | (?P<sign>-)(?=\S) | (?P<compare>[<>]=?)\s* |
        (?P<quoted>"(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*') | (?P<bare>(?:\\.|[^\s()\\])+) )""",
    re.VERBOSE,
)
_WORDS = re.compile(r"[^\W_]+")
_DEEPEST = 50  # parentheses in parentheses
_MOST_DIGITS = 18  # of a number


class SearchError(Exception):
    """A search that cannot be carried out, in words for who sent it."""


@dataclass(frozen=True, slots=True)
class ShopTerm:
    """One word or phrase, of a field or of any; ``compare`` stands before it, and ``open_end`` is a ``*`` behind it."""

    field: str
    text: str
    compare: str = ""
    open_end: bool = False


Finds = Callable[[Any, ShopTerm], bool]
"""Tells whether something has what a term asks for."""
Filters = Mapping[str, Finds]


class _Test(Protocol):
    def __call__(self, row: Any, /) -> bool: ...


@dataclass(slots=True)
class Search:
    """A parsed search over things that have ``filters``; "" is the filter of terms that name none.

    ``others`` are filters that Shopify has and this shop has not: they are refused rather than left aside.
    """

    filters: Filters
    others: frozenset[str] = frozenset()
    warnings: list[Mapping[str, str]] = field(default_factory=list)
    _tokens: list[tuple[str, str]] = field(default_factory=list)

    def parse(self, query: str) -> _Test:
        """Return what tells whether something is found. Raises SearchError."""
        self._tokens = list(_tokens(query))
        return self._any(0) if self._tokens else _always

    def _any(self, depth: int) -> _Test:
        if depth > _DEEPEST:
            raise SearchError("the search is nested too deeply")
        tests = [self._all(depth)]
        while self._tokens and self._tokens[0] == ("bare", "OR"):
            self._tokens.pop(0)
            tests.append(self._all(depth))
        return tests[0] if len(tests) == 1 else lambda row: any(test(row) for test in tests)

    def _all(self, depth: int) -> _Test:
        tests: list[_Test] = []
        while self._tokens and self._tokens[0] not in (("bare", "OR"), ("paren", ")")):
            if self._tokens[0] == ("bare", "AND"):
                self._tokens.pop(0)
            else:
                tests.append(self._one(depth))
        return lambda row: all(test(row) for test in tests)

    def _one(self, depth: int) -> _Test:
        kind, text = self._tokens.pop(0)
        if kind == "sign" or (kind, text) == ("bare", "NOT"):
            if not self._tokens:
                return _always
            denied = self._one(depth)
            return denied if denied is _always else lambda row: not denied(row)
        if (kind, text) == ("paren", "("):
            inner = self._any(depth + 1)
            if self._tokens:
                self._tokens.pop(0)
            return inner
        if kind == "field":
            compare = self._tokens.pop(0)[1] if self._tokens and self._tokens[0][0] == "compare" else ""
            return self._term(text, compare, *(self._tokens.pop(0) if self._tokens else ("bare", "")))
        return self._term("", "", kind, text)

    def _term(self, name: str, compare: str, kind: str, text: str) -> _Test:
        open_end = kind == "bare" and text.endswith("*")
        text = _unescaped(text[1:-1] if kind == "quoted" else text.removesuffix("*"))
        if name in self.others:
            raise SearchError(f"the sandbox's shop cannot be searched by {name}")
        test = self.filters.get(name)
        if test is None:
            self.warnings.append(
                {"field": name, "message": "Invalid search field for this query.", "code": "invalid_field"}
            )
            return _always
        term = ShopTerm(name, text, compare, open_end)
        return lambda row: test(row, term)


def _always(_: Any) -> bool:
    return True


def _tokens(query: str) -> Iterable[tuple[str, str]]:
    at = 0
    while found := _TOKEN.match(query, at):
        kind = found.lastgroup or ""
        yield kind, found[kind]
        at = found.end()


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


# --- the kinds of filters ----------------------------------------------------------------------------------


def words(text: str) -> Sequence[str]:
    """Return the words of a text as the index keeps them."""
    return _WORDS.findall(text.casefold())


def by_words(values: Callable[[Any], Iterable[str]]) -> Finds:
    """Return a filter of texts: their words stand there one after the other."""

    def test(row: Any, term: ShopTerm) -> bool:
        wanted = words(term.text)
        return any(_holds(words(value), wanted, open_end=term.open_end) for value in values(row) if value)

    return test


def _holds(there: Sequence[str], wanted: Sequence[str], *, open_end: bool) -> bool:
    if not wanted:
        return open_end
    size = len(wanted)
    for start in range(len(there) - size + 1):
        piece = there[start : start + size]
        if piece[:-1] == wanted[:-1]:
            last, asked = piece[-1], wanted[-1]
            if last == asked or (open_end and last.startswith(asked)):
                return True
    return False


def by_word(values: Callable[[Any], Iterable[str]], meanings: Mapping[str, frozenset[str]] | None = None) -> Finds:
    """Return a filter of states and tags: one of them is the word, or one that the word means."""

    def test(row: Any, term: ShopTerm) -> bool:
        word = term.text.casefold()
        wanted = (meanings or {}).get(word, frozenset((word,)))
        return "*any" in wanted or any(value.casefold() in wanted for value in values(row))

    return test


def by_number(value: Callable[[Any], int | None]) -> Finds:
    """Return a filter of numbers."""

    def test(row: Any, term: ShopTerm) -> bool:
        own, text = value(row), term.text.rpartition("/")[2]
        if own is None or not text.lstrip("-").isdecimal() or len(text) > _MOST_DIGITS:
            return False
        return _compared(own, term.compare, int(text))

    return test


def by_moment(value: Callable[[Any], int]) -> Finds:
    """Return a filter of times, in Unix seconds; a day alone is its beginning, or, without a sign, all of it."""

    def test(row: Any, term: ShopTerm) -> bool:
        try:
            asked = datetime.fromisoformat(term.text)
        except ValueError:
            return False
        asked = asked if asked.tzinfo else asked.replace(tzinfo=UTC)
        if not term.compare:
            return datetime.fromtimestamp(value(row), UTC).date() == asked.date()
        return _compared(value(row), term.compare, int(asked.timestamp()))

    return test


def _compared(own: int, compare: str, asked: int) -> bool:
    return {
        "": own == asked, ">": own > asked, ">=": own >= asked, "<": own < asked, "<=": own <= asked,
    }[compare]  # fmt: skip
