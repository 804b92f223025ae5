"""Entries to late items: each read by itself, then all against each other; the form is told by no file type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from zendesk_bridge.core import cells, document
from zendesk_bridge.core.document import Document, Items, Keys, Node, Problems, Scalar, gathered
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.mentions import match
from zendesk_bridge.core.model import Backorder, Cancel, Ignore, LocalText, Option, ShipWindow, Split, Swap, Wait
from zendesk_bridge.feeds.facts.shapes import BackorderEntry, SwapOption, Window
from zendesk_bridge.feeds.facts.texts import Trust
from zendesk_bridge.feeds.ignoring import ignores

MOST_ITEMS = 20_000
"""Late items of one feed: each has a tag and a text of its own on every helpdesk."""

_TEXTS = frozenset({"sku", "name", "aliases", "reason", "also", "not"})
_CODES = frozenset({"sku", "aliases", "also"})
_SHOWN = 60  # characters
_BETWEEN = re.compile(r"[^\s\d]\s*([,;|])\s*[^\s\d]")  # and no 1,5


@dataclass(frozen=True, slots=True)
class Entries:
    """The items that are right, all that is wrong with and between them, and what may not be meant so."""

    backorders: tuple[Backorder, ...]
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    ignores: tuple[Ignore, ...] = ()


def read_entries(
    nodes: Sequence[Node],
    trust: Trust,
    *,
    dates: str | None = None,
    table: bool = False,
    every: timedelta | None = None,
) -> Entries:
    """Read each of these entries by itself, then all of them against each other.

    ``dates`` is the strptime pattern of the dates in it, None for YYYY-MM-DD; ``table`` says that a mistake may be one
    of a whole column; ``every`` is the rhythm of items that say none.

    Raises InvalidInput for more entries than anybody can tell apart.
    """
    if len(nodes) > MOST_ITEMS:
        message = f"holds {len(nodes):,} late items, and at most {MOST_ITEMS:,} can be told"
        raise InvalidInput([Problem(Place(nodes[0].place.file), message, "is it the list of all products?")])
    problems = Problems()
    documents: list[Document[BackorderEntry]] = []
    for node in _joined(nodes, problems):
        with problems.collecting():
            context = {"dates": dates, "table": table, "trust": trust}
            documents.append(document.validate(node, BackorderEntry, context=context))
    clashes = [*_twice(documents, table=table), *_ambiguous(documents)]
    problems.extend(problem for _, problem in clashes)
    held = {sku for sku, _ in clashes}
    doubts = [doubt for entry in documents for doubt in _doubts(entry, trust)]
    doubts += [doubt for entry in documents for doubt in _in_one(entry)] if table else []
    right = tuple(_backorder(entry, every) for entry in documents if entry.value.sku.casefold() not in held)
    ignored = tuple(one for entry in documents for one in ignores(entry, entry.value.lint, sku=entry.value.sku))
    return Entries(right, gathered(problems.found), gathered(doubts), ignored)


def _joined(nodes: Sequence[Node], problems: Problems) -> list[Node]:
    """Return the entries with those put together that a dash before each line has taken apart."""
    whole: list[Node] = []
    for node in nodes:
        last = whole[-1] if whole else None
        apart = (
            isinstance(node, Keys) and isinstance(last, Keys) and "sku" in last.entries and "sku" not in node.entries
        )
        if (
            apart
            and isinstance(node, Keys)
            and isinstance(last, Keys)
            and not node.entries.keys() & last.entries.keys()
        ):
            first = next(iter(node.entries), "")
            message = f"a dash begins another item here, and '{first}' belongs to the one above"
            problems.add(
                node.place, message, "give each item one dash, before its sku, and line the other lines up below"
            )
            whole[-1] = replace(last, entries={**last.entries, **node.entries})
        else:
            whole.append(node)
    return whole


def _doubts(entry: Document[BackorderEntry], trust: Trust) -> Iterator[Problem]:
    """Yield what may not be meant so: in the file itself, and for an admin's own texts what a feed may not hold."""
    yield from document.doubts(entry.root, _TEXTS)
    for name, node in _texts(entry.root, "") if not trust.all else ():
        for remark in cells.suspicions(str(node.value)):
            yield Problem(node.place, f"{name}: '{_short(node)}' {remark.says}", remark.fix)
    for name, node in _texts(entry.root, ""):
        text = str(node.value)
        changed = cells.misread(text) or _odd(name, text)
        if changed:
            yield Problem(node.place, f"{name}: '{_short(node)}' {changed.says}", changed.fix)


