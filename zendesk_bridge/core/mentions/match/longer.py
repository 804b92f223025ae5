"""Longer unknown things win: what goes on behind a joint, a slash or as the next model is another product.

WID-12-BLK is no WID-12, 6204-2RSH/C3 no 6204-2RSH, and "Galaxy S24 FE" no Galaxy S24, whether the catalogue has them or
not. "WID-12-Lieferung" and "WID-12/WID-14" still mean the WID-12.
"""

from __future__ import annotations

import re

from zendesk_bridge.core.mentions.match.frequency import level
from zendesk_bridge.core.mentions.match.words import listed

_VARIANTS = listed(
    """
    azul beige bialy bianco black blanc blanca blanche blanco blau blauw bleu blue branco braun brown bulk czarny demo
    double export gelb gold grau gray green grey gris groen gruen grun hvid jaune kit large left links long medium
    narrow natural navy negra negro nero noir noire orange pack pink preto purple rechts red refill refurbished regular
    retail right roja rojo rood rosa rosso rot rouge sample schwarz set short silver single slim small sort svart tall
    twin used verde vert vit weiss white wide wit yellow zwart
    """
)
_MODELS = listed(
    """
    4k 5g air classic deluxe digital fe gen hd hdx ii iii iv junior kids lite lte max mini mk mk2 mkii oled plus premium
    pro s se slim super ti uhd ultra v2 v3 vi vii wifi xl xr xs xt xtx xxl
    """
)
_MODELS_WITH_CAPITAL = listed("plus one series edition special limited extended signature original home go x z")
_NO_MODEL = listed(
    "ok eta asap pls plz usa uk eu us dhl ups usps gls dpd faq ps rma vat hi it is in on at to as an the and or i a "
    "btw fyi not no der die das und ist le la les el los de von im am hej oi ja si wo wie was wann bitte"
)
_PLATFORM = re.compile(
    r" (?:for|fur|pour|para|per|voor|dla) (?:mac|pc|windows|android|ios|ipad|iphone|xbox|ps\d|playstation|switch|kids|"
    r"kinder|women|men|damen|herren|babies|left[- ]handed)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r" ([A-Za-z0-9]{1,8})(?![\w'-])", re.ASCII)
_AND = re.compile(r" (?:the|an?|my|our|some|two|one|\d|die|der|das|mein|le|la|les|un|une|el|los|il|de|het|another)\b")
"""Behind "plus" where it means "and"."""
_NUMBER_NEXT = re.compile(r" \d{1,3}(?=[,.;!?)\]](?!\d)|\s(?:and|or|but|is|was|with|und|et|y|e|en|i)\b|\s{0,3}\Z)")
_RUN = re.compile(r"[A-Za-z0-9]+")
_SHORT = 4  # letters of what may be the name of a variant
_LONG_WORD = 5  # letters of a word with a capital
_REAL = 4  # how common a word is, as ``frequency.level`` counts, to be one


def by_joint(behind: str) -> bool:
    """Tell whether what follows a code's joint is more of the code, and no word about it."""
    run = _RUN.match(behind)
    if not run:
        return False
    word = run[0]
    goes_on = behind[run.end() : run.end() + 1] in {"-", "_"} and behind[run.end() + 1 : run.end() + 2].isalnum()
    if not word.isalpha() or word.lower() in _VARIANTS or (word.isupper() and len(word) > 1 and goes_on):
        return True
    if word[0].isupper() and word[1:].islower() and len(word) >= _LONG_WORD:
        return False
    return len(word) < len("the") or level(word.lower()) < _REAL


def by_slash(beside: str, code: str) -> bool:
    """Tell whether a piece beside a slash is a part of the code before or behind it, and no code of its own."""
    small = beside.lower()
    if len(beside) > _SHORT or small == "w" or _shape(beside) == _shape(code):
        return False
    return any(map(str.isdigit, beside)) or small in _MODELS or not level(small)


def _shape(code: str) -> str:
    return re.sub(r"[A-Za-z]+", "A", re.sub(r"\d+", "9", code))


def by_model(text: str, start: int, end: int) -> bool:
    """Tell whether the next word makes a name another model: "S24 FE", "RTX 4070 Ti", "MX Master 3S for Mac"."""
    words = text[start:end]
    figures = any(map(str.isdigit, words))
    if _PLATFORM.match(text, end) or (not figures and not words.islower() and _NUMBER_NEXT.match(text, end)):
        return True
    found = _NEXT.match(text, end)
    if found is None or (found[1] == "plus" and _AND.match(text, found.end())):
        return False
    return _is_model(found[1], words, numbered=figures)


def _is_model(word: str, words: str, *, numbered: bool) -> bool:
    """Tell whether a word names a model of what stands before it; in small letters only behind a number."""
    small = word.lower()
    if small in _MODELS and (numbered or word != small):
        return True
    if word == small or words.isupper() or small in _NO_MODEL:
        return False
    if small in _MODELS_WITH_CAPITAL:
        return True
    code = any(map(str.isdigit, word)) or level(small) < _REAL or small == "tv"
    return 1 < len(word) <= _SHORT and word.isupper() and not word.isdigit() and code
