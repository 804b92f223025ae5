"""The ways to write each product: what the catalogue says, and for late items what people make of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zendesk_bridge.core.mentions.match import variants
from zendesk_bridge.core.mentions.match.fold import plain
from zendesk_bridge.core.model import Backorder, Product

TermReason = Literal["sku", "name", "alias", "also"]

SHORT = 3
"""Codes with no more letters and digits than this count only as the catalogue writes them, or with a cue."""

BENT = 5_000
"""Up to so many late items, names are also known inflected and in other orders: each is then dozens of terms."""

ASCII = 128
_LOWER = bytes(range(256)).lower()
_SEPARATORS = bytes(code for code in range(ASCII) if not chr(code).isalnum())


class TermKind:
    """What must hold where a term stands: bits of a plain number, which is asked for at every place."""

    CODE = 1
    """A joint and a letter or digit after it make it another code."""
    EXACT = 2
    """Only as it is written in the catalogue."""
    NUMBER = 4
    """All digits: many things are a number."""
    WORD = 8
    """An everyday word, or very short: as written in the catalogue and standing out, or with a cue."""
    ALSO = 16
    """The admin insists."""
    NAME = 32
    """A name or an alias: words, which people write for other reasons too."""


@dataclass(frozen=True, slots=True)
class Matching:
    """What an admin decides for all items alike: ``tagging`` in config.yaml."""

    numeric_skus: Literal["with_cue", "exact", "never"] = "with_cue"
    min_alias: int = 3
    stop_words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Term:
    """One way to write a product. ``text`` is folded, ``own`` is what the catalogue has there."""

    reason: TermReason
    own: str
    text: str
    kind: int


class _Bytes(dict[int, int]):
    """A byte for every character: ASCII its own, the letters of other scripts one of the upper half."""

    def __missing__(self, code: int) -> int:
        self[code] = byte = code if code < ASCII else ASCII + code % ASCII
        return byte


_ONE_BYTE = _Bytes()


def as_bytes(folded: str) -> bytes:
    """Return one byte for each character. Other scripts' letters may share one: compare the text as well."""
    return folded.encode() if folded.isascii() else folded.translate(_ONE_BYTE).encode("latin-1")


def squeeze(raw: bytes) -> bytes:
    """Return the letters and digits alone, in lower case: what the automaton looks for."""
    return raw.translate(_LOWER, _SEPARATORS)


Spelling = tuple[TermReason, str, str]
"""Why it counts, what the catalogue has there, and the folded text that is looked for. A term without its kind:
a large catalogue has hundreds of thousands, and few are ever met."""


def of_product(product: Product | Backorder, matching: Matching) -> list[Spelling]:
    """Return the catalogue's own spellings: SKU, name and aliases."""
    found: list[Spelling] = []
    sku = plain(product.sku)
    if matching.numeric_skus != "never" or not _is_number(sku):
        found.append(("sku", product.sku, sku))
    if product.name:
        found.append(("name", product.name, plain(product.name)))
    for alias in product.aliases:
        if _counts(text := plain(alias), matching):
            found.append(("alias", alias, text))  # noqa: PERF401  (a comprehension would fold twice)
    return found


def of_late(item: Backorder, matching: Matching, *, bent: bool) -> Iterator[Spelling]:
    """Yield every spelling of a late item: its own, other languages', and what people make of its names."""
    found = of_product(item, matching)
    names = {local.name for _, local in item.locales} - {item.name, ""}
    found += [("name", name, plain(name)) for name in sorted(names)]
    found += [("also", text, plain(text)) for text in item.also]
    yield from found
    for reason, own, text in found:
        if reason in {"name", "alias"}:
            yield from ((reason, own, plain(variant)) for variant in variants.spelled_out(own))
            yield from ((reason, own, variant) for variant in variants.with_other_ands(text))
            yield from ((reason, own, variant) for variant in variants.bent(text) if bent)


def term(spelling: Spelling, owner: Product | Backorder, matching: Matching) -> Term:
    """Return a spelling with what must hold where it stands."""
    reason, own, text = spelling
    exact = isinstance(owner, Backorder) and owner.match == "exact"
    return Term(reason, own, text, _kind(reason, text, matching) | (TermKind.EXACT if exact and reason == "sku" else 0))


def _kind(reason: TermReason, text: str, matching: Matching) -> int:
    if reason == "also":
        return TermKind.ALSO
    if _is_number(text):
        return TermKind.CODE | (TermKind.EXACT if matching.numeric_skus == "exact" else TermKind.NUMBER)
    if reason == "sku":
        return TermKind.CODE | (TermKind.WORD if text.isalpha() or sum(map(str.isalnum, text)) <= SHORT else 0)
    if " " in text or not any(map(str.isdecimal, text)):
        return TermKind.NAME
    return TermKind.CODE | (TermKind.WORD if len(text) < SHORT else 0)


def counts(alias: str, matching: Matching) -> bool:
    """Tell whether an alias is long and rare enough to stand for an item."""
    return _counts(plain(alias), matching)


def _counts(folded: str, matching: Matching) -> bool:
    return len(squeeze(as_bytes(folded))) >= matching.min_alias and folded.lower() not in matching.stop_words


def _is_number(text: str) -> bool:
    return squeeze(as_bytes(text)).isdigit()
