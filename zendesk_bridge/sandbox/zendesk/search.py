"""``/search``, ``/search/count`` and ``/search/export``: tickets and users by the terms of ``search_sql``.

As with the real one, a change is found only after a while (``Behaviour.lag``), an offset search ends at 1,000 results,
and an export's cursor lasts an hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zendesk_bridge.sandbox.zendesk import wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, integer
from zendesk_bridge.sandbox.zendesk.errors import bad_page, bad_search
from zendesk_bridge.sandbox.zendesk.fields import ticket_json
from zendesk_bridge.sandbox.zendesk.incremental import visible_until
from zendesk_bridge.sandbox.zendesk.pages import MOST, decode, encode, link
from zendesk_bridge.sandbox.zendesk.search_sql import RANKS, Condition, PeopleCondition
from zendesk_bridge.sandbox.zendesk.search_terms import SearchTerm, terms

MOST_RESULTS = 1000  # of one query, over all pages
_MOST_EXPORTED = 1000  # rows a page
_CURSOR_SECONDS = 3600  # that an export's cursor lasts
_KINDS = ("ticket", "user")
_EMPTY_KINDS = ("organization", "group", "article", "entry", "topic")
_SETTINGS = ("type", "order_by", "sort")
_TICKETS = """
  SELECT 'ticket' AS kind, id, {} AS rank FROM tickets
  WHERE spam = 0 AND deleted = 0 AND touched_at <= :until AND {}
"""
_USERS = "SELECT 'user' AS kind, id, created_at AS rank FROM users WHERE created_at <= :until AND {}"
_NONE = "SELECT '' AS kind, 0 AS id, 0 AS rank WHERE 0"
_NUMBER = "SELECT count(*) FROM ({})"
_BEHIND = "SELECT * FROM ({}) WHERE (rank, id) > (:rank, :id) ORDER BY rank, id LIMIT :limit"


@dataclass(frozen=True, slots=True)
class _Question:
    """One SELECT of ``kind``, ``id`` and ``rank``, and its parameters."""

    sql: str
    values: dict[str, Any]


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of results; 422 behind the first 1,000, although ``count`` and ``next_page`` go on."""
    found = terms(call.query.get("query", ""))
    number = integer(call.query.get("page", 1), "page")
    size = min(MOST, max(1, integer(call.query.get("per_page", MOST), "per_page")))
    if number < 1 or number * size > MOST_RESULTS:
        raise bad_search("Requested response size was greater than Search Response Limits")
    question = _question(call, found, _kinds(found))
    way = "ASC" if _setting(call, found, "sort", "sort_order") == "asc" else "DESC"
    place = {"limit": size, "offset": (number - 1) * size}
    shown = call.store.read(
        f"{question.sql} ORDER BY rank {way}, id {way} LIMIT :limit OFFSET :offset",
        question.values | place,
    )
    total = _count(call, question)
    return ZendeskAnswer(
        {
            "results": _results(call, [(row["kind"], row["id"]) for row in shown]),
            "facets": None,
            "next_page": link(call, {"page": number + 1, "per_page": size}) if number * size < total else None,
            "previous_page": link(call, {"page": number - 1, "per_page": size}) if number > 1 else None,
            "count": total,
        }
    )


def count(call: ZendeskCall) -> ZendeskAnswer:
    """Answer how many results a search has."""
    found = terms(call.query.get("query", ""))
    return ZendeskAnswer({"count": _count(call, _question(call, found, _kinds(found)))})


def export(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of all results of one kind, by the time of creation; the query may name the kind as well."""
    found = terms(call.query.get("query", ""))
    named = [term.value.lower() for term in found if term.key == "type"]
    kind = call.query.get("filter[type]", named[0] if named else "")
    if kind not in _KINDS + _EMPTY_KINDS:
        raise bad_search("filter[type] must be one of ticket, organization, user, group")
    kinds = (kind,) if set(named) <= {kind} else ()
    size = integer(call.query.get("page[size]", MOST), "page[size]")
    if not 1 <= size <= _MOST_EXPORTED:
        raise bad_page(f"page[size] must be between 1 and {_MOST_EXPORTED}")
    question = _question(call, found, kinds, "created")
    last = _last(call)
    shown = call.store.read(
        _BEHIND.format(question.sql),
        question.values | {"rank": last[0], "id": last[1], "limit": size + 1},
    )
    more, shown = len(shown) > size, shown[:size]
    after = encode([int(call.store.now().timestamp()), shown[-1]["rank"], shown[-1]["id"]]) if shown else None
    return ZendeskAnswer(
        {
            "results": _results(call, [(row["kind"], row["id"]) for row in shown]),
            "facets": None,
            "meta": {"has_more": more, "after_cursor": after, "before_cursor": None},
            "links": {"prev": None, "next": after and link(call, {"page[size]": size, "page[after]": after})},
        }
    )


def _last(call: ZendeskCall) -> tuple[int, int]:
    """Return creation time and id of the last row of the page before; 400 for a cursor that is old or not ours."""
    if not call.query.get("page[after]"):
        return -(2**62), 0
    found = decode(call.query["page[after]"])
    if not isinstance(found, list) or [type(part) for part in found] != [int, int, int]:
        raise bad_page("page[after] is not valid")
    issued, rank, number = found
    if call.store.now().timestamp() - issued > _CURSOR_SECONDS:
        raise bad_page("page[after] has expired")
    return rank, number


def _kinds(found: Sequence[SearchTerm]) -> tuple[str, ...]:
    """Return what a search looks for: everything unless it names a type."""
    named = {term.value.lower() for term in found if term.key == "type"}
    return tuple(kind for kind in _KINDS if not named or kind in named)


def _setting(call: ZendeskCall, found: Sequence[SearchTerm], key: str, parameter: str) -> str:
    """Return what a keyword of the query or a parameter beside it says about the order."""
    return next((term.value for term in found if term.key == key), call.query.get(parameter, "")).lower()


def _question(call: ZendeskCall, found: Sequence[SearchTerm], kinds: Sequence[str], order: str = "") -> _Question:
    wanted = [term for term in found if term.key not in _SETTINGS]
    order = order or _setting(call, found, "order_by", "sort_by").removesuffix("_at")
    rank = RANKS.get(order, "updated_at")
    values: dict[str, Any] = {"until": int(visible_until(call).timestamp())}
    tickets = Condition(call.user.id, call.store.now(), values).of(wanted)
    people = PeopleCondition(call.user.id, call.store.now(), values).of(wanted)
    selects = {"ticket": _TICKETS.format(rank, tickets), "user": _USERS.format(people)}
    asked = [selects[kind] for kind in kinds if kind in selects]
    return _Question(" UNION ALL ".join(asked) or _NONE, values)


def _count(call: ZendeskCall, question: _Question) -> int:
    return int(call.store.read(_NUMBER.format(question.sql), question.values)[0][0])


def _results(call: ZendeskCall, found: Sequence[tuple[str, int]]) -> list[dict[str, Any]]:
    """Return records as JSON in the order of their keys."""
    tickets = ticket_json(call, *call.store.tickets_by_ids(number for kind, number in found if kind == "ticket"))
    users = call.store.users_by_ids(number for kind, number in found if kind == "user")
    made = {("ticket", row["id"]): row | {"result_type": "ticket"} for row in tickets}
    made |= {("user", user.id): wire.user(call, user) | {"result_type": "user"} for user in users}
    return [made[key] for key in found if key in made]


ROUTES: Routes = (
    ("GET", "search", index),
    ("GET", "search/count", count),
    ("GET", "search/export", export),
)
