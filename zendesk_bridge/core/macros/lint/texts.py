"""Rules on a whole text as a customer reads it: what an update about a delay must say, and must not say twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.macros.lint.days import days_told
from zendesk_bridge.core.macros.lint.prose import placed
from zendesk_bridge.core.macros.lint.rules import Finding, Hit, Rule, report
from zendesk_bridge.core.macros.lint.sentences import Passage, Sentence
from zendesk_bridge.core.macros.wording.offers import BULLET
from zendesk_bridge.core.model import Backorder, Cancel, Template
from zendesk_bridge.core.notices import Silence

_TELLS_WHEN = ("no_date", "confirming")
_TELLING = ("delay", "no_date", "next_word", "reviews", "consent", "rejection")
_REASON = "\ufffc"
_SHOWN = 60  # characters


@dataclass(frozen=True)
class LintedText:
    """One text as it is read, and the template in whose file its findings are placed.

    ``about`` says for people which reading it is, such as an item and a language; ``item`` is the one it is rendered
    for, and ``reasons`` why what it tells of is late, in the facts' own words. ``silence`` is what no answer means by
    the market's rules.
    """

    key: str
    text: str
    template: Template
    today: date
    about: str = ""
    item: Backorder | None = None
    reasons: tuple[str, ...] = ()
    silence: Silence = Silence.UNRULED

    @cached_property
    def said(self) -> Passage:
        """The text in sentences, without the reasons: a part that is being replaced is no offer to swap."""
        text = self.text
        for reason in self.reasons:
            text = text.replace(reason, _REASON)
        return Passage(text)

    def place(self, sentence: Sentence | None) -> Place:
        """Return where a sentence stands in the template, or the words in it that made it one to look at.

        Where a fact has brought them, it is where the template begins.
        """
        known = (
            (sentence.text, *(sentence.quoted(kind) for kind in _TELLING if kind in sentence.signs)) if sentence else ()
        )
        found = (self.template.text.find(words) for words in known if words)
        at = next((place for place in found if place >= 0), -1)
        return placed(self.template, at) if at >= 0 else self.template.place

    def hit(self, message: str, sentence: Sentence | None = None) -> Hit:
        """Return what is wrong, and with which reading of the text."""
        about = f" ({self.about})" if self.about else ""
        return Hit(self.place(sentence), f"{self.key}: {message}{about}", sku=self.item.sku if self.item else "")


def lint_text(text: LintedText) -> Iterator[Finding]:
    """Yield what a text lacks that tells a customer of a delay, and where it contradicts itself."""
    if text.said.delay:
        yield from report(TEXT_RULES, text)


def _no_date(text: LintedText) -> Iterator[Hit]:
    said = text.said
    if "vague" in said.signs or said.signs.intersection(_TELLS_WHEN) or any(map(_is_timing, said.sentences)):
        return
    yield text.hit("it tells of a delay, and neither until when nor that nobody knows yet", said.delay)


def _is_timing(sentence: Sentence) -> bool:
    """Tell whether a sentence says when; a time that is counted says so only of what is late."""
    signs = sentence.signs
    of_goods = bool(signs & {"ships", "delivers", "delay"})
    if "next_word" in signs:
        return "date" in signs and of_goods
    return "date" in signs or ("period" in signs and of_goods)


def _no_options(text: LintedText) -> Iterator[Hit]:
    if text.said.offers or (text.item and not text.item.options):
        return
    instead = next(text.said.having("reviews"), None)
    says = f"'{instead.quoted('reviews')}' names no choice" if instead else "it names nothing that the customer can do"
    yield text.hit(says, instead or text.said.delay)


def _no_cancel(text: LintedText) -> Iterator[Hit]:
    offers = text.said.offers
    of_fact = text.item and not any(isinstance(option, Cancel) for option in text.item.options)
    if offers and not offers & {"cancel", "refund"} and not of_fact:
        yield text.hit("it names choices, and not that the customer may cancel", text.said.delay)


def _undated_without_reason(text: LintedText) -> Iterator[Hit]:
    said = text.said
    undated = next(said.having("no_date"), None)
    if undated is None or any("date" in one.signs for one in said.sentences if "next_word" not in one.signs):
        return
    reasoned = not text.reasons or all(reason in text.text for reason in text.reasons)
    if not (reasoned if text.item or text.reasons else "reason" in said.signs):
        yield text.hit("it says that there is no date, and not why", undated)


def _no_next_update(text: LintedText) -> Iterator[Hit]:
    told = tuple(text.said.having("next_word"))
    if any(one.signs & {"date", "period", "vague"} for one in told):
        return
    says = f"'{told[0].quoted('next_word')}' names no day" if told else "it does not say when the customer hears again"
    yield text.hit(says, told[0] if told else text.said.delay)


def _late_next_update(text: LintedText) -> Iterator[Hit]:
    """Compare the days that the text itself tells; those of facts are compared as facts."""
    if text.item or text.said.signs.intersection(_TELLS_WHEN):
        return
    next_word = [one for one in text.said.having("next_word", "date") if not one.signs & {"ships", "delivers"}]
    updates = _days(next_word, text.today)
    ships = _days((one for one in text.said.having("ships", "date") if not one.signs & {"negated", "asks"}), text.today)
    if updates and ships and min(updates) > max(ships):
        yield text.hit(
            f"the next update ({min(updates)}) comes after the day that it ships ({max(ships)})", next_word[0]
        )


def _days(sentences: Iterable[Sentence], today: date) -> set[date]:
    return {max(read) for one in sentences if "original" not in one.signs for read in days_told(one.text, today)}


def _consents(text: LintedText) -> Iterator[Sentence]:
    return (one for one in text.said.having("consent") if "rejection" not in one.signs)


def _silence_missing(text: LintedText) -> Iterator[Hit]:
    said = text.said
    if said.offers and not said.signs & {"consent", "rejection", "undecided", "silence"}:
        yield text.hit("it does not say what happens if the customer does not answer", said.delay)


def _silence_wrong(text: LintedText) -> Iterator[Hit]:
    if text.silence is Silence.REJECTION:
        for one in _consents(text):
            yield text.hit(f"'{one.quoted('consent')}', though without an answer the order has to be cancelled", one)
    elif text.silence is Silence.CONSENT:
        for one in text.said.having("rejection"):
            yield text.hit(f"'{one.quoted('rejection')}', though no answer counts as consent to this delay", one)


def _silence_contradicts(text: LintedText) -> Iterator[Hit]:
    consents = next((one for one in _consents(text) if not _of_one(one)), None)
    rejects = next((one for one in text.said.having("rejection") if not _of_one(one)), None)
    if consents and rejects:
        first, second = consents.quoted("consent"), rejects.quoted("rejection")
        yield text.hit(f"'{_short(first)}' and '{_short(second)}' cannot both be true", rejects)


def _of_one(sentence: Sentence) -> bool:
    """Tell whether it is the line of one of several items: what is said in it is no matter of the others."""
    return sentence.text.lstrip().startswith(BULLET)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 3]}..."


TEXT_RULES: tuple[Rule[LintedText], ...] = (
    Rule("no-date", _no_date),
    Rule("undated-without-reason", _undated_without_reason),
    Rule("no-options", _no_options),
    Rule("no-cancel", _no_cancel),
    Rule("no-next-update", _no_next_update),
    Rule("late-next-update", _late_next_update),
    Rule("silence-missing", _silence_missing),
    Rule("silence-wrong", _silence_wrong),
    Rule("silence-contradicts", _silence_contradicts),
)
