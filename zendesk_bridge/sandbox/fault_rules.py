r"""The rules of faults on order: what may stand in one, and the file that holds a list of them.

A rule is JSON, as ``POST /_sandbox/faults`` takes it and as ``--faults FILE`` lists it (YAML or JSON)::

    {"face": "zendesk", "method": "PUT", "path": "/tickets/\d+", "from": 1, "to": 1, "effect": "status", ...}
    {"path": "/api/v2/", "share": 0.05, "seed": 7, "effect": "status", "status": 503}

``face`` and ``method`` may be left out (any); ``path`` is a regular expression, searched in the request's path, and
``query`` another, searched in its query (decoded). So ``path: "/tickets/7(?:[./]|$)", to: null`` bends one ticket.
``from`` and ``to`` count the matching requests from 1; ``from`` is 1 and ``to`` is ``from`` by default, ``to: null``
means for ever. ``share`` breaks only that part of them (0 to 1), drawn by ``seed`` (0 by default), the same calls each
time; with it ``to`` is for ever by default. The effects and what else they take:

``status``        answer ``status`` unprocessed; ``retry_after`` seconds or ``retry_after_date`` seconds sent as a date;
                  ``body`` (an object is sent as JSON, text as HTML), ``headers`` (an object, such as a ``Location``)
``conflict``      409, unprocessed: ``kind`` database (DatabaseConflict, the default) or update (UpdateConflict, what
                  a stale ``safe_update`` gets); Freshdesk has one kind
``cut_before``    drop the connection, unprocessed
``cut_after``     process the request, then drop the connection without an answer
``cut_within``    process it, send half of the answer, then drop the connection
``truncate``      process it, answer with the first half of the body as if it were whole
``empty``         process it, answer ``status`` (204) without a body
``rewrite``       process it; in every text of the JSON answer ``find``, a regular expression, becomes ``replace``
``lose``          process it without the ``keys`` of its JSON body (``macro.restriction``; a list on the way stands for
                  each of its objects), and say nothing of it
``alter``         process it with the ``values`` in place of what the body has there: ``{"ticket.tags": []}``
``slow``          wait ``seconds`` (at most 120), or until the faults are cleared, then process
``hang``          never answer; the connection is dropped when the client leaves, or after ``seconds`` (120)
``trickle``       process it, send the answer's body in pieces over ``seconds`` (at most 60)
``skew``          process it; the answer's ``Date`` is off by ``seconds``
``before_write``  an agent edits ``ticket`` with ``changes`` (a store change) one second earlier, then process
``before``        a person sends the request ``then`` one second earlier, then process; it meets no faults and spends no
                  limits. ``then`` has a ``method``, a ``path`` of the same face (its API, or ``/_sandbox/``) in which
                  ``\1`` is the first group of the rule's ``path``, and perhaps a JSON ``body``; ``by`` is ``admin``
                  (the default) or ``agent``. ``GET /_sandbox/faults`` tells what it was answered. A macro that is
                  edited between a client's look at it and its write::

                      {"method": "PUT", "path": "/macros/(\d+)", "effect": "before", "then":
                       {"method": "PUT", "path": "/api/v2/macros/\1", "body": {"macro": {"title": "Edited"}}}}
``fail_rows``     background jobs fail for the ids in ``tickets``; ``error`` and ``details`` are what the rows of
                  Zendesk then say; takes nothing else, holds until cleared

Webhooks on their way out are requests too, told apart by their effects; there ``face`` is whose webhook it is,
``method`` and ``path`` are those of the receiver, and what is counted are invocations, not tries:

``webhook_lost``     it is never sent, and no invocation is recorded
``webhook_doubled``  it is sent twice: with the same invocation id, or with two when ``new_id`` is true
``webhook_late``     it is sent ``seconds`` later, in the sandbox's time
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.sandbox.checks import is_header_name, is_header_value
from zendesk_bridge.sandbox.files import must_be_readable
from zendesk_bridge.sandbox.options import FACES

FAIL_ROWS = "fail_rows"
_TOLD = ("error", "details")
_OPTIONS: Mapping[str, frozenset[str]] = {
    "status": frozenset(("status", "retry_after", "retry_after_date", "body", "headers")),
    "empty": frozenset(("status",)), "rewrite": frozenset(("find", "replace")), "lose": frozenset(("keys",)),
    "alter": frozenset(("values",)),
    "conflict": frozenset(("kind",)), "cut_before": frozenset(), "cut_after": frozenset(), "cut_within": frozenset(),
    "truncate": frozenset(), "slow": frozenset(("seconds",)), "hang": frozenset(("seconds",)),
    "trickle": frozenset(("seconds",)), "skew": frozenset(("seconds",)),
    "before_write": frozenset(("ticket", "changes")), "before": frozenset(("then", "by")),
    "webhook_lost": frozenset(), "webhook_doubled": frozenset(("new_id",)), "webhook_late": frozenset(("seconds",)),
}  # fmt: skip
EFFECTS = frozenset(_OPTIONS)
_ON_DELIVERY = frozenset(("webhook_lost", "webhook_doubled", "webhook_late"))
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "before_write": ("ticket", "changes"), "skew": ("seconds",), "webhook_late": ("seconds",),
    "rewrite": ("find", "replace"), "lose": ("keys",), "alter": ("values",), "before": ("then",),
}  # fmt: skip
_MOST_SECONDS = 1e9  # some thirty years
_COMMON = frozenset(("effect", "face", "method", "path", "query", "from", "to", "share", "seed"))
_METHODS = frozenset(("", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"))


_ANY = re.compile("")


class BadRule(ValueError):
    """What is wrong with a rule, and with which of its keys."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(f"{key} {message}")
        self.key = key


