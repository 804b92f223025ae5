"""What customers would read in the replies that the files make, judged as texts and not as templates."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from zendesk_bridge.app.macros import MacroInput, on_paper
from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.core.macros import wording
from zendesk_bridge.core.macros.lint import Finding, LintedText, lint_text
from zendesk_bridge.core.macros.render import Target, preview
from zendesk_bridge.core.macros.today import as_of
from zendesk_bridge.core.macros.wording.ruled import silence_sign
from zendesk_bridge.core.model import Backorder, Macro, Per, Variant
from zendesk_bridge.core.notices import Silence, notice
from zendesk_bridge.core.ports import Offline

_CUSTOMER = {
    "customer.first_name": "Alex",
    "customer.name": "Alex Morgan",
    "agent.first_name": "Sam",
    "agent.name": "Sam Rivera",
    "ticket.id": "4711",
    "ticket.subject": "Where is my order?",
}
_BY_NAME = re.compile(r"\{%[^{}%]*\bbackorder\.(?!ship_window_known|wait|swap|split|cancel)\w+")
_TOGETHER = 5  # items


def rendered(helpdesks: Sequence[Offline], given: MacroInput, owner: str) -> Iterator[Finding]:
    """Yield what is wrong with the replies that customers would read, for each macro, item, language and helpdesk.

    Items about which the same can be said, such as a range of days, a reason and two choices, make the same sentences:
    one of each kind is looked at, and all of them where a reply asks for their names. A reply reads the same on every
    helpdesk that it is made for and that has the same market. What cannot be rendered is told elsewhere.
    """
    readers = {
        given.market_of(helpdesk.name): _readers(given, on_paper(helpdesk, given, owner))
        for helpdesk in reversed(helpdesks)
    }
    for macro in given.macros:
        wanted = [helpdesk for helpdesk in helpdesks if macro.wanted_on(helpdesk.name)]
        here = dict.fromkeys(given.market_of(helpdesk.name) for helpdesk in wanted)
        for variant in macro.variants:
            yield from told_once(text for market in here for text in _texts(macro, variant, readers[market]))


def told_once(texts: Iterator[LintedText]) -> Iterator[Finding]:
    """Yield what is found, a fault of the reply itself once and not with every item that it is told of."""
    told: dict[tuple[str, str], None] = {}
    for text in texts:
        for finding in lint_text(text):
            key = (finding.rule, finding.message.partition(" (")[0])
            if key not in told:
                told[key] = None
                yield finding


def _texts(macro: Macro, variant: Variant, readers: _Readers) -> Iterator[LintedText]:
    target = readers.target
    for items in _kinds(macro, variant, readers):
        with suppress(InvalidInput):
            for shown in preview(macro, variant, items, _CUSTOMER, target):
                first = items[0]
                yield LintedText(
                    macro.key,
                    shown.text,
                    variant.reply,
                    target.today,
                    about=f"{', '.join(item.sku for item in items)} in {variant.locale}",
                    item=first if len(items) == 1 else None,
                    reasons=_reasons(items, variant, target),
                    silence=_silence(items, target),
                )


def _reasons(items: Sequence[Backorder], variant: Variant, target: Target) -> tuple[str, ...]:
    """Return why these items are late, as far as it can be said in this language."""
    told = (wording.translated(item, variant.locale, target.locale).reason for item in items)
    return tuple(reason for reason in told if reason)


def _silence(items: Sequence[Backorder], target: Target) -> Silence:
    """Return what no answer means to a reply about these items, by the market's rules."""
    found = {notice(target.market, as_of(item, target.today), (), target.today) for item in items}
    meant = {one.silence if one else Silence.UNRULED for one in found}
    return meant.pop() if len(meant) == 1 else Silence.UNRULED


def _kinds(macro: Macro, variant: Variant, readers: _Readers) -> list[list[Backorder]]:
    """Return one item of each kind that a reply may tell of, and some of them together where it tells of several."""
    by_name = bool(_BY_NAME.search(variant.reply.text))
    kinds = [[item] for item in (readers.given.late if by_name else readers.alike.kinds(variant.locale))]
    several = [item for kind in kinds[:_TOGETHER] for item in kind]
    return [*kinds, *([several] if macro.per is Per.TICKET and len(several) > 1 else [])]


@dataclass(frozen=True, slots=True)
class Alike:
    """Late items, sorted by the sentences that are said of them; each language is sorted once."""

    late: Sequence[Backorder]
    speech: wording.Speech
    _kinds: dict[str, list[Backorder]] = field(default_factory=dict)

    def kinds(self, locale: str) -> list[Backorder]:
        """Return one late item of each kind, the first of them."""
        if locale not in self._kinds:
            alike = {_kind(as_of(item, self.speech.today), locale, self.speech): item for item in reversed(self.late)}
            self._kinds[locale] = list(reversed(alike.values()))
        return self._kinds[locale]


@dataclass(frozen=True, slots=True)
class _Readers:
    """Those who read on helpdesks of one market, and what is looked at once for all macros."""

    given: MacroInput
    target: Target
    alike: Alike


def _readers(given: MacroInput, target: Target) -> _Readers:
    return _Readers(given, target, Alike(given.late, target.speech(target.locale)))


def _kind(item: Backorder, locale: str, speech: wording.Speech) -> Hashable:
    """Return all that decides which sentences are said of an item as it is today."""
    window = item.ship_window
    reason = wording.translated(item, locale, speech.default).reason
    return (
        window and (window.first is None, window.first == window.last),
        item.lapsed,
        bool(reason),
        frozenset(map(type, item.options)),
        wording.nearness(item, speech.today, speech.working_days),
        bool(item.next_update),
        silence_sign(speech.market, item, speech.today),
    )
