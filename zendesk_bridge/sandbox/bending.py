"""Faults that let a request through bent: its body before it is processed, or the answer after it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from zendesk_bridge.sandbox.fault_rules import FaultRule

if TYPE_CHECKING:
    from starlette.types import Message, Receive

ON_REQUESTS = frozenset(("lose", "alter"))
ON_ANSWERS = frozenset(("truncate", "empty", "rewrite"))


def request(receive: Receive, rules: Iterable[FaultRule]) -> Receive:
    """Return ``receive`` with what the rules take out of the JSON body, or put into it; other bodies stay."""
    bends = [rule for rule in rules if rule.effect in ON_REQUESTS]

    async def bent() -> Message:
        message = await receive()  # a body comes whole (``SmallBodies``)
        if message["type"] != "http.request" or not message.get("body"):
            return message
        try:
            body = json.loads(message["body"])
        except (ValueError, RecursionError):
            return message
        for rule in bends:
            for key in rule.options.get("keys", ()):
                _drop(body, key)
            for key, value in rule.options.get("values", {}).items():
                _put(body, key, value)
        return {**message, "body": json.dumps(body).encode()}

    return bent if bends else receive


def _inner(body: Any, way: list[str]) -> list[MutableMapping[str, Any]]:
    """Return the objects that a dotted way leads to; a list on the way stands for each of its objects."""
    found = body if isinstance(body, list) else [body]
    if way:
        return [each for row in found if isinstance(row, dict) for each in _inner(row.get(way[0]), way[1:])]
    return [row for row in found if isinstance(row, dict)]


def _drop(body: Any, key: str) -> None:
    *way, last = key.split(".")
    for row in _inner(body, way):
        row.pop(last, None)


def _put(body: Any, key: str, value: Any) -> None:
    *way, last = key.split(".")
    for row in _inner(body, way):
        if last in row:
            row[last] = value


def answer(rule: FaultRule, start: Mapping[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """Return an answer as the rule wants it: half, empty, or with other words."""
    status = start["status"]
    if rule.effect == "truncate":
        body = body[: len(body) // 2]
    elif rule.effect == "empty":
        status, body = rule.options.get("status", 204), b""
    else:
        body = _rewritten(rule, body)
    headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
    headers += [] if rule.effect == "empty" else [(b"content-length", str(len(body)).encode())]
    return {**start, "status": status, "headers": headers}, body


def _rewritten(rule: FaultRule, body: bytes) -> bytes:
    try:
        found = json.loads(body)
    except ValueError:
        return body
    find, replace = rule.find, str(rule.options["replace"])

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return find.sub(replace, value)
        if isinstance(value, dict):
            return {key: walk(inner) for key, inner in value.items()}
        return [walk(inner) for inner in value] if isinstance(value, list) else value

    return json.dumps(walk(found)).encode()
