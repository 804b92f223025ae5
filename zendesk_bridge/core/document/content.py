"""What the bytes of a file are: text in one of the encodings that say so, or something that is no text at all.

A file is often not what its name says: a workbook that was only renamed, the page that a shop shows to whoever is not
signed in, a text in the encoding of one country. Each has its own way out, and that is what people are told.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from zendesk_bridge.core.errors import InvalidInput, Place, Problem

_CSV = "in the program that made it, save or export as 'CSV UTF-8'"
_TEXT = "save it as plain text in UTF-8"


class Foreign(NamedTuple):
    """Something that is no text of ours: what it is, and what to do about it."""

    what: str
    fix: str


ENCODINGS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The marks with which a file says how its text is encoded; the longer ones first."""

_SIGNATURES: tuple[tuple[bytes, Foreign], ...] = (
    (b"\xd0\xcf\x11\xe0", Foreign("an old Excel or Office file (.xls)", _CSV)),
    (b"%PDF", Foreign("a PDF", "ask for the table that it was made from, as CSV")),
    (b"{\\rtf", Foreign("a rich-text file (.rtf)", _TEXT)),
    (b"PAR1", Foreign("a Parquet file", "export it as CSV or as JSON lines")),
    (b"SQLite format 3\x00", Foreign("a SQLite database", "export the table as CSV")),
    (b"\x89PNG", Foreign("an image", "ask for the table that it shows, as CSV")),
    (b"\xff\xd8\xff", Foreign("an image", "ask for the table that it shows, as CSV")),
    (b"7z\xbc\xaf", Foreign("a 7z archive", "unpack it first")),
    (b"BZh", Foreign("a bzip2 archive", "unpack it first")),
    (b"\xfd7zXZ", Foreign("an xz archive", "unpack it first")),
    (b"\x28\xb5\x2f\xfd", Foreign("a zstd archive", "unpack it first")),
)
_GZIP = (b"\x1f\x8b", Foreign("a gzip archive", "unpack it first"))
_ZIPS: tuple[tuple[bytes, Foreign], ...] = (
    (b"opendocument.spreadsheet", Foreign("a LibreOffice workbook (.ods)", "File > Save As > Text CSV, with UTF-8")),
    (b"opendocument", Foreign("a LibreOffice document", _TEXT)),
    (b"word/", Foreign("a Word document (.docx)", _TEXT)),
    (b"Index/Document.iwa", Foreign("a Numbers workbook", "File > Export To > CSV, with UTF-8")),
    (b"[Content_Types].xml", Foreign("an Excel workbook (.xlsx)", "File > Save As > 'CSV UTF-8'")),
    (b"xl/", Foreign("an Excel workbook (.xlsx)", "File > Save As > 'CSV UTF-8'")),
)
_MARKUP = re.compile(rb"\s*<(?P<start>!doctype\s+html|\?xml|!--|/?[a-z][\w:-]*[\s/>])", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_SOAP = re.compile(rb"<(?:\?mso-application|Workbook)\b")
_HOW = "in Notepad, File > Save As > Encoding: UTF-8"
_WESTERN = frozenset("äöüßÄÖÜéèêëàâáåæçñóòôõøúùûíìîïœÉÈÀÁÅÆÇÑÓØÚ\u2018\u2019\u201c\u201d\u201e\u2013\u2014\u2026€«»°")
_LOOKED_AT = 4096  # bytes: a zip names its first parts within these


def foreign(data: bytes, *, packed: bool = False) -> Foreign | None:
    """Return what these first bytes belong to where that is no text of ours; None for text, as far as they tell.

    ``packed`` says that gzip is one of ours here.
    """
    head = data[:_LOOKED_AT]
    if head.startswith(b"PK\x03\x04"):
        whole = data[-_LOOKED_AT:] + head
        return next((kind for sign, kind in _ZIPS if sign in whole), Foreign("a zip archive", "unpack it first"))
    signatures = _SIGNATURES if packed else (*_SIGNATURES, _GZIP)
    if known := next((kind for sign, kind in signatures if head.startswith(sign)), None):
        return known
    return _marked_up(head.removeprefix(codecs.BOM_UTF8))


def _marked_up(head: bytes) -> Foreign | None:
    found = _MARKUP.match(head)
    if not found:
        return None
    if _SOAP.search(head):
        return Foreign("an Excel workbook in XML", _CSV)
    if found["start"].startswith(b"?") and not _HTML.search(head):
        return Foreign("an XML file", "export it as CSV, or as JSON lines")
    if _HTML.search(head):
        fix = "a shop or a server shows one to whoever is not signed in, or at a wrong address: open it and look"
        return Foreign("a web page (HTML)", fix)
    return Foreign("a file of markup (HTML or XML)", "export it as CSV, or as JSON lines")


def encoding(start: bytes) -> str:
    """Return the encoding that the first bytes of a text name; UTF-8 where they name none."""
    return next((name for mark, name in ENCODINGS if start.startswith(mark)), "utf-8")


def decode(data: bytes, file: str) -> str:
    """Return the text of a file in UTF-8, or in the encoding that its byte order mark names; raises InvalidInput."""
    if what := foreign(data):
        raise InvalidInput([Problem(Place(file), f"this is {what.what}, not text", what.fix)])
    name = encoding(data)
    if name == "utf-8" and (wide := unmarked(data)):
        raise InvalidInput([Problem(Place(file), f"this is {wide} text without its mark", _TEXT)])
    try:
        return data.decode(name).removeprefix("\N{BYTE ORDER MARK}")
    except UnicodeDecodeError as error:
        raise InvalidInput([_undecodable(data, name, error, file)]) from None


def unmarked(data: bytes) -> str:
    """Return the encoding of a text that has a zero in each of its first letters, "" for any other."""
    pairs = data[: _LOOKED_AT // 2 * 2]
    half = len(pairs) // 2
    zeros = pairs[0::2].count(0), pairs[1::2].count(0)
    return "UTF-16" if half > 1 and max(zeros) > half * 0.7 and min(zeros) < half * 0.1 else ""


def _undecodable(data: bytes, name: str, error: UnicodeDecodeError, file: str) -> Problem:
    """Say where a text stops being what it claims to be, and what it may be instead."""
    if name.startswith("utf-") and not name.startswith("utf-8"):
        return Problem(Place(file), f"this begins as {name.upper()} text, and is cut short or broken", _TEXT)
    line = data.count(b"\n", 0, error.start) + 1
    letter = data[error.start : error.start + 1].decode("cp1252", "ignore")
    seen = f"; it looks like Windows-1252, where this is '{letter}'" if _likely(letter) else ""
    message = f"this is not UTF-8 text{seen}"
    return Problem(Place(file, line), message, f"save the file as UTF-8: {_HOW}")


def _likely(letter: str) -> bool:
    """Tell whether this is a letter of western Europe, or a sign that office programs set."""
    return letter in _WESTERN
