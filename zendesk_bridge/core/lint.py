"""Rules on facts and macros: what is right by the file format, and still would mislead a customer.

The rules come from the faults of published delay notices: soft dates, no way to cancel, a delivery promised where
only shipping is known. Each is a small function in one of the tables at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, Literal, TypeVar

from zendesk_bridge.core.decide import MOVED_TAG, POSSIBLE_TAG, RESOLVED_TAG
from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.match import COMMON_WORDS
from zendesk_bridge.core.model import Backorder, Cancel, Macro, Per, Template
from zendesk_bridge.core.window import language
from zendesk_bridge.core.wording import LANGUAGES

Severity = Literal["error", "warning"]

SENT_TAG = "backorder_update_sent"
"""What the ready-made macros put on a ticket once an agent has answered with them."""

_RESERVED = frozenset({MOVED_TAG, POSSIBLE_TAG, RESOLVED_TAG, SENT_TAG})


PAST_WINDOW = "past-window"
"""The one error that time alone brings about: replies then say honestly that the date is being confirmed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found: which rule, where, what, why it matters in one sentence, and what to write."""

    rule: str
    severity: Severity
    place: Place
    message: str
    why: str
    suggestion: str


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
    found = [finding for item in backorders for finding in _report(_ITEM_RULES, _Item(item, today, locales))]
    if capabilities_tag:
        tags = tuple((capabilities_tag(item.sku), item) for item in backorders)
        found += _report(_TAG_RULES, tags)
    return tuple(sorted(found, key=lambda finding: finding.place))


def lint_macros(macros: Sequence[Macro], languages: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return what is unwise in these macros, in order of place.

    ``languages`` are those that ship windows and options are written in (``de``); empty leaves that rule out.
    """
    found = [finding for macro in macros for finding in _report(_MACRO_RULES, _Reply(macro, frozenset(languages)))]
    return tuple(sorted(found, key=lambda finding: finding.place))


@dataclass(frozen=True, slots=True)
class _Hit:
    place: Place
    message: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class _Item:
    fact: Backorder
    today: date
    locales: tuple[str, ...] = ()  # in which it is told besides its main language


@dataclass(frozen=True, slots=True)
class _Reply:
    macro: Macro
    languages: frozenset[str]

    @property
    def templates(self) -> Iterator[Template]:
        """Every text that a customer may read."""
        for variant in self.macro.variants:
            yield variant.reply
            if variant.fallback:
                yield variant.fallback


_Tags = tuple[tuple[str, Backorder], ...]
_Subject = TypeVar("_Subject")


@dataclass(frozen=True, slots=True)
class _Rule(Generic[_Subject]):
    id: str
    severity: Severity
    why: str
    look: Callable[[_Subject], Iterable[_Hit]]


def _report(rules: Iterable[_Rule[_Subject]], subject: _Subject) -> Iterator[Finding]:
    for rule in rules:
        for hit in rule.look(subject):
            yield Finding(rule.id, rule.severity, hit.place, hit.message, rule.why, hit.suggestion)


# --- facts -----------------------------------------------------------------------------------------


def _past_window(item: _Item) -> Iterator[_Hit]:
    window = item.fact.ship_window
    if window and window.last < item.today:
        yield _Hit(
            item.fact.place,
            f"{item.fact.sku}: the ship window ended on {window.last}",
            "write the new window, 'ship_window: unknown' with a reason, or remove the item if it has shipped",
        )


def _unknown_without_reason(item: _Item) -> Iterator[_Hit]:
    if not (item.fact.ship_window or item.fact.lapsed or item.fact.reason.strip()):
        yield _Hit(
            item.fact.place,
            f"{item.fact.sku}: neither a ship window nor a reason is given",
            "add 'reason:' in words that a customer may read",
        )


def _no_next_update(item: _Item) -> Iterator[_Hit]:
    if not item.fact.next_update:
        yield _Hit(item.fact.place, f"{item.fact.sku}: no next update is promised", "add 'next_update: YYYY-MM-DD'")


def _past_next_update(item: _Item) -> Iterator[_Hit]:
    due = item.fact.next_update
    if due and due < item.today:
        yield _Hit(
            item.fact.place,
            f"{item.fact.sku}: the next update was due on {due}",
            "tell the customers what is known now, and set a new date",
        )


def _late_next_update(item: _Item) -> Iterator[_Hit]:
    due, window = item.fact.next_update, item.fact.ship_window
    if due and window and due > window.last >= item.today:
        yield _Hit(
            item.fact.place,
            f"{item.fact.sku}: the next update ({due}) comes after the ship window ends ({window.last})",
            f"set 'next_update' to {window.last} or earlier",
        )


