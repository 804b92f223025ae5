"""The words that the rules know, a table for each language: whoever adds a language writes one more.

They are looked for in all languages at once: a helpdesk's macro may speak several, and rarely says which.
"""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache

from zendesk_bridge.core.macros.lint.words.de import GERMAN
from zendesk_bridge.core.macros.lint.words.en import ENGLISH
from zendesk_bridge.core.macros.lint.words.es import SPANISH
from zendesk_bridge.core.macros.lint.words.fr import FRENCH
from zendesk_bridge.core.macros.lint.words.lexicon import Lexicon

LEXICONS = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}

_WITHIN = r"(?:[^.!?\n]|(?<=\d)\.)"
"""What ``~`` stands for: any sign within a sentence, the full stop behind a day's number too."""

KINDS = tuple(field.name for field in fields(Lexicon))


@cache
def words(kind: str) -> re.Pattern[str]:
    """Return what finds the words of this kind, in every language."""
    pieces = (piece for lexicon in LEXICONS.values() for piece in getattr(lexicon, kind))
    any_of = "|".join(pieces).replace("~", _WITHIN)
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE)
