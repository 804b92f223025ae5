"""Noise on one term.

A function takes how the catalogue writes it and returns how a customer does, or None where that kind of noise does not
fit this term.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from random import Random
from typing import Literal
from urllib.parse import quote

from noisy import words
from noisy.shop import tokens

Write = Callable[[Random, str], str | None]
Layout = Literal["", "wrap", "quote", "printed"]

SOFT_BREAK, PRINTED_HYPHEN = "\x00", "\x01"
"""What the layout "printed" writes as ``=`` at the end of a line, and as ``=2D``."""

_SEPARATORS = re.compile(r"[-_./ ]")
_WORDY = re.compile(r"[A-Za-z]{0,3}[AEIOUaeiou][A-Za-z]{0,3}(?![A-Za-z])")
_SEAM = re.compile(r"([A-Z]{2,3})([0-9]{4,5})")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
_INVISIBLE = "\u200b\u00ad\u2060\ufeff\u200c\u200d\u200e"
_EMOJI = (
    "\U0001f64f",
    "\U0001f62d",
    "\U0001f621",
    "\U0001f381",
    "\u2744\ufe0f",
    "\U0001f44d\U0001f3fd",
    "\u27a1\ufe0f",
)
_ALIKE = str.maketrans(
    "ABEKMHOPCTXIJS", "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0408\u0405"
)
_NAMED = {
    "\u00e9": "&eacute;",
    "\u00e8": "&egrave;",
    "\u00e4": "&auml;",
    "\u00fc": "&uuml;",
    "\u00f6": "&ouml;",
    "\u00df": "&szlig;",
    "\u00ed": "&iacute;",
    "\u00f1": "&ntilde;",
    "\u00c9": "&Eacute;",
}
_HYPHENS = ("&#45;", "&#x2d;", "&#8209;", "&ndash;", "&shy;-")


@dataclass(frozen=True, slots=True)
class TermKind:
    """One kind of noise on a SKU, a name, or either; ``langs`` are the languages in which people write so."""

    name: str
    of: Literal["sku", "name", "any"]
    write: Write
    layout: Layout = ""
    langs: tuple[str, ...] = ("en", "de", "fr", "es")


def _exact(_: Random, term: str) -> str:
    return term


def _lower(_: Random, term: str) -> str | None:
    return _other(term.lower(), term)


def _mixed(rng: Random, term: str) -> str | None:
    if "\u00df" in term:
        return None
    random = "".join(rng.choice((character.lower(), character.upper())) for character in term)
    return _other(rng.choice((term.title(), term.swapcase(), random, term.upper())), term)


def _joined(_: Random, term: str) -> str | None:
    bare = _SEPARATORS.sub("", term)
    return _other(bare, term) if len(bare) >= 5 and not bare.isdecimal() else None


def _separated(rng: Random, term: str) -> str | None:
    joint = "-" if _WORDY.match(term) else rng.choice("-_./ ")
    if seam := _SEAM.fullmatch(term):
        return ("-" if joint == "-" else " ").join(seam.groups())
    return _other(_SEPARATORS.sub(joint, term), term)


def _dashed(rng: Random, term: str) -> str | None:
    return _other(term.replace("-", rng.choice(_DASHES)), term)


def _doubled(_: Random, term: str) -> str | None:
    return _other(term.replace("-", "--"), term)


def _spaced(_: Random, term: str) -> str | None:
    return _other(term.replace("-", " - "), term)


def _no_break(rng: Random, term: str) -> str | None:
    if " " in term:
        return term.replace(" ", rng.choice("\u00a0\u202f\u2007"))
    return _other(term.replace("-", "-\u00a0", 1), term)


def _wide(_: Random, term: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in term)


def _decomposed(_: Random, term: str) -> str | None:
    return _other(unicodedata.normalize("NFD", term), term)


def _invisible(rng: Random, term: str) -> str:
    for _ in range(rng.randint(1, 3)):
        place = rng.randint(1, len(term) - 1)
        term = term[:place] + rng.choice(_INVISIBLE) + term[place:]
    return term


def _entity(rng: Random, term: str) -> str | None:
    written = escape(term).replace("&#x27;", rng.choice(("&#39;", "&#x27;", "&rsquo;", "&apos;")))
    written = "".join(_NAMED.get(sign, sign) for sign in written)
    if written == term:
        written = term.replace("-", rng.choice(_HYPHENS)) if "-" in term else term.replace(" ", "&nbsp;")
    return _other(written, term)


def _tagged(rng: Random, term: str) -> str:
    place = rng.randint(1, len(term) - 1)
    left, right = escape(term[:place], quote=False), escape(term[place:], quote=False)
    return rng.choice(
        (
            f"<b>{left}</b>{right}",
            f"{left}<strong>{right}</strong>",
            f'<span style="color:#333">{left}</span><b>{right}</b>',
        )
    )


def _marked(rng: Random, term: str) -> str:
    return rng.choice(
        ("**{}**", "`{}`", "*{}*", "__{}__", "_{}_", "[{}](https://shop.example/faq)", "***{}***")
    ).format(term)


def _hashtag(rng: Random, term: str) -> str:
    return f"#{rng.choice((term, term.lower()))}"


def _bracketed(rng: Random, term: str) -> str:
    return rng.choice(("({})", "[{}]", "the gift({})", "({}, paid)", "({}; two of them)", "{{{}}}")).format(term)


def _quantity(rng: Random, term: str) -> str:
    return rng.choice(("2x{}", "3X{}", "2\u00d7{}", "{}x2", "{} x3", "4*{}", "2x {}", "{}(2)", "1x{}", "10x{}")).format(
        term
    )


def _plural(_: Random, term: str) -> str | None:
    if _is_code(term):
        return f"{term}s" if term[-1].isdigit() else None
    return f"{term}s" if term.rsplit(maxsplit=1)[-1] in words.NOUNS["en"] else None


def _owned(rng: Random, term: str) -> str:
    return f"{term}{rng.choice(chr(0x27) + chr(0x2019))}s"


def _broken(rng: Random, term: str) -> str | None:
    """Return the term broken at the end of a line: after a hyphen or slash, or instead of a space."""
    places = [place for place, sign in enumerate(term) if sign in "-/ " and place]
    if not places:
        return None
    place = rng.choice(places)
    return term[: place + (term[place] != " ")] + "\n" + term[place + 1 :]


def _printed(rng: Random, term: str) -> str:
    if "-" in term and rng.random() < 0.5:
        return term.replace("-", PRINTED_HYPHEN)
    place = rng.randint(1, len(term) - 1)
    return term[:place] + SOFT_BREAK + term[place:]


def _emoji(rng: Random, term: str) -> str:
    before, after = rng.choice(_EMOJI), rng.choice(_EMOJI)
    return rng.choice(("{0}{1}{2}", "{1}{2}", "{0}{1}", "{0} {1} {2}{2}")).format(before, term, after)


def _signed(rng: Random, term: str) -> str:
    sign = rng.choice(("\u2122", "\u00ae", "(R)", "(TM)", "\u2120", "&trade;", "&reg;"))
    parts = term.split(" ")
    place = rng.randrange(len(parts))
    return " ".join([*parts[:place], parts[place] + sign, *parts[place + 1 :]])


def _ordered(rng: Random, term: str) -> str | None:
    """Return the words of a name in another order; a number stays with its unit."""
    size = next((size for size in words.SIZES if term.endswith(f" {size}")), "")
    parts = term.removesuffix(size).split()
    if "&" in parts or not 2 <= len(parts) <= 4:
        return None
    swapped = parts[::-1] if len(parts) < 4 else [*parts[:-2], parts[-1], parts[-2]]
    moved = rng.choice(([parts[-1], *parts[:-1]], [*parts[1:], parts[0]], swapped))
    comma = "," if rng.random() < 0.3 else ""
    return _other(" ".join([moved[0] + comma, *moved[1:], *size.split()]), term)


def _and(rng: Random, term: str) -> str | None:
    lang = next((lang for lang, pairs in words.PAIRS.items() if any(" & ".join(pair) in term for pair in pairs)), "")
    spoken = f" {words.AND.get(lang)} "
    return term.replace(" & ", rng.choice((spoken, spoken, "+", " + ", "&", " &amp; "))) if lang else None


def _apostrophe(rng: Random, term: str) -> str | None:
    return _other(term.replace("'", rng.choice(("\u2019", "`", "\u00b4", "\u02bc", "", "\u2018"))), term)


def _alike(rng: Random, term: str) -> str | None:
    if rng.random() < 0.5:
        return _other(term.translate(_ALIKE), term)
    places = [place for place, sign in enumerate(term) if ord(sign) in _ALIKE]
    place = rng.choice(places) if places else 0
    return _other(term[:place] + term[place : place + 1].translate(_ALIKE) + term[place + 1 :], term)


def _percent(rng: Random, term: str) -> str | None:
    written = quote(term, safe="")
    if written == term:
        written = term.replace("-", "%2D").replace(".", "%2E").replace("_", "%5F")
    return (
        rng.choice(("https://shop.example/search?q={}", "shop.example/p/{}", "{}")).format(written)
        if written != term
        else None
    )


def _typo(rng: Random, term: str) -> str | None:
    """Return the term with one of its letters wrong: nobody can be sure what is meant."""
    places = [place for place, sign in enumerate(term) if sign.isalpha() and sign.isascii()]
    if not places:
        return None
    place = rng.choice(places)
    wrong = "q" if term[place].islower() else "Y"
    return _other(term[:place] + wrong + term[place + 1 :], term)


def _other(written: str, term: str) -> str | None:
    return written if written != term else None


def _is_code(term: str) -> bool:
    return any(map(str.isdecimal, term)) and len(tokens(term)) <= 4 and term.replace(" ", "").isupper()


KINDS = (
    TermKind("exact", "any", _exact),
    TermKind("lower", "any", _lower),
    TermKind("mixed case", "any", _mixed),
    TermKind("no separator", "sku", _joined),
    TermKind("other separator", "sku", _separated),
    TermKind("unicode dash", "sku", _dashed),
    TermKind("double hyphen", "sku", _doubled),
    TermKind("spaced hyphen", "sku", _spaced),
    TermKind("no-break space", "any", _no_break),
    TermKind("full width", "any", _wide),
    TermKind("NFD", "name", _decomposed),
    TermKind("invisible characters", "any", _invisible),
    TermKind("entity", "any", _entity),
    TermKind("split across tags", "any", _tagged),
    TermKind("markdown", "any", _marked),
    TermKind("hashtag", "sku", _hashtag),
    TermKind("parentheses", "any", _bracketed),
    TermKind("glued quantity", "sku", _quantity),
    TermKind("plural", "sku", _plural),
    TermKind("plural name", "name", _plural, langs=("en",)),
    TermKind("possessive", "any", _owned, langs=("en",)),
    TermKind("quoted wrap", "any", _broken, "quote"),
    TermKind("hard wrap", "any", _broken, "wrap"),
    TermKind("quoted-printable", "any", _printed, "printed"),
    TermKind("emoji", "any", _emoji),
    TermKind("trademark signs", "name", _signed),
    TermKind("word order", "name", _ordered),
    TermKind("ampersand", "name", _and),
    TermKind("apostrophe", "name", _apostrophe, langs=("en",)),
    TermKind("look-alikes", "sku", _alike),
    TermKind("percent escapes", "any", _percent),
    TermKind("typo", "any", _typo),
)
