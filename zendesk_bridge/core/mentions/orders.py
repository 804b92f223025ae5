"""A customer's words -> the numbers of the orders that they name, as the shop writes them.

A wrong number would put one customer's ticket into the proof of another's order, so a place counts only where a word
says that it is an order, or where it is written as shops write them: ``#10482``. What could be a phone number, a
tracking number, a day, a quantity, or an item is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from zendesk_bridge.core.mentions.match.words import listed
from zendesk_bridge.core.mentions.text import customer_words
from zendesk_bridge.core.model import Words

MOST: Final = 20
"""So many orders are remembered of one text: who pastes a list of hundreds asks about none of them."""

_DIGITS = 12
"""A number of more digits is a card's, a parcel's or a barcode."""

_AFTER_HASH, _AMONG_LETTERS, _NUMBERED_DIGITS, _ALONE = 2, 3, 4, 5
"""How many digits a number has at least: "order #52", "order no. SO-104", "order no. 1042", "my order 10482"."""

_NOUN = r"""
    (?:re-?|back-?|pre-?)?orders? | purchase\ orders?
  | bestell(?:ung(?:en|s)?)? | auftrags? | auftrage
  | commandes? | pedidos? | ordenes | bestel(?:ling(?:en|s)?)? | ordin[ei] | encomendas?
"""
_NUMBER = r"(?:numbers?|no|nos|num|nr|nrs|nbr|id|ids|ref|reference|nummern?|numero|numeros|nummers?|n)"
_LINK = r"(?:is|are|was|ist|lautet|est|es|e|de|der|die|mit|met|with|mi|my|der|the|with|under|unter|sous|con|com|col)"
_CODE = r"(?P<hash>\#[ ]?)?(?P<code>[A-Za-z]{0,6}-?[0-9][0-9A-Za-z]*(?:-[0-9A-Za-z]+){0,3})"
_SAID = re.compile(
    rf"""
    (?<![\w#-]) (?P<noun>{_NOUN})
    (?P<word> (?:-\s?)? {_NUMBER} \b )? (?P<dot> [.:°º]? )
    (?P<between> (?: [ \t]{{1,3}} (?:{_NUMBER}|{_LINK}) \b [.:°º]? ){{0,4}} )
    (?P<gap> [ \t]{{0,3}} [:=(\[]? [ \t]{{0,3}} ) {_CODE}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NEXT = re.compile(
    rf"(?:[ \t]{{0,3}}(?:,|;|&|/|\+|\b(?:and|und|et|y|e|en|or)\b)){{1,2}}[ \t]{{0,3}}{_CODE}", re.IGNORECASE
)
_BARE = re.compile(r"(?<![\w#&/.-])#(?P<code>[0-9]{4,9})(?![\w-]|[.,]\d)")
_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)[.:]?[ \t]*(?:\b(?:number|no|nr|id)\b[.:]?)?[ \t]*\Z", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:to|can|could|may|please|want|we|i|you|they|re|ll|did|cannot|je|on|nous|he|hemos|ha|han|has|not|just|always)"
    r"[ \t]+\Z",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"\b{_NUMBER}\b", re.IGNORECASE)
_NEAR = 40  # characters before a place
_AMOUNT = re.compile(
    r"[ \t]?(?:[%€$£°]|x\b|of\b|(?:pcs?|pieces?|units?|items?|boxes|st(?:ue|u)?ck|eur|euros?|usd|gbp|dollars?|kg|g|oz"
    r"|ml|cm|mm|weeks?|days?|months?|tage?n?|wochen?|jours?|semaines?|dias|semanas)\b)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{2,4}|(?:19|20)\d\d")
_PHONE = re.compile(r"\d{3}-\d{3}-\d{4}|\d{3}-\d{4}|00\d{8,}")
_MARKETPLACE = re.compile(r"\d{3}-\d{7}-\d{7}")
_GOES_ON = re.compile(r"[\w@#]|[-/.,]\w")

_OURS = listed(
    """
    ticket tickets case cases incident request anfrage vorgang issue invoice invoices rechnung facture factura factuur
    tracking sendung paket item items sku skus article artikel modele model part ref product produkt produit producto
    room apt apartment suite unit customer kunde client cliente klant account konto return returns rma retoure ral
    color colour farbe size grosse page chapter step question number channel
    """
)
"""Words before ``#4711`` that say what it is, and that it is no order."""


def _nothing(_code: str) -> bool:
    return False


def order_numbers(texts: Iterable[Words], is_product: Callable[[str], bool] = _nothing) -> tuple[str, ...]:
    """Return the orders that these words name, each once, in the order of their appearance; without ``#``, in capitals.

    ``is_product`` tells what the shop calls a product by: customers write that where they are asked for the order.
    """
    found: dict[str, None] = {}
    for words in texts:
        for code in _named(_folded(customer_words(words))):
            if not is_product(code):
                found.setdefault(code.upper())
            if len(found) == MOST:
                return tuple(found)
    return tuple(found)


def order_number(text: str) -> str:
    """Return an order's number as it is remembered, from how a person writes it."""
    return _folded(text).strip().removeprefix("#").strip().upper()


def _folded(text: str) -> str:
    """Return the text without accents and with plain digits; it may be of another length."""
    if text.isascii():
        return text
    parted = unicodedata.normalize("NFKD", text)
    return "".join(each for each in parted if not unicodedata.combining(each))


def _named(text: str) -> Iterator[str]:
    for found in _SAID.finditer(text):
        verb = _VERB.search(text[max(0, found.start() - _NEAR) : found.start()])
        numbered = bool(found["word"] or found["hash"] or _NUMBERED.search(found["between"]))
        if (numbered or not verb) and _is_order(found, text, numbered=numbered):
            yield found["code"]
            yield from _others(text, found)
    for bare in _BARE.finditer(text):
        before = _BEFORE.search(text[max(0, bare.start() - _NEAR) : bare.start()])
        if not (before and before["word"].lower() in _OURS):
            yield bare["code"]


def _others(text: str, first: re.Match[str]) -> Iterator[str]:
    """Yield the members of a list that the first number began: "orders 10482, 10483 and 10484"."""
    place = first.end()
    while (found := _NEXT.match(text, place)) and _is_order(found, text, numbered=True):
        if len(found["code"]) != len(first["code"]):
            return
        yield found["code"]
        place = found.end()


def _is_order(found: re.Match[str], text: str, *, numbered: bool) -> bool:
    """Tell whether a code is written as shops number orders; where no word says "number" it must be a longer number."""
    code, end = found["code"], found.end()
    digits = sum(map(str.isdigit, code))
    if _GOES_ON.match(text, end) or _AMOUNT.match(text, end):
        return False
    if _MARKETPLACE.fullmatch(code):
        return True
    if digits > _DIGITS or _PHONE.fullmatch(code):
        return False
    if found["hash"]:
        return digits >= _AFTER_HASH
    if _DAY.fullmatch(code) or (not numbered and not code.isdigit()):
        return False
    return digits >= (_ALONE if not numbered else _NUMBERED_DIGITS if code.isdigit() else _AMONG_LETTERS)
