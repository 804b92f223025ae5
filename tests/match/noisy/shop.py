"""An invented catalogue: SKUs as many shops shape them, names in four languages, families of which one part is late."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from random import Random
from typing import Literal

from noisy import words

Kind = Literal["code", "number", "word", "tiny"]
LANGS = ("en", "de", "fr", "es")
LONGEST = 9
"""Tokens of the longest term."""
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One product. ``kind`` says whether its SKU is a code, or also a number, an everyday word, or tiny."""

    sku: str
    name: str
    aliases: tuple[str, ...]
    late: bool
    kind: Kind
    lang: str

    @property
    def terms(self) -> tuple[str, ...]:
        """Return everything that it is called."""
        return (self.sku, self.name, *self.aliases)


@dataclass(slots=True)
class Shop:
    """The catalogue, and an independent reading of texts that are spelt exactly as it is."""

    rows: list[Row] = field(default_factory=list)
    late: list[Row] = field(default_factory=list)
    families: list[tuple[Row, Row]] = field(default_factory=list)
    """Late products, each with one that is not late and begins like it."""
    owners: dict[str, Row] = field(default_factory=dict)
    bags: set[int] = field(default_factory=set)

    def add(self, row: Row) -> bool:
        """Add this product unless something of it, however it is spaced or ordered, is another's already."""
        keys = {squeezed(term) for term in row.terms}
        bags = {hash(tuple(sorted(tokens(term)))) for term in row.terms}
        if len(bags) < len(row.terms) or not self.bags.isdisjoint(bags) or any(key in self.owners for key in keys):
            return False
        self.bags |= bags
        self.owners.update(dict.fromkeys(keys, row))
        self.rows.append(row)
        if row.late:
            self.late.append(row)
        return True

    def reading(self, text: str) -> set[str]:
        """Return the SKUs that stand here, spacing, punctuation and case aside: by brute force, the longest first."""
        units = tokens(text)
        spans = [
            (first - last, first, last, row)
            for first in range(len(units))
            for last in range(first + 1, min(first + LONGEST, len(units)) + 1)
            if (row := self.owners.get("".join(units[first:last])))
        ]
        taken: set[int] = set()
        found: set[str] = set()
        for _, first, last, row in sorted(spans, key=lambda span: span[:2]):
            if taken.isdisjoint(range(first, last)):
                taken.update(range(first, last))
                found.add(row.sku)
        return found


def tokens(text: str) -> list[str]:
    """Return the runs of letters and digits, in lower case."""
    return _TOKEN.findall(text.casefold())


def squeezed(text: str) -> str:
    """Return the letters and digits alone, in lower case."""
    return "".join(tokens(text))


def shop(size: int, seed: int, share_late: float = 0.3) -> Shop:
    """Invent so many products; the same for the same arguments."""
    rng = Random(f"shop {size} {seed}")  # noqa: S311  (made-up products, nothing secret)
    made = Shop()
    special = _special(rng, share_late)
    shapes = cycle(SHAPES)
    while len(made.rows) < size:
        row = next(special, None) or _row(rng, next(shapes)(rng), "code", late=rng.random() < share_late)
        if made.add(row) and row.kind == "code" and rng.random() < (0.5 if row.late else 0.2) and len(made.rows) < size:
            longer = _longer(rng, row, late=not row.late and rng.random() < share_late)
            if made.add(longer) and row.late:
                made.families.append((row, longer))
    return made


def _special(rng: Random, share_late: float) -> Iterator[Row]:
    """Yield the few whose SKUs are everyday words or tiny; at least every other one late."""
    kinds: tuple[tuple[Kind, tuple[str, ...]], ...] = (("word", tuple(words.EVERYDAY)), ("tiny", words.TINY))
    for kind, skus in kinds:
        for number, sku in enumerate(skus[:6]):
            yield _row(rng, sku, kind, late=number % 2 == 0 or rng.random() < share_late)


def _row(rng: Random, sku: str, kind: Kind, *, late: bool) -> Row:
    lang = rng.choice(LANGS)
    name = _name(rng, lang)
    parts = name.split()
    aliases = (f"{parts[0]} {rng.choice(words.NOUNS[lang])} {rng.choice(words.ADJECTIVES[lang])}",)
    kind = "number" if squeezed(sku).isdecimal() else kind
    return Row(sku, name, aliases if rng.random() < 0.3 and len(parts) > 1 else (), late, kind, lang)


