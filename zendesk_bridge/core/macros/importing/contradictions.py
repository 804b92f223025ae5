"""What an old text tells, and the facts do not: another day for a late item, or a day that is over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from zendesk_bridge.core.macros.lint.days import days_told
from zendesk_bridge.core.macros.lint.prose import placed, prose
from zendesk_bridge.core.macros.lint.rules import Finding
from zendesk_bridge.core.mentions.match import Vocabulary, find
from zendesk_bridge.core.model import Backorder, Macro, Template, Words

_SHOWN = 80  # characters of a line
_WRITE = "write {{ backorder.ship_window }}, which changes with the facts"
_WHY_OVER = "Customers would read a day that has passed."
_WHY_OTHER = "One answer to one question: the file of late items says it."


def contradictions(
    macro: Macro, late: Mapping[str, Backorder], vocabulary: Vocabulary, today: date
) -> Iterator[Finding]:
    """Yield each line of a macro that tells a day that is over, or another day of a late item than its window's.

    The item is the one named in the line, or in the whole reply where no line names another.
    """
    for variant in macro.variants:
        everywhere = _named(f"{variant.title.text}\n{variant.reply.text}", vocabulary)
        for template in (variant.title, variant.reply):
            yield from _in_text(macro.key, template, (late, vocabulary, today), everywhere)


def _in_text(
    key: str,
    template: Template,
    known: tuple[Mapping[str, Backorder], Vocabulary, date],
    everywhere: frozenset[str],
) -> Iterator[Finding]:
    late, vocabulary, today = known
    offset = 0
    for line in prose(template.text).split("\n"):
        place = placed(template, offset)
        offset += len(line) + 1
        days = tuple(days_told(line, today))
        if not days:
            continue
        named = _named(line, vocabulary) or (everywhere if len(everywhere) == 1 else frozenset())
        for day in sorted({max(read) for read in days}):
            if day < today:
                message = f"{key}: {day} is over: '{_shown(line)}'"
                yield Finding("past-date", "warning", place, message, _WHY_OVER, _WRITE)
        for sku in sorted(named):
            others = sorted(
                {max(it) for it in days if max(it) >= today and not any(_is_told(late[sku], d) for d in it)}
            )
            if others:
                message = (
                    f"{key}: {sku} is told with {', '.join(map(str, others))}, and the facts say {_window(late[sku])}"
                )
                yield Finding("other-date", "warning", place, f"{message}: '{_shown(line)}'", _WHY_OTHER, _WRITE, sku)


def _named(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(mention.sku for mention in find([Words("description", text)], vocabulary))


def _is_told(item: Backorder, day: date) -> bool:
    window = item.ship_window
    if day in {item.next_update, item.promised_by}:
        return True
    return window is not None and (window.first or day) <= day <= window.last


def _window(item: Backorder) -> str:
    return item.ship_window.interval if item.ship_window else "that no date is known"


def _shown(line: str) -> str:
    text = " ".join(line.replace("\ufffc", "").split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."
