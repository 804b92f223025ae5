"""Names are words: what a name or an alias needs around it before it means a product.

"Kallax" is no word of any language and means the shelf. "Home Alone", "It" and "dad cap" are words that people write
for other reasons: they count in quotation marks, beside a word such as "item", in their own capitals in a sentence
about an order, or next to a word by which a customer waits for a thing (``surroundings``). How much of that is needed
follows from how common the words are in the text's language (``frequency``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from zendesk_bridge.core.mentions.match.fold import plain
from zendesk_bridge.core.mentions.match.frequency import (
    EVERYDAY,
    FREQUENT,
    LANGUAGES,
    SELDOM,
    is_compound,
    level,
    levels,
)

FREE, WEAK, STRONG, SURE, NAMED = 0, 1, 2, 3, 4
"""What is needed, and what is there: nothing; one sign of a product; two, or a close one; more; quotation or a cue."""

ELSEWHERE = 2
"""What is needed more in a long text that speaks of no order."""

CJK = "\u2e80"
"""Where the scripts begin that write without spaces."""

_TOKENS = re.compile(r"[^\W_]++")
_LETTERS = re.compile(r"[^\W\d_]{2,}+")
_MIXED = re.compile(r"\b(?=[A-Z]{0,9}\d)(?=\d{0,9}[A-Z])[A-Z\d]{2,}+\b", re.IGNORECASE)
_SIGN = re.compile(r"[-_/.:]")
_MANY, _SEVERAL = 4, 3  # words of a name that say enough by themselves, and with rare ones among them
_BILLION = 9
"""Powers of ten in the number of words that the levels are counted in."""
ENOUGH_CJK = 5
"""Characters of such a script that say enough, as four words do."""
_INITIALS = 2  # words, or letters in capitals
_RARE = 6
"""Words together are rare from here: each counts by how many powers of ten it is rarer than "it"."""
_LONG_NUMBER = 3  # digits that tell a product from others of its name
_LONG_CODE, _SHORT_CODE, _LONG_NAME = 6, 4, 6
"""Letters and digits that a code or a name with a typo needs; a short code needs a joint as well."""


def need(words: str, spoken: str) -> int:
    """Return what a name of these folded words needs around it in a text of this language."""
    return _need(words.lower(), spoken)


@lru_cache(maxsize=16_384)
def _need(words: str, spoken: str) -> int:
    if any(sign >= CJK for sign in words):
        return FREE if sum(sign >= CJK for sign in words) >= ENOUGH_CJK or not level(words) else STRONG
    known = [level(word, spoken) for word in _LETTERS.findall(words)]
    if 0 in known:
        return _need_of_foreign(words) if words.isalpha() else FREE
    content = [how_common for how_common in known if how_common < EVERYDAY]
    numbers = [token for token in _TOKENS.findall(words) if any(map(str.isdigit, token))]
    said_by_number = any(not number.isdigit() for number in numbers) or len("".join(numbers)) >= _LONG_NUMBER
    rare = sum(EVERYDAY - how_common for how_common in content) >= _RARE and len(content) >= _SEVERAL
    if len(content) >= _MANY or rare or (len(content) > 1 and numbers):
        return FREE
    if len(content) > 1 or numbers:
        return WEAK if said_by_number or len(content) >= _SEVERAL else STRONG
    if not content:
        return NAMED
    return STRONG if known == [SELDOM] or len(known) > 1 else SURE


def _need_of_foreign(word: str) -> int:
    """Return what one word needs that is none of the text's language, and may be one of another, or of two."""
    if level(word) >= SELDOM:
        return STRONG
    return WEAK if is_compound(word) else FREE


def everyday(term: str) -> str:
    """Return how common a term is whose words everybody writes, "one word in 1,000 of English"; "" for all others."""
    words = _LETTERS.findall(plain(term).lower())
    least = SELDOM + 1 if len(words) == 1 else FREQUENT
    if not words or len(words) > _INITIALS or not plain(term).replace(" ", "").isalpha():
        return ""
    rarest = min(words, key=level)
    if level(rarest) < least:
        return ""
    code = max(levels(rarest) or (("", 0),), key=lambda known: known[1])[0]
    return f"one word in {10 ** (_BILLION - level(rarest)):,} of {LANGUAGES.get(code, 'its language')}"


@lru_cache(maxsize=16_384)
def need_of_code(words: str, spoken: str) -> int:
    """Return what a code needs that is written with spaces, as words of a sentence are: "plan 255", "pin 07"."""
    found = _LETTERS.findall(words)
    parts = [level(word.lower(), spoken) for word in found]
    if _SIGN.search(words) or not parts or 0 in parts or len(parts) >= _SEVERAL:
        return FREE
    seldom = [word for word, how_common in zip(found, parts, strict=True) if how_common < EVERYDAY]
    digits = sum(map(str.isdigit, words))
    mixed = _MIXED.search(words) and len(seldom) == len(parts)
    if mixed or (digits and any(word.isupper() and len(word) == _INITIALS for word in seldom)):
        return FREE
    if len(parts) > 1:
        return WEAK if digits else STRONG
    return NAMED if not seldom else STRONG if digits < _MANY else WEAK


def may_be_typo(piece: str, own: str, spoken: str) -> int | None:
    """Return what a folded piece of text that is one letter away from a term needs around it; None: it is no typo.

    What is a word itself is no typo, and a code has to be long: else every other word is one letter away from one of
    thousands.
    """
    letters = sum(map(str.isalnum, piece))
    if any(map(str.isdigit, own)) and " " not in own:
        return FREE if letters >= _LONG_CODE or (letters >= _SHORT_CODE and "-" in piece.strip("-")) else None
    parts = _LETTERS.findall(piece.lower())
    if letters < _LONG_NAME or not parts or all(level(part) for part in parts):
        return None
    return max(STRONG if " " not in own else WEAK, need(own, spoken))
