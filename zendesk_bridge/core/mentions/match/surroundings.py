"""What stands around a name: how much of it says that a product is meant."""

from __future__ import annotations

from functools import lru_cache

from zendesk_bridge.core.mentions.match import cue_patterns as says
from zendesk_bridge.core.mentions.match import cues
from zendesk_bridge.core.mentions.match import name_patterns as near
from zendesk_bridge.core.mentions.match.cue_words import (
    ASKING,
    AVAILABLE,
    CONTAINERS,
    DELIVERED,
    ORDERS,
    SHOPPING,
    TROUBLE,
)
from zendesk_bridge.core.mentions.match.fold import plain
from zendesk_bridge.core.mentions.match.frequency import EVERYDAY, SELDOM, is_known, level
from zendesk_bridge.core.mentions.match.names import CJK, NAMED, STRONG, SURE, WEAK

_REACH, _TAIL, _NEAR = 80, 48, 4
"""Characters that are looked at: of the sentence, of what leads up to a name, right before it."""
_CLOSE = 40
"""How near a single word needs what says that it is goods."""
_BETWEEN = 2
"""Other words that may stand between a name and the word by which it is awaited."""
_SHORT, _WORDS_EACH, _AROUND = 240, 70, 120
"""A longer text about an order has a word of it in so many."""
_SHORT_TEXT, _NOTHING_ELSE, _SIGNS = 80, 12, 4  # characters: of a short text, and beside its only word or code
_QUOTES = frozenset("\"'`\x1f")
_BULLET = "\x1f"
_HIRAGANA = ("\u3040", "\u30a0")
_CAPITAL_NOUNS = frozenset({"de"})
"""Languages that write every noun with a capital."""


def is_about_orders(text: str, start: int, end: int) -> bool:
    """Tell whether a text is short, or has the words of a shop's customers in it: again and again, or near a place.

    What a text is about stands at its beginning: there, words of trouble with a thing do as well.
    """
    if len(text) <= _SHORT or _is_of_a_shop(text):
        return True
    words = says.WORDS.findall(text[max(0, start - _AROUND) : end + _AROUND].lower())
    return len({word for word in words if word in ORDERS or (start < _SHORT and word in TROUBLE)}) > 1


@lru_cache(maxsize=4)
def _is_of_a_shop(text: str) -> bool:
    words = says.WORDS.findall(text.lower())
    return sum(map(ORDERS.__contains__, words)) * _WORDS_EACH >= len(words)


def evidence(text: str, start: int, end: int, own: str, spoken: str) -> tuple[int, str]:
    """Return how much says that a name is the product, in the steps of ``names``, and the words that say it."""
    before, after, words = text[max(0, start - _REACH) : start], text[end : end + _REACH], text[start:end]
    if (quoted := _quoted(before, after, words)) and (said := _said_by_quotes(text, start, end)):
        return said, quoted
    if cue := cues.names_it(text, start, end):
        return NAMED, cue
    if in_cjk := _in_cjk(before, after, own):
        return (STRONG if any(sign >= CJK for sign in own) or words.islower() else SURE), in_cjk
    if any(sign >= CJK for sign in own):
        return 0, ""
    return _said_by_words(text, start, end, own, spoken)


def _said_by_quotes(text: str, start: int, end: int) -> int:
    """Return what it says that a name is quoted; nothing of one small word, unless it is spoken of as goods."""
    if text[start:end].islower() and " " not in text[start:end]:
        return STRONG * bool(wanted(text, start - 1, end + 1) or _awaited(text, end + 1))
    return NAMED if is_about_orders(text, start, end) else STRONG


def _said_by_words(text: str, start: int, end: int, own: str, spoken: str) -> tuple[int, str]:
    """Return what the words of the sentence and the name's own capitals say."""
    before, after, words = text[max(0, start - _REACH) : start], text[end : end + _REACH], text[start:end]
    single = " " not in words
    capitals = _capitals(text, start, end, own, spoken)
    beside = wanted(text, start, end) or _awaited(text, end)
    said = STRONG * bool(beside) + capitals + _said_by_place(text, before, after, words)
    if near.OWNED.search(before[-_TAIL:].lower()):
        said += bool(capitals or beside or not single)
    if beside:
        return said, beside
    if (words.islower() or (single and spoken in _CAPITAL_NOUNS)) and near.INDEFINITE.search(before[-_TAIL:]):
        said -= 1
    context = _in_sentence(*_close(before, after)) if single else _in_sentence(before, after)
    if not single:
        said += _said_by_order(before, after, capitals, as_written=words == plain(own) or words.count(" ") > 1)
    said -= is_of_a_person(text, start, end, spoken) + (single and bool(near.WITHIN.search(before[-_TAIL:].lower())))
    said += bool(context) + bool((capitals or not single) and near.HAVE.search(before[-_TAIL:].lower()))
    return said - (single and words.islower() and not own.islower()), context or words


