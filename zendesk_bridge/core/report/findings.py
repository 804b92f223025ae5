"""What was found in a customer's words, and what was refused, in plain words and as JSON-like data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zendesk_bridge.core.model import Mention, MentionReason, MentionRefusal, NearMiss

SHOWN = 60
"""How many characters of what a customer wrote stand in one line."""


def mention_line(mention: Mention) -> str:
    """Return one place that counts, and why: ``description 14-20: 'wid 12' is WID-12 (...)``."""
    return f"{_where(mention)} is {shown(mention.sku)} ({_why(mention)})"


def possible_line(mention: Mention) -> str:
    """Return one place that only may mean an item."""
    return f"{_where(mention)} may mean {shown(mention.sku)}: it is one letter away from '{shown(mention.term)}'"


def refused_line(miss: NearMiss) -> str:
    """Return one place that does not count, and why not."""
    return f"{_where(miss)} is not taken for {shown(miss.sku)}: {_why_not(miss)}"


def _where(place: Mention | NearMiss) -> str:
    return f"{place.part} {place.start}-{place.end}: '{shown(place.text)}'"


def shown(text: str) -> str:
    """Return a customer's words so that they can do no harm on a terminal: one line, nothing invisible, not long."""
    line = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in " ".join(text.split()))
    return line if len(line) <= SHOWN else line[: SHOWN - 3] + "..."


_WHY: Mapping[MentionReason, str] = {
    "exact": "its SKU",
    "squeezed": "its SKU, written otherwise",
    "name": "its name",
    "alias": "its alias '{term}'",
    "also": "also '{term}'",
    "cue": "its SKU, beside '{about}'",
    "typo": "one letter away from '{term}'",
}

_WHY_NOT: Mapping[MentionRefusal, tuple[str, str]] = {
    "inside": ("it is part of '{about}'", "it is part of something longer"),
    "shadowed": ("the longer '{about}' stands there", "another product's longer name stands there"),
    "ambiguous": ("it could as well be '{about}'", "it could as well be another item"),
    "no cue": (
        "a number or everyday word counts only beside a word such as 'item' ({about})",
        "a number or everyday word counts only beside a word such as 'item', and there is none",
    ),
    "other cue": ("'{about}' near by says that it is something else", "it is written like something else"),
    "spelling": ("it counts only as '{term}' ({about})", "it counts only as it is in the catalogue: '{term}'"),
    "cancelled": ("'{about}' near by cancels it", "a phrase under 'not' near by cancels it"),
    "address": ("it is part of the address '{about}'", "it is part of an e-mail address or a host name"),
}
"""Why a place does not count: in words that name what it is about, and in words for when that is not known."""


def share(part: int, whole: int) -> str:
    """Return a share in per cent, with as many digits as it takes to be more than nothing."""
    digits = 3 if 0 < part * 1000 < whole else 1
    return f"{100 * part / whole if whole else 0:.{digits}f} %"


def _why(mention: Mention) -> str:
    return _WHY[mention.reason].format(term=shown(mention.term), about=shown(mention.cue))


def _why_not(miss: NearMiss) -> str:
    known, unknown = _WHY_NOT[miss.refusal]
    return (known if miss.about else unknown).format(term=shown(miss.term), about=shown(miss.about))


def mention_json(mention: Mention) -> dict[str, Any]:
    """Return one place that counts, or may; ``cue`` only where there is one."""
    found = _place_json(mention) | {"reason": mention.reason, "term": mention.term}
    return found | ({"cue": mention.cue} if mention.cue else {})


def refused_json(miss: NearMiss) -> dict[str, Any]:
    """Return one place that does not count."""
    found = _place_json(miss) | {"refusal": miss.refusal, "term": miss.term}
    return found | ({"about": miss.about} if miss.about else {})


def _place_json(found: Mention | NearMiss) -> dict[str, Any]:
    return {"sku": found.sku, "text": found.text, "start": found.start, "end": found.end, "field": found.part}
