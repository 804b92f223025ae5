"""Countries and languages as other people's rows write them: in letters of a code, or as words of several languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from zendesk_bridge.core.errors import Problem
from zendesk_bridge.feeds.picking import BROKEN, NOT_UTF8, Picked

if TYPE_CHECKING:
    from babel import Locale

_SPEAKING = ("en", "de", "fr", "es", "it", "nl", "pt", "pl")
"""Languages in which other programs name countries and languages: those that we offer, and their neighbours'."""

_THEMSELVES = (
    "sv",
    "da",
    "nb",
    "fi",
    "cs",
    "sk",
    "hu",
    "ro",
    "bg",
    "el",
    "tr",
    "ru",
    "uk",
    "ja",
    "ko",
    "zh",
    "ar",
    "he",
)
"""Languages that are named in themselves: dansk, suomi."""

_NONE = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})  # codes that are no country's
_TWO = 2  # letters of a country's code
_CODE = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?:[-_](?P<script>[A-Za-z]{4}))?(?:[-_](?P<country>[A-Za-z]{2}|\d{3}))?"
)
_CODESET = re.compile(r"[.@].*")  # as an operating system writes it: de_DE.UTF-8
_WITH_COUNTRY = re.compile(r"(?P<language>[^(]+)\((?P<country>[^)]+)\)")  # German (Austria)
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset({"the", "of", "and", "und", "et", "y", "la", "las", "le", "les", "el", "los"})
# What people and ISO 3166 call some countries otherwise than Babel does, in the form of _folded.
_CALLED = {
    "AE": "uae|emirates",
    "BO": "bolivia plurinational state",
    "BN": "brunei darussalam",
    "CD": "congo democratic republic",
    "CI": "ivory coast",
    "CV": "cape verde",
    "CZ": "czech republic|tschechische republik|republique tcheque|republica checa",
    "DE": "brd|federal republic germany|bundesrepublik deutschland",
    "FM": "micronesia federated states",
    "GB": "great britain|britain|england|scotland|wales|northern ireland|grossbritannien|grande bretagne|gran bretana",
    "HK": "hong kong",
    "IR": "iran islamic republic",
    "KP": "korea democratic people s republic",
    "KR": "korea republic|republic korea|korea",
    "LA": "lao people s democratic republic",
    "MD": "moldova republic",
    "MK": "macedonia",
    "MO": "macao",
    "NL": "holland|netherlands",
    "PS": "palestine state|palestine",
    "RU": "russian federation",
    "SY": "syrian arab republic",
    "SZ": "swaziland",
    "TR": "turkey|turkiye",
    "TW": "taiwan province china",
    "TZ": "tanzania united republic",
    "US": "united states america|usa|u s a|u s|vereinigte staaten von amerika|etats unis amerique",
    "VA": "holy see",
    "VE": "venezuela bolivarian republic",
    "VN": "viet nam",
}


def country_of(text: str) -> str:
    """Return the two letters (ISO 3166) of a country that is written so, "" where nobody can tell."""
    code = text.strip().upper()
    if code.isascii() and code.isalpha():
        if code in _codes():
            return code
        aliases = _known("territory_aliases").get(code, ())
        if len(aliases) == 1:
            return str(aliases[0])
    return _countries().get(_folded(text), "")


def language_of(text: str) -> str:
    """Return a language as Babel writes it (``de``, ``fr_CA``) that is written so, "" where nobody can tell."""
    text = _CODESET.sub("", text.strip())
    if code := _CODE.fullmatch(text):
        language = code["language"].lower()
        language = _known("language_aliases").get(language, language)
        if language in _locale("en").languages:
            script, country = (code["script"] or "").title(), (code["country"] or "").upper()
            return "_".join(part for part in (language, script, country) if part)
    if both := _WITH_COUNTRY.fullmatch(text):
        language, country = language_of(both["language"]), country_of(both["country"])
        return f"{language.partition('_')[0]}_{country}" if language and country else language
    return _languages().get(_folded(text), "")


class Names:
    """Reads the names that orders hold: of countries, languages and customers.

    Those that are not understood are counted, for who is to be told.
    """

    def __init__(self) -> None:
        self._unknown: dict[str, tuple[Picked, int]] = {}

    def country(self, row: Picked) -> str:
        """Return the order's country in two letters, "" for none."""
        return self._read(row, "country", country_of)

    def locale(self, row: Picked) -> str:
        """Return the customer's language, "" for none."""
        return self._read(row, "locale", language_of)

    def customer(self, row: Picked) -> str:
        """Return the customer's name as it stands there, "" for none and for one whose letters are lost."""
        return self._read(row, "customer", lambda text: "" if BROKEN.search(text) else text)

    def doubts(self) -> Iterator[Problem]:
        """Yield what was not understood, once for each kind, with the place of the first and how many there are.

        What stands there is not quoted: where the wrong column was named it is a customer's.
        """
        for name, (first, count) in sorted(self._unknown.items()):
            number = first.text("order")
            orders = f"orders {number} and {count - 1} more are" if count > 1 else f"order {number} is"
            what, how, fix = _SAYS[name]
            yield Problem(first.at(name), f"{name}: this is {what}, so that {orders} written to {how}", fix)

    def _read(self, row: Picked, name: str, read: Callable[[str], str]) -> str:
        text = row.text(name)
        found = read(text) if text else ""
        if text and not found:
            first, count = self._unknown.get(name, (row, 0))
            self._unknown[name] = (first, count + 1)
        return found


_SAYS = {
    "customer": ("not UTF-8 text", "without a name", NOT_UTF8),
    "country": (
        "no country that is known",
        "by your own clock",
        "write its two letters, such as DE, or its name; or name the right column for country",
    ),
    "locale": (
        "no language that is known",
        "in your main one",
        "write its code, such as de or fr_CA, or its name; or name the right column for locale",
    ),
}


# --- names ----------------------------------------------------------------------------------------------------


def _locale(code: str) -> Locale:
    """Return a language of Babel's, which is loaded by whoever reads orders, and by nobody else."""
    found: Locale = import_module("babel").Locale(code)
    return found


def _known(name: str) -> Mapping[str, Any]:
    """Return one of Babel's tables, loaded likewise."""
    found: Mapping[str, Any] = import_module("babel.core").get_global(name)
    return found


def _folded(text: str) -> str:
    """Return a name's words without what makes no difference: case, accents, signs, small words."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return " ".join(word for word in _WORD.findall(plain.replace("St.", "Saint").casefold()) if word not in _SMALL)


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    codes = (str(code) for code in _locale("en").territories)
    return frozenset(code for code in codes if len(code) == _TWO and code.isalpha()) - _NONE


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Return every country by every name that it has in one of these languages."""
    found = {name: code for code, names in _CALLED.items() for name in names.split("|")}
    for speaking in _SPEAKING:
        for code, name in _locale(speaking).territories.items():
            if str(code) in _codes():
                found.setdefault(_folded(name), str(code))
    return found


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    """Return every language by every name that it has in one of these languages, and in itself."""
    found: dict[str, str] = {}
    for speaking in _SPEAKING:
        for code, name in _locale(speaking).languages.items():
            found.setdefault(_folded(name), code)
    for code in _THEMSELVES:
        found.setdefault(_folded(_locale(code).languages.get(code, code)), code)
    return found