def is_own_device(text: str, start: int) -> bool:
    """Tell whether a customer only says what they write with: "I'm writing from my iPhone 15"."""
    return bool(near.WRITTEN_WITH.search(text[max(0, start - _REACH) : start].lower()))


def begins_with_a_verb(text: str, start: int, end: int) -> bool:
    """Tell whether somebody is asked to do what the first word of a name says: "can you switch OLED ..."."""
    first = text[start:end].split(maxsplit=1)[0]
    if not first.islower() or level(first) <= SELDOM:
        return False
    return bool(near.AS_VERB.search(text[max(0, start - _TAIL) : start].lower()))


def _quoted(before: str, after: str, words: str) -> str:
    """Return a name with its quotation marks; a bullet or an emoji is one only around the scripts that fold to it."""
    if before.endswith('" ') and after.startswith(' "'):  # as French sets them
        before, after = before[:-1], after[1:]
    sign = before[-1:]
    if (sign, after[:1]) == ("[", "]"):
        return f"[{words}]"
    if sign not in _QUOTES or (len(before) > 1 and before[-2].isalnum()) or (sign == _BULLET and words.isascii()):
        return ""
    closing = after.lstrip(".,!?")[:1]
    return f"{sign}{words}{sign}" if closing == sign else ""


def _in_cjk(before: str, after: str, own: str) -> str:
    """Return the word of a shop near a name in a script without spaces; a name in kana has to be the subject there."""
    if _HIRAGANA[0] <= own[:1] < _HIRAGANA[1] and after[:1] not in near.CJK_PARTICLES:
        return ""
    found = near.CJK_SHOPPING.search(after[:_TAIL]) or near.CJK_SHOPPING.search(before[-_TAIL:])
    return found[0] if found else ""


def wanted(text: str, start: int, end: int) -> str:
    """Return the words right before by which a customer has, wants or misses a thing, or a code listed with it."""
    ahead = text[max(0, start - _TAIL) : start]
    article = near.ARTICLE.search(ahead)
    before, _, code = cues.sentence(text, start - len(article[0]) if article else start, end)
    tail = before[-_TAIL:]
    for lead in dict.fromkeys((tail, tail + article[0].lower() if article else tail)):  # "de" is no article in French
        for pattern in (near.BOUGHT, near.WAITING, near.ABOUT, near.WHERE):
            if found := pattern.search(lead):
                return found[0].strip()
    single = " " not in text[start:end] and text[start:end].islower()
    if not single and (count := near.COUNTED.search(tail)):
        return count[0].strip()
    if says.QUANTITY_END.search(tail[-9:]) and (quantity := says.QUANTITY.search(tail)):
        return quantity[0].strip()
    if " " in text[start:end] and near.IT_IS.search(ahead.lower()) and near.SENTENCE_ENDS.match(text, end):
        return "it is"
    return code


def _awaited(text: str, end: int) -> str:
    """Return the words right behind by which a customer has, wants, misses or counts a thing."""
    joined = near.JOINED.match(text, end)
    after = text[joined.end() if joined else end : end + _REACH]
    stop = says.STOPS.search(after)
    after = after[: stop.start() if stop else _REACH].lower()
    for pattern in (says.TIMES, near.NOT_HERE, near.I_GOT, near.ASKED, near.LISTED):
        if found := pattern.match(after):
            return found[0].strip()
    return _awaited_behind(after)


