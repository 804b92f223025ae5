"""Rules on facts: what the files say of late items, and should not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from zendesk_bridge.core.decide import MOVED_TAG, POSSIBLE_TAG, RESOLVED_TAG
from zendesk_bridge.core.lint.rules import Finding, Hit, Rule, report
from zendesk_bridge.core.match import COMMON_WORDS
from zendesk_bridge.core.model import Backorder, Cancel, Macro
from zendesk_bridge.core.window import language
from zendesk_bridge.core.wording import LANGUAGES

SENT_TAG = "backorder_update_sent"
"""What the ready-made macros put on a ticket once an agent has answered with them."""

_RESERVED = frozenset({MOVED_TAG, POSSIBLE_TAG, RESOLVED_TAG, SENT_TAG})


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
    found = [finding for item in backorders for finding in report(_ITEM_RULES, _Item(item, today, locales))]
    if capabilities_tag:
        tags = tuple((capabilities_tag(item.sku), item) for item in backorders)
        found += report(_TAG_RULES, tags)
    return tuple(sorted(found, key=lambda finding: finding.place))


@dataclass(frozen=True, slots=True)
class _Item:
    fact: Backorder
    today: date
    locales: tuple[str, ...] = ()  # in which it is told besides its main language


_Tags = tuple[tuple[str, Backorder], ...]


def _past_window(item: _Item) -> Iterator[Hit]:
    window = item.fact.ship_window
    if window and window.last < item.today:
        yield Hit(
            item.fact.place,
            f"{item.fact.sku}: the ship window ended on {window.last}",
            "write the new window, 'ship_window: unknown' with a reason, or remove the item if it has shipped",
        )


def _unknown_without_reason(item: _Item) -> Iterator[Hit]:
    if not (item.fact.ship_window or item.fact.lapsed or item.fact.reason.strip()):
        yield Hit(
            item.fact.place,
            f"{item.fact.sku}: neither a ship window nor a reason is given",
            "add 'reason:' in words that a customer may read",
        )


def _no_next_update(item: _Item) -> Iterator[Hit]:
    if not item.fact.next_update:
        yield Hit(item.fact.place, f"{item.fact.sku}: no next update is promised", "add 'next_update: YYYY-MM-DD'")


def _past_next_update(item: _Item) -> Iterator[Hit]:
    due = item.fact.next_update
    if due and due < item.today:
        yield Hit(
            item.fact.place,
            f"{item.fact.sku}: the next update was due on {due}",
            "tell the customers what is known now, and set a new date",
        )


def _late_next_update(item: _Item) -> Iterator[Hit]:
    due, window = item.fact.next_update, item.fact.ship_window
    if due and window and due > window.last >= item.today:
        yield Hit(
            item.fact.place,
            f"{item.fact.sku}: the next update ({due}) comes after the ship window ends ({window.last})",
            f"set 'next_update' to {window.last} or earlier",
        )


def _no_cancel(item: _Item) -> Iterator[Hit]:
    if not any(isinstance(option, Cancel) for option in item.fact.options):
        yield Hit(item.fact.place, f"{item.fact.sku}: customers are not told that they may cancel", "add 'cancel'")


def _common_term(item: _Item) -> Iterator[Hit]:
    for term in dict.fromkeys((item.fact.sku, item.fact.name, *item.fact.aliases)):
        if term.casefold() in COMMON_WORDS:
            yield Hit(
                item.fact.place,
                f"{item.fact.sku}: '{term}' is an everyday word",
                "use the words that customers use for this item and for nothing else",
            )


def _untranslated_reason(item: _Item) -> Iterator[Hit]:
    known = dict(item.fact.locales)
    for locale in item.locales if item.fact.reason.strip() else ():
        local = known.get(locale) or known.get(language(locale))
        if not (local and local.reason.strip()):
            yield Hit(
                item.fact.place,
                f"{item.fact.sku}: the reason is not given in '{locale}', which a macro is written in",
                f"add 'locales: {{{locale}: {{reason: ...}}}}'",
            )


def _reserved_tag(tags: _Tags) -> Iterator[Hit]:
    for tag, item in tags:
        if tag in _RESERVED:
            yield Hit(
                item.place,
                f"{item.sku} would get the tag '{tag}', which has a meaning of its own",
                "give the item another SKU",
            )


def _colliding_tags(tags: _Tags) -> Iterator[Hit]:
    first: dict[str, Backorder] = {}
    for tag, item in tags:
        other = first.setdefault(tag, item)
        if other.sku != item.sku:
            yield Hit(
                item.place,
                f"{item.sku} and {other.sku} would both get the tag '{tag}'",
                "give one of them another SKU; tags know neither case nor most punctuation",
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
    Rule("past-window", "warning", "Customers are told that a new date is being confirmed.", _past_window),
    Rule(
        "unknown-without-reason",
        "error",
        "Where no date can be given, the reason is all that a customer can judge by.",
        _unknown_without_reason,
    ),
    Rule("no-next-update", "warning", "Without a date to hear from you, customers write to ask.", _no_next_update),
    Rule("past-next-update", "warning", "A promised update that never came costs more than none.", _past_next_update),
    Rule("late-next-update", "warning", "The update must come before the item is expected.", _late_next_update),
    Rule("no-cancel", "warning", "A delayed customer may cancel for a full refund, and should be told so.", _no_cancel),
    Rule("common-term", "warning", "Tickets that are not about this item would be tagged with it.", _common_term),
    Rule(
        "untranslated-reason",
        "warning",
        "In that language customers are told of the delay without its reason.",
        _untranslated_reason,
    ),
)
_TAG_RULES: tuple[Rule[_Tags], ...] = (
    Rule("reserved-tag", "error", "What we say about a ticket could not be told from its item.", _reserved_tag),
    Rule("tag-collision", "error", "Tickets of the two items could not be told apart.", _colliding_tags),
)
