"""``search/tickets``: the query language over tags, numbers, days and single-line custom fields; no free text.

``"(tag:'late' OR cf_item:null) AND status:2 AND updated_at:>'2026-11-01'"``: in double quotes, strings in single ones,
``:>`` and ``:<`` include the value itself, AND binds closer than OR.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.freshdesk import fields, ticket_rows
from zendesk_bridge.sandbox.freshdesk.call import Call
from zendesk_bridge.sandbox.freshdesk.errors import FieldError, Invalid
from zendesk_bridge.sandbox.records import TicketQuery

PER_PAGE = 30
MAX_PAGE = 10
_MAX_QUERY = 512
_COLUMNS = {
    "agent_id": "responder_id",
    "group_id": "group_id",
    "priority": "priority",
    "status": "status",
    "type": "type",
}
_DAYS = frozenset(("created_at", "updated_at", "due_by", "fr_due_by"))
_SEARCHABLE = frozenset(("custom_text", "custom_number", "custom_checkbox", "custom_dropdown", "custom_date"))
_TOKEN = re.compile(
    r"\s*(?:(?P<sign>[()])|(?P<word>AND|OR)\b|(?P<name>\w+):(?P<way>[<>]?)"
    r"(?:'(?P<text>[^']*)'|(?P<bare>null|true|false|-?\d+)))"
)
Row = Mapping[str, Any]
Test = Callable[[Row], bool]


def _bad(message: str) -> Invalid:
    return Invalid(FieldError.invalid("query", message))


class _Parser:
    """A query to a test on rows, by recursive descent."""

    def __init__(self, query: str, custom: Mapping[str, str]) -> None:
        self._custom = custom
        self._tokens = list(self._split(query))
        self._next = 0

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

    def parse(self) -> Test:
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

    def _either(self) -> Test:
        tests = [self._both()]
        while self._taken("word", "OR"):
            tests.append(self._both())
        return lambda row: any(test(row) for test in tests)

    def _both(self) -> Test:
        tests = [self._one()]
        while self._taken("word", "AND"):
            tests.append(self._one())
        return lambda row: all(test(row) for test in tests)

    def _one(self) -> Test:
        if self._taken("sign", "("):
            test = self._either()
            if not self._taken("sign", ")"):
                raise _bad("A bracket is not closed")
            return test
        if self._next == len(self._tokens) or not self._tokens[self._next]["name"]:
            raise _bad("The query is not valid")
        token = self._tokens[self._next]
        self._next += 1
        return _condition(self._reader(token["name"]), token["way"], _value(token))

    def _reader(self, name: str) -> Callable[[Row], list[Any]]:
        """Return what reads a field of a row as the list of its values."""
        if name == "tag":
            return lambda row: row["tags"] or [None]
        if name in _DAYS:
            return lambda row: [row[name][:10]]
        if name in _COLUMNS:
            return lambda row: [row[_COLUMNS[name]]]
        if self._custom.get(name) in _SEARCHABLE:
            return lambda row: [row["custom_fields"][name]]
        if name == "custom_string":
            texts = [other for other, kind in self._custom.items() if kind == "custom_text"]
            return lambda row: [row["custom_fields"][text] for text in texts]
        raise Invalid(FieldError.unknown(name))


def _value(token: re.Match[str]) -> Any:
    if token["text"] is not None:
        return token["text"]
    words = {"null": None, "true": True, "false": False}
    return words[token["bare"]] if token["bare"] in words else int(token["bare"])


def _condition(read: Callable[[Row], list[Any]], way: str, value: Any) -> Test:
    def folded(found: Any) -> Any:
        return found.casefold() if isinstance(found, str) else found

    def holds(found: Any) -> bool:
        if not way:
            return bool(folded(found) == folded(value))
        if type(found) is not type(value) or value is None:
            return False
        return bool(found >= value if way == ">" else found <= value)

    return lambda row: any(holds(found) for found in read(row))


def _query(call: Call) -> str:
    given = call.query.get("query", "")
    if len(given) < len('""') or not (given.startswith('"') and given.endswith('"')):
        raise _bad("The query must be given inside double quotes")
    if len(given) > _MAX_QUERY:
        raise _bad(f"Has {len(given)} characters, it can have maximum of {_MAX_QUERY} characters")
    return given[1:-1]


def search_tickets(call: Call) -> Response:
    """GET search/tickets: 30 a page, ten pages, without spam and trash; changes appear after the sandbox's lag."""
    text = call.query.get("page", "1")
    if not text.isdecimal() or not 1 <= int(text) <= MAX_PAGE:
        far = f"It should be a Positive Integer less than or equal to {MAX_PAGE}"
        raise Invalid(FieldError.invalid("page", far))
    visible = call.store.now() - call.box.behaviour.lag
    tickets = call.store.tickets(TicketQuery(spam=False, deleted=False, touched_until=visible, limit=-1))
    rows = ticket_rows.rows(call.store, tickets)
    test = _Parser(_query(call), {field["name"]: field["type"] for field in fields.custom(call.store)}).parse()
    number_of = {row["id"]: place for place, row in enumerate(rows)}
    found = [row for row in rows if test(row)]
    first = (int(text) - 1) * PER_PAGE
    shown = [tickets[number_of[row["id"]]] for row in found[first : first + PER_PAGE]]
    return JSONResponse({
        "total": len(found),
        "results": ticket_rows.rows(call.store, shown, {"description"}),
    })  # fmt: skip
