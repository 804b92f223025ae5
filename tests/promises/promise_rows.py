"""What tests of promises share: late items, and replies with what they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zendesk_bridge.core.model import Backorder, Cancel, Split, Swap, Wait, Words
from zendesk_bridge.core.promises import Nameable, Statement, statements

SENT = date(2026, 12, 2)
WIDGET = Backorder(
    "WID-12",
    "Blue Widget 12 oz",
    ("blue widget", "BW12"),
    options=(Wait(), Swap("WID-14", "Green Widget 12 oz"), Split(), Cancel()),
)
KETTLE = Backorder("KET-70", "Gooseneck Kettle 0.7 l", ("gooseneck kettle",))
MUGS = Backorder("MUG-SET-4", "Stoneware Mug Set of 4", ("stoneware mugs",))
CHAIR = Backorder("CHAIR-OAK", "Oak Reading Chair", ("oak chair",))
LATE = Nameable.of([WIDGET, KETTLE, MUGS, CHAIR])

LOCALES = {"en": "en_US", "pt": "pt_BR"}
_ABOUT = re.compile(r"\[(.*?)\] ")


@dataclass(frozen=True, slots=True)
class Row:
    """One reply of the table, and what it tells."""

    locale: str
    about: tuple[str, ...]
    text: str
    told: str


def rows() -> Iterator[Row]:
    """Yield the replies that stand in ``rows``."""
    for file in sorted((Path(__file__).parent / "rows").glob("*.txt")):
        text: list[str] = []
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("# "):
                continue
            if not line.startswith("=> "):
                text.append(line)
                continue
            whole, text = "\n".join(text), []
            named = _ABOUT.match(whole)
            about = tuple(named[1].split()) if named else ("WID-12",)
            yield Row(
                LOCALES.get(language := file.stem.rpartition(".")[2], language),
                about,
                whole[named.end() if named else 0 :],
                _sorted(line[3:]),
            )


def _sorted(told: str) -> str:
    return "; ".join(sorted(told.split("; ")))


def heard(text: str, about: tuple[str, ...] = ("WID-12",), locale: str = "en_US") -> tuple[Statement, ...]:
    """Return what a reply of :data:`SENT` tells."""
    return statements(Words("comment 1", text), LATE, about, SENT, locale)


def told(found: tuple[Statement, ...]) -> str:
    """Return statements as the tables have them."""
    each = ([one.sku, one.window.interval if one.window else "none", str(one.next_update or "")] for one in found)
    return "; ".join(sorted(" ".join(filter(None, parts)) for parts in each)) or "nothing"