@dataclass(frozen=True, slots=True)
class FaultRule:
    """One rule; ``options`` are the effect's own keys."""

    effect: str
    path: re.Pattern[str]
    face: str = ""
    method: str = ""
    first: int = 1
    last: float = 1
    share: float = 1
    seed: int = 0
    query: re.Pattern[str] = _ANY
    find: re.Pattern[str] = _ANY
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def on_delivery(self) -> bool:
        """True for a rule about webhooks that the sandbox sends, not about requests that it gets."""
        return self.effect in _ON_DELIVERY

    def matches(self, face: str, method: str, path: str, query: str = "") -> bool:
        """Say whether a request is one that this rule counts."""
        named = self.face in ("", face) and self.method in ("", method)
        return named and self.path.search(path) is not None and self.query.search(query) is not None


FailingRows = Mapping[int, Mapping[str, str]]
"""Tickets whose rows in a background job fail, and the ``error`` and ``details`` that they are told with."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a file of rules asks for."""

    rules: tuple[FaultRule, ...] = ()
    failing_rows: FailingRows = field(default_factory=dict)


def _whole(value: Any) -> bool:
    return type(value) is int


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _headers(value: Any) -> bool:
    pairs = value.items() if isinstance(value, dict) else [(None, None)]
    return all(isinstance(name, str) and is_header_name(name) and is_header_value(text) for name, text in pairs)


def _number(value: Any) -> bool:
    return type(value) in (int, float)


def _request(value: Any) -> bool:
    if not isinstance(value, dict) or not value.keys() <= {"method", "path", "body"}:
        return False
    method, path = value.get("method"), value.get("path")
    known = isinstance(method, str) and method.upper() in _METHODS - {""}
    return known and isinstance(path, str) and path.isascii() and path.startswith(("/api/", "/_sandbox/"))


