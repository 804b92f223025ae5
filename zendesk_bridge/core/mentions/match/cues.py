"""Cues: the words by which a customer shows that a number, or an everyday word, is an item - or something else.

"100234" may be an order, a phone, a ZIP code. It is an item when a word such as "item", "SKU", "Artikel", "réf." or
"modelo" stands by it, when it is counted ("2 x 100234"), bought, listed under such a word, part of a product page's
URL, or when a word of the product's own name is near; and it is none when the nearest word says order, invoice, phone.
Texts come folded: without accents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from zendesk_bridge.core.mentions.match import cue_patterns as says
from zendesk_bridge.core.mentions.match.cue_words import (
    AVAILABLE,
    BESIDE_CODE,
    CONTAINERS,
    DELIVERED,
    ITEM,
    LINKS,
    NOT_GOODS,
    OTHER,
    WEAK,
)
from zendesk_bridge.core.mentions.match.words import listed

Says = Literal["item", "other", ""]

_VERBS = frozenset({"order", "commander", "pedir", "commande", "recu"})
_POSSESSIVES = listed("the my our this that der die das dem den meiner unserer meinem la le ma notre mi nuestro el")
_INSIDE = listed("in from im ins aus dans en nel nella dal w na i fra uit no ur")
_PREPOSITIONS = listed("in on from of for with aus von bei zu auf im fur dans de pour sur en del para")
_URL_ENDS = frozenset("/=?&_-")
_OF_A_CUE = listed(
    """
    are called code codes codice codigo est id is ist kod kode n name named namens nbr no nom nombre nr num number
    numero nummer sind son
    """
)
"""What may stand between "item" and its name."""
_PARTED = re.compile(r"[.!?,;)]\s*\Z|[.!?;]\s|\n")
_SHOPS = listed("store tienda magasin filiale lager warehouse")
_COLUMNS = (";", "|", "\t", ",")

_REACH = 110  # characters before and behind a place, within which a word may be its cue
_TAIL = 40  # characters right before a place
_ABOVE = 2_000  # characters of the lines above, in which the head of a table is looked for
_FAR = 9  # words between a cue and its place at most
_NEAR = 3  # words, for a cue that says little
_CJK_REACH = 12  # characters, in scripts without spaces
_ROWS = 25  # rows of a table above
_ZIP = 5  # characters before a ZIP code: ", NY "
_CELL = 4  # words of a cell in a table's head


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words around a place say it is, and which word said so."""

    says: Says
    word: str = ""


_NOTHING = Cue("")

Nearest = tuple[Cue, int]
"""A cue, and how many other words stand between it and its place."""


def of_number(text: str, start: int, end: int, names: Callable[[], Collection[str]]) -> Cue:
    """Return what the words around a number say: the nearest cue, before it or after it.

    ``names`` tells the words that the product is called by, in lower case: they are a cue where nothing else is.
    """
    if found := in_url(text, start) or _in_table(text, start):
        return found
    if found := _in_cjk(text, start):
        return found
    before, after, listed_with = sentence(text, start, end)
    ahead = _nearest_before(before)
    if says.DIGITS_OF_ZIP.fullmatch(text, start, end) and _is_zip(text, start, end, ahead):
        return Cue("other", "ZIP")
    if found := _direct(before, after, ahead):
        return found
    if (nearest := _nearest(ahead, after)).says or (nearest := _from_above(text, start)).says:
        return nearest
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
    near = says.WORDS.findall(before)[-_FAR:] + says.WORDS.findall(after)[:_FAR]
    known = names()
    if name := next((word for word in near if word in known), ""):
        return Cue("item", name)
    owned = says.OWNED.search(before[-_TAIL:])
    alone = not any(word in OTHER for word in says.WORDS.findall(text[max(0, start - _REACH) : start].lower()))
    return Cue("item", owned[0].strip()) if owned and alone else _NOTHING


def _is_zip(text: str, start: int, end: int, ahead: Nearest) -> bool:
    """Tell whether a state stands before five digits, or a city behind them and no cue right before."""
    if says.STATE.search(text[max(0, start - _ZIP) : start]):
        return True
    return bool(says.CITY.match(text, end)) and (ahead[1] > 0 or not text[start:end].isdigit())


def of_word(text: str, start: int, end: int) -> Cue:
    """Return what the words around a word-like or very short SKU say; it has to be named: "item BLUE"."""
    if found := in_url(text, start) or _in_table(text, start):
        return found
    before, after, _ = sentence(text, start, end)
    return _nearest(_nearest_before(before), after, goods=False)


