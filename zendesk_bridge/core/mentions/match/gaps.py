"""Whether words say a term: the same letters and digits, and between them only what people put there."""

from __future__ import annotations

import re
from functools import lru_cache

from zendesk_bridge.core.mentions.match.fold import plain
from zendesk_bridge.core.mentions.match.frequency import level
from zendesk_bridge.core.mentions.match.terms import Term, TermKind

_RUN = re.compile(r"[^\W_]+|[\W_]+")
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WRAP = r"[ \t]*+[-_./&+]?[ \t]*+\r?\n[> |\t]*+(?:[&+][ \t]*+\r?\n[> |\t]*+|[-_./&+])?[ \t]*+"
_MARKUP = r"[*_`'\"\[\]]{0,4}"
_CODE_GAP = re.compile(rf"{_MARKUP}(?:[-_./\\:+~|=]{{1,2}}| ?[-_/:~|]{{1,2}} ?| {{0,3}}|\t){_MARKUP}|{_WRAP}")
_CODE_JOINT = re.compile(r"[-_./ ]?")
_NAME_GAP = re.compile(rf"[ \t]{{0,3}}(?:[-_/&+*\"'`|.()]{{0,3}}|,)[ \t]{{0,3}}|{_WRAP}")
_PARTING = re.compile(r",|\.[ \t]")
_CELL = re.compile(r"\A\d{1,3}(?:[ ]{2,}|[ ]?[\t|;\n])|\d[A-Za-z]*(?:[ ]{2,}|[ ]?[\t|;\n][ ]?)\d{1,3}\Z")
"""A quantity in the cell or line before or behind a code: it is no part of it."""
_PRINTED = re.compile(r"\d{7,13}[\dXx]")
"""The numbers that are printed in groups on goods: EAN, UPC, ISBN."""
_GROUPS = 5  # gaps in such a number: an ISBN has four
_PARTED = 4
"""Words of a name that a comma may part: in fewer it ends the name, or a sentence goes on."""
_LONG_CODE = 10  # letters and digits of a code that may have one space more
_WORD = 3  # letters of a part that has to be a word
_NAME_JOINT = re.compile(r"[- ]?")
_HYPHENATED = re.compile(r"-\r?\n[> |\t]*+")
_THOUSANDS = frozenset(",. '")
_DIGIT_GAP = re.compile(r"[ .,'-]")

_ONE_WORD = 8
"""Letters that a name of several words needs before it may be written as one."""
_LOOSE = 5
"""Letters and digits that a code needs before it may be written loosely: with spaces, in small letters, wrapped."""

Exactness = int
LETTER_FOR_LETTER, BUT_CASE, LOOSELY = 2, 1, 0


def fits(term: Term, words: str) -> Exactness | None:
    """Return how exactly these folded words say the term; None if they do not.

    Gaps stand only at the term's own seams: where the catalogue has a separator, or letters meet digits.
    """
    if words == term.text:
        return LETTER_FOR_LETTER
    if words.lower() == term.text.lower():
        return BUT_CASE
    gaps = _gaps(words)
    if "".join(_PARTS.findall(words)).lower() != _letters(term.text):
        return None
    if term.kind & TermKind.CODE and (_spaced_out(words, gaps) or _is_printed(term.text, gaps)):
        return LOOSELY
    return LOOSELY if _gaps_fit(term, words, gaps) else None


def _gaps(words: str) -> list[tuple[int, str]]:
    """Return what stands between letters and digits, each with how many of those stand before it."""
    gaps = []
    count = 0
    for run in _RUN.findall(words):
        if run[0].isalnum():
            count += len(run)
        else:
            gaps.append((count, run))
    return gaps


def _is_printed(text: str, gaps: list[tuple[int, str]]) -> bool:
    """Tell whether an EAN or ISBN is grouped as it is printed: 978-0-13-449416-6, 4 017100 290008."""
    if not _PRINTED.fullmatch(text) or len(gaps) >= _GROUPS:
        return False
    return len({gap for _, gap in gaps}) == 1 and gaps[0][1] in {"-", " "}


def _spaced_out(words: str, gaps: list[tuple[int, str]]) -> bool:
    """Tell whether every letter and digit stands by itself: B X 4 4 1 0."""
    return len(gaps) >= _LOOSE - 1 and len(gaps) * 2 + 1 == len(words) and all(gap == " " for _, gap in gaps)


def _gaps_fit(term: Term, words: str, gaps: list[tuple[int, str]]) -> bool:
    separated, mixed = _seams(term.text)
    if term.kind & TermKind.NUMBER:
        return _grouped(words, gaps) or all(place in separated and _DIGIT_GAP.fullmatch(gap) for place, gap in gaps)
    if term.kind & TermKind.CODE or term.reason == "sku":
        if _CELL.search(words):
            return False
        once = _is_split_once(term.text, words, gaps)
        return once or (_all_fit(gaps, separated, mixed, (_CODE_GAP, _CODE_JOINT)) and _is_code(term, words, gaps))
    if any(_PARTING.search(gap) and not _may_part(term, words, place, gap) for place, gap in gaps):
        return False
    odd = [(place, gap) for place, gap in gaps if not _is_names_own(term.text, words, place, gap)]
    return _all_fit(odd, separated, mixed, (_NAME_GAP, _NAME_JOINT)) and _is_name(term, separated, gaps)


