"""The filters and tests of a reply: for words, for numbers, for short lists; none that depends on chance."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from typing import Any

from jinja2 import filters as jinja

from zendesk_bridge.core.macros.render.names import Placeholder

_LONGEST = 100_000  # letters that joining or replacing may make at once

_TESTS = (
    "boolean defined divisibleby even false integer lower mapping none number odd sequence string true undefined upper"
)
TESTS = frozenset(_TESTS.split())


def _words(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a filter for words have words: a list would be taken for how Python writes it."""

    def checked(value: Any, *args: Any, **named: Any) -> Any:
        return function(_word(value), *args, **named)

    return checked


def _word(value: Any) -> str:
    if isinstance(value, Placeholder) or not isinstance(value, str | int | float):
        return str(_iterable(value))  # a placeholder says itself why not
    return value if isinstance(value, str) else str(value)


def _iterable(value: Any) -> Any:
    if isinstance(value, Placeholder):
        str(value)
    raise TypeError(f"a {type(value).__name__} is no text")


def _items(value: Any) -> list[Any]:
    return list(value)


def _first(value: Any) -> Any:
    found = _items(value)
    return found[0] if found else ""


def _last(value: Any) -> Any:
    found = _items(value)
    return found[-1] if found else ""


def _join(value: Any, d: str = "") -> str:
    parts = [_word(part) for part in _items(value)]
    glue = _word(d)
    if sum(map(len, parts)) + len(glue) * len(parts) > _LONGEST:
        raise ValueError(f"join would make more than {_LONGEST:,} letters")
    return glue.join(parts)


def _replace(value: str, old: str, new: str, count: int | None = None) -> str:
    times = value.count(old) if count is None else min(value.count(old), max(count, 0))
    if len(value) + times * len(new) > _LONGEST:
        raise ValueError(f"replace would make more than {_LONGEST:,} letters")
    return value.replace(old, new, times)


def _truncate(value: str, length: int = 255, *, killwords: bool = False, end: str = "...") -> str:
    if len(value) <= length:
        return value
    cut = value[: max(length - len(end), 0)]
    return (cut if killwords else cut.rsplit(" ", 1)[0]) + end


FILTERS: Mapping[str, Callable[..., Any]] = {
    "abs": abs,
    "capitalize": _words(jinja.do_capitalize),
    "count": len,
    "d": jinja.do_default,
    "default": jinja.do_default,
    "first": _first,
    "int": jinja.do_int,
    "join": _join,
    "last": _last,
    "length": len,
    "list": _items,
    "lower": _words(jinja.do_lower),
    "replace": _words(_replace),
    "reverse": lambda value: _items(value)[::-1],
    "round": jinja.do_round,
    "sort": lambda value, reverse=False: sorted(_items(value), reverse=reverse),
    "string": _word,
    "title": _words(jinja.do_title),
    "trim": _words(jinja.do_trim),
    "truncate": _words(_truncate),
    "unique": lambda value: list(dict.fromkeys(_items(value))),
    "upper": _words(jinja.do_upper),
    "wordcount": lambda value: len(_word(value).split()),
}

_WHY_NOT = {
    "random": "what a reply says must not depend on chance",
    "shuffle": "what a reply says must not depend on chance",
    "safe": "a fact is text and never markup: Markdown is written around it",
    "e": "facts are escaped anyway",
    "escape": "facts are escaped anyway",
    "forceescape": "facts are escaped anyway",
    "urlize": "an address in angle brackets becomes a link: <https://acme.example>",
}


def advice(name: str, known: Collection[str]) -> str:
    """Say why there is no filter or test of this name, and which there are."""
    kind = "filter" if known is FILTERS else "test"
    near = get_close_matches(name, known, 1)
    if name in _WHY_NOT:
        return f"No {kind} named '{name}': {_WHY_NOT[name]}"
    meant = f"Did you mean {near[0]}?" if near else f"There are {', '.join(sorted(known))}"
    return f"No {kind} named '{name}'. {meant}"
