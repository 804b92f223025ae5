"""One text, folded: what looks alike to a reader is alike, and every place can be told in the original.

Entities, percent escapes and leftovers of quoted-printable are decoded, inline tags and invisible characters dropped;
every dash is one dash, every space one space; compatibility forms and accents are folded, and so are the Cyrillic and
Greek capitals that look Latin. Case is kept.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from zendesk_bridge.core.mentions.match.words import listed

_BLOCKS = listed(
    """
    address article aside blockquote br caption center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table tbody tfoot thead tr ul
    """
)
_CELLS = listed("td th")
_INLINE = listed(
    """
    a abbr b bdi bdo big cite code del dfn em font i img ins kbd label mark nobr q s samp small span strike strong sub
    sup time tt u var wbr
    """
)
_TAGS = "|".join(sorted(_BLOCKS | _CELLS | _INLINE, key=lambda name: (-len(name), name)))

_ODD = re.compile(
    r"[^\x00-\x7f]"
    r"|&(?:amp;){0,3}(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}[0-9]{0,2});"
    r"|(?:%[0-9A-Fa-f]{2})+"
    rf"|</?(?P<tag>{_TAGS})(?=[\s/>])[^<>]{{0,2000}}>"
    r"|\((?:R|TM|tm)\)|\\(?=[-_.#*])"
)
_ESCAPE = re.compile(r"&[#a-zA-Z][0-9a-zA-Z]{0,9};|%[0-9A-Fa-f]{2}|</?[a-zA-Z]|\\[-_.#*]|\((?:R|TM|tm)\)")
"""What only the long way round can fold: a cheap look before it."""

_SPECIAL = re.compile(r"[&%<(=\\]")
_PAGES = ("latin-1", "cp1252")
_UNEVEN = re.compile(rb"[^\x00-\x7f]")
_PRINTED = re.compile(r"=\r?\n|(?:=[0-9A-F]{2})+")
_SURELY_PRINTED = ("=\n", "=\r\n", "=3D", "=C2=A0", "=C3=", "=E2=80")
_SIGN_PRINTED = re.compile(r"(?<=[0-9A-Za-z])=(?:2D|2E|2F|5F)(?=[0-9A-Za-z])")

OTHER = "\x1f"
"""What stands for a character that is neither letter nor digit nor a known sign: an emoji, a bullet."""

_CAPITALS = dict(
    zip(
        "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405"
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
        "ABEKMHOPCTYXIJSABEZHIKMNOPTYX",
        strict=True,
    )
)
_SIGNS = {
    "\u2212": "-", "\u00b4": "'", "\u02bc": "'", "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u2032": "'",
    "\u2122": "", "\u2120": "", "\u00ae": "", "\u00a9": "", "\u24c7": "", "\u2116": "#", "\u00b0": "o",
    "\u2028": "\n", "\u2029": "\n", "\u0085": "\n", "\u2026": ".", "\u2044": "/", "\u2215": "/",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"', "\u20ac": "$",
    "\u00a3": "$", "\u00a5": "$",
    "\u00df": "ss", "\u1e9e": "SS", "\u00e6": "ae", "\u00c6": "AE", "\u0153": "oe", "\u0152": "OE", "\u00f8": "o",
    "\u00d8": "O", "\u0142": "l", "\u0141": "L", "\u0111": "d", "\u0110": "D", "\u0131": "i", "\u00d7": "x",
}  # fmt: skip


class Folded(NamedTuple):
    """A text folded. ``pieces`` are those that changed their length, each by its start and end here and before.

    ``places`` are their starts here.
    """

    text: str
    places: tuple[int, ...] = ()
    pieces: tuple[tuple[int, int, int, int], ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where the folded span, which is not empty, stands in the original."""
        if not self.places:
            return start, end
        return self._piece(start)[0], self._piece(end - 1)[1]

    def _piece(self, position: int) -> tuple[int, int]:
        """Return the span in the original of the character at this folded position."""
        index = bisect_right(self.places, position) - 1
        if index < 0:
            return position, position + 1
        _, folded_end, start, end = self.pieces[index]
        if position < folded_end:
            return start, end
        return position - folded_end + end, position - folded_end + end + 1


def fold(text: str) -> Folded:
    """Return the text folded; one pass, in time that grows with its length."""
    printed = _printed(text) if "=" in text else None
    escaped = "&" in text or "%" in text or "<" in text or "\\" in text or "(" in text
    if printed is None and not (escaped and _ESCAPE.search(text)):
        if text.isascii():
            return Folded(text)
        if (western := _western(text)) is not None:
            return western
    return _piece_by_piece(text, printed)


def plain(text: str) -> str:
    """Return a short text folded, without the way back: a term of the catalogue."""
    if not _SPECIAL.search(text):
        if text.isascii():
            return text
        even, _ = _by_table(text)
        if even.isascii():
            return even.decode()
    return fold(text).text


