"""Whether a text could be one of ours: what is left to go by where nobody remembers what we wrote.

A person writes other words than our sentences do. Names, reasons and dates are anybody's, so it is the share of our own
words that counts, in any of the languages that are offered here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain

from zendesk_bridge.core.macros import wording
from zendesk_bridge.core.macros.telling import Manner
from zendesk_bridge.core.model import Backorder, Cancel, FieldKey, ShipWindow, Split, Swap, Wait
from zendesk_bridge.core.notices import Market

SHARE = 0.4
"""How many of a text's words must be ours, at least. Chosen by trial: a sentence of ours that holds a name and a reason
of ten words has as many, and agents' notes like those in tests/core/test_decide.py have fewer."""

_WORD = re.compile(r"[^\W\d_]{2,}")
NAMED = frozenset({FieldKey.ITEMS, FieldKey.BACK_IN_STOCK})
"""Fields that hold nothing but what items are called."""

_ANYBODYS = frozenset({FieldKey.LANGUAGE, FieldKey.GREETING})


def could_be_ours(key: FieldKey, text: str, manner: Manner, named: Iterable[str]) -> bool:
    """Tell whether a text in a field could be one of ours; ``named`` is what items are called here."""
    words = _words(text)
    if key is FieldKey.LANGUAGE:
        return manner.speaks(text)
    if key is FieldKey.GREETING:  # a name and a word or two: nobody's handwriting
        return True
    ours = frozenset(chain.from_iterable(map(_words, named)))
    if key in NAMED:
        return bool(words & ours)
    if key.macro:
        replies = (words.reply.text for macro in manner.replies for words in macro.variants)
        ours |= frozenset(chain.from_iterable(map(_words, replies)))
        ours |= frozenset().union(*(_said(key, manner) for key in FieldKey))
    else:
        ours |= _said(key, manner)
    return len(words & ours) >= SHARE * len(words)


def proves_us(fields: Iterable[tuple[FieldKey, str]], manner: Manner, named: Iterable[str]) -> bool:
    """Tell whether these texts together show that we filled the fields: two in our own sentences are no accident."""
    names = tuple(named)
    kinds = NAMED | _ANYBODYS
    ours = [key for key, text in fields if text and key not in kinds and could_be_ours(key, text, manner, names)]
    return len(ours) > 1


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _said(key: FieldKey, manner: Manner) -> frozenset[str]:
    """Return the words of all that we say in a field in the languages that are offered here."""
    spoken = {manner.locale, *manner.locales}
    return frozenset().union(*(_vocabulary(key, locale, manner.market) for locale in spoken))


@lru_cache
def _vocabulary(key: FieldKey, locale: str, market: Market) -> frozenset[str]:
    """Return the words of all that we say in a field in this language, whatever the facts are."""
    return frozenset(chain.from_iterable(_words(texts[key]) for texts in _samples(locale, market)))


@lru_cache
def _samples(locale: str, market: Market) -> tuple[dict[FieldKey, str], ...]:
    """Return all fields for facts of every kind: each month, no window, one that has begun, one item and several."""
    options = (Wait(), Swap("-", "-"), Split(), Cancel())
    first = date(2026, 1, 2)
    samples = []
    for month in range(13):
        start = first + timedelta(days=31 * month)
        window = ShipWindow(start, start + timedelta(days=40)) if month else None
        due = start if month else None
        item = Backorder("-", "-", ship_window=window, promised_by=first, options=options, next_update=due)
        begun = Backorder("-", "-", ship_window=ShipWindow(None, start), options=options[:1])
        bare = Backorder("-", "-", promised_by=start, options=(), lapsed=True)
        speech = wording.Speech(locale, first, locale, market=market)
        held = [ShipWindow(None, start), ShipWindow(start, start), ShipWindow(start, start + timedelta(days=40))]
        samples += [wording.field_texts(items, speech) for items in ([item], [begun], [bare], [item, begun, bare])]
        samples += [wording.field_texts([bare], replace(speech, superseded={"-": window})) for window in held]
    return tuple(samples)
