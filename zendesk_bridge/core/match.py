"""Text + catalogue -> mentions: where a customer writes about a delayed item, by SKU, name or alias.

Text is folded (case, Unicode dashes, apostrophes, compatibility forms, invisible characters) and cut into tokens: a run
of letters, a run of digits, or one other character. The terms of the whole catalogue stand in one trie of tokens, so
that the work grows with the text and hardly with the catalogue.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.core.model import Backorder, Mention, Words, digest
from zendesk_bridge.core.text import customer_words

Reason = Literal["sku", "name", "alias"]

SHORT = 3
"""Aliases with fewer characters count only in exactly their own spelling."""

COMMON_WORDS = frozenset(
    """
    a all am an and any are as at back be blue box but by can cancel case date day delivery do for from get go had
    has have help hi i if in is it item just late like may me mine money month my new no not now number of off on one
    or order our out page part please price product red refund room see set ship shop size so stock thank thanks that
    the there they this time to two up was we week when where which who will with yes you your
    am auf aus bei bis das dem den der die ein eine er es für hat ich im ist mit neu nicht noch oder pro sie und von
    vom war was wer wie wo zu zum zur bestellung lieferung
    au avec ce de des du elle en est et il je la le les ma mais mes mon nous ou par pas pour que qui sur un une vous
    commande con como del el ella eso esta este los las más me mi muy no para pero por que se si sin su sus una y pedido
    """.split()  # noqa: SIM905  (a list of words reads best as words)
)
"""Words that stand in so many tickets that they cannot stand for an item."""

_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
_APOSTROPHES = dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032\u00b4\uff07", "'")
_TRADEMARKS = dict.fromkeys("\u2122\u2120", "")  # compatibility forms would make letters of them
_SELECTORS = dict.fromkeys(map(chr, range(0xFE00, 0xFE10)), "")
_FOLDED = _DASHES | _APOSTROPHES | _TRADEMARKS | _SELECTORS
_TOKEN = re.compile(r"\d+|[^\W\d_]+|\S")
_SEAM = re.compile(r"[\s\-_./]+")
_JOINTS = frozenset("-_")
_DECIMALS = frozenset(".,")
_MAIL_BEFORE = re.compile(r"\w@[\w.-]*\Z")
_MAIL_AFTER = re.compile(r"[\w.+%-]*@\w")
_MAIL_LENGTH = 64
_LOOSE_LENGTH = 4  # letters and digits that a SKU needs before it may be written without its separators
_PLURAL_LENGTH = 3

_RANKS: tuple[Reason, ...] = ("sku", "name", "alias")
_KINDS: dict[Reason, str] = {"sku": "SKU", "name": "name", "alias": "alias"}
_VARIANT = len(_RANKS)  # added to a rank: any term's own spelling is preferred to another's variant


@dataclass(frozen=True, slots=True)
class _Term:
    """One way to write an item. The lowest rank is preferred where two terms are written alike."""

    rank: int
    sku: str
    text: str
    reason: Reason
    exact: bool = False
    code: bool = False

    @property
    def order(self) -> tuple[int, str, str]:
        """What is preferred comes first, whatever the order of the catalogue."""
        return self.rank, self.sku, self.text


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    terms: list[_Term] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    spaced: bool  # whitespace stands before it
    start: int
    end: int

    @property
    def key(self) -> str:
        """What the trie knows it by inside a term."""
        return f" {self.text}" if self.spaced else self.text

    @property
    def wordy(self) -> bool:
        """Tell whether it continues a word that it touches: letters, digits, accents."""
        return self.text.isalnum() or unicodedata.combining(self.text[0]) > 0


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The delayed items, made ready for searching. Built once, never changed; the order of the items is irrelevant."""

    _root: _Node = field(repr=False)

    @classmethod
    def of(cls, backorders: Iterable[Backorder]) -> Catalogue:
        """Build the catalogue of these items; in time that grows with the number of their terms."""
        root = _Node()
        for item in backorders:
            for term, spelling in _spellings(item):
                _insert(root, term, spelling)
        return cls(root)

    def _candidates(self, text: str, tokens: list[_Token]) -> Iterator[tuple[int, int, _Term]]:
        """Yield every place (start and end in ``text``) with the best term that may stand there."""
        for first, token in enumerate(tokens):
            node = self._root.children.get(token.text)
            last = first
            while node:
                terms = [term for term in node.terms if _stands(term, text, tokens, first, last)]
                if terms and (best := _best(terms)):
                    yield token.start, tokens[last].end, best
                last += 1
                node = node.children.get(tokens[last].key) if last < len(tokens) else None


