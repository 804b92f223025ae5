"""Rules on macros: what their replies would tell customers, and should not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from zendesk_bridge.core.macros.lint.prose import LintedReply, placed, prose
from zendesk_bridge.core.macros.lint.rules import Finding, Hit, Rule, report
from zendesk_bridge.core.macros.lint.slips import DATES, SLIP_RULES
from zendesk_bridge.core.macros.lint.words import words
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
_SENTENCE_END = re.compile(r"[!?\n]|(?<!\d)\.(?!\d)")
_NEAR = 80  # characters
_ITEM = re.compile(r"\{\{[^{}]*\bbackorder\.(?:items|name|sku)\b[^{}]*\}\}")
_DONE = re.compile(
    r"\b(?:was|were|has been|have been|had been|wurden?|a été|ont été|fue|ha sido) (?:\w+ )?\w+|\barrived\b"
    r"|\b(?:placed|ordered|order by|bestellt|commandé\w*|realizados?)\b"
    r"|\b(?:at|in|into) our\b|\b(?:bei uns|in unserem|in unser)\b|\bchez nous\b|\b(?:à|dans) notre\b"
    r"|\b(?:al|en nuestro|a nuestro) (?:taller|almacén)\b",
    re.IGNORECASE,
)
"""Says that something has come already, when it was ordered, or that it comes to us."""


def _vague(reply: LintedReply) -> Iterator[Hit]:
    for template in reply.templates:
        text = prose(template.text)
        for found in words("vague").finditer(text):
            if words("asks").search(_SENTENCE_END.split(text[max(0, found.start() - _NEAR) : found.start()])[-1]):
                continue  # "please reply as soon as possible" promises nothing
            yield Hit(placed(template, found.start()), f"{reply.macro.key}: '{found[0]}' is no date")


def _delivery_promised(reply: LintedReply) -> Iterator[Hit]:
    for template in reply.templates:
        text = prose(template.text)
        days = [day for pattern in DATES for day in pattern.finditer(text)]
        for when in (*_WINDOW.finditer(template.text), *days):
            before = _SENTENCE_END.split(text[max(0, when.start() - _NEAR) : when.start()])[-1]
            after = _SENTENCE_END.split(text[when.end() : when.end() + _NEAR])[0]
            around = f"{before}{text[when.start() : when.end()]}{after}"
            found = words("delivers").search(around)
            if found and not (words("negated").search(around) or _DONE.search(around)):
                beside = "the ship window" if when.re is _WINDOW else f"'{when[0]}'"
                yield Hit(placed(template, when.start()), f"{reply.macro.key}: '{found[0]}' stands beside {beside}")


def _credit_as_refund(reply: LintedReply) -> Iterator[Hit]:
    for template in reply.templates:
        text = prose(template.text)
        found = words("credit").search(text)
        told = any(words(kind).search(text) for kind in ("refund", "cancel", "delay"))
        if found and told and not words("full_refund").search(template.text):
            yield Hit(
                placed(template, found.start()), f"{reply.macro.key}: '{found[0]}' is offered, and no full refund"
            )


def _thirty_days_from_notice(reply: LintedReply) -> Iterator[Hit]:
    for template in reply.templates:
        text = prose(template.text)
        for found in words("thirty_days").finditer(text):
            start = max(0, found.start() - _SENTENCE)
            before = _SENTENCE_END.split(text[start : found.start()])[-1]
            around = f"{before}{found[0]}{_SENTENCE_END.split(text[found.end() : found.end() + _SENTENCE])[0]}"
            if any(words(kind).search(around) for kind in ("cancel", "refund", "ships", "rejection", "consent")):
                yield Hit(placed(template, found.start()), f"{reply.macro.key}: '{found[0]}' counts from the message")


def _hides_cancellation(reply: LintedReply) -> Iterator[Hit]:
    """Look in comments, too: advice to agents stands where customers do not read."""
    for template in (*reply.templates, *(variant.title for variant in reply.macro.variants)):
        for found in words("hides").finditer(template.text):
            yield Hit(placed(template, found.start()), f"{reply.macro.key}: '{found[0]}'")


_SENTENCE = 300  # characters at most


def _title_without_item(reply: LintedReply) -> Iterator[Hit]:
    if reply.macro.per is not Per.ITEM:
        return
    for variant in reply.macro.variants:
        if not _ITEM.search(variant.title.text):
            yield Hit(
                variant.title.place,
                f"{reply.macro.key}: the title is the same for every item",
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
            )


_MACRO_RULES: tuple[Rule[LintedReply], ...] = (
    Rule("vague", _vague),
    Rule("delivery-promised", _delivery_promised),
    Rule("credit-as-refund", _credit_as_refund),
    Rule("thirty-days-from-notice", _thirty_days_from_notice),
    Rule("hides-cancellation", _hides_cancellation),
    Rule("title-without-item", _title_without_item),
    Rule("title-unused", _title_unused),
    Rule("unknown-language", _unknown_language),
)
