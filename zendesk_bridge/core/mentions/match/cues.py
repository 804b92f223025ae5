"""Cues: the words by which a customer shows that a number, or an everyday word, is an item - or something else.

"100234" may be an order, a phone, a ZIP code. It is an item when a word such as "item", "SKU", "Artikel", "réf." or
"modelo" stands by it, when it is counted ("2 x 100234"), bought, listed under such a word, part of a product page's
URL, or when a word of the product's own name is near; and it is none when the nearest word says order, invoice, phone.
Texts come folded: without accents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from zendesk_bridge.core.mentions.match import cue_patterns as says
from zendesk_bridge.core.mentions.match.cue_nearest import (
    FAR,
    NOTHING,
    TAIL,
    Cue,
    Nearest,
    nearest,
    nearest_before,
)
from zendesk_bridge.core.mentions.match.cue_places import REACH, from_above, in_table, in_url
from zendesk_bridge.core.mentions.match.cue_words import AVAILABLE, DELIVERED, ITEM, LINKS, NOT_GOODS, OTHER, WEAK
from zendesk_bridge.core.mentions.match.words import listed

_OF_A_CUE = listed(
    """
    are called code codes codice codigo est id is ist kod kode n name named namens nbr no nom nombre nr num number
    numero nummer sind son
    """
)
"""What may stand between "item" and its name."""
_PARTED = re.compile(r"[.!?,;)]\s*\Z|[.!?;]\s|\n")

_CJK_REACH = 12  # characters, in scripts without spaces
_ZIP = 5  # characters before a ZIP code: ", NY "
_MEMBER = 3  # letters and digits of a code that is listed


def of_number(text: str, start: int, end: int, names: Callable[[], Collection[str]]) -> Cue:
    """Return what the words around a number say: the nearest cue, before it or after it.

    ``names`` tells the words that the product is called by, in lower case: they are a cue where nothing else is.
    """
    if found := in_url(text, start) or in_table(text, start):
        return found
    if found := _in_cjk(text, start):
        return found
    before, after, listed_with = sentence(text, start, end)
    ahead = nearest_before(before)
    if says.DIGITS_OF_ZIP.fullmatch(text, start, end) and _is_zip(text, start, end, ahead):
        return Cue("other", "ZIP")
    if found := _direct(before, after, ahead):
        return found
    if (found := nearest(ahead, after)).says or (found := from_above(text, start)).says:
        return found
    return Cue("item", listed_with) if listed_with else _by_name(text, start, before, after, names)


def _in_cjk(text: str, start: int) -> Cue | None:
    """Return what a word of a script without spaces says right before a number."""
    before = text[max(0, start - _CJK_REACH) : start]
    if before.isascii():
        return None
    for says_what, pattern in (("item", says.CJK_ITEM), ("other", says.CJK_OTHER)):
        if found := pattern.search(before):
            return Cue("item" if says_what == "item" else "other", found[0].strip())
    return None


def _by_name(text: str, start: int, before: str, after: str, names: Callable[[], Collection[str]]) -> Cue:
    """Return a word of the product's own name as the cue, or an article: people say "my 100234" of a thing."""
    near = says.WORDS.findall(before)[-FAR:] + says.WORDS.findall(after)[:FAR]
    known = names()
    if name := next((word for word in near if word in known), ""):
        return Cue("item", name)
    owned = says.OWNED.search(before[-TAIL:])
    alone = not any(word in OTHER for word in says.WORDS.findall(text[max(0, start - REACH) : start].lower()))
    return Cue("item", owned[0].strip()) if owned and alone else NOTHING


def _is_zip(text: str, start: int, end: int, ahead: Nearest) -> bool:
    """Tell whether a state stands before five digits, or a city behind them and no cue right before."""
    if says.STATE.search(text[max(0, start - _ZIP) : start]):
        return True
    return bool(says.CITY.match(text, end)) and (ahead[1] > 0 or not text[start:end].isdigit())


def of_word(text: str, start: int, end: int) -> Cue:
    """Return what the words around a word-like or very short SKU say; it has to be named: "item BLUE"."""
    if found := in_url(text, start) or in_table(text, start):
        return found
    before, after, _ = sentence(text, start, end)
    return nearest(nearest_before(before), after, goods=False)