def _western(text: str) -> Folded | None:
    """Return a text folded whose characters all are in a code page of Western Europe; None for others.

    Most tickets' are, and a table of bytes folds them several times faster than one character after the other.
    """
    even, known = _by_table(text)
    if not known:
        return None
    if even.isascii():
        return Folded(even.decode())
    parts: list[bytes] = []
    pieces: list[tuple[int, int, int, int]] = []
    done = grown = 0
    for found in _UNEVEN.finditer(even):
        place = found.start()
        folded = fold_character(text[place])  # which may be one character of two bytes: half, thorn, micro
        parts += (even[done:place], folded.encode())
        pieces.append((place + grown, place + grown + len(folded), place, place + 1))
        grown += len(folded) - 1
        done = place + 1
    parts.append(even[done:])
    return Folded(b"".join(parts).decode(), tuple(piece[0] for piece in pieces), tuple(pieces))


def _by_table(text: str) -> tuple[bytes, bool]:
    """Return a byte for each character, folded where it becomes one; False if the text is in no code page.

    Latin-1 is a copy of memory, and Windows' own page, with the euro and the dashes, is looked up.
    """
    for page in _PAGES[1:] if "\u20ac" in text else _PAGES:
        try:
            encoded = text.encode(page)
        except UnicodeEncodeError:
            continue
        return encoded.translate(_table(page)), True
    return b"\xff", False


@lru_cache(maxsize=2)
def _table(page: str) -> bytes:
    """Return what each byte of a code page folds to; those that do not become one character stay as they are."""
    return bytes(_folded_byte(code, page) for code in range(256))


def _folded_byte(code: int, page: str) -> int:
    try:
        folded = fold_character(bytes([code]).decode(page))
    except UnicodeDecodeError:
        return code
    return ord(folded) if len(folded) == 1 and folded.isascii() else code


def _piece_by_piece(text: str, printed: re.Pattern[str] | None) -> Folded:
    parts: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    done = length = 0
    for start, end, folded in _changes(text, printed):
        if start < done:
            continue
        parts += (text[done:start], folded)
        length += start - done
        if len(folded) != end - start or end - start > 1:
            pieces.append((length, length + len(folded), start, end))
        length += len(folded)
        done = end
    parts.append(text[done:])
    return Folded("".join(parts), tuple(piece[0] for piece in pieces), tuple(pieces))


def _changes(text: str, printed: re.Pattern[str] | None) -> Iterator[tuple[int, int, str]]:
    """Yield what is to be replaced, in order of appearance."""
    odd = (_change(found) for found in _ODD.finditer(text))
    if printed is None:
        return odd
    leftovers = ((*found.span(), _from_printed(found[0])) for found in printed.finditer(text))
    return iter(sorted([*odd, *leftovers]))


def _change(found: re.Match[str]) -> tuple[int, int, str]:
    piece = found[0]
    if len(piece) == 1:
        return found.start(), found.end(), "" if piece == "\\" else fold_character(piece)
    if found["tag"]:
        tag = found["tag"]
        return found.start(), found.end(), "\n" if tag in _BLOCKS else "\t" if tag in _CELLS else ""
    if piece[0] == "&":
        decoded = unescape(piece.replace("&amp;", "&")) if piece != "&amp;" else "&"
        return found.start(), found.end(), piece if decoded == piece else _all(decoded)
    if piece[0] == "%":
        return found.start(), found.end(), _decoded(piece)
    return found.start(), found.end(), ""


def _printed(text: str) -> re.Pattern[str] | None:
    """Return what is left of quoted-printable here: anything where the text surely is, else a code's separators."""
    if any(sign in text for sign in _SURELY_PRINTED):
        return _PRINTED
    return _SIGN_PRINTED if _SIGN_PRINTED.search(text) else None


def _from_printed(piece: str) -> str:
    return "" if piece[1] in "\r\n" else _decoded(piece)


def _decoded(piece: str) -> str:
    """Return what escaped bytes say in UTF-8, or the piece as it is when that is nothing one could print."""
    try:
        decoded = bytes.fromhex(piece.replace(piece[0], "")).decode()
    except UnicodeDecodeError:
        return piece
    return _all(decoded) if all(character.isprintable() or character in "\r\n\t" for character in decoded) else piece


def _all(text: str) -> str:
    return text if text.isascii() else "".join(map(fold_character, text))


@lru_cache(maxsize=8192)
def fold_character(character: str) -> str:
    """Return what a reader takes one character for; an accent or an invisible character is nothing."""
    if character.isascii():
        return character
    known = _SIGNS.get(character) or _CAPITALS.get(character)
    if known or character in _SIGNS:
        return known or ""
    category = unicodedata.category(character)
    if category in {"Cf", "Mn", "Me", "Cc"} or "\ufe00" <= character <= "\ufe0f":
        return ""
    if category in {"Pd", "Zs"}:
        return "-" if category == "Pd" else " "
    return _compatible(character)


def _compatible(character: str) -> str:
    plain = "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
    if plain.isascii() and plain.strip():
        return plain if len(plain) == 1 or plain.isalpha() else OTHER
    if (digit := unicodedata.decimal(character, None)) is not None:  # of Arabic, Persian, Hindi
        return str(digit)
    if character.isalnum() and character <= "\uffff":
        return character.lower()[:1]
    return OTHER
