"""Writings that mean two items: what an admin must know before triage has to guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.core.mentions.match.fold import plain
from zendesk_bridge.core.mentions.match.terms import Matching, TermReason, as_bytes, of_product, squeeze
from zendesk_bridge.core.model import Backorder

_RANKS: tuple[TermReason, ...] = ("sku", "name", "alias", "also")
_KINDS: dict[TermReason, str] = {"sku": "SKU", "name": "name", "alias": "alias", "also": "writing"}
_ALL = Matching(min_alias=1)
_PLURAL_LENGTH = 3  # letters of the shortest word that has a plural of its own


@dataclass(frozen=True, slots=True)
class Collision:
    """One and the same writing that means two items; ``item`` is the one to fix: the weaker term, or the later item.

    ``reason`` and ``term`` say what of it collides, ``other_reason`` and ``other_term`` with what of the other.
    """

    item: Backorder
    reason: TermReason
    term: str
    other: Backorder
    other_reason: TermReason
    other_term: str

    @property
    def tellable(self) -> bool:
        """Whether these are two SKUs, such as A-1 and A1, that differ as long as customers write them exactly."""
        return self.reason == self.other_reason == "sku" and plain(self.term).lower() != plain(self.other_term).lower()

    def problem(self, place: Place | None = None, other: Place | None = None) -> Problem:
        """Return this in words; the places are those of the two terms, or of the two items if left out."""
        kind = _KINDS[self.reason]
        theirs = f"{'an' if self.other_reason == 'alias' else 'the'} {_KINDS[self.other_reason]}"
        if self.term.casefold() != self.other_term.casefold():
            theirs = f"a way to write {theirs} '{self.other_term}'"
        where = other or self.other.place
        fix = "keep it on one of the two" if self.reason in {"alias", "also"} else f"give one of the two another {kind}"
        return Problem(
            place or self.item.place,
            f"the {kind} '{self.term}' is also {theirs} of {self.other.sku}",
            f"which is at {where}; {fix}" if where.file else fix,
        )


_Claim = tuple[bool, int, int, TermReason, str]


def collisions(items: Iterable[Backorder]) -> tuple[Collision, ...]:
    """Return every term of one item that customers may also mean another by, in order of the items.

    Compared is what ``match.find`` searches for: ``wid 12`` collides with ``WID-12``, and a
    lamp with lamps. Items with the same SKU are one item.
    """
    known = tuple(items)
    claims: dict[bytes, list[_Claim]] = {}
    for index, item in enumerate(known):
        for key, claim in _claims(index, item):
            claims.setdefault(key, []).append(claim)
    found: dict[tuple[int, int, str, str, str], Collision] = {}
    for alike in claims.values():
        first = min(alike)
        if first[0]:  # only variants of both: find() knows neither by them
            continue
        for claim in alike:
            if known[claim[2]].sku != known[first[2]].sku:
                theirs, ours = sorted((first[1:], claim[1:]))
                collision = _collision(known, ours, theirs)
                found.setdefault((ours[1], theirs[1], ours[2], ours[3], theirs[3]), collision)
    return tuple(found[key] for key in sorted(found))


def _collision(
    known: tuple[Backorder, ...], ours: tuple[int, int, TermReason, str], theirs: tuple[int, int, TermReason, str]
) -> Collision:
    return Collision(known[ours[1]], ours[2], ours[3], known[theirs[1]], theirs[2], theirs[3])


def _claims(index: int, item: Backorder) -> Iterator[tuple[bytes, _Claim]]:
    """Yield each term of an item with what it is found by: whether that is a plural, its rank, and the item."""
    spellings = of_product(item, _ALL)
    spellings += [("name", local.name, plain(local.name)) for _, local in item.locales if local.name]
    spellings += [("also", text, plain(text)) for text in item.also]
    for reason, own, text in spellings:
        squeezed = squeeze(as_bytes(text))
        rank = _RANKS.index(reason)
        if squeezed:
            yield squeezed, (False, rank, index, reason, own)
        last = text.split()[-1] if text.split() else ""
        if reason != "sku" and last.isalpha() and len(last) >= _PLURAL_LENGTH:
            plural = b"es" if squeezed.endswith((b"x", b"ch", b"sh", b"s", b"z")) else b"s"
            yield squeezed + plural, (True, rank, index, reason, own)