def _no_cancel(item: _Item) -> Iterator[_Hit]:
    if not any(isinstance(option, Cancel) for option in item.fact.options):
        yield _Hit(item.fact.place, f"{item.fact.sku}: customers are not told that they may cancel", "add 'cancel'")


def _common_term(item: _Item) -> Iterator[_Hit]:
    for term in dict.fromkeys((item.fact.sku, item.fact.name, *item.fact.aliases)):
        if term.casefold() in COMMON_WORDS:
            yield _Hit(
                item.fact.place,
                f"{item.fact.sku}: '{term}' is an everyday word",
                "use the words that customers use for this item and for nothing else",
            )


def _untranslated_reason(item: _Item) -> Iterator[_Hit]:
    known = dict(item.fact.locales)
    for locale in item.locales if item.fact.reason.strip() else ():
        local = known.get(locale) or known.get(language(locale))
        if not (local and local.reason.strip()):
            yield _Hit(
                item.fact.place,
                f"{item.fact.sku}: the reason is not given in '{locale}', which a macro is written in",
                f"add 'locales: {{{locale}: {{reason: ...}}}}'",
            )


def _reserved_tag(tags: _Tags) -> Iterator[_Hit]:
    for tag, item in tags:
        if tag in _RESERVED:
            yield _Hit(
                item.place,
                f"{item.sku} would get the tag '{tag}', which has a meaning of its own",
                "give the item another SKU",
            )