_CHECKS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "face": (lambda value: value in ("", *FACES), f"must be one of {', '.join(FACES)}"),
    "method": (lambda value: str(value).upper() in _METHODS, f"must be one of {', '.join(sorted(_METHODS - {''}))}"),
    **dict.fromkeys(("path", "query", "find"), (_text, "must be text, a regular expression")),
    "from": (lambda value: _whole(value) and value >= 1, "must be a whole number from 1 up"),
    "to": (lambda value: value is None or (_whole(value) and value >= 1), "must be a whole number from 1 up, or null"),
    "share": (lambda value: _number(value) and 0 < value <= 1, "must be above 0 and at most 1"),
    "seed": (_whole, "must be a whole number"),
    "status": (lambda value: _whole(value) and value in range(200, 600), "must be a status from 200 to 599"),
    "retry_after": (lambda value: _number(value) or isinstance(value, str), "must be a number or text"),
    "retry_after_date": (_number, "must be a number of seconds"),
    "body": (lambda value: isinstance(value, str | dict | list), "must be text, an object or a list"),
    "seconds": (
        lambda value: _number(value) and abs(value) <= _MOST_SECONDS,
        "must be a number, at most 1e9 either way",
    ),
    "ticket": (_whole, "must be a ticket's number"),
    "changes": (lambda value: isinstance(value, dict), "must be an object"),
    "then": (_request, "must have a method, a path that begins with /api/ or /_sandbox/, and perhaps a body"),
    "by": (lambda value: value in ("admin", "agent"), "must be admin or agent"),
    "kind": (lambda value: value in ("database", "update"), "must be database or update"),
    "replace": (_text, "must be text"),
    "keys": (
        lambda value: isinstance(value, list) and all(map(_text, value)),
        "must be a list of keys such as macro.restriction",
    ),
    "values": (lambda value: isinstance(value, dict), "must be an object such as {ticket.tags: []}"),
    "headers": (_headers, "must be an object of header names and plain texts"),
    "new_id": (lambda value: isinstance(value, bool), "must be true or false"),
}


def parse_rule(given: Mapping[str, Any], *, strict: bool = False) -> FaultRule:
    """Read a rule; keys that the effect does not take are left aside, or refused when ``strict``.

    Raises:
        BadRule: a ValueError that says what is wrong with which key.
    """
    effect = given.get("effect", "")
    if effect not in EFFECTS:
        raise BadRule("effect", f"must be one of {', '.join(sorted(EFFECTS | {FAIL_ROWS}))}")
    for key in _NEEDED.get(effect, ()):
        if key not in given:
            raise BadRule(key, f"is missing: {effect} needs {' and '.join(_NEEDED[effect])}")
    known = _COMMON | _OPTIONS[effect]
    stray = [key for key in given if key not in known]
    if strict and stray:
        raise BadRule(stray[0], f"is not known: {effect} takes {', '.join(sorted(known - {'effect'}))}")
    for key in sorted(_CHECKS.keys() & given.keys() & known):
        _check(key, given[key])
    first, share = given.get("from", 1), given.get("share", 1)
    last = given.get("to", None if "share" in given else first)
    if last is not None and last < first:
        raise BadRule("to", "must not be less than from")
    path = _pattern(given.get("path", ""))
    if effect == "before":
        _check_groups(path, given["then"]["path"])
    return FaultRule(
        effect, path, given.get("face", ""), str(given.get("method", "")).upper(), first,
        float("inf") if last is None else last, share, given.get("seed", 0), _pattern(given.get("query", ""), "query"),
        _pattern(given.get("find", ""), "find"), dict(given),
    )  # fmt: skip


def _check(key: str, value: Any) -> None:
    holds, message = _CHECKS[key]
    if not holds(value):
        raise BadRule(key, message)


def _check_groups(pattern: re.Pattern[str], template: str) -> None:
    try:
        pattern.sub(template, "")
    except (re.error, IndexError) as exc:
        raise BadRule("then", f"has a path that the rule's path cannot fill: {exc}") from exc


def _pattern(text: str, key: str = "path") -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as exc:
        raise BadRule(key, f"is not a regular expression: {exc}") from exc