def find(texts: Iterable[Words], catalogue: Catalogue) -> tuple[Mention, ...]:
    """Return the mentions in what the customer newly wrote, in order of appearance.

    A mention's ``start`` and ``end`` are offsets into the text that was searched: ``customer_words(words)`` of its
    part. The longest match wins over the whole catalogue; of two that are equally long the leftmost; where two terms
    stand in the same place the SKU is preferred to the name and the name to an alias, and of two items the one whose
    SKU sorts first; what only two items' variants share (a plural, a SKU without its hyphens) means neither.
    E-mail addresses hold no mentions.
    """
    return tuple(mention for words in texts for mention in _in_part(words, catalogue))


@dataclass(frozen=True, slots=True)
class Collision:
    """One and the same writing that means two items; ``item`` is the one to mend: the weaker term, or the later item.

    ``reason`` and ``term`` say what of it collides, ``other_reason`` and ``other_term`` with what of the other.
    """

    item: Backorder
    reason: Reason
    term: str
    other: Backorder
    other_reason: Reason
    other_term: str

    def problem(self, place: Place | None = None, other: Place | None = None) -> Problem:
        """Return this in words; the places are those of the two terms, or of the two items if left out."""
        kind = _KINDS[self.reason]
        theirs = f"{'an' if self.other_reason == 'alias' else 'the'} {_KINDS[self.other_reason]}"
        if self.term.casefold() != self.other_term.casefold():
            theirs = f"a way to write {theirs} '{self.other_term}'"
        where = other or self.other.place
        mend = "keep it on one of the two" if self.reason == "alias" else f"give one of the two another {kind}"
        return Problem(
            place or self.item.place,
            f"the {kind} '{self.term}' is also {theirs} of {self.other.sku}",
            f"which is at {where}; {mend}" if where.file else mend,
        )


def collisions(items: Iterable[Backorder]) -> tuple[Collision, ...]:
    """Return every term of one item that customers may also mean another by, in order of the items.

    Compared are the very spellings that :func:`find` searches for: ``wid 12`` collides with ``WID-12``, and a lamp
    with lamps. Items with the same SKU are one item.
    """
    known = tuple(items)
    claims: dict[tuple[str, ...], list[tuple[bool, int, int, _Term]]] = {}
    for index, item in enumerate(known):
        for term, spelling in _spellings(item):
            claim = term.rank >= _VARIANT, _RANKS.index(term.reason), index, term
            claims.setdefault(_path(spelling), []).append(claim)
    found: dict[tuple[int, int, str, str, str], Collision] = {}
    for path, alike in claims.items():
        first = min(alike, key=lambda claim: claim[:3])
        if not path or first[0]:  # only variants of both: find() takes them for neither
            continue
        for claim in alike:
            if claim[3].sku != first[3].sku:
                (_, other, theirs), (_, one, ours) = sorted((first[1:], claim[1:]), key=lambda pair: pair[:2])
                collision = Collision(known[one], ours.reason, ours.text, known[other], theirs.reason, theirs.text)
                found.setdefault((one, other, ours.reason, ours.text, theirs.text), collision)
    return tuple(found[key] for key in sorted(found))


def between_files(items: Iterable[Backorder]) -> tuple[Problem, ...]:
    """Return the collisions of items that stand in different files: within one file its source has told them."""
    return tuple(
        collision.problem()
        for collision in collisions(items)
        if collision.item.place.file != collision.other.place.file
    )


def search_key(item: Backorder) -> str:
    """Return a short, stable id of everything that this item is searched by."""
    names, aliases = _names(item), sorted({*item.aliases})
    return digest([item.sku, names, aliases])


def _in_part(words: Words, catalogue: Catalogue) -> list[Mention]:
    text = customer_words(words)
    found = sorted(
        catalogue._candidates(text, _tokens(text)),  # noqa: SLF001  (one module, one secret)
        key=lambda place: (place[0] - place[1], place[0]),
    )
    taken: list[tuple[int, int, _Term]] = []
    covered = bytearray(len(text))
    for start, end, term in found:
        if not any(covered[start:end]):
            covered[start:end] = b"\1" * (end - start)
            taken.append((start, end, term))
    return [
        Mention(term.sku, words.part, start, end, text[start:end], term.reason, term.text)
        for start, end, term in sorted(taken, key=lambda place: place[0])
    ]


# --- the catalogue's side --------------------------------------------------------------------------


def _names(item: Backorder) -> list[str]:
    return sorted({item.name, *(local.name for _, local in item.locales if local.name)})


def _spellings(item: Backorder) -> Iterator[tuple[_Term, str]]:
    """Yield each term of this item with every spelling that it is found by."""
    yield from _sku_spellings(item.sku)
    for text in _names(item):
        yield from _word_spellings(item.sku, "name", text)
    for text in item.aliases:
        yield from _word_spellings(item.sku, "alias", text)


