"""The places of one text that mention a product, judged one by one and against each other: the longest wins."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import partial
from typing import NamedTuple

from zendesk_bridge.core.mentions.match import cue_places, cues, edges, names, numbers, others, surroundings
from zendesk_bridge.core.mentions.match.cue_words import SOFT
from zendesk_bridge.core.mentions.match.fold import Folded, plain
from zendesk_bridge.core.mentions.match.frequency import ANY, language
from zendesk_bridge.core.mentions.match.gaps import LETTER_FOR_LETTER, LOOSELY, fits
from zendesk_bridge.core.mentions.match.index import CodedSpan, Index, in_place
from zendesk_bridge.core.mentions.match.table import TermSpan
from zendesk_bridge.core.mentions.match.terms import SHORT, Term, TermKind, as_bytes, squeeze
from zendesk_bridge.core.mentions.match.work import PLACE, Work
from zendesk_bridge.core.model import Backorder, Mention, MentionReason, MentionRefusal, NearMiss

_RANKS = {"sku": 0, "also": 1, "name": 2, "alias": 3}
_TINY, _SMALL = 4, 6  # letters and digits of a code that is easily something else
_SEAMS = 3  # characters between the parts of such a code
_STRICT = TermKind.EXACT | TermKind.ALSO
_DOUBTFUL = TermKind.NUMBER | TermKind.WORD
_CANCEL_REACH = 60  # characters before and behind
_EVERYDAY_BEHIND = re.compile(
    r"""[\s-]{0,2}(?:paper|papier|papel|format|formato|size|pages?|sheets?|seiten?|blatt|blatter|feuilles?|hojas?|folio|
    print\w*|druck\w*|ausdruck\w*|imprim\w*|scan|pdf|envelopes?|umschlage?|kuverts?|enveloppes?|road|autobahn|motorway|highway|audi)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_EVERYDAY_BEFORE = re.compile(
    r"""\b(?:colou?r:?|farbe:?|couleur:?|exit\sthe|off\sthe|along\sthe|din|iso|format|formato|audi|bmw|vw|mercedes|volvo|
    mazda|size|autobahn|motorway|hojas?|papel|papier|paper|feuilles?|blatt|blatter|seiten?)[\s-]\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_CAPITAL_BEHIND = re.compile(r" [A-Z][a-z]")
_WORD_BEFORE = re.compile(r"([A-Za-z]{2,})\W*\Z")
_WORD_BEHIND = re.compile(r"\W*([A-Za-z]{2,})")


class Spot(NamedTuple):
    """A judged place of the folded text: what one term is worth there, why it is refused or by which cue it counts."""

    start: int
    end: int
    owner: int
    term: Term
    exactness: int
    refusal: MentionRefusal | None = None
    about: str = ""


def spots(index: Index, folded: Folded, refused: list[Spot] | None = None, work: Work | None = None) -> list[Spot]:
    """Return the places that count, in order of appearance; what does not is added to ``refused``.

    Products that are not late are looked at only where they may take a place from one that is. Raises OverBudget when
    that is more ``work`` than is left.
    """
    text = folded.text
    raw = as_bytes(text)
    squeezed = squeeze(raw)
    spans = index.candidates(squeezed)
    if not spans:
        return []
    if work is not None:
        work.take(PLACE * len(spans))
    accepted: list[Spot] = []
    near: list[CodedSpan] = []
    for span, place in zip(spans, in_place(raw, squeezed, spans), strict=True):
        spot = _judged(index, text, place)
        if spot is not None and spot.refusal is None:
            accepted.append(spot)
            near.append(span)
        elif spot is not None and refused is not None:
            refused.append(spot)
    if not accepted:
        return accepted
    rivals = _rivals(index, squeezed, near)
    if work is not None:
        work.take(PLACE * len(rivals))
    known = (_judged(index, text, place) for place in in_place(raw, squeezed, rivals))
    accepted += (spot for spot in known if spot is not None and spot.refusal is None)
    return _resolved(index, accepted, refused) if len(accepted) > 1 else accepted


def _rivals(index: Index, squeezed: bytes, near: list[CodedSpan]) -> list[CodedSpan]:
    """Return the other terms that may take a place from these: those that overlap one and are not shorter than all."""
    near.sort(key=lambda span: (span[0], -span[1]))
    high, shortest = 0, len(squeezed)
    touched = bytearray(len(squeezed))
    reaches: list[tuple[int, TermSpan]] = []  # where such a term may begin, and into what it reaches
    for start, end, _ in near:
        if end > high:  # else it lies within the one before
            reaches.append((high, (start, end)))
            high, shortest = end, min(shortest, end - start)
            touched[start:end] = b"\1" * (end - start)
    seen = set(near)
    return [
        span
        for low, place in reaches
        for span in index.rivals(squeezed, low, place, shortest)
        if any(touched[span[0] : span[1]]) and span not in seen
    ]


def _judged(index: Index, text: str, place: CodedSpan) -> Spot | None:
    """Return what this place is, or None if the words only share a term's letters."""
    start, end, codes = place
    if len(codes) == 1:
        return _judge(index, text, start, end, codes[0])
    known = [spot for code in codes if (spot := _judge(index, text, start, end, code)) is not None]
    counting = [spot for spot in known if spot.refusal is None]
    if not known:
        return None
    best = min(counting or known, key=lambda spot: _order(index, spot))
    if best.exactness == LOOSELY and any(
        spot.exactness == LOOSELY and index.item(spot.owner) is not index.item(best.owner) for spot in counting
    ):
        return best._replace(refusal="ambiguous")
    return best


def _order(index: Index, spot: Spot) -> tuple[int, int, str]:
    """Return what is preferred first, whatever the order of the catalogue."""
    rank = _RANKS[spot.term.reason] + len(_RANKS) * (spot.term.text != plain(spot.term.own))
    if spot.exactness == LOOSELY:
        return 2 * len(_RANKS) + rank, 0, index.item(spot.owner).sku
    return rank, LETTER_FOR_LETTER - spot.exactness, index.item(spot.owner).sku


def _resolved(index: Index, accepted: list[Spot], refused: list[Spot] | None) -> list[Spot]:
    """Return the places that no longer term covers; of two that are equally long the leftmost stays."""
    taken: list[Spot] = []
    winners = [-1] * max(spot.end for spot in accepted)
    for spot in sorted(accepted, key=lambda spot: (spot.start - spot.end, spot.start)):
        winner = max(winners[spot.start : spot.end])
        if winner < 0:
            winners[spot.start : spot.end] = [len(taken)] * (spot.end - spot.start)
            taken.append(spot)
        elif refused is not None and index.item(spot.owner) is not index.item(taken[winner].owner):
            refused.append(spot._replace(refusal="shadowed", about=taken[winner].term.own))
    return sorted(taken, key=lambda spot: spot.start)


def _judge(index: Index, text: str, start: int, end: int, code: int) -> Spot | None:
    """Return what a term is worth here; None if the words only share its letters."""
    owner, term = index.owner_and_term(code)
    words = text[start:end]
    exactness = fits(term, words)
    if exactness is None:
        return None
    kind = term.kind
    if exactness < LETTER_FOR_LETTER and kind & _STRICT and (kind & TermKind.EXACT or exactness == LOOSELY):
        return Spot(start, end, owner, term, exactness, "spelling")
    if refusal := edges.refusal(text, start, end, term):
        return Spot(start, end, owner, term, exactness, refusal)
    if kind & TermKind.CODE and edges.is_encoded(text, start, end):
        return Spot(start, end, owner, term, exactness, "inside")
    about = ""
    if kind & TermKind.NAME or term.reason == "alias" or (exactness == LOOSELY and not kind & TermKind.NUMBER):
        refusal, about = _in_words(text, start, end, term, exactness)
    short = bool(kind & TermKind.CODE) and end - start <= _SMALL + _SEAMS
    if refusal is None and not about and (kind & _DOUBTFUL or short):
        refusal, about = _doubt(text, start, end, term, exactness, partial(index.names, owner))
    item = index.item(owner)
    if refusal is None and isinstance(item, Backorder) and (phrase := _cancelled(text, start, end, item)):
        refusal, about = "cancelled", phrase
    return Spot(start, end, owner, term, exactness, refusal, about)


def _in_words(text: str, start: int, end: int, term: Term, exactness: int) -> tuple[MentionRefusal | None, str]:
    """Return why words that people write for other reasons do not count here, or the words by which they do."""
    if term.reason != "sku" and surroundings.is_own_device(text, start):
        return "other cue", "own device"
    if term.kind & TermKind.NAME and surroundings.begins_with_a_verb(text, start, end):
        return "no cue", ""
    if term.kind & TermKind.NAME and _is_of_another(text, start, end):
        return "other cue", ""
    needed = _needed(text, start, end, term, exactness)
    if needed == names.FREE:
        return None, ""
    given, about = surroundings.evidence(text, start, end, term.own, language(text))
    if about == text[start:end] and not about.islower() and not term.kind & TermKind.NAME:
        return "no cue", ""  # nothing but its capitals speaks for a code
    prose = " " in text[start:end] or given >= names.NAMED or not edges.is_machine_made(text, start, end)
    return (None, about) if given >= needed and prose else ("no cue", "")


def _is_of_another(text: str, start: int, end: int) -> bool:
    """Tell whether a name is in a footer; or, of one word, somebody's own, a unit or a place."""
    words = text[start:end]
    if others.is_in_footer(text, start):
        return True
    if not words.isascii():
        return sum(map(str.isalnum, words)) < names.ENOUGH_CJK and others.is_place(text, end)
    return " " not in words and (others.is_somebody(text, start, end) or others.is_unit(text, start, end))


def _needed(text: str, start: int, end: int, term: Term, exactness: int) -> int:
    """Return what a name, or a code that is written with spaces, needs around it in this text."""
    words = text[start:end]
    spoken = language(text) if term.kind & TermKind.NAME or exactness == LOOSELY else ANY
    if term.kind & TermKind.NAME:
        needed = names.need(term.text, spoken)
        needed = max(needed, names.need(words, spoken)) if exactness == LOOSELY else needed
        if needed == names.FREE and surroundings.is_of_a_person(text, start, end, spoken):
            needed = names.WEAK
        if surroundings.is_about_orders(text, start, end):
            return needed
        return names.WEAK if needed == names.FREE and " " in words else needed + names.ELSEWHERE
    loose = exactness == LOOSELY and not term.kind & TermKind.NUMBER and any(map(str.isspace, words))
    return names.need_of_code(words, spoken) if loose else names.FREE


def _doubt(
    text: str, start: int, end: int, term: Term, exactness: int, called: Callable[[], Collection[str]]
) -> tuple[MentionRefusal | None, str]:
    """Return why a number, a word or a short code does not count here, or the cue by which it does."""
    if not term.kind & _DOUBTFUL:
        return _in_prose(text, start, end, term, exactness)
    said = cues.of_number(text, start, end, called) if term.kind & TermKind.NUMBER else cues.of_word(text, start, end)
    itself = term.kind & TermKind.NUMBER and numbers.speaks_for_itself(text, start, end, term.text)
    if said.says == "item" or (itself and said.word in {"", *SOFT}):
        return None, said.word or text[start:end]
    if said.says and term.kind & TermKind.NUMBER:
        return "other cue", said.word
    if not term.kind & TermKind.WORD or not _stands_out(text, start, end, term, exactness):
        return "no cue", ""
    if len(term.text) > SHORT and not _CAPITAL_BEHIND.match(text, end):
        return None, ""
    awaited = (
        cues.own_name_beside(text, start, end, called())
        or cues.awaits(text, start, end)
        or surroundings.wanted(text, start, end)
    )
    return (None, awaited) if awaited else ("no cue", "")


def _in_prose(text: str, start: int, end: int, term: Term, exactness: int) -> tuple[MentionRefusal | None, str]:
    """Return why a short code does not count among source code and logs: there, x-42 and a403 are anything."""
    letters = sum(map(str.isalnum, term.text))
    if letters <= _SMALL and cues.is_no_product(text, start):
        return "other cue", ""
    if letters > _SMALL or not edges.is_machine_made(text, start, end) or cue_places.in_url(text, start):
        return None, ""
    if letters >= _TINY and exactness == LETTER_FOR_LETTER and any(map(str.isupper, term.text)):
        return None, ""
    said = cues.of_word(text, start, end)
    return (None, said.word) if said.says == "item" and exactness != LOOSELY else ("no cue", "")


def _stands_out(text: str, start: int, end: int, term: Term, exactness: int) -> bool:
    """Tell whether a word-like SKU is written as a code: in its capitals, among words that are not."""
    if exactness < LETTER_FOR_LETTER or term.reason != "sku" or not term.text.isupper():
        return False
    if _EVERYDAY_BEHIND.match(text, end) or _EVERYDAY_BEFORE.search(text[max(0, start - 16) : start]):
        return False
    beside = (_WORD_BEFORE.search(text[max(0, start - 24) : start]), _WORD_BEHIND.match(text[end : end + 24]))
    shouted = [found[1].isupper() for found in beside if found]
    return not (shouted and all(shouted)) and not edges.is_machine_made(text, start, end)


def _cancelled(text: str, start: int, end: int, item: Backorder) -> str:
    """Return the phrase near this place that says it is no mention."""
    if not item.cancelled_by:
        return ""
    near = text[max(0, start - _CANCEL_REACH) : end + _CANCEL_REACH].lower()
    return next((phrase for phrase in item.cancelled_by if plain(phrase).lower() in near), "")


def mention(index: Index, folded: Folded, searched: str, part: str, spot: Spot) -> Mention:
    """Return a place that counts as a mention with its span in the text that was searched."""
    start, end = folded.original(spot.start, spot.end)
    term = spot.term
    reason: MentionReason = (
        term.reason if term.reason != "sku" else "squeezed" if spot.exactness == LOOSELY else "exact"
    )
    if spot.about and term.reason == "sku":
        reason = "cue"
    sku = index.item(spot.owner).sku
    return Mention(sku, part, start, end, searched[start:end], reason, term.own, spot.about)


def near_miss(index: Index, folded: Folded, searched: str, part: str, spot: Spot) -> NearMiss:
    """Return a refused place with its span in the text that was searched."""
    start, end = folded.original(spot.start, spot.end)
    sku, refusal = index.item(spot.owner).sku, spot.refusal or "spelling"
    return NearMiss(sku, part, start, end, searched[start:end], refusal, spot.term.own, spot.about)