def names_it(text: str, start: int, end: int) -> str:
    """Return the word right beside a place that says "item"; only what belongs to such a word may stand between."""
    before = text[max(0, start - _TAIL) : start].lower()
    if not _PARTED.search(before):
        for word in reversed(says.WORDS.findall(before)):
            if word in ITEM or word in WEAK:
                return str(word)
            if word not in _OF_A_CUE:
                break
    found = says.BEHIND.match(text[end : end + _TAIL].lower())
    return found[1] if found and found[1] in ITEM else ""


def awaits(text: str, start: int, end: int) -> str:
    """Return the words by which the customer counts, names in brackets or waits for a short code; "" if none."""
    if (text[start - 1 : start], text[end : end + 1]) in {("(", ")"), ('"', '"')}:
        return text[start - 1 : end + 1]
    before, after, _ = sentence(text, start, end)
    for found in (says.QUANTITY.search(before[-_TAIL:]), says.TIMES.match(after), says.WANTED.search(before[-_TAIL:])):
        if found:
            return found[0].strip()
    for word in says.WORDS.findall(after)[:_FAR]:
        if word in DELIVERED or word in AVAILABLE:
            return str(word)
        if word not in LINKS:
            break
    return ""


def own_name_beside(text: str, start: int, end: int, names: Collection[str]) -> str:
    """Return a word of the product's own name right beside its code, in one number or the other: "5A sticks"."""
    for found in (
        says.BESIDE_BEFORE.search(text[max(0, start - _TAIL) : start].lower()),
        says.BESIDE_BEHIND.match(text, end),
    ):
        word = found[1].lower() if found else ""
        if word and (word in names or word + "s" in names or word.removesuffix("s") in names):
            return word
    return ""


def is_no_product(text: str, start: int) -> bool:
    """Tell whether the word right before a short code says that it is a plate, a flight, a room."""
    ahead = text[max(0, start - _TAIL) : start].lower()
    words = says.WORDS.findall(ahead)
    return bool(words) and words[-1] in NOT_GOODS and not ahead.endswith(('"', "'"))


