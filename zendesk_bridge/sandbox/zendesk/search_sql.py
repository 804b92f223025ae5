"""The terms of a search as one SQL condition on ``tickets``.

Terms are joined by AND; a property that is named several times with ``:`` matches any of its values. A free word
matches a word or its beginning in subject, description or comments; a property's text matches whole words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from zendesk_bridge.sandbox.words import pattern, words
from zendesk_bridge.sandbox.zendesk.search_terms import SearchTerm, span

_STATUSES = ("new", "open", "pending", "hold", "solved", "closed")
_PRIORITIES = ("low", "normal", "high", "urgent")
_STATUS = "CASE WHEN merged_into IS NULL THEN status ELSE 'closed' END"
_SOLVED_AT = """(
  SELECT max(a.created_at) FROM audits a, json_each(a.children) c WHERE a.ticket_id = tickets.id
  AND json_extract(c.value, '$.field') = 'status' AND json_extract(c.value, '$.value') = 'solved'
)"""
_DATES = {"created": "created_at", "updated": "updated_at", "solved": _SOLVED_AT}
_PEOPLE = {"requester": "requester_id", "submitter": "submitter_id", "assignee": "assignee_id"}
_COMMENT = "EXISTS (SELECT 1 FROM comments c WHERE c.ticket_id = tickets.id AND {})"
_TAG = "EXISTS (SELECT 1 FROM json_each(tickets.tags) WHERE value {} {})"
_ANY_FIELD = "EXISTS (SELECT 1 FROM json_each(zendesk_fields) f WHERE f.key <> 'external_id' AND {})"
_IN_USERS = "{} IN (SELECT id FROM users WHERE {})"
_IN_TEAMS = "group_id IN (SELECT id FROM teams WHERE {})"
_CHANNELS = {"mail": "email"}
_UNUSED = frozenset((
    "organization", "brand", "form", "recipient", "cc", "satisfaction", "due_date", "custom_status_id", "support_type",
))  # fmt: skip
"""Documented properties that no ticket of the sandbox has a value of."""
_NOTHING = "0"


def _rank(sql: str, names: Sequence[str]) -> str:
    """Return the SQL of a name's place in a list, -1 when it stands nowhere."""
    return f"CASE {sql} {' '.join(f'WHEN {name!r} THEN {place}' for place, name in enumerate(names))} ELSE -1 END"


RANKS: Mapping[str, str] = {
    "created": "created_at", "updated": "updated_at", "ticket_type": "type",
    "commented": "(SELECT max(c.created_at) FROM comments c WHERE c.ticket_id = tickets.id)",
    "priority": _rank("priority", _PRIORITIES), "status": _rank(_STATUS, _STATUSES),
}  # fmt: skip
"""What results may be ordered by, as SQL."""
_LONGEST_ID = 18
"""Digits that SQLite's integers have room for."""