def failing_rows(given: Mapping[str, Any], *, strict: bool = False) -> FailingRows:
    """Read the ``fail_rows`` rule; other keys are left aside, or refused when ``strict``.

    Raises:
        BadRule: ``tickets`` is no list of numbers, or a text is none.
    """
    extra = given.keys() - {"effect", "tickets", *_TOLD}
    if strict and extra:
        raise BadRule(str(min(extra, key=str)), f"is not known: {FAIL_ROWS} takes tickets, {', '.join(_TOLD)}")
    numbers = given.get("tickets")
    if not isinstance(numbers, list) or not all(_whole(number) for number in numbers):
        raise BadRule("tickets", "must be a list of ticket numbers")
    wrong = next((key for key in _TOLD if not _text(given.get(key, ""))), None)
    if wrong:
        raise BadRule(wrong, "must be text")
    told = {key: given[key] for key in _TOLD if key in given}
    return dict.fromkeys(numbers, told)


def read_file(file: Path) -> Ordered:
    """Read a YAML or JSON list of rules.

    Raises:
        InvalidInput: the file cannot be read, or rules are wrong: every one of them, with its place.
    """
    must_be_readable(file)
    try:
        text = file.read_text("utf-8-sig")
        # JSON allows tabs between things, YAML does not; inside its strings there are none
        loader = yaml.SafeLoader(text.replace("\t", " ") if file.suffix == ".json" else text)
        root = loader.get_single_node()
    except OSError as exc:
        raise InvalidInput([Problem(Place(str(file)), f"cannot be read: {exc.strerror}")]) from exc
    except UnicodeDecodeError as exc:
        raise InvalidInput([Problem(Place(str(file)), "is not UTF-8")]) from exc
    except yaml.YAMLError as exc:
        raise InvalidInput([_unreadable(file, exc)]) from exc
    if root is None:
        return Ordered()
    if not isinstance(root, yaml.SequenceNode):
        raise InvalidInput([Problem(_place(file, root), "must be a list of rules", "begin each with '- '")])
    return _collected(file, loader, root)


def _unreadable(file: Path, exc: yaml.YAMLError) -> Problem:
    mark = getattr(exc, "problem_mark", None)
    place = Place(str(file), mark.line + 1, mark.column + 1) if mark else Place(str(file))
    return Problem(place, f"is not YAML: {getattr(exc, 'problem', None) or 'a character that may not stand there'}")


def _place(file: Path, node: yaml.Node) -> Place:
    return Place(str(file), node.start_mark.line + 1, node.start_mark.column + 1)


def _collected(file: Path, loader: yaml.SafeLoader, root: yaml.SequenceNode) -> Ordered:
    rules: list[FaultRule] = []
    failing: dict[int, Mapping[str, str]] = {}
    problems = []
    for node in root.value:
        try:
            given = _mapping(loader, node)
            if given.get("effect") == FAIL_ROWS:
                failing |= failing_rows(given, strict=True)
            else:
                rules.append(parse_rule(given, strict=True))
        except BadRule as exc:
            problems.append(Problem(_place(file, _key_node(node, exc.key)), str(exc)))
        except yaml.YAMLError as exc:
            problems.append(_unreadable(file, exc))
    if problems:
        raise InvalidInput(problems)
    return Ordered(tuple(rules), failing)


def _mapping(loader: yaml.SafeLoader, node: yaml.Node) -> dict[str, Any]:
    if not isinstance(node, yaml.MappingNode):
        raise BadRule("rule", "must be an object such as {path: /tickets, effect: status, status: 503}")
    keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
    if len(set(keys)) < len(node.value):
        twice = next((key for key in keys if keys.count(key) > 1), "rule")
        raise BadRule(twice, "stands there twice" if twice != "rule" else "has a key that is not text")
    found = loader.construct_object(node, deep=True)
    return {str(key): value for key, value in found.items()}


def _key_node(node: yaml.Node, key: str) -> yaml.Node:
    """Return where a key stands; the last one when it stands there twice, the rule when it does not."""
    if not isinstance(node, yaml.MappingNode):
        return node
    return next((each for each, _ in reversed(node.value) if each.value == key), node)