def _odd(name: str, text: str) -> cells.Remark | None:
    """Return what is odd about a code: what a spreadsheet makes of one, and signs that nobody can type."""
    mangled = cells.mangled(text) if name in _CODES else None
    return mangled or ((cells.packed_code(text) or cells.odd_code(text)) if name == "sku" else None)


def _in_one(entry: Document[BackorderEntry]) -> Iterator[Problem]:
    """Say that a cell of a table may hold several terms: with another sign between them they are one, found nowhere."""
    for name in ("aliases", "also", "not"):
        node = document.child(entry.root, name)
        alone = node.items[0] if isinstance(node, Items) and len(node.items) == 1 else None
        if isinstance(alone, Scalar) and (between := _BETWEEN.search(alone.written)):
            fix = f"if it is several, say so for this feed in your config: alias_separator: '{between[1]}'"
            yield Problem(alone.place, f"{name}: '{_short(alone)}' is taken for one", fix)


def _texts(node: Node, name: str) -> Iterator[tuple[str, Scalar]]:
    """Yield every fact of an entry that is a text, under the name that it goes by."""
    match node:
        case Keys():
            for key, below in node.entries.items():
                yield from _texts(below.node, key)
        case Items():
            for item in node.items:
                yield from _texts(item, name)
        case Scalar() if name in _TEXTS and node.value:
            yield name, node


def _short(node: Scalar) -> str:
    return node.written if len(node.written) <= _SHOWN else node.written[: _SHOWN - 3] + "..."


def _twice(documents: list[Document[BackorderEntry]], *, table: bool) -> Iterator[tuple[str, Problem]]:
    """Find SKUs that stand here more than once; which of the entries is right, nobody can tell."""
    seen: dict[str, Document[BackorderEntry]] = {}
    keep = "say for this feed in your config which counts: merge: earliest; or keep one" if table else "keep one"
    for entry in documents:
        first = seen.setdefault(entry.value.sku.casefold(), entry)
        if first is not entry:
            yield (
                entry.value.sku.casefold(),
                Problem(
                    entry.place("sku"),
                    f"the SKU '{entry.value.sku}' is listed twice",
                    f"{keep}; the first is at {first.place('sku')}",
                ),
            )


def _ambiguous(documents: list[Document[BackorderEntry]]) -> Iterator[tuple[str, Problem]]:
    """Find terms that mean another item, too: triage could not tell which of the two a customer writes about.

    Two SKUs such as A-1 and A1 are left to ``check``, which warns: they can be told apart where they are written so.
    """
    once = {entry.value.sku.casefold(): entry for entry in reversed(documents)}  # the others are told by _twice
    entries = {entry.value.sku: entry for entry in reversed(once.values())}
    for found in match.collisions(_backorder(entry) for entry in entries.values()):
        if not found.tellable:
            problem = found.problem(
                _term_place(entries[found.item.sku], found.reason, found.term),
                _term_place(entries[found.other.sku], found.other_reason, found.other_term),
            )
            yield found.item.sku.casefold(), problem


def _term_place(entry: Document[BackorderEntry], reason: match.TermReason, term: str) -> Place:
    item = entry.value
    for name, terms in (("aliases", item.aliases), ("also", item.also)):
        if reason not in {"sku", "name"} and term in terms:
            return entry.place(name, terms.index(term))
    if reason == "sku" or term == item.name:
        return entry.place(reason)
    named = (entry.place("locales", locale, "name") for locale, text in item.locales.items() if text.name == term)
    return next(named, entry.place())


def _backorder(entry: Document[BackorderEntry], every: timedelta | None = None) -> Backorder:
    item = entry.value
    return Backorder(
        sku=item.sku,
        name=item.name,
        aliases=item.aliases,
        ship_window=_ship_window(item.ship_window),
        promised_by=item.promised_by,
        reason=item.reason,
        options=tuple(_option(option) for option in item.options),
        next_update=item.next_update,
        every=item.every or every,
        match=item.match,
        also=item.also,
        cancelled_by=item.cancelled_by,
        locales=tuple(sorted((locale, LocalText(text.name, text.reason)) for locale, text in item.locales.items())),
        place=entry.place(),
    )


def _ship_window(window: Window | date | Literal["unknown"]) -> ShipWindow | None:
    match window:
        case Window():
            return ShipWindow(window.first, window.last)
        case date():
            return ShipWindow(window, window)
        case _:
            return None


def _option(option: SwapOption | Literal["wait", "split", "cancel"]) -> Option:
    match option:
        case SwapOption(swap=other):
            return Swap(other.sku, other.name)
        case "wait":
            return Wait()
        case "split":
            return Split()
        case _:
            return Cancel()
