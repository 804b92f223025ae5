"""What a customer can do about late items, how to choose it, and what it means not to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zendesk_bridge.core.macros.calendar import listed
from zendesk_bridge.core.macros.wording.languages import Phrase, Wording
from zendesk_bridge.core.macros.wording.ruled import Ruled
from zendesk_bridge.core.model import Backorder, Cancel, Option, Split, Swap, Wait

# The one about the rest of the order comes last: after it, "this item" would no longer be the late one.
_ORDER = (Wait, Swap, Cancel, Split)

BULLET = "\N{BULLET} "
"""Begins a line about one of several items, and no other line: by it a reply can give each line of its own."""


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be done about late items as of today, in words of one language.

    ``ruled`` is what a market's rule says of silence; None where none says anything of it.
    """

    items: Sequence[Backorder]
    locale: str
    wording: Wording
    ruled: Ruled | None = None

    def choices(self) -> str:
        """Say what a market's rule has said of silence, else what is so; then what else the customer can do, and how.

        Where a rule does not say the same of all items, each has its line.
        """
        found = self.ruled
        if found is None:
            return self._at_will()
        if not found.alike:
            lines = [self._line_of(item, f"{self._any(item)} ({found.line(item)})") for item in self.items]
            options = self._lines(self.wording.each_by_reply, lines)
            return f"{found.each()} {self.wording.options.format(options=options)}"
        if found.consents:
            return f"{found.lead()} {self._offer(self.wording.otherwise, Wait)}"
        return f"{found.lead()} {self._offer(self.wording.rather, Wait, found.reply)}"

    def _at_will(self) -> str:
        """Say that nothing needs to be done, where that is so, then what else the customer can do, and how.

        Silence is an answer only to a date: where an item has none, the customer is told that there is time.
        """
        offered = {type(option) for item in self.items for option in item.options}
        dated = all(item.ship_window for item in self.items)
        if not all(any(isinstance(option, Wait) for option in item.options) for item in self.items):
            if not offered or offered & {Wait, Swap}:
                return self._offer(self.wording.options, None)
            nothing = f" {self.wording.else_nothing}" if self._alike(frozenset()) else ""  # a list ends the sentence
            return self._offer(f"{self.wording.rather}{nothing}", None)
        first = self.wording.content if dated else self.wording.undecided
        if offered == {Wait}:
            return f"{first} {self.wording.content_not if dated else self.wording.rather_not}"
        return f"{first} {self._offer(self.wording.otherwise if dated else self.wording.rather, Wait)}"

    def _offer(self, sentence: str, besides: type[Option] | None, by_reply: str = "") -> str:
        """Write the options in a sentence, and how to choose: before a list of items, else behind them."""
        options = self.options(besides)
        if options.startswith(self.wording.each):
            return sentence.format(options=options.replace(self.wording.each, self.wording.each_by_reply, 1))
        said = sentence.format(options=options)
        return said if options == self.wording.no_options else f"{said} {by_reply or self.wording.by_reply}"

    def _alike(self, besides: frozenset[type[Option]]) -> bool:
        """Tell whether one sentence holds for all items: none of several can be swapped, each for something else.

        What is said of the rest of the order is no matter of one item.
        """
        kinds = {frozenset(map(type, item.options)) - besides - {Split} for item in self.items}
        return len(kinds) == 1 and not (len(self.items) > 1 and Swap in next(iter(kinds)))

    def options(self, besides: type[Option] | None = None) -> str:
        """Write what the customer can do ``besides`` an option: in one sentence, or in a line for each item.

        It is a sentence where the same holds for all items, else every item has its line. That the rest of an order
        ships ahead is offered where any late item allows it: another one that does not, does not keep it here.
        """
        left_out = frozenset({besides} if besides else ())
        if self._alike(left_out):
            offered = [option for option in _ordered(self.items[0]) if type(option) not in left_out | {Split}]
            said = [self._all(option, offered) for option in offered] + ([self.wording.split] if self._splits else [])
            return self._either(said) if said else self.wording.no_options
        return self._lines(
            self.wording.each, [self._line_of(item, self._choice(item, left_out)) for item in self.items]
        )

    def _line_of(self, item: Backorder, said: str) -> str:
        return f"{BULLET}{item.name}{self.wording.colon}{said}"

    def _lines(self, first: str, lines: Sequence[str]) -> str:
        """Write a line for each item, and one for the rest of the order where it may ship ahead."""
        rest = [f"{BULLET}{self.wording.rest}"] if self._splits else []
        return "\n".join([first, f"{self.wording.between.rstrip()}\n".join([*lines, *rest])])

    @property
    def _splits(self) -> bool:
        return any(isinstance(option, Split) for item in self.items for option in item.options)

    def _choice(self, item: Backorder, left_out: frozenset[type[Option]]) -> str:
        """Write the options of one of several items, or that there are none but to wait."""
        said = [self._line(option) for option in _ordered(item) if type(option) not in left_out | {Split}]
        if said:
            return self._either(said)
        return self.wording.stays if item.options else self.wording.no_options

    def _any(self, item: Backorder) -> str:
        """Write all options of one of several items."""
        said = [self._line(option) for option in _ordered(item) if not isinstance(option, Split)]
        return self._either(said) if said else self.wording.no_options

    def _all(self, option: Option, offered: Sequence[Option]) -> str:
        """Write one of the options ``offered`` that hold for all of the items."""
        match option:
            case Wait():
                return self._phrase(self.wording.wait)
            case Swap():
                return self.wording.swap.one.format(swap=option.name)
            case Cancel():
                swappable = any(isinstance(other, Swap) for other in offered)
                return self.wording.cancel_too if swappable else self._phrase(self.wording.cancel)
            case Split():
                return self.wording.split

    def _phrase(self, phrase: Phrase) -> str:
        return {1: phrase.one, 2: phrase.two}.get(len(self.items), phrase.many)

    def _line(self, option: Option) -> str:
        """Write one option in the line of its item."""
        match option:
            case Wait():
                return self.wording.wait.line
            case Swap():
                return self.wording.swap.line.format(swap=option.name)
            case Cancel():
                return self.wording.cancel.line
            case Split():
                return self.wording.rest

    def _either(self, parts: Sequence[str]) -> str:
        return listed(list(dict.fromkeys(parts)), self.locale, "or")


def _ordered(item: Backorder) -> list[Option]:
    return sorted(item.options, key=lambda option: _ORDER.index(type(option)))