def sentence(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what of the sentence stands before and after a place, and a code that is listed with it.

    In lower case; the earlier members of a list are left out, so that the cue that began it is near.
    """
    before = text[max(0, start - _REACH) : start]
    before = before[
        max((stop.end() for stop in says.STOPS.finditer(before) if _ends(before, stop)), default=0) :
    ].lower()
    if "/n" in before:
        before = says.INITIALS.sub(r"\1\2", before)
    code = ""
    while says.LIST_JOINT.search(before[-_TAIL:]) and (member := says.LIST_MEMBER.search(before)):
        if sum(map(str.isalnum, member[1])) < _NEAR:
            break
        code = member[1] if says.CODE.match(member[1]) else code
        before = before[: member.start()]
    after = text[end : end + _REACH]
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


def in_url(text: str, start: int) -> Cue | None:
    """Return what the URL says that this place is a part of; a product's page unless a word in it says otherwise."""
    if text[start - 1 : start] not in _URL_ENDS or not start:
        return None
    found = says.URL_BEFORE.search(text[max(0, start - _REACH) : start].lower())
    if not found:
        return None
    host = says.HOST.search(found[0])
    if host and any(word in OTHER and word not in _SHOPS for word in says.WORDS.findall(host[0])):
        return Cue("other", "URL")
    path = says.HOST.sub("", found[0])
    word = next((word for word in reversed(says.WORDS.findall(path)) if word in OTHER or word in ITEM), "")
    return Cue("other", word) if word in OTHER else Cue("item", "URL")


def _direct(before: str, after: str, ahead: Nearest) -> Cue | None:
    """Return a cue that needs no distance: a unit behind, a quantity before, "is back in stock", "bought 100234"."""
    tail = before[-_TAIL:]
    if amount := _amount(tail, after):
        return Cue("other", amount)
    if says.QUANTITY_END.search(tail[-_FAR:]) and (quantity := says.QUANTITY.search(tail)):
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


def _nearest(ahead: Nearest, after: str, *, goods: bool = True) -> Cue:
    before, distance = ahead
    behind, gap = _nearest_behind(after, goods=goods)
    return behind if behind.says and (not before.says or gap < distance) else before


def _nearest_before(before: str) -> Nearest:
    """Return the nearest cue before, and how many other words stand between; one of another number is none."""
    words = says.WORDS.findall(before[_barrier(before) :])
    far = _FAR if says.SAYS_NOW.search(before[-_TAIL:]) else _NEAR
    distance = 0
    for index in range(len(words) - 1, -1, -1):
        found = _class(words, index)
        if found == "other" and distance == 0 and index < len(words) - 1 and (item := _whose(words, index)):
            return Cue("item", item), distance
        if found:
            return Cue(found, words[index]), distance
        distance += words[index] not in LINKS
        if distance > far:
            break
    return _NOTHING, _FAR + 1


def _barrier(before: str) -> int:
    """Return where the last other number ends that has a cue of its own."""
    return max((number.end() for number in says.OTHER_NUMBER.finditer(before)), default=0)


def _nearest_behind(after: str, *, goods: bool) -> Nearest:
    """Return the nearest cue behind, and how many other words stand between; it needs a link to count as an item.

    With ``goods``, what is said of goods alone is a cue: "in stock".
    """
    distance = 0
    for index, word in enumerate(words := says.WORDS.findall(after)[: _FAR + _NEAR]):
        found = _class(words, index)
        if goods and (word in AVAILABLE or _is_inside(words, index)):
            return Cue("item", word), distance
        if distance <= 1 and (found == "other" or (found == "item" and says.LINKED.match(after))):
            return Cue(found, word), distance
        if found == "other":
            break
        distance += word not in LINKS
        if distance > _NEAR + 1:
            break
    return _NOTHING, _FAR + 1


def _is_inside(words: list[str], index: int) -> bool:
    """Tell whether words behind a number say what it is missing from or came in: "in my order", "nel pacco"."""
    return words[index] in CONTAINERS and any(word in _INSIDE for word in words[max(0, index - 2) : index])


def _class(words: list[str], index: int) -> Says:
    """Return what one word says. A weak one says what the words beside it say: a promo code, an order reference."""
    word = words[index]
    if word in OTHER or word == "$":
        verb = word in _VERBS and says.ORDER_VERB.search(" ".join(words[max(0, index - 3) : index + 1]))
        return "" if verb else "other"
    if word in WEAK:
        beside = words[max(0, index - 4) : index]
        about = beside + words[index + 1 : index + 5]
        other = any(near in OTHER for near in about) or any(near in BESIDE_CODE for near in beside)
        return "other" if other else "item"
    return "item" if word in ITEM else ""


def _whose(words: list[str], index: int) -> str:
    """Return the item word that "in my order" belongs to: "the item number in my order is 100234"."""
    if words[index] not in CONTAINERS:
        return ""
    place = index - 1
    while place >= 0 and words[place] in _POSSESSIVES:
        place -= 1
    if place < 1 or words[place] not in _PREPOSITIONS:
        return ""
    return next((word for word in reversed(words[max(0, place - 4) : place]) if word in ITEM), "")


def _in_table(text: str, start: int) -> Cue | None:
    """Return what the header says of the column that this place stands in."""
    low = _line_start(text, start)
    separator = next((separator for separator in _COLUMNS if separator in _row(text, low)), "") if low else ""
    if not separator:
        return None
    line = text[low:start]
    for row in reversed(text[max(0, low - _ABOVE) : low - 1].split("\n")[-_ROWS:]):
        if separator not in row:
            return None
        if not any(map(str.isdigit, row)) and any(map(str.isalpha, row)):
            return _column(row, separator, line.count(separator))
    return None


def _line_start(text: str, start: int) -> int:
    """Return where the line of a place begins; 0 for the first line, and for one that is too long for a row."""
    return text.rfind("\n", max(0, start - _ABOVE), start) + 1


def _row(text: str, low: int) -> str:
    """Return the line that begins at ``low``."""
    high = text.find("\n", low, low + _ABOVE)
    return text[low : high if high >= 0 else low + _ABOVE]


def _column(row: str, separator: str, number: int) -> Cue | None:
    """Return what a table's header says about a column."""
    cells = row.lower().split(separator)
    if any(len(cell.split()) > _CELL for cell in cells):  # prose, with commas
        return None
    words = says.WORDS.findall(cells[number]) if number < len(cells) else []
    found = next((found for index in range(len(words)) if (found := _class(words, index))), None)
    return Cue(found, cells[number].strip()) if found else None


def _from_above(text: str, start: int) -> Cue:
    """Return the cue that begins a list of which this line is a member."""
    low = _line_start(text, start)
    if not low or not says.ROW_START.match(text[low:start]):
        return _NOTHING
    for row in reversed(text[max(0, low - _ABOVE) : low - 1].split("\n")[-_ROWS:]):
        if row.strip() and not says.ROW.match(row):
            head, distance = _nearest_before(row.rstrip(" :\r").lower())
            return head if distance <= _NEAR else _NOTHING
    return _NOTHING
