"""Rules on facts: what the files say of late items, and should not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from zendesk_bridge.core import cells
from zendesk_bridge.core.macros.lint.days import past_days
from zendesk_bridge.core.macros.lint.rules import Finding, Hit, Rule, report
from zendesk_bridge.core.macros.lint.words import words
from zendesk_bridge.core.macros.today import next_update
from zendesk_bridge.core.macros.window import language
from zendesk_bridge.core.macros.wording import LANGUAGES
from zendesk_bridge.core.mentions.match import everyday
from zendesk_bridge.core.model import Backorder, Cancel, Macro, Swap, plain_sku
from zendesk_bridge.core.narrow import FOLLOWUP_TAG, MOVED_TAG, POSSIBLE_TAG, RESOLVED_TAG

SENT_TAG = "backorder_update_sent"
"""What the ready-made macros put on a ticket once an agent has answered with them."""

_RESERVED = frozenset({MOVED_TAG, FOLLOWUP_TAG, POSSIBLE_TAG, RESOLVED_TAG, SENT_TAG})


def lint_facts(
    backorders: Sequence[Backorder],
    today: date,
    capabilities_tag: Callable[[str], str] | None = None,
    macros: Sequence[Macro] = (),
) -> tuple[Finding, ...]:
    """Return what is unwise in these facts on this day, in order of place.

    Pass the facts as the admin wrote them, before past windows lapse. ``capabilities_tag`` returns the tag of a SKU on
    the helpdesk with the tightest limits. ``macros`` are those that tell the facts, in whatever languages.
    """
    locales = _foreign(macros)
    late = {plain_sku(item.sku): item.sku for item in backorders}
    found = [
        replace(finding, sku=item.sku)
        for item in backorders
        for finding in report(_ITEM_RULES, _Item(item, today, late, locales))
    ]
    if capabilities_tag:
        tags = tuple((capabilities_tag(item.sku), item) for item in backorders)
        found += report(_TAG_RULES, tags)
    return tuple(sorted(found, key=lambda finding: finding.place))


@dataclass(frozen=True, slots=True)
class _Item:
    fact: Backorder
    today: date
    late: Mapping[str, str]  # every late item's SKU as it is written, by its plain form
    locales: tuple[str, ...] = ()  # in which it is told besides its main language


_Tags = tuple[tuple[str, Backorder], ...]


def _past_window(item: _Item) -> Iterator[Hit]:
    window = item.fact.ship_window
    if window and window.last < item.today:
        yield Hit(
            item.fact.place,
            f"{item.fact.sku}: the ship window ended on {window.last}",
        )


def _unknown_without_reason(item: _Item) -> Iterator[Hit]:
    if not (item.fact.ship_window or item.fact.lapsed or item.fact.reason.strip()):
        yield Hit(
            item.fact.place,
            f"{item.fact.sku}: neither a ship window nor a reason is given",
        )


def _no_next_update(item: _Item) -> Iterator[Hit]:
    if not item.fact.next_update:
        count = ", so that 'every' has no day to count from" if item.fact.every else ""
        message = f"{item.fact.sku}: no next update is promised{count}"
        yield Hit(item.fact.place, message, "add 'next_update: YYYY-MM-DD'")


def _past_next_update(item: _Item) -> Iterator[Hit]:
    due = item.fact.next_update
    if due and next_update(item.fact, item.today) is None:
        yield Hit(
            item.fact.place,
            f"{item.fact.sku}: the next update {'is due today' if due == item.today else f'was due on {due}'}",
        )


def _late_next_update(item: _Item) -> Iterator[Hit]:
    due, window = item.fact.next_update, item.fact.ship_window
    if due and window and due > window.last >= item.today:
        yield Hit(
            item.fact.place,
            f"{item.fact.sku}: the next update ({due}) comes after the ship window ends ({window.last})",
            f"set 'next_update' to {window.last} or earlier",
        )


def _distant_next_update(item: _Item) -> Iterator[Hit]:
    due = item.fact.next_update
    if due and _SILENT < due - item.today <= _FAR:
        yield Hit(
            item.fact.place,
            f"{item.fact.sku}: the next update is {due}, {(due - item.today).days} days from now",
        )


def _no_cancel(item: _Item) -> Iterator[Hit]:
    if not any(isinstance(option, Cancel) for option in item.fact.options):
        yield Hit(item.fact.place, f"{item.fact.sku}: customers are not told that they may cancel", "add 'cancel'")


def _late_swap(item: _Item) -> Iterator[Hit]:
    for option in item.fact.options:
        if isinstance(option, Swap) and (other := item.late.get(plain_sku(option.sku))):
            yield Hit(item.fact.place, f"{item.fact.sku}: it may be swapped for {other}, which is late itself")


def _common_term(item: _Item) -> Iterator[Hit]:
    for term in dict.fromkeys((item.fact.sku, item.fact.name, *item.fact.aliases)):
        if how_common := everyday(term):
            yield Hit(
                item.fact.place,
                f"{item.fact.sku}: '{term}' is an everyday word: {how_common}",
                "it counts only in quotation marks, beside a word such as 'item', or where an order is spoken of; "
                "use the words that customers use for this item and for nothing else",
            )


_PLACEHOLDER = re.compile(r"\{\{|\{%|\}\}")


def _residue(item: _Item) -> Iterator[Hit]:
    """Look at facts wherever they come from: what was remembered passes the same checks as what is read."""
    fact = item.fact
    swaps = [text for option in fact.options if isinstance(option, Swap) for text in (option.sku, option.name)]
    local = [text for _, it in fact.locales for text in (it.name, it.reason)]
    for text in (fact.sku, fact.name, fact.reason, *swaps, *local):
        says = "holds a placeholder" if _PLACEHOLDER.search(text) else ""
        left = cells.residue(text)
        if left or says:
            message = f"{fact.sku}: '{text[:_SHOWN]}' {left.says if left else says}"
            yield Hit(fact.place, message, left.fix if left else "write plain text")


def _no_reason(item: _Item) -> Iterator[Hit]:
    for text in dict.fromkeys((item.fact.reason, *(it.reason for _, it in item.fact.locales))):
        if not cells.residue(text) and (left := cells.no_reason(text)):
            yield Hit(item.fact.place, f"{item.fact.sku}: '{text}' {left.says}: a customer would read it", left.fix)


_SHOWN = 60  # characters
_FAR = timedelta(days=730)  # two years: nobody is told to wait for longer
_LONG = timedelta(days=120)  # a window that tells a customer no more than a season
_SILENT = timedelta(days=120)  # a season without a word


def _vague_reason(item: _Item) -> Iterator[Hit]:
    for text in dict.fromkeys((item.fact.reason, *(local.reason for _, local in item.fact.locales))):
        for soft in words("vague").finditer(text):
            fix = "say what happened; when it ships is said by the window, and when customers hear by the next update"
            yield Hit(item.fact.place, f"{item.fact.sku}: '{soft[0]}' in the reason is no date", fix)


def _far_window(item: _Item) -> Iterator[Hit]:
    window = item.fact.ship_window
    if window and window.last > item.today + _FAR:
        yield Hit(
            item.fact.place,
            f"{item.fact.sku}: the ship window ends on {window.last}, more than two years from now",
        )


def _long_window(item: _Item) -> Iterator[Hit]:
    window = item.fact.ship_window
    if window and window.first and window.last - window.first > _LONG and window.last <= item.today + _FAR:
        days = (window.last - window.first).days
        yield Hit(
            item.fact.place,
            f"{item.fact.sku}: the ship window is {days} days long",
        )


def _far_day(item: _Item) -> Iterator[Hit]:
    for name, day in (("next_update", item.fact.next_update), ("promised_by", item.fact.promised_by)):
        if day and abs(day - item.today) > _FAR:
            yield Hit(item.fact.place, f"{item.fact.sku}: {name} is {day}")


def _not_late(item: _Item) -> Iterator[Hit]:
    window, promised = item.fact.ship_window, item.fact.promised_by
    if window and promised and promised > window.last >= item.today:
        yield Hit(
            item.fact.place,
            f"{item.fact.sku}: it ships by {window.last}, before the promised {promised}, and so is not late",
        )


def _untranslated_reason(item: _Item) -> Iterator[Hit]:
    known = dict(item.fact.locales)
    lacking = []
    for locale in item.locales if item.fact.reason.strip() else ():
        local = known.get(locale) or known.get(language(locale))
        if not (local and local.reason.strip()):
            lacking.append(locale)
    if lacking:
        languages = ", ".join(f"'{locale}'" for locale in lacking)
        written = ", ".join(f"{locale}: {{reason: ...}}" for locale in lacking)
        in_table = item.fact.place.file.lower().endswith(_TABLES)
        yield Hit(
            item.fact.place,
            f"{item.fact.sku}: the reason is not given in {languages}, which macros are written in",
            _IN_TABLE if in_table else f"add 'locales: {{{written}}}'",
        )


_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".json", ".jsonl", ".ndjson")
_IN_TABLE = (
    "a table has one language: in the others the reply leaves the reason out; "
    "to give it, move the item into a YAML file of late items and add 'locales:' there"
)


def _past_reason(item: _Item) -> Iterator[Hit]:
    for text in (item.fact.reason, *(local.reason for _, local in item.fact.locales)):
        for written, day in past_days(text, item.today):
            yield Hit(
                item.fact.place,
                f"{item.fact.sku}: '{written}' in the reason is a day of the past, {day}",
            )


def _reserved_tag(tags: _Tags) -> Iterator[Hit]:
    for tag, item in tags:
        if tag in _RESERVED:
            yield Hit(
                item.place,
                f"{item.sku} would get the tag '{tag}', which has a meaning of its own",
                sku=item.sku,
            )


def _colliding_tags(tags: _Tags) -> Iterator[Hit]:
    first: dict[str, Backorder] = {}
    for tag, item in tags:
        other = first.setdefault(tag, item)
        if other.sku != item.sku:
            yield Hit(
                item.place,
                f"{item.sku} and {other.sku} would both get the tag '{tag}'",
                sku=item.sku,
            )


def _foreign(macros: Iterable[Macro]) -> tuple[str, ...]:
    """Return the locales of macros in another language than their main one, as far as we can write in it."""
    return tuple(
        sorted(
            {
                variant.locale
                for macro in macros
                for variant in macro.variants[1:]
                if language(variant.locale) in LANGUAGES - {language(macro.variants[0].locale)}
            }
        )
    )


_ITEM_RULES: tuple[Rule[_Item], ...] = (
    Rule("past-window", _past_window),
    Rule("unknown-without-reason", _unknown_without_reason),
    Rule("residue", _residue),
    Rule("no-reason", _no_reason),
    Rule("vague", _vague_reason),
    Rule("far-window", _far_window),
    Rule("long-window", _long_window),
    Rule("far-day", _far_day),
    Rule("not-late", _not_late),
    Rule("no-next-update", _no_next_update),
    Rule("past-next-update", _past_next_update),
    Rule("late-next-update", _late_next_update),
    Rule("distant-next-update", _distant_next_update),
    Rule("past-reason", _past_reason),
    Rule("no-cancel", _no_cancel),
    Rule("late-swap", _late_swap),
    Rule("common-term", _common_term),
    Rule("untranslated-reason", _untranslated_reason),
)
_TAG_RULES: tuple[Rule[_Tags], ...] = (
    Rule("reserved-tag", _reserved_tag),
    Rule("tag-collision", _colliding_tags),
)
