"""The language of Freshdesk's searches, read into a test on rows.

``"(tag:'late' OR cf_item:null) AND status:2 AND updated_at:>'2026-11-01'"``: in double quotes, strings in single ones,
``:>`` and ``:<`` include the value itself, AND binds closer than OR.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from zendesk_bridge.sandbox.freshdesk.errors import FieldError, Invalid

_MAX_QUERY = 512  # characters
_DEEPEST = 50  # brackets within brackets
_TOKEN = re.compile(
    r"\s*(?:(?P<sign>[()])|(?P<word>AND|OR)\b|(?P<name>\w+):(?P<way>[<>]?)"
    r"(?:'(?P<text>[^']*)'|(?P<bare>null|true|false|-?\d+)))"
)
ShownRow = Mapping[str, Any]
RowTest = Callable[[ShownRow], bool]
Column = Callable[[ShownRow], list[Any]]
ColumnReader = Callable[[str], Column | None]
"""From the name of a field to what reads its values from a row; None for a field that cannot be searched."""


def _bad(message: str) -> Invalid:
    return Invalid(FieldError.invalid("query", message))


class _Parser:
    """A query to a test on rows, by recursive descent."""

    def __init__(self, query: str, reader: ColumnReader) -> None:
        self._reader = reader
        self._tokens = list(self._split(query))
        self._next = 0
        self._depth = 0

    @staticmethod
    def _split(query: str) -> list[re.Match[str]]:
        found, place = [], 0
        while place < len(query.rstrip()):
            token = _TOKEN.match(query, place)
            if token is None:
                raise _bad("The query is not valid")
            found.append(token)
            place = token.end()
        return found

    def parse(self) -> RowTest:
        """Return the test of the whole query; raises the 400 of one that nobody can read."""
        test = self._either()
        if self._next != len(self._tokens):
            raise _bad("The query is not valid")
        return test

    def _taken(self, group: str, value: str) -> bool:
        if self._next < len(self._tokens) and self._tokens[self._next][group] == value:
            self._next += 1
            return True
        return False

    def _either(self) -> RowTest:
        tests = [self._both()]
        while self._taken("word", "OR"):
            tests.append(self._both())
        return lambda row: any(test(row) for test in tests)

    def _both(self) -> RowTest:
        tests = [self._one()]
        while self._taken("word", "AND"):
            tests.append(self._one())
        return lambda row: all(test(row) for test in tests)

    def _one(self) -> RowTest:
        if self._taken("sign", "("):
            self._depth += 1
            test = self._either() if self._depth < _DEEPEST else None
            if test is None or not self._taken("sign", ")"):
                raise _bad("A bracket is not closed")
            self._depth -= 1
            return test
        if self._next == len(self._tokens) or not self._tokens[self._next]["name"]:
            raise _bad("The query is not valid")
        token = self._tokens[self._next]
        self._next += 1
        read = self._reader(token["name"])
        if read is None:
            raise Invalid(FieldError.unknown(token["name"]))
        return _condition(read, token["way"], _value(token))


def _value(token: re.Match[str]) -> Any:
    if token["text"] is not None:
        return token["text"]
    words = {"null": None, "true": True, "false": False}
    return words[token["bare"]] if token["bare"] in words else int(token["bare"])


def _condition(read: Column, way: str, value: Any) -> RowTest:
    def folded(found: Any) -> Any:
        return found.casefold() if isinstance(found, str) else found

    def holds(found: Any) -> bool:
        if not way:
            return bool(folded(found) == folded(value))
        if type(found) is not type(value) or value is None:
            return False
        return bool(found >= value if way == ">" else found <= value)

    return lambda row: any(holds(found) for found in read(row))


def test_of(given: str, reader: ColumnReader) -> RowTest:
    """Return the test that a ``query`` parameter asks for; raises the 400 of one without sense."""
    if len(given) < len('""') or not (given.startswith('"') and given.endswith('"')):
        raise _bad("The query must be given inside double quotes")
    if len(given) > _MAX_QUERY:
        raise _bad(f"Has {len(given)} characters, it can have maximum of {_MAX_QUERY} characters")
    return _Parser(given[1:-1], reader).parse()
