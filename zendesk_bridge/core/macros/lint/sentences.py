"""What a text says, sentence by sentence: which kinds of words stand in each, placeholders of facts included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from zendesk_bridge.core.macros.lint.slips import DATES, MONTH
from zendesk_bridge.core.macros.lint.words import words

OFFERED = frozenset({"swap", "split", "cancel", "refund"})
"""What a customer may be offered beside waiting."""

_DAY_OF = r"(?<=\d\.)\s+(?:[a-zäö]|Jan|Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)"
_END = re.compile(rf"(?<=[.!?])(?<!\b[A-Z][a-zé]{{2}}\.)(?!{_DAY_OF})\s+|\n+")
"""Ends a sentence, and neither ``5. Dezember`` nor ``Dec. 5``."""

_FACT = re.compile(r"\{\{-?\s*backorder\.(\w+)")
_FIELD = re.compile(r"\{\{-?\s*ticket\.(?:ticket_field_\w+|cf_\w+|custom_fields?[.\w]*)")
_CODE = re.compile(r"\{\{[^{}]{0,300}\}\}|\{%[^{}%]{0,300}%\}")
_TIMING = frozenset({"date"})
_NEXT = frozenset({"next_word", "period"})
_CHOICES = OFFERED | {"wait", "silence"}
_FACTS = {
    "delay": frozenset({"delay", "reason"}),
    "reason": frozenset({"reason"}),
    "ship_window": _TIMING,
    "options": _CHOICES - {"silence"},
    "choices": _CHOICES,
    "silence": frozenset({"silence"}),
    "next_update": _NEXT,
    "follow_up": _NEXT,
    "message": frozenset({"delay", "reason"}) | _TIMING | _CHOICES | _NEXT,
}
"""What a placeholder of a fact says once it is filled in."""

_KINDS = (
    *("delay", "not_delay", "closed", "ships", "delivers", "negated", "no_date", "confirming", "reason", "period"),
    *(
        "wait",
        "swap",
        "split",
        "cancel",
        "refund",
        "not_offered",
        "reviews",
        "next_word",
        "vague",
        "asks",
        "original",
        "by",
    ),
    *("consent", "rejection", "undecided"),
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, where it begins in its text, and the kinds of words in it."""

    text: str
    start: int
    signs: frozenset[str]

    def quoted(self, kind: str) -> str:
        """Return the words of this kind, as they stand there."""
        there = words(kind).search(self.text)
        return there[0] if there else ""


@dataclass(frozen=True)
class Passage:
    """A text in sentences."""

    text: str

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence in which something stands."""
        edges = [0, *(edge for found in _END.finditer(self.text) for edge in found.span()), len(self.text)]
        parts = ((self.text[start:end], start) for start, end in list(pairwise(edges))[::2])
        return tuple(Sentence(text, start, signs(text)) for text, start in parts if text.strip())

    def having(self, *kinds: str) -> Iterator[Sentence]:
        """Yield the sentences in which all of these kinds stand."""
        wanted = frozenset(kinds)
        return (sentence for sentence in self.sentences if wanted <= sentence.signs)

    @cached_property
    def signs(self) -> frozenset[str]:
        """All kinds of words that stand in it."""
        return frozenset().union(*(sentence.signs for sentence in self.sentences))

    @cached_property
    def delay(self) -> Sentence | None:
        """The sentence that tells of a delay; None where the text tells of none, or that all is settled."""
        told = next((one for one in self.having("delay") if "not_delay" not in one.signs), None)
        settled = any("closed" in one.signs and "rejection" not in one.signs for one in self.sentences)
        return None if settled else told

    @cached_property
    def offers(self) -> frozenset[str]:
        """What a customer is offered beside waiting."""
        named = (one.signs for one in self.sentences if "not_offered" not in one.signs)
        return OFFERED & frozenset().union(*named)


@lru_cache(maxsize=8192)
def signs(sentence: str) -> frozenset[str]:
    """Return the kinds of words that stand in a sentence: macros have few sentences, and many items share them."""
    said = _CODE.sub(" ", sentence)
    found = {kind for kind in _KINDS if words(kind).search(said)}
    if any(pattern.search(said) for pattern in (*DATES, MONTH)):
        found.add("date")
    for name in _FACT.findall(sentence):
        found |= _FACTS.get(name, frozenset())
    if _FIELD.search(sentence):  # only the helpdesk knows what stands in it: a date, for all that we know
        found |= {"date", "period"}
    return frozenset(found)
