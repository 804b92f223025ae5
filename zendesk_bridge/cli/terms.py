"""Terms that will not do what they are meant to: SKUs that are alike; aliases too short, too common, inside others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from zendesk_bridge.core.macros.lint import Finding, found
from zendesk_bridge.core.mentions.match import SHORT, Matching, collisions
from zendesk_bridge.core.mentions.match.terms import counts
from zendesk_bridge.core.model import Backorder, Product

_WORD = re.compile(r"[^\W_]+")


class _Alias(NamedTuple):
    words: tuple[str, ...]
    text: str
    item: Backorder


def findings(late: Sequence[Backorder], products: Iterable[Product], matching: Matching) -> Iterator[Finding]:
    """Yield what is unwise about the terms of these late items, given the catalogue and the settings."""
    for item in late:
        for alias in item.aliases:
            yield from _too_little(item, alias, matching)
    yield from _alike(late)
    yield from _inside(late, products)


def _too_little(item: Backorder, alias: str, matching: Matching) -> Iterator[Finding]:
    """Say that an alias is not looked for, or only in part, as the matcher sees it."""
    if not counts(alias, replace(matching, stop_words=frozenset())):
        yield _finding(
            "min-alias",
            item,
            f"the alias '{alias}' has fewer letters and digits than tagging.min_alias = {matching.min_alias} "
            "and is not looked for",
        )
    elif not counts(alias, matching):
        yield _finding(
            "stop-word",
            item,
            f"the alias '{alias}' is one of tagging.stop_words and not looked for",
        )
    elif len(alias) < SHORT:
        yield _finding(
            "short-alias",
            item,
            f"the alias '{alias}' is very short and counts only beside a word such as 'item'",
            f"use {SHORT} characters or more, or put it under 'also'",
        )


def _alike(late: Sequence[Backorder]) -> Iterator[Finding]:
    """Find SKUs such as A-1 and A1: they are two items, but only for customers who write them exactly."""
    for clash in collisions(late):
        if clash.tellable:
            problem = clash.problem()
            yield found("alike-skus", problem.place, problem.message, problem.fix)


def _inside(late: Sequence[Backorder], products: Iterable[Product]) -> Iterator[Finding]:
    """Find aliases that other products' names hold, in one pass over the whole catalogue."""
    aliases: dict[str, list[_Alias]] = {}
    for item in late:
        for alias in item.aliases:
            if words := _words(alias):
                aliases.setdefault(words[0], []).append(_Alias(words, alias, item))
    held: dict[_Alias, set[str]] = {}
    for sku, term in chain(_terms(products), _terms(late)):
        for inner in _held(_words(term), aliases):
            if inner.item.sku.casefold() != sku.casefold():
                held.setdefault(inner, set()).add(f"'{term}' ({sku})")
    for inner, others in held.items():
        first, *more = sorted(others)
        yield _finding(
            "alias-inside",
            inner.item,
            f"the alias '{inner.text}' is part of {first}{f' and {len(more)} more' if more else ''}",
        )


def _terms(items: Iterable[Product | Backorder]) -> Iterator[tuple[str, str]]:
    return ((item.sku, term) for item in items for term in (item.sku, item.name, *item.aliases))


def _held(words: tuple[str, ...], aliases: dict[str, list[_Alias]]) -> Iterator[_Alias]:
    """Yield the aliases that stand inside these words, and are not all of them."""
    for start, word in enumerate(words):
        for alias in aliases.get(word, ()):
            length = len(alias.words)
            if length < len(words) and words[start : start + length] == alias.words:
                yield alias


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _finding(rule: str, item: Backorder, message: str, suggestion: str = "") -> Finding:
    return found(rule, item.place, f"{item.sku}: {message}", suggestion)