def _longer(rng: Random, row: Row, *, late: bool) -> Row:
    """Return a product whose SKU and name begin like this one's."""
    last = row.sku[-1]
    more = [f"{row.sku}-{rng.choice(words.ENDINGS)}", f"{row.sku}-{rng.randint(2, 9)}"]
    more.append(f"{row.sku}{rng.randint(0, 9)}" if last.isdigit() else f"{row.sku}{rng.choice('BDFG')}")
    name = f"{row.name} {rng.choice(words.LONGER)}"
    return Row(rng.choice(more), name, (), late, "code", row.lang)


def _brand(rng: Random) -> str:
    return "".join(rng.sample(words.BRANDS, 2 + (rng.random() < 0.5))).capitalize()


def _name(rng: Random, lang: str) -> str:
    """Return a name of one to five words, with a size now and then."""
    adjective, noun = rng.choice(words.ADJECTIVES[lang]), rng.choice(words.NOUNS[lang])
    named = [noun, adjective] if lang in {"fr", "es"} else [adjective, noun]
    roll = rng.random()
    if roll < 0.05:
        return "".join(rng.sample(words.ONES, 3)).capitalize()
    if roll < 0.2:
        first, second = rng.choice(words.PAIRS[lang])
        named = [first, "&", second, words.ENDS[lang], _brand(rng)]
        return " ".join(named[-2:] + named[:-2]) if roll < 0.1 else " ".join([named[-1], *named[:-1]])
    if roll < 0.3 and lang == "en":
        return f"{rng.choice(words.OWNERS)} {_brand(rng)} {noun}"
    if roll < 0.9:
        named.insert(rng.choice((0, len(named))), _brand(rng))
    if roll < 0.5:
        named.append(rng.choice(words.SIZES))
    return " ".join(named)


# --- SKUs ------------------------------------------------------------------------------------------


def _letters(rng: Random, least: int, most: int) -> str:
    return "".join(rng.choices(words.LETTERS, k=rng.randint(least, most)))


def _digits(rng: Random, least: int, most: int) -> str:
    return str(rng.randint(1, 9)) + "".join(rng.choices("0123456789", k=rng.randint(least, most) - 1))


def _number(rng: Random) -> str:
    """Return a number, now and then one that could be a day or a time."""
    if rng.random() < 0.2:
        return f"{rng.randint(2010, 2029)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    if rng.random() < 0.2:
        return f"{rng.randint(10, 19)}{rng.randint(0, 59):02}{rng.randint(0, 59):02}"
    return _digits(rng, 6, 8)


def _grouped(rng: Random) -> str:
    return f"{_digits(rng, 2, 2)} {_digits(rng, 4, 4)} {_digits(rng, 2, 2)}"


SHAPES: tuple[Callable[[Random], str], ...] = (
    lambda rng: f"{_letters(rng, 3, 4)}-{_digits(rng, 2, 5)}",
    lambda rng: f"{_letters(rng, 3, 3)}-{_letters(rng, 3, 3)}-{_digits(rng, 2, 4)}",
    lambda rng: f"{_letters(rng, 2, 3)}_{_digits(rng, 3, 4)}.{rng.randint(1, 9)}",
    lambda rng: f"{_letters(rng, 2, 3)}{_digits(rng, 4, 5)}",
    lambda rng: f"{_digits(rng, 4, 5)}-{_letters(rng, 1, 2)}",
    _number,
    lambda rng: f"{_letters(rng, 2, 4)}/{_digits(rng, 3, 5)}",
    lambda rng: f"{_letters(rng, 3, 3)}-{_letters(rng, 3, 3)}-{_digits(rng, 2, 4)}-{rng.choice(words.ENDINGS)}",
    lambda rng: f"{_letters(rng, 3, 3)}.{_digits(rng, 2, 5)}",
    lambda rng: f"{rng.randint(2, 9)}{_letters(rng, 1, 1)}-{_letters(rng, 3, 4)}-{_digits(rng, 2, 4)}",
    lambda rng: (
        f"B0{_letters(rng, 2, 2)}{_digits(rng, 1, 1)}{_letters(rng, 2, 2)}{_digits(rng, 2, 2)}{_letters(rng, 1, 1)}"
    ),
    lambda rng: f"{_letters(rng, 3, 4)}-{_digits(rng, 2, 4)}{_letters(rng, 1, 1)}",
    lambda rng: f"{_letters(rng, 4, 5).lower()}-{_letters(rng, 3, 4).lower()}-{_digits(rng, 2, 4)}",
    lambda rng: f"{_letters(rng, 2, 3)} {_digits(rng, 4, 5)}",
    lambda rng: _number(rng) if rng.random() < 0.5 else _grouped(rng),
    lambda rng: f"{_letters(rng, 3, 3)}-{_letters(rng, 3, 4)}-{_letters(rng, 1, 2)}",
)
