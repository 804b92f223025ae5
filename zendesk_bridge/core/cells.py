"""What a cell of somebody else's table must not bring into a customer's reply.

Three things are looked for: what another program leaves where a value should be (``#N/A``, ``NaN``), what it makes of
a value (``8.13E+12``), and what no supplier has to tell a customer in our name: addresses, markup, letters that are not
what they look like.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from zendesk_bridge.core import addresses


class Remark(NamedTuple):
    """What is wrong with a text, to be read behind its name and its words, and how to fix it."""

    says: str
    fix: str


# --- what other programs leave behind -----------------------------------------------------------------------

# Excel, LibreOffice and Google Sheets, in the languages that name their errors otherwise than in English.
_SHEET_ERRORS = (
    *("#N/A", "#N/D", "#N/B", "#NV", "#I/T", "#YOK", "#\u041d/\u0414", "#GETTING_DATA", "#NENÍ_K_DISPOZICI"),
    *("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#ERROR!"),
    *("#BEZUG!", "#WERT!", "#ZAHL!", "#ÜBERLAUF!", "#¡REF!", "#¡VALOR!", "#¿NOMBRE?", "#¡NUM!", "#¡DIV/0!", "#¡NULO!"),
    *("#VALEUR!", "#NOM?", "#NOMBRE!", "#NUL!", "#RIF!", "#VALORE!", "#NOME?", "#NULLO!", "#VERW!", "#WAARDE!"),
    *("#NAAM?", "#GETAL!", "#DEEL/0!", "#LEEG!", "#ADR!", "#ARG!", "#NAZWA?", "#LICZBA!", "#REFERENS!", "#SAKNAS!"),
)
_SHEET_ERROR = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, _SHEET_ERRORS)) + r")(?!\w)")
_ANY_SHEET_ERROR = re.compile(r"#[¡¿]?[^\W\d_a-z][^\Wa-z]*(?:/0)?[!?]|#{3,}|Err:\d{3}|Loading\.\.\.|#N/A.*")
_NO_VALUES = frozenset(
    {
        *("None", "null", "NULL", "Null", "nil", "NaN", "nan", "NAN", "NaT", "undefined"),
        *("<NA>", "<null>", "(null)", "(blank)", "(leer)", "TBD", "TBC", "TBA", "tbd", "tbc"),
        *("tba", "N/A", "n/a", "N/a", "NA", "n.a.", "k.A.", "-", "--", "---"),
        *("\u2013", "\u2014", "?", "??", "???", ".", "..", "...", "xxx", "XXX"),
        *("k. A.", "to be confirmed", "to be announced"),
    }
)
_OPERAND = r"""[-+(]*(?:\$?[A-Z]{1,3}\$?\d+|\d+(?:[.,]\d+)?|"[^"]*"|TRUE|FALSE)\)*"""
_FORMULA = (
    re.compile(  # what a cell begins with that a program computes: =SUM(...), =cmd|calc!A0, =A1&B1, +1+1, @SUM(A1)
        rf"=\s*[\w+(\"'-].*\(.*|=\s*\w+\|.*|=\s*{_OPERAND}(?:\s*[-+*/&^<>=:;,%].*)?"
        rf"|[+@]\s*\w+\|.*!.*|[+@]-?[A-Z][A-Z.]*\([-+]*(?:\$?[A-Z]{{1,3}}\$?\d|[\"'\d)]).*"
        rf"|[+@]\s*{_OPERAND}(?:\s*[-+*/&^]\s*{_OPERAND})+",
        re.DOTALL | re.IGNORECASE,
    )
)
_OBJECT = re.compile(
    r"\[object \w+\]|<\w+(?:\.\w+)* object at 0x[0-9a-f]+>|System\.\w[\w.]*(?:\[\])?|Microsoft\.\w[\w.]+"
)


def residue(text: str) -> Remark | None:
    """Return what another program left where a value should be; None for a value."""
    found = _SHEET_ERROR.search(text)
    if found or _ANY_SHEET_ERROR.fullmatch(text):
        return Remark("is what a spreadsheet writes where it has no value", "fix the cell in the sheet")
    if text in _NO_VALUES:
        return Remark("stands for no value", "write it, or leave the cell empty")
    if _FORMULA.fullmatch(text):
        return Remark("is a formula and not what it gives", "export the values, not the formulas")
    if _OBJECT.search(text):
        return Remark("is what a program writes for a thing that it cannot write", "fix the export")
    return None


_NO_REASONS = frozenset(
    {
        *(
            "unknown",
            "not known",
            "n/a",
            "na",
            "none",
            "tbd",
            "tbc",
            "tba",
            "unbekannt",
            "nicht bekannt",
            "k.a",
            "keine",
        ),
        *("inconnu", "inconnue", "non connu", "non connue", "aucune", "desconocido", "desconocida", "ninguna"),
    }
)


def no_reason(text: str) -> Remark | None:
    """Return what is wrong with a reason that is a word for having none; None for a reason."""
    if text.strip(" .?!").casefold() in _NO_REASONS:
        return Remark("is no reason", "say why in words that a customer may read, or leave the reason out")
    return None


_ROUNDED = re.compile(r"\d+[.,]\d+E\+?\d{1,3}|\d+E\+\d{1,3}", re.IGNORECASE)  # a shop may well sell a 12E10
_FLOAT = re.compile(r"\d{3,}\.0")
_DAY = re.compile(
    r"\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mrz|mai|okt|dez)|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mrz|mai|okt|dez)-\d{2}",
    re.IGNORECASE,
)


def mangled(sku: str) -> Remark | None:
    """Return what a spreadsheet seems to have made of a SKU; None where it looks as the shop wrote it."""
    if _ROUNDED.fullmatch(sku):
        return Remark(
            "looks like a long number that a spreadsheet has rounded",
            "format the column as text in the sheet, and export it again",
        )
    if _FLOAT.fullmatch(sku):
        return Remark("looks like a number that got a decimal", f"write {sku[:-2]}")
    if _DAY.fullmatch(sku) and not sku.isupper():  # no spreadsheet writes SEP-12
        return Remark(
            "looks like a SKU that a spreadsheet took for a date",
            "format the column as text in the sheet, and export it again",
        )
    return None


_MISREAD = re.compile(r"[ÃÂ][\u0080-\u00bf\u0152-\u0178\u2018-\u2122]|â€|ï»¿|\ufffd")


def misread(text: str) -> Remark | None:
    """Return what is wrong with a text that some program has read in another encoding than it was written in."""
    found = _MISREAD.search(text)
    if not found:
        return None
    if found[0] == "\N{REPLACEMENT CHARACTER}":
        return Remark("holds a sign for a letter that was lost", "write the letter again, and save the file as UTF-8")
    try:
        right = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        right = ""
    fix = f"write {right}" if right else "write it anew"
    return Remark("was read in a wrong encoding by some program", f"{fix}, and save the file as UTF-8")


def misread_in(text: str) -> Iterator[re.Match[str]]:
    """Yield each sign of a text that some program has read in another encoding than it was written in."""
    return _MISREAD.finditer(text)


_ODD_SIGN = re.compile("[\u2010-\u2015\u2212\uff01-\uff5e\u00a0\u2000-\u200a\u202f\u3000]")
_DASH = re.compile("[\u2010-\u2015\u2212]")


def odd_code(sku: str) -> Remark | None:
    """Return what is odd about a SKU that holds other dashes, spaces or letters than the keyboard's."""
    if not _ODD_SIGN.search(sku):
        return None
    plain = unicodedata.normalize("NFKC", _DASH.sub("-", sku))
    return Remark("holds a dash, a space or a letter that is not the keyboard's", f"write {' '.join(plain.split())}")


_NAMED = re.compile(r"\[(?P<code>[^\[\]]+)\]\s+\S.*")  # as Odoo shows a product: [WID-12] Blue Widget
_PADDED = re.compile(r"0{6,}(?P<code>[1-9]\d*)", re.ASCII)  # as SAP keeps a number: 18 digits
_UNDER = re.compile(r".*\S\s+:\s+(?P<code>\S+)")  # as NetSuite shows an item: Widgets : WID-12


def packed_code(sku: str) -> Remark | None:
    """Return what is wrong with a SKU that holds more than the SKU, as some programs show their products."""
    found = _NAMED.fullmatch(sku) or _UNDER.fullmatch(sku) or _PADDED.fullmatch(sku)
    if not found:
        return None
    fix = f"if the SKU is {found['code']}, export the column that holds it alone: tickets and orders know no other"
    return Remark("seems to hold more than the SKU", fix)


# --- what a supplier has no business to tell ----------------------------------------------------------------

_URL = re.compile(
    r"\b(?:https?|ftp|file|javascript|data|mailto|tel|sms)\s?:\S|//\w[\w-]*\.\w|\bwww\.\w|\bhxxps?\b",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[^\s@]{1,64}(?:@|\s?[\[(](?:at|AT)[\])]\s?)[\w-]{1,63}\.\w|[^\s@]{1,64}@[\w-]{2,63}\.[\w-]{2,}")
_PHONE = re.compile(
    r"(?<![\w+])\+\d{1,3}[\d ().\-/]{6,20}\d(?!\w)"
    r"|(?<![\w-])\(?\d{3}\)?[ .\-]\d{3}[ .\-]\d{4}(?![\w-])"
    r"|\b(?:tel|phone|call(?!-off)|fax|mobile|whatsapp|telefon|tél|appelez|anrufen|llame|hotline)\b"
    r"[^\d]{0,12}(?!\d{1,2}/\d{1,2}/|\d{1,2}-\d{1,2}-\d{1,2}(?![\d-]))\+?[\d(][\d ().\-/]{5,20}\d",
    re.IGNORECASE,
)
_TAGS = (
    "a abbr address article audio b big blockquote body br button center code dd div dl dt em embed font footer form "
    "frame h1 h2 h3 h4 h5 h6 head header hr html i iframe img input label li link main math meta nav object ol option "
    "p pre script section select small source span strike strong style sub sup svg table tbody td textarea tfoot th "
    "thead title tr u ul video"
)
_HTML = re.compile(rf"</?(?:{_TAGS.replace(' ', '|')})(?:\s[^>]{{0,500}})?/?>|<!|<\?|<script|<img|<svg", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"!?\[[^\[\]]{0,200}\]\s?[(\[]|\*\*\S[^*]{0,200}\*\*|(?<!\w)__\S[^_]{0,200}__(?!\w)|`[^`]{1,200}`|~~\S"
)
_LIQUID = re.compile(
    r"^[{}%]|[{}%]$|\{\s*\{|\}\s*\}|\{\s*[%#]|[%#]\s*\}|\[\[|\]\]|\$\{|<%|%>|\{[a-z_.]+\}", re.IGNORECASE
)
_PERCENT = re.compile(r"\d ?%$")
_MATHEMATICAL = re.compile("[\U0001d400-\U0001d7ff\U0001f130-\U0001f189\u24b6-\u24e9]")
_SCRIPTS = {"LATIN": "Latin", "CYRILLIC": "Cyrillic", "GREEK": "Greek", "ARMENIAN": "Armenian", "CHEROKEE": "Cherokee"}
_GREEK_TWINS = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧγικνορτυϲϳ")
_WORD = re.compile(r"[^\W\d_]{2,}")
_JOINERS = "\u200c\u200d"
_MARKS = "\u200e\u200f\u061c"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_FORMS = frozenset("\ufe0e\ufe0f")  # which form of an emoji is meant


def suspicions(text: str) -> Iterator[Remark]:
    """Yield what a supplier's cell has no business to hold; a person who means it can say so."""
    for look, says, fix in _SUSPICIOUS:
        if look(text):
            yield Remark(says, f"{fix}: {_seen(text)}" if look is _unseen else fix)


def _mailed(text: str) -> bool:
    return bool(_MAIL.search(addresses.spelled(text)))


def _linked(text: str) -> bool:
    return bool(_URL.search(addresses.spelled(text))) or addresses.holds_host(text)


def _braces(text: str) -> bool:
    return bool(_LIQUID.search(_PERCENT.sub("", text)))


def _markup(text: str) -> bool:
    return bool(_HTML.search(text) or _ENTITY.search(text) or _MARKDOWN.search(text))


def _unseen(text: str) -> bool:
    """Tell whether a character that shows nothing stands in it, other than those that join emoji and letters."""
    if text.isascii():
        return False
    for index, sign in enumerate(text):
        kind = unicodedata.category(sign)
        if sign in _JOINERS and 0 < index < len(text) - 1 and _joins(text[index - 1]):
            continue
        if sign in _MARKS and _RIGHT_TO_LEFT.search(text):
            continue
        if kind in {"Cf", "Co", "Zl", "Zp"} or sign in "\u115f\u1160\u3164\uffa0\u2800\u034f":
            return True
    return False


def _seen(text: str) -> str:
    """Return what of a text can be seen."""
    return "".join(sign for sign in text if not _unseen(sign))


def _joins(sign: str) -> bool:
    """Tell whether a joiner has a meaning behind this: an emoji, or a letter of a script that joins its letters."""
    return unicodedata.category(sign) in {"So", "Sk", "Mn", "Mc", "Lo"} or sign in _FORMS


def _lookalike(text: str) -> bool:
    """Tell whether one word is written in two alphabets, or in letters made for formulas."""
    return bool(_MATHEMATICAL.search(text)) or any(_mixed(word[0]) for word in _WORD.finditer(text))


def _mixed(word: str) -> bool:
    if word.isascii():
        return False
    scripts = {name for name in (_script(letter) for letter in word) if name}
    if len(scripts) <= 1:
        return False
    return scripts != {"Latin", "Greek"} or any(letter in _GREEK_TWINS for letter in word)


def _script(letter: str) -> str:
    return _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0], "")


_Look = Callable[[str], object]
_SUSPICIOUS: tuple[tuple[_Look, str, str], ...] = (
    (_mailed, "holds an e-mail address", "take it away: customers answer to you"),
    (_linked, "holds a web address", "take it away, links belong into the macro; or put a space behind a full stop"),
    (_PHONE.search, "holds a telephone number", "take it away: numbers to call belong into the macro"),
    (_markup, "holds markup (HTML, an entity or Markdown)", "write it as it is to be read"),
    (_braces, "holds braces or signs that templates are written with", "write plain text"),
    (_unseen, "holds a character that cannot be seen", "type it anew"),
    (_lookalike, "mixes letters of two alphabets that look alike", "write it anew in one alphabet"),
)
