"""Rules on macros: what their replies would tell customers, and should not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from zendesk_bridge.core.macros.lint.prose import LintedReply, placed, prose
from zendesk_bridge.core.macros.lint.rules import Finding, Hit, Rule, report
from zendesk_bridge.core.macros.lint.slips import SLIP_RULES
from zendesk_bridge.core.macros.lint.vague import VAGUE_WORDS
from zendesk_bridge.core.macros.render import reads_facts
from zendesk_bridge.core.model import Macro, Per


def lint_macros(macros: Sequence[Macro], languages: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return what is unwise in these macros, in order of place.

    ``languages`` are those that ship windows and options are written in (``de``); empty leaves that rule out.
    """
    replies = (LintedReply(macro, frozenset(languages)) for macro in macros)
    found = [finding for reply in replies for finding in report((*_MACRO_RULES, *SLIP_RULES), reply)]
    return tuple(sorted(found, key=lambda finding: finding.place))


_WINDOW = re.compile(r"\{\{[^{}]*\bship_window\b[^{}]*\}\}")
_SENTENCE_END = re.compile(r"[.!?\n]")
_NEAR = 80  # characters

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
    r"|vollständig\w* \w*erstatt|erstatt\w* vollständig|vollen (?:betrag|kaufpreis)"
    r"|rembours\w* intégral|intégralement rembours|reembols\w* (?:completo|íntegr\w*|total)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\{\{[^{}]*\bbackorder\.(?:items|name|sku)\b[^{}]*\}\}")


def _vague(reply: LintedReply) -> Iterator[Hit]:
    for template in reply.templates:
        for found in VAGUE_WORDS.finditer(prose(template.text)):
            yield Hit(
                placed(template, found.start()),
                f"{reply.macro.key}: '{found[0]}' is no date",
                "name the ship window or the next update: {{ backorder.ship_window }}, {{ backorder.next_update }}",
            )


def _delivery_promised(reply: LintedReply) -> Iterator[Hit]:
    for template in reply.templates:
        text = prose(template.text)
        for window in _WINDOW.finditer(template.text):
            before = _SENTENCE_END.split(text[max(0, window.start() - _NEAR) : window.start()])[-1]
            after = _SENTENCE_END.split(text[window.end() : window.end() + _NEAR])[0]
            found = _DELIVERY.search(before) or _DELIVERY.search(after)
            if found and not _NOT.search(f"{before} {after}"):
                yield Hit(
                    placed(template, window.start()),
                    f"{reply.macro.key}: '{found[0]}' stands beside the ship window",
                    "say that it ships, or leaves the warehouse, in this window",
                )


def _credit_as_refund(reply: LintedReply) -> Iterator[Hit]:
    for template in reply.templates:
        found = _CREDIT.search(prose(template.text))
        if found and not _FULL_REFUND.search(template.text):
            yield Hit(
                placed(template, found.start()),
                f"{reply.macro.key}: '{found[0]}' is offered, and no full refund",
                "offer a full refund to the original payment method first; credit may be one more choice",
            )


def _title_without_item(reply: LintedReply) -> Iterator[Hit]:
    if reply.macro.per is not Per.ITEM:
        return
    for variant in reply.macro.variants:
        if not _ITEM.search(variant.title.text):
            yield Hit(
                variant.title.place,
                f"{reply.macro.key}: the title is the same for every item",
                "add {{ backorder.name }} or {{ backorder.sku }} to the title",
            )


def _unknown_language(reply: LintedReply) -> Iterator[Hit]:
    for variant in reply.macro.variants if reply.languages else ():
        if re.split("[_-]", variant.locale)[0].lower() not in reply.languages:
            yield Hit(
                variant.title.place,
                f"{reply.macro.key}: ship windows and options cannot be written in '{variant.locale}'",
                f"known languages: {', '.join(sorted(reply.languages))}",
            )


def _title_unused(reply: LintedReply) -> Iterator[Hit]:
    main, *others = reply.macro.variants
    for variant in others if reads_facts(reply.macro) else ():
        if variant.title.place != main.title.place:
            yield Hit(
                variant.title.place,
                f"{reply.macro.key}: the title in '{variant.locale}' is shown nowhere",
                "take it away: one macro speaks all languages, under its main title",
            )


_MACRO_RULES: tuple[Rule[LintedReply], ...] = (
    Rule("vague", "warning", "Customers bear a delay; they do not bear not knowing.", _vague),
    Rule(
        "delivery-promised",
        "warning",
        "Only the ship date is known; the carrier decides the day of delivery.",
        _delivery_promised,
    ),
    Rule("credit-as-refund", "warning", "Credit alone is no refund.", _credit_as_refund),
    Rule("title-without-item", "error", "A macro per item is told apart by its title alone.", _title_without_item),
    Rule("title-unused", "warning", "A setting that does nothing hides that it does nothing.", _title_unused),
    Rule("unknown-language", "warning", "Dates and options would be in another language.", _unknown_language),
)
