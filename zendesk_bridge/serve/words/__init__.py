"""What the choice page says besides the facts, in every language we offer, each written by itself and not translated.

What is said of the facts (a ship window, the next update, that a date is being confirmed) are the sentences that macros
and ticket fields have, from :mod:`zendesk_bridge.core.macros.wording`: a customer reads the same everywhere. No
sentence says what silence means: that is for the message, which knows the market's rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zendesk_bridge.serve.words import de, en, es, fr
from zendesk_bridge.serve.words.kinds import PageSaying, PageWords

__all__ = ["WORDS", "PageSaying", "PageWords"]

WORDS: Final[Mapping[str, PageWords]] = {"en": en.WORDS, "de": de.WORDS, "fr": fr.WORDS, "es": es.WORDS}
