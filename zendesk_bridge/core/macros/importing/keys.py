"""What an imported macro is called in its file: a key made of its title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from zendesk_bridge.core.model import digest

LONGEST = 60
"""Characters of a key: it is a file's name, and stands in commands."""

_NOT_KEY = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "\u0131": "i"}
)


def key_of(title: str, taken: Collection[str]) -> str:
    """Return a key for this title that is not taken: the same every time for the same title and keys.

    What has no letter of the Latin alphabet is told apart by a digest.
    """
    plain = unicodedata.normalize("NFKD", title.casefold().translate(_LETTERS))
    slug = _NOT_KEY.sub("-", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip("-")
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
    slug = slug or f"macro-{digest(title, 6)}"
    number = 1
    found = slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found
