"""The nearest word that says whether a number is an item, or something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zendesk_bridge.core.mentions.match import cue_patterns as says
from zendesk_bridge.core.mentions.match.cue_words import AVAILABLE, BESIDE_CODE, CONTAINERS, ITEM, LINKS, OTHER, WEAK
from zendesk_bridge.core.mentions.match.words import listed

Says = Literal["item", "other", ""]

_VERBS = frozenset({"order", "commander", "pedir", "commande", "recu"})
_POSSESSIVES = listed("the my our this that der die das dem den meiner unserer meinem la le ma notre mi nuestro el")
_INSIDE = listed("in from im ins aus dans en nel nella dal w na i fra uit no ur")
_PREPOSITIONS = listed("in on from of for with aus von bei zu auf im fur dans de pour sur en del para")

TAIL = 40  # characters right before a place
FAR = 9  # words between a cue and its place at most
NEAR = 3  # words, for a cue that says little


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words around a place say it is, and which word said so."""

    says: Says
    word: str = ""


NOTHING = Cue("")

Nearest = tuple[Cue, int]
"""A cue, and how many other words stand between it and its place."""


def nearest(ahead: Nearest, after: str, *, goods: bool = True) -> Cue:
    """Return the nearer of the cue before and the one behind; with ``goods``, also what is said of goods alone."""
    before, distance = ahead
    behind, gap = _nearest_behind(after, goods=goods)
    return behind if behind.says and (not before.says or gap < distance) else before


def nearest_before(before: str) -> Nearest:
    """Return the nearest cue before, and how many other words stand between; one of another number is none."""
    words = says.WORDS.findall(before[_barrier(before) :])
    far = FAR if says.SAYS_NOW.search(before[-TAIL:]) else NEAR
    distance = 0
    for index in range(len(words) - 1, -1, -1):
        found = said_by(words, index)
        if found == "other" and distance == 0 and index < len(words) - 1 and (item := _whose(words, index)):
            return Cue("item", item), distance
        if found:
            return Cue(found, words[index]), distance
        distance += words[index] not in LINKS
        if distance > far:
            break
    return NOTHING, FAR + 1


def _barrier(before: str) -> int:
    """Return where the last other number ends that has a cue of its own."""
    return max((number.end() for number in says.OTHER_NUMBER.finditer(before)), default=0)


def _nearest_behind(after: str, *, goods: bool) -> Nearest:
    """Return the nearest cue behind, and how many other words stand between; it needs a link to count as an item.

    With ``goods``, what is said of goods alone is a cue: "in stock".
    """
    distance = 0
    for index, word in enumerate(words := says.WORDS.findall(after)[: FAR + NEAR]):
        found = said_by(words, index)
        if goods and (word in AVAILABLE or _is_inside(words, index)):
            return Cue("item", word), distance
        if distance <= 1 and (found == "other" or (found == "item" and says.LINKED.match(after))):
            return Cue(found, word), distance
        if found == "other":
            break
        distance += word not in LINKS
        if distance > NEAR + 1:
            break
    return NOTHING, FAR + 1


def _is_inside(words: list[str], index: int) -> bool:
    """Tell whether words behind a number say what it is missing from or came in: "in my order", "nel pacco"."""
    return words[index] in CONTAINERS and any(word in _INSIDE for word in words[max(0, index - 2) : index])


def said_by(words: list[str], index: int) -> Says:
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