def _all_fit(
    gaps: list[tuple[int, str]],
    separated: frozenset[int],
    mixed: frozenset[int],
    allowed: tuple[re.Pattern[str], re.Pattern[str]],
) -> bool:
    """Tell whether all gaps stand at seams of the term, and are what people put at a separator, or at a joint."""
    at_separator, at_joint = allowed
    for place, gap in gaps:
        pattern = at_separator if place in separated else at_joint if place in mixed else None
        if pattern is None or not pattern.fullmatch(gap):
            return False
    return True


def _is_names_own(text: str, words: str, place: int, gap: str) -> bool:
    """Tell whether a gap is one that the name has itself, hyphenates a word, or groups the digits of a number."""
    if _HYPHENATED.fullmatch(gap) or _is_thousand(words, text, place, gap):
        return True
    own = _own_gaps(text).get(place)
    return own is not None and "\n" not in gap and "".join(gap.split()) == "".join(own.split())


def _is_split_once(text: str, words: str, gaps: list[tuple[int, str]]) -> bool:
    """Tell whether a long code is written to the letter but for one space: 6ES7 214-1AG40-0XB0."""
    own = _own_gaps(text)
    odd = [gap for place, gap in gaps if own.get(place) != gap]
    return odd == [" "] and len(_letters(text)) >= _LONG_CODE and len(gaps) == len(own) + 1 and words.isupper()


def _may_part(term: Term, words: str, place: int, gap: str) -> bool:
    """Tell whether a comma may stand here.

    The catalogue has one; or a long name's options follow, "white, 77x77 cm"; or the name is turned round as lists have
    it, "Bottle, Noble Golyor".
    """
    own = _own_gaps(term.text)
    if place in own and set(gap.strip()) & set(own[place]) & {",", "."}:
        return True
    if len(own) >= _PARTED - 1:
        return True
    turned = term.text.lower() != plain(term.own).lower()
    return turned and words[words.index(gap) + len(gap)].isupper()


def _is_thousand(words: str, term: str, place: int, gap: str) -> bool:
    """Tell whether a gap groups the digits of a number that the catalogue has in one: 20,000."""
    letters = _letters(term)
    digits = letters[place : place + 3]
    return gap in _THOUSANDS and letters[:place][-1:].isdigit() and digits.isdigit() and gap + digits in words


def _is_code(term: Term, words: str, gaps: list[tuple[int, str]]) -> bool:
    """Tell whether a loosely written code cannot be plain words: "in 10 days" is no IN-10."""
    letters = _letters(term.text)
    spaced = any(gap.isspace() for _, gap in gaps)
    if words[-1] == "s" and term.text[-1] == "S" and words[:-1].isupper():  # KTL-330s are no KTL-330-S
        return False
    if letters.isalpha() and (spaced or not gaps) and not words.isupper() and _are_words(words):  # lamps are no LAMP-S
        return False
    if len(letters) >= _LOOSE:
        return True
    # a short one may lose its separator or have another, and keeps the catalogue's capitals
    return not spaced or ("".join(_PARTS.findall(words)) == "".join(_PARTS.findall(term.text)) and "\n" not in words)


def _is_name(term: Term, separated: frozenset[int], gaps: list[tuple[int, str]]) -> bool:
    """Tell whether a name may be written with so few gaps: as one word only if that can mean nothing else."""
    there = {place for place, _ in gaps}
    return bool(separated & there) or not separated or len(_letters(term.text)) >= _ONE_WORD


def _grouped(words: str, gaps: list[tuple[int, str]]) -> bool:
    """Tell whether digits are grouped as numbers are: by the same sign, two or more to a group."""
    if len({gap for _, gap in gaps}) > 1 or not all(_DIGIT_GAP.fullmatch(gap) for _, gap in gaps):
        return False
    return all(len(part) > 1 for part in _PARTS.findall(words))


def _are_words(words: str) -> bool:
    """Tell whether people write these for other reasons: "tee wht" is nothing but a code."""
    return all(len(part) < _WORD or level(part.lower()) for part in _PARTS.findall(words))


@lru_cache(maxsize=4096)
def _own_gaps(text: str) -> dict[int, str]:
    return dict(_gaps(text))


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    return "".join(_PARTS.findall(text)).lower()


@lru_cache(maxsize=4096)
def _seams(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return where a term has separators, and where its letters meet digits or capitals."""
    separated, mixed = set(), set()
    count = 0
    for run in _RUN.findall(text):
        if not run[0].isalnum():
            separated.add(count)
            continue
        for part in _PARTS.findall(run):
            mixed |= {count + joint.start() for joint in _CAMEL.finditer(part)}
            count += len(part)
            mixed.add(count)
    return frozenset(separated), frozenset(mixed)