def names_it(text: str, start: int, end: int) -> str:
    """Return the word right beside a place that says "item"; only what belongs to such a word may stand between."""
    before = text[max(0, start - TAIL) : start].lower()
    if not _PARTED.search(before):
        for word in reversed(says.WORDS.findall(before)):
            if word in ITEM or word in WEAK:
                return str(word)
            if word not in _OF_A_CUE:
                break
    found = says.BEHIND.match(text[end : end + TAIL].lower())
    return found[1] if found and found[1] in ITEM else ""


def awaits(text: str, start: int, end: int) -> str:
    """Return the words by which the customer counts, names in brackets or waits for a short code; "" if none."""
    if (text[start - 1 : start], text[end : end + 1]) in {("(", ")"), ('"', '"')}:
        return text[start - 1 : end + 1]
    before, after, _ = sentence(text, start, end)
    for found in (says.QUANTITY.search(before[-TAIL:]), says.TIMES.match(after), says.WANTED.search(before[-TAIL:])):
        if found:
            return found[0].strip()
    for word in says.WORDS.findall(after)[:FAR]:
        if word in DELIVERED or word in AVAILABLE:
            return str(word)
        if word not in LINKS:
            break
    return ""


def own_name_beside(text: str, start: int, end: int, names: Collection[str]) -> str:
    """Return a word of the product's own name right beside its code, in one number or the other: "5A sticks"."""
    for found in (
        says.BESIDE_BEFORE.search(text[max(0, start - TAIL) : start].lower()),
        says.BESIDE_BEHIND.match(text, end),
    ):
        word = found[1].lower() if found else ""
        if word and (word in names or word + "s" in names or word.removesuffix("s") in names):
            return word
    return ""


def is_no_product(text: str, start: int) -> bool:
    """Tell whether the word right before a short code says that it is a plate, a flight, a room."""
    ahead = text[max(0, start - TAIL) : start].lower()
    words = says.WORDS.findall(ahead)
    return bool(words) and words[-1] in NOT_GOODS and not ahead.endswith(('"', "'"))


def sentence(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what of the sentence stands before and after a place, and a code that is listed with it.

    In lower case; the earlier members of a list are left out, so that the cue that began it is near.
    """
    before = text[max(0, start - REACH) : start]
    before = before[
        max((stop.end() for stop in says.STOPS.finditer(before) if _ends(before, stop)), default=0) :
    ].lower()
    if "/n" in before:
        before = says.INITIALS.sub(r"\1\2", before)
    code = ""
    while says.LIST_JOINT.search(before[-TAIL:]) and (member := says.LIST_MEMBER.search(before)):
        if sum(map(str.isalnum, member[1])) < _MEMBER:
            break
        code = member[1] if says.CODE.match(member[1]) else code
        before = before[: member.start()]
    after = text[end : end + REACH]
    stops = (stop.start() for stop in says.STOPS.finditer(after) if _ends(after, stop))
    after = after[: next(stops, None)].lower()
    listed_ahead = says.LIST_AHEAD.match(after)
    return before, after[listed_ahead.end() :] if listed_ahead else after, code


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Tell whether a sentence ends here, and not an abbreviation: after that, no capital follows."""
    if stop[0] != ".":
        return True
    place = stop.start()
    return text[place + 1 :].lstrip()[:1].isupper() and not says.ABBREVIATION.search(text[max(0, place - 4) : place])


def _direct(before: str, after: str, ahead: Nearest) -> Cue | None:
    """Return a cue that needs no distance: a unit behind, a quantity before, "is back in stock", "bought 100234"."""
    tail = before[-TAIL:]
    if amount := _amount(tail, after):
        return Cue("other", amount)
    if says.QUANTITY_END.search(tail[-FAR:]) and (quantity := says.QUANTITY.search(tail)):
        return Cue("item", quantity[0].strip())
    if ahead[0].says == "other" and ahead[1] == 0:
        return None
    for pattern in (says.IS_ITEM, says.DIRECTLY_ITEM):
        if found := pattern.match(after):
            return Cue("item", found[0].strip(" \"'*,()-"))
    verb = says.WANTED.search(tail) or says.KIT.search(tail)
    return Cue("item", verb[0].strip()) if verb else None


def _amount(before: str, after: str) -> str:
    """Return what makes a number an amount or a measure: a unit, "about", the other side of a board; "" if nothing."""
    found = says.AMOUNT.match(after) or says.SIZE_BEHIND.match(after)
    found = found or says.ABOUT.search(before) or says.SIZE_BEFORE.search(before)
    return found[0].strip() if found else ""