def _awaited_behind(after: str) -> str:
    """Return the word close behind by which a thing is awaited, or is in a parcel."""
    words = says.WORDS.findall(after[:_TAIL])
    distance = 0
    for at, word in enumerate(words):
        if word in near.CLAUSES:
            break
        if word in DELIVERED or word in AVAILABLE or word in near.AWAITED:
            return str(word)
        if word in CONTAINERS and any(beside in near.INSIDE for beside in words[max(0, at - 2) : at]):
            return str(word)
        distance += word not in near.BETWEEN and word not in near.ARTICLES
        if distance > _BETWEEN:
            break
    return ""


def _close(before: str, after: str) -> tuple[str, str]:
    """Return the few words beside a single one, on its side of a bracket: what is further away is not said of it."""
    ahead, behind = before[-_CLOSE:].rpartition("(")[2].rpartition(")")[2], after[:_CLOSE].partition(")")[0]
    return ahead, behind.partition("(")[0]


def _said_by_order(before: str, after: str, capitals: int, *, as_written: bool) -> int:
    """Return what it says that several words stand together as the catalogue has them, and something is asked."""
    return (bool(_in_sentence(before, after, ASKING)) + (capitals > 0)) * as_written


def _in_sentence(before: str, after: str, known: frozenset[str] = SHOPPING | TROUBLE) -> str:
    """Return a word of the same sentence that customers of a shop write."""
    low = max((stop.end() for stop in says.STOPS.finditer(before)), default=0)
    stop = says.STOPS.search(after)
    sentence = before[low:] + " " + (after[: stop.end()] if stop else after)
    return next((word for word in says.WORDS.findall(sentence.lower()) if word in known), "")


def _said_by_place(text: str, before: str, after: str, words: str) -> int:
    """Return what it says that a name is all there is, is asked for, or begins a line that says little more."""
    more = len(text) - len(words) if len(text) > _REACH + len(words) else len(text.strip()) - len(words)
    said = STRONG * (more <= (_NOTHING_ELSE if " " in words else _SIGNS))
    said += bool(near.QUESTION_BEHIND.match(after) and near.QUESTION_BEFORE.search(before))
    if near.LINE_START.search(before) and near.LINE_END.match(after):
        said += len(text) < _SHORT_TEXT or bool(_in_sentence("", after[:_TAIL].lstrip(" .!?:,-")))
    return said


def _capitals(text: str, start: int, end: int, own: str, spoken: str) -> int:
    """Return what it says that a name has capitals where language and place ask for none; more for inner ones."""
    words = text[start:end].split()
    if _is_shouted(text, start, end):
        return 0
    if inner := next((found for word in words if word in own and (found := near.INNER_CAPITALS.search(word))), None):
        return WEAK if own.isupper() else STRONG if inner[0].isupper() else SURE
    words = [word for word in words if not any(map(str.isdigit, word))] or words
    capitals = sum(word[:1].isupper() for word in words)
    nouns = spoken in _CAPITAL_NOUNS and any(is_known(word.lower(), spoken) for word in words)
    if not capitals or (nouns and (capitals == 1 or capitals < len(words))):
        return 0
    if _is_a_person(text, start, end) or (
        own[:1].isalpha() and not own.islower() and own[:1].isupper() != words[0][:1].isupper()
    ):
        return 0
    begins = bool(near.SENTENCE_STARTS.search(text[max(0, start - _NEAR) : start]))
    return int(not begins or (capitals > 1 and not nouns))


def is_of_a_person(text: str, start: int, end: int, spoken: str) -> bool:
    """Tell whether a single word with a capital has others beside it: a first name, or a surname."""
    words = text[start:end]
    single = " " not in words and words[:1].isupper() and not words.isupper()
    return single and spoken not in _CAPITAL_NOUNS and _is_a_person(text, start, end)


def _is_a_person(text: str, start: int, end: int) -> bool:
    """Tell whether more words with capitals stand beside, as in a person's or a place's longer name."""
    if near.SURNAME.match(text, end):
        return True
    first = near.FIRST_NAME.search(text[max(0, start - _TAIL) : start])
    return first is not None and not text[start].isdigit() and level(first[1].lower()) < EVERYDAY


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Tell whether the words beside are all in capitals, too."""
    if not text[start:end].isupper():
        return False
    beside = (near.WORD_BEFORE.search(text[max(0, start - _TAIL) : start]), near.WORD_BEHIND.match(text, end))
    known = [found[1].isupper() for found in beside if found]
    return not known or any(known)