def _colliding_tags(tags: _Tags) -> Iterator[_Hit]:
    first: dict[str, Backorder] = {}
    for tag, item in tags:
        other = first.setdefault(tag, item)
        if other.sku != item.sku:
            yield _Hit(
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


# --- macros ----------------------------------------------------------------------------------------

_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_WINDOW = re.compile(r"\{\{[^{}]*\bship_window\b[^{}]*\}\}")
_SENTENCE_END = re.compile(r"[.!?\n]")
_NEAR = 80  # characters

_SOFT = re.compile(
    r"\b(?:(?<!as )soon|as soon as (?:possible|we can|(?:the )?stock\b|it arrives)|asap|shortly|(?-i:TB[ACD])"
    r"|the moment (?:the )?(?:stock|it|they) arrives?|keep you posted"
    r"|(?:early|late) (?:spring|summer|autumn|fall|winter)"
    r"|bald|in kürze|demnächst|(?:so )?bald ?(?:wie )?möglich(?:st)?|baldmöglichst|schnellstmöglich|zeitnah"
    r"|bientôt|prochainement|sous peu|dès que possible|dans les meilleurs délais"
    r"|pronto|próximamente|en breve|cuanto antes|lo antes posible|tan pronto como)\b",
    re.IGNORECASE,
)
_DELIVERY = re.compile(
    r"\b(?:deliver\w*|arriv\w*|(?:aus|an)?liefer(?!ant)\w*|(?:aus|an)?geliefert|zustell\w*|zugestellt|ankommen|ankunft"
    r"|livrais\w*|livré\w*|livrer\w*|entreg\w*|lleg\w*)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|nicht|keine?|pas|no)\b", re.IGNORECASE)
_CREDIT = re.compile(
    r"\b(?:store credit|gift cards?|vouchers?|gutschein\w*|guthaben|bons? d'achat|un avoir|carte cadeau|un vale"
    r"|crédito (?:de|en la) tienda|tarjetas? (?:de )?regalo)\b",
    re.IGNORECASE,
)
_FULL_REFUND = re.compile(
    r"full refund|refund(?:ed|ing)?(?: you)? in full|original payment"
    r"|vollständig\w* \w*erstatt|\w*erstatt\w* vollständig|vollen (?:betrag|kaufpreis)"
    r"|rembours\w* intégral|intégralement rembours|reembols\w* (?:completo|íntegr\w*|total)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\{\{[^{}]*\bbackorder\.(?:items|name|sku)\b[^{}]*\}\}")


def _soft_date(reply: _Reply) -> Iterator[_Hit]:
    for template in reply.templates:
        for found in _SOFT.finditer(_prose(template.text)):
            yield _Hit(
                _place(template, found.start()),
                f"{reply.macro.key}: '{found[0]}' is no date",
                "name the ship window or the next update: {{ backorder.ship_window }}, {{ backorder.next_update }}",
            )


def _delivery_promised(reply: _Reply) -> Iterator[_Hit]:
    for template in reply.templates:
        prose = _prose(template.text)
        for window in _WINDOW.finditer(template.text):
            before = _SENTENCE_END.split(prose[max(0, window.start() - _NEAR) : window.start()])[-1]
            after = _SENTENCE_END.split(prose[window.end() : window.end() + _NEAR])[0]
            found = _DELIVERY.search(before) or _DELIVERY.search(after)
            if found and not _NOT.search(f"{before} {after}"):
                yield _Hit(
                    _place(template, window.start()),
                    f"{reply.macro.key}: '{found[0]}' stands beside the ship window",
                    "say that it ships, or leaves the warehouse, in this window",
                )


def _credit_as_refund(reply: _Reply) -> Iterator[_Hit]:
    for template in reply.templates:
        found = _CREDIT.search(_prose(template.text))
        if found and not _FULL_REFUND.search(template.text):
            yield _Hit(
                _place(template, found.start()),
                f"{reply.macro.key}: '{found[0]}' is offered, and no full refund",
                "offer a full refund to the original payment method first; credit may be one more choice",
            )


def _title_without_item(reply: _Reply) -> Iterator[_Hit]:
    if reply.macro.per is not Per.ITEM:
        return
    for variant in reply.macro.variants:
        if not _ITEM.search(variant.title.text):
            yield _Hit(
                variant.title.place,
                f"{reply.macro.key}: the title is the same for every item",
                "add {{ backorder.name }} or {{ backorder.sku }} to the title",
            )


def _unknown_language(reply: _Reply) -> Iterator[_Hit]:
    for variant in reply.macro.variants if reply.languages else ():
        if re.split("[_-]", variant.locale)[0].lower() not in reply.languages:
            yield _Hit(
                variant.title.place,
                f"{reply.macro.key}: ship windows and options cannot be written in '{variant.locale}'",
                f"known languages: {', '.join(sorted(reply.languages))}",
            )


def _prose(template: str) -> str:
    """Blank out what Jinja will replace, keeping every offset and line."""
    return _CODE.sub(lambda code: re.sub(r"[^\n]", "_", code[0]), template)


def _place(template: Template, offset: int) -> Place:
    """Return where this offset of the template stands in its file, all of its lines being indented alike."""
    if not template.place.line:
        return template.place
    above = template.text.count("\n", 0, offset)
    column = offset - (template.text.rfind("\n", 0, offset) + 1)
    return replace(template.place, line=template.place.line + above, column=template.place.column + column)


# --- the tables ------------------------------------------------------------------------------------

_ITEM_RULES: tuple[_Rule[_Item], ...] = (
    _Rule(PAST_WINDOW, "error", "A customer must never read a date that has passed.", _past_window),
    _Rule(
        "unknown-without-reason",
        "error",
        "Where no date can be given, the reason is all that a customer can judge by.",
        _unknown_without_reason,
    ),
    _Rule("no-next-update", "warning", "Without a date to hear from you, customers write to ask.", _no_next_update),
    _Rule("past-next-update", "warning", "A promised update that never came costs more than none.", _past_next_update),
    _Rule("late-next-update", "warning", "The update must come before the item is expected.", _late_next_update),
    _Rule(
        "no-cancel", "warning", "A delayed customer may cancel for a full refund, and should be told so.", _no_cancel
    ),
    _Rule("common-term", "warning", "Tickets that are not about this item would be tagged with it.", _common_term),
    _Rule(
        "untranslated-reason",
        "warning",
        "In that language customers are told of the delay without its reason.",
        _untranslated_reason,
    ),
)
_TAG_RULES: tuple[_Rule[_Tags], ...] = (
    _Rule("reserved-tag", "error", "What we say about a ticket could not be told from its item.", _reserved_tag),
    _Rule("tag-collision", "error", "Tickets of the two items could not be told apart.", _colliding_tags),
)
_MACRO_RULES: tuple[_Rule[_Reply], ...] = (
    _Rule("soft-date", "warning", "Customers bear a delay; they do not bear not knowing.", _soft_date),
    _Rule(
        "delivery-promised",
        "warning",
        "Only the ship date is known; the carrier decides the day of delivery.",
        _delivery_promised,
    ),
    _Rule("credit-as-refund", "warning", "Credit alone is no refund.", _credit_as_refund),
    _Rule("title-without-item", "error", "A macro per item is told apart by its title alone.", _title_without_item),
    _Rule("unknown-language", "warning", "Dates and options would be in another language.", _unknown_language),
)
