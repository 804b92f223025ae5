"""What only a mail says about an order, in every language we offer: what can be had instead, and what need not wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

from zendesk_bridge.core.macros.calendar import listed
from zendesk_bridge.core.macros.window import language
from zendesk_bridge.core.macros.wording import spoken, wording_for
from zendesk_bridge.core.model import Backorder, Swap

_NAMED = 6  # items that are told by name


@dataclass(frozen=True, slots=True)
class Saying:
    """One language. ``{name}`` is the late item and ``{swap}`` what there is instead; ``{count}`` is two or more."""

    swap: str
    more: str


SAYINGS = {
    "en": Saying("Instead of the {name}, we can send you the {swap}.", "{count} more items"),
    "de": Saying(
        "Anstelle des Artikels „{name}“ können wir Ihnen „{swap}“ schicken.",
        "{count} weitere Artikel",
    ),
    "fr": Saying(
        "À la place de l'article « {name} », nous pouvons vous envoyer l'article « {swap} ».",
        "{count} autres articles",
    ),
    "es": Saying(
        "En lugar del artículo «{name}», podemos enviarle «{swap}».",
        "{count} artículos más",
    ),
}


def swaps(items: Iterable[Backorder], locale: str, default: str) -> str:
    """Say what can be had instead of each item that can be swapped, a sentence for each; "" where none can."""
    sentence = SAYINGS[language(spoken(locale, default))].swap
    said = (
        sentence.format(name=item.name, swap=option.name)
        for item in items
        for option in item.options
        if isinstance(option, Swap)
    )
    return " ".join(said)


def some_of(names: Sequence[str], locale: str, default: str) -> str:
    """Write the names of items as a sentence holds them, and of a long list how many more there are; "" for none."""
    if not names:
        return ""
    told = names if len(names) <= _NAMED + 1 else names[:_NAMED]
    quoted = wording_for(locale, default).quoted
    parts = [quoted.format(name=name) for name in told]
    if len(names) > len(told):
        parts.append(SAYINGS[language(spoken(locale, default))].more.format(count=len(names) - len(told)))
    return listed(parts, spoken(locale, default))


def sayings() -> list[object]:
    """Return all of them, for whoever must know when one changes."""
    return [[language, *astuple(saying)] for language, saying in SAYINGS.items()]