@dataclass(slots=True)
class Condition:
    """Builds the SQL; ``values`` are its named parameters. ``me`` is who asks, ``now`` what dates count from."""

    me: int
    now: datetime
    values: dict[str, Any] = field(default_factory=dict)

    def of(self, found: Sequence[SearchTerm]) -> str:
        """Return the condition of all terms."""
        same = sorted((term for term in found if _alternative(term)), key=lambda term: term.key)
        either = [" OR ".join(map(self._one, group)) for _, group in groupby(same, key=lambda term: term.key)]
        each = [self._one(term) for term in found if not _alternative(term)]
        return " AND ".join(f"({part})" for part in (*either, *each)) or "1"

    def _one(self, term: SearchTerm) -> str:
        made = self._free(term) if not term.key else self._maker(term.key)(term)
        return f"NOT coalesce(({made}), 0)" if term.negated else made

    def _maker(self, key: str) -> Callable[[SearchTerm], str]:
        if key in _DATES:
            return self._date
        if key in _PEOPLE:
            return lambda term: self._person(_PEOPLE[key], term.value)
        if key.startswith("custom_field_") and key.removeprefix("custom_field_").isdecimal():
            return self._custom
        if key in _UNUSED:
            return lambda term: "1" if term.value == "none" else _NOTHING
        makers: Mapping[str, Callable[[SearchTerm], str]] = {
            "status": self._status, "priority": self._priority, "tags": self._tags, "subject": self._subject,
            "description": self._comment, "comment": self._comment, "commenter": self._commenter,
            "ticket_type": self._type, "group": self._group, "via": self._via, "fieldvalue": self._any_field,
            "has_attachment": lambda term: "1" if term.value == "false" else _NOTHING,
        }  # fmt: skip
        return makers.get(key, lambda _: _NOTHING)  # a field of users, or of nothing: no ticket has it

    def _put(self, value: Any) -> str:
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _free(self, term: SearchTerm) -> str:
        """Free text; a number is a ticket's id as well."""
        wanted = [term.value] if term.phrase else words(term.value)
        patterns = [found for found in (pattern(word, prefix=not term.phrase) for word in wanted) if found]
        parts = [self._anywhere(found) for found in patterns]
        text = " AND ".join(parts) or "1"  # punctuation alone is not looked for
        return f"id = {self._put(int(term.value))} OR ({text})" if _is_id(term.value) else f"({text})"

    def _anywhere(self, found: str) -> str:
        mark = self._put(found)
        return f"(subject REGEXP {mark} OR {_COMMENT.format(f'c.text REGEXP {mark}')})"

    def _words(self, sql: str, value: str) -> str:
        """Whole words of a property, the last one's beginning when the value ends in ``*``."""
        found = pattern(value, prefix=value.endswith("*"))
        return f"{sql} REGEXP {self._put(found)}" if found else _NOTHING

    def _subject(self, term: SearchTerm) -> str:
        return self._words("subject", term.value)

    def _comment(self, term: SearchTerm) -> str:
        return _COMMENT.format(self._words("c.text", term.value))

    def _date(self, term: SearchTerm) -> str:
        """``<`` is before the day begins and ``>`` after it ends; ``:`` is within it."""
        column, (start, end) = _DATES[term.key], span(term.value, self.now)
        if term.op == ":":
            return f"{column} >= {self._put(start)} AND {column} < {self._put(end)}"
        way, edge = {"<": ("<", start), ">=": (">=", start), ">": (">=", end), "<=": ("<", end)}[term.op]
        return f"{column} {way} {self._put(edge)}"

    def _status(self, term: SearchTerm) -> str:
        return self._ranked(_STATUS, _STATUSES, term)

    def _priority(self, term: SearchTerm) -> str:
        return "priority IS NULL" if term.value == "none" else self._ranked("priority", _PRIORITIES, term)

    def _ranked(self, sql: str, ranks: tuple[str, ...], term: SearchTerm) -> str:
        if term.value.lower() not in ranks:
            return _NOTHING
        at = ranks.index(term.value.lower())
        kept = {":": ranks[at : at + 1], "<": ranks[:at], "<=": ranks[: at + 1], ">": ranks[at + 1 :], ">=": ranks[at:]}
        return f"{sql} IN ({', '.join(self._put(rank) for rank in kept[term.op])})"

    def _tags(self, term: SearchTerm) -> str:
        """Compare with all tags of a phrase, with one otherwise; ``none`` is no tags at all."""
        if term.value == "none":
            return "tags = '[]'"
        parts = [self._tag(tag) for tag in term.value.lower().split()]
        return " AND ".join(parts) or _NOTHING

    def _tag(self, tag: str) -> str:
        way, value = ("GLOB", _globbed(tag)) if tag.endswith("*") else ("=", tag)
        return _TAG.format(way, self._put(value))

    def _type(self, term: SearchTerm) -> str:
        return f"type = {self._put(term.value.lower())}"

    def _via(self, term: SearchTerm) -> str:
        return f"channel = {self._put(_CHANNELS.get(term.value, term.value))}"

    def _person(self, column: str, value: str) -> str:
        """``none``, ``me``, an id, an e-mail address, or words of a name."""
        if value == "none":
            return f"{column} IS NULL"
        if value == "me":
            return f"{column} = {self._put(self.me)}"
        if _is_id(value):
            return f"{column} = {self._put(int(value))}"
        who = f"email = {self._put(value)}" if "@" in value else self._words("name", value)
        return _IN_USERS.format(column, who)

    def _commenter(self, term: SearchTerm) -> str:
        return _COMMENT.format(self._person("c.author_id", term.value))

    def _group(self, term: SearchTerm) -> str:
        if term.value == "none":
            return "group_id IS NULL"
        if _is_id(term.value):
            return f"group_id = {self._put(int(term.value))}"
        return _IN_TEAMS.format(self._words("name", term.value))

    def _custom(self, term: SearchTerm) -> str:
        """Compare one field's value: words, ``checked``, ``*`` for any, or a number or day to compare."""
        place = self._put(f'$."{term.key.removeprefix("custom_field_")}"')
        sql = f"json_extract(zendesk_fields, {place})"
        if term.op != ":":
            number = _number(term.value)
            column = sql if number is None else f"CAST({sql} AS REAL)"
            return f"{column} {term.op} {self._put(term.value if number is None else number)}"
        if term.value == "*":
            return f"coalesce({sql}, '') NOT IN ('', 0, '[]')"
        if term.value in ("checked", "unchecked"):
            on = f"coalesce({sql}, 0) IN (1, 'true', '1')"
            return on if term.value == "checked" else f"NOT {on}"
        return self._words(sql, term.value)

    def _any_field(self, term: SearchTerm) -> str:
        return _ANY_FIELD.format(self._words("f.value", term.value))


class PeopleCondition(Condition):
    """The same for ``users``, who have a name, an address and a role."""

    def _maker(self, key: str) -> Callable[[SearchTerm], str]:
        makers: Mapping[str, Callable[[SearchTerm], str]] = {
            "created": self._date, "name": lambda term: self._words("name", term.value),
            "email": lambda term: f"email = {self._put(term.value)}",
            "role": lambda term: f"role = {self._put(term.value.lower())}",
        }  # fmt: skip
        return makers.get(key, lambda _: _NOTHING)

    def _anywhere(self, found: str) -> str:
        mark = self._put(found)
        return f"(name REGEXP {mark} OR email REGEXP {mark})"


def _alternative(term: SearchTerm) -> bool:
    return bool(term.key) and term.op == ":" and not term.negated


def _is_id(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) <= _LONGEST_ID


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _globbed(tag: str) -> str:
    """Return a tag with a wildcard at its end as a GLOB pattern in which nothing else is special."""
    escaped = "".join(f"[{letter}]" if letter in "*?[" else letter for letter in tag[:-1])
    return f"{escaped}*"