def _sku_spellings(sku: str) -> Iterator[tuple[_Term, str]]:
    """Yield a SKU as it is, and with space, hyphen or nothing at its own seams, as people write it."""
    parts = [part for part in _SEAM.split(_fold(sku)[0]) if part]
    letters = "".join(parts)
    exact = letters.isdecimal() or (letters.isalpha() and len(letters) <= _LOOSE_LENGTH)
    yield _Term(0, sku, sku, "sku", exact, code=True), sku
    if exact or len(letters) < _LOOSE_LENGTH or len(parts) == 1:
        return
    separators = ["-", ""]
    if len(parts[0]) >= SHORT and parts[0] not in COMMON_WORDS:
        separators.append(" ")  # "in 12" and "the 100" are no SKUs
    for separator in separators:
        yield _Term(_VARIANT, sku, sku, "sku", code=True), separator.join(parts)


def _word_spellings(sku: str, reason: Reason, text: str) -> Iterator[tuple[_Term, str]]:
    """Yield a name or an alias as it is, and in the plural and the possessive."""
    rank = _RANKS.index(reason)
    exact = len(text) < SHORT
    code = not any(map(str.isspace, text)) and any(map(str.isdecimal, text))
    yield _Term(rank, sku, text, reason, exact, code), text
    last = _TOKEN.findall(text)[-1:]
    if exact or not last or not last[0].isalpha() or len(last[0]) < _PLURAL_LENGTH:
        return
    plural = "es" if text.casefold().endswith(("x", "ch", "sh", "s", "z")) else "s"
    for ending in (plural, "'s"):
        yield _Term(_VARIANT + rank, sku, text, reason, code=code), text + ending


def _insert(root: _Node, term: _Term, spelling: str) -> None:
    node = root
    for step in _path(spelling):
        node = node.children.setdefault(step, _Node())
    if node is not root and term not in node.terms:
        node.terms.append(term)


def _path(spelling: str) -> tuple[str, ...]:
    """Return the way through the trie to the terms that are written so; empty for what no text can hold."""
    return tuple(token.key if index else token.text for index, token in enumerate(_tokens(spelling)))


def _best(terms: list[_Term]) -> _Term | None:
    """Return the preferred one of the terms that stand in one place; None if it could as well be another item's."""
    best = min(terms, key=lambda term: term.order)
    shared = best.rank >= _VARIANT and any(term.sku != best.sku for term in terms)
    return None if shared else best


# --- the text's side -------------------------------------------------------------------------------


def _tokens(text: str) -> list[_Token]:
    folded, origins = _fold(text)
    tokens: list[_Token] = []
    position = 0
    for found in _TOKEN.finditer(folded):
        start, end = found.span()
        first, last = (origins[start], origins[end - 1]) if origins else (start, end - 1)
        tokens.append(_Token(found[0], start > position, first, last + 1))
        position = end
    return tokens


def _fold(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its characters where it came from (empty: from the same place)."""
    if text.isascii():
        return text.lower(), []
    pieces = [_fold_character(character) for character in text]
    return "".join(pieces), [index for index, piece in enumerate(pieces) for _ in piece]


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _FOLDED:
        return _FOLDED[character]
    if unicodedata.category(character) == "Cf":  # soft hyphens, zero-width spaces, direction marks
        return ""
    return unicodedata.normalize("NFKD", character.casefold()).casefold()


def _stands(term: _Term, text: str, tokens: list[_Token], first: int, last: int) -> bool:
    """Tell whether these tokens, which spell the term, stand for it here and are not a piece of something else."""
    start, end = tokens[first].start, tokens[last].end
    if term.exact and text[start:end] != term.text:
        return False
    for edge, step in ((first, -1), (last, 1)):
        side = _touching(tokens, edge, step)
        if (side and side[0].wordy) or (term.code and _goes_on(term, tokens[edge], side)):
            return False
    return not _in_mail_address(text, start, end)


def _touching(tokens: list[_Token], position: int, step: int) -> list[_Token]:
    """Return the next two tokens in this direction as far as no whitespace stands between."""
    touching: list[_Token] = []
    for _ in range(2):
        spaced = tokens[position].spaced if step < 0 else position + 1 < len(tokens) and tokens[position + 1].spaced
        position += step
        if spaced or not 0 <= position < len(tokens):
            break
        touching.append(tokens[position])
    return touching


def _goes_on(term: _Term, edge: _Token, side: list[_Token]) -> bool:
    """Tell whether a code goes on beyond its edge: ``-XL`` after WID-12 is another item, ``.5`` another number."""
    if len(side) < 2:  # noqa: PLR2004  (a joint and what it joins)
        return False
    joint, rest = side[0].text, side[1]
    if joint in _DECIMALS:
        return edge.text.isdecimal() and rest.text.isdecimal() and (joint == "." or term.text.isdecimal())
    return joint in _JOINTS and rest.wordy


def _in_mail_address(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _MAIL_LENGTH) : start]
    after = text[end : end + _MAIL_LENGTH]
    return bool(_MAIL_AFTER.match(after) or _MAIL_BEFORE.search(before))
