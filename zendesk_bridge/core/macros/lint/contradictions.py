"""What a text tells, and the facts do not: another day for a late item, one day for a range, or a day that is over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.macros.lint.days import days_told
from zendesk_bridge.core.macros.lint.prose import placed, prose
from zendesk_bridge.core.macros.lint.rules import Finding, found
from zendesk_bridge.core.macros.lint.sentences import Passage, Sentence
from zendesk_bridge.core.macros.lint.words import LEXICONS
from zendesk_bridge.core.mentions.match import Vocabulary, find
from zendesk_bridge.core.model import Backorder, Macro, Template, Words

_SHOWN = 80  # characters of a sentence
_HISTORY = timedelta(days=730)  # a day longer ago is meant as one of the past: when the shop was founded
_OF_OTHER_THINGS = frozenset({"next_word", "asks", "refund", "cancel", "original"})
"""What a sentence may be about whose day is not the one on which an item ships: an answer, a refund, the next word."""

_BETWEEN = "|".join(piece for lexicon in LEXICONS.values() for piece in lexicon.between)
_NAME = r"(?:[^\W\d_]{3,10}\.?,?\s)?"
_RANGE = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th|er|\.)?,?\s?{_NAME}(?:[-\u2010-\u2015]|(?:{_BETWEEN})\s)\s?(?:(?:the|den|zum|le|el)\s)?{_NAME}\d",
    re.IGNORECASE,
)


def contradictions(
    macro: Macro, late: Mapping[str, Backorder], vocabulary: Vocabulary, today: date
) -> Iterator[Finding]:
    """Yield each sentence of a macro that tells a day that is over, or another day of a late item than its window's.

    The item is the one named in the line, or in the whole reply where no line names another.
    """
    for variant in macro.variants:
        everywhere = _named(f"{variant.title.text}\n{variant.reply.text}", vocabulary)
        for template in (variant.title, variant.reply):
            yield from _DaysRead(macro.key, template, late, vocabulary, today, everywhere).findings()


@dataclass(frozen=True, slots=True)
class _DaysRead:
    """One text, and what its days are compared with."""

    key: str
    template: Template
    late: Mapping[str, Backorder]
    vocabulary: Vocabulary
    today: date
    everywhere: frozenset[str]

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the days of each sentence."""
        text = prose(self.template.text)
        said = Passage(text)
        lines: dict[int, frozenset[str]] = {}  # which items each line names, by where it begins
        for sentence in said.sentences:
            days = tuple(days_told(sentence.text, self.today))
            if days:
                start = text.rfind("\n", 0, sentence.start) + 1
                if start not in lines:
                    end = text.find("\n", sentence.start)
                    lines[start] = _named(text[start : end if end >= 0 else len(text)], self.vocabulary)
                named = lines[start] or (self.everywhere if len(self.everywhere) == 1 else frozenset())
                yield from self._over(sentence, days, notice=said.delay is not None)
                for sku in sorted(named):
                    yield from self._other(sentence, days, self.late[sku])

    def _place(self, sentence: Sentence) -> Place:
        return placed(self.template, sentence.start)

    def _over(self, sentence: Sentence, days: tuple[frozenset[date], ...], *, notice: bool) -> Iterator[Finding]:
        """Find the days that are over; the one that was promised at first may be, and then the word comes late."""
        first = "original" in sentence.signs
        for day in sorted({max(read) for read in days}):
            if not self.today - _HISTORY < day < self.today or (first and not notice):
                continue
            rule = "sent-late" if first else "past-date"
            yield found(rule, self._place(sentence), f"{self.key}: {day} is over: '{_shown(sentence.text)}'")

    def _other(self, sentence: Sentence, days: tuple[frozenset[date], ...], item: Backorder) -> Iterator[Finding]:
        signs = sentence.signs
        if signs & _OF_OTHER_THINGS and not signs & {"ships", "delivers"}:
            return
        ahead = [read for read in days if max(read) >= self.today]
        others = sorted({max(read) for read in ahead if not any(_is_told(item, day) for day in read)})
        rule, what = "other-date", ", ".join(map(str, others))
        if not others:
            rule, what = "one-day", self._misfit(sentence, ahead, item)
        if what:
            message = f"{self.key}: {item.sku} is told with {what}, and the facts say {_window(item)}"
            yield found(rule, self._place(sentence), f"{message}: '{_shown(sentence.text)}'", sku=item.sku)

    @staticmethod
    def _misfit(sentence: Sentence, days: list[frozenset[date]], item: Backorder) -> str:
        """Return what is told where it is one day of a range, or a range where there is one day."""
        window, signs = item.ship_window, sentence.signs
        if window is None or window.first is None or not signs & {"ships", "delivers"} or "next_word" in signs:
            return ""
        within = sorted({day for read in days for day in read if window.first <= day <= window.last})
        in_range = bool(_RANGE.search(sentence.text))
        if window.first == window.last:
            return "a range of days" if in_range and within else ""
        if len(within) == 1 and not in_range and "by" not in signs and within[0] != item.promised_by:
            return f"one day, {within[0]}"
        return ""


def _named(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(mention.sku for mention in find([Words("description", text)], vocabulary))


def _is_told(item: Backorder, day: date) -> bool:
    window = item.ship_window
    if day in {item.next_update, item.promised_by}:
        return True
    return window is not None and (window.first or day) <= day <= window.last


def _window(item: Backorder) -> str:
    return item.ship_window.in_words if item.ship_window else "that no date is known"


def _shown(line: str) -> str:
    text = " ".join(line.replace("\ufffc", "").split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."
