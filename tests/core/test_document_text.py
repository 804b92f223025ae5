"""The text of a file before it means anything: encodings, characters that are none, and what YAML takes away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zendesk_bridge.core import document
from zendesk_bridge.core.errors import InvalidInput, Place, Problem


def said(action: Callable[[], object]) -> list[str]:
    """Return what the action complains about, a line for each problem."""
    with pytest.raises(InvalidInput) as caught:
        action()
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_decoding(encoding: str) -> None:
    """UTF-8 is read with or without its mark, and any other encoding whose mark says so."""
    assert document.decode("a: \u00e9".encode(encoding), "f") == "a: \u00e9"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            b"a: b\nc: \xe9",
            "f:2: this is not UTF-8 text; it looks like Windows-1252, where this is 'é' (save the file as UTF-8: ",
        ),
        (b"\xff\xfea\x00b", "f: this begins as UTF-16 text, and is cut short"),
        (b"PK\x03\x04....[Content_Types].xml", "this is an Excel workbook (.xlsx), not text (File > Save As"),
        (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "a LibreOffice workbook (.ods)"),
        (b"PK\x03\x04....late.csv", "a zip archive, not text (unpack it first)"),
        (b"\xd0\xcf\x11\xe0....", "an old Excel or Office file"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "a web page (HTML), not text"),
        (b"<head><title>Sign in</title>", "a web page (HTML), not text"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "an Excel workbook in XML"),
        (b'<?xml version="1.0"?><items/>', "an XML file"),
    ],
)
def test_what_is_no_text(data: bytes, says: str) -> None:
    """A file that is something else is told by its name, with what to export or save instead."""
    (only,) = said(lambda: document.decode(data, "f"))
    assert says in only


def test_surrogate_pairs_are_joined() -> None:
    """JSON writes an emoji as two escapes: in YAML, too, they are one character, in a text and in a key."""
    assert document.plain(document.parse(r'{"\ud83d\ude00": "a \ud83d\ude00"}', "f")) == {"\U0001f600": "a \U0001f600"}


def test_a_comment_that_takes_a_bracket_away() -> None:
    """Where a # cuts a list or a mapping short, that is said, and not that a bracket is missing."""
    (only,) = said(lambda: document.parse("a: 1\nb: [blue #5, x]\nc: d\n", "f"))
    assert only.startswith("f:2: a # behind a space begins a comment")
    (only,) = said(lambda: document.parse("a: 1\nb: [blue, x\nc: d\n", "f"))
    assert "bracket" in only


@pytest.mark.parametrize("text", ["a: [" + "[]," * 600_000 + "]", "a:\n" + "- b\n" * 600_000])
def test_a_file_of_very_many_values(text: str) -> None:
    """A file that would take up a machine's memory is refused before it is read."""
    assert said(lambda: document.parse(text, "f"))[0].startswith("f: the file holds more than 500,000 values")


def test_an_escape_beyond_all_characters() -> None:
    """An escape for a character that there cannot be is a problem with its place."""
    (only,) = said(lambda: document.parse('a: x\nb: "\\U00110000"\n', "f"))
    assert only.startswith("f:2:5: an escape in double quotation marks names no character")


@pytest.mark.parametrize("sign", ["\x1b", "\x00", "\x9b", "\u202e", "\ud83d"])
def test_nothing_of_a_file_reaches_a_terminal_as_an_order(sign: str) -> None:
    """What a message repeats of a file can be printed, and moves no cursor."""
    assert str(Problem(Place("f"), f"a{sign}b", f"c{sign}")) == "f: a\ufffdb (c\ufffd)"


@pytest.mark.parametrize(("text", "place"), [(r'a: "\ud83d"', "f:1:4"), (r'"\ude00x": 1', "f:1:1")])
def test_half_a_character(text: str, place: str) -> None:
    """Half of a surrogate pair is a problem with its place, and reaches nobody."""
    (only,) = said(lambda: document.parse(text, "f"))
    assert only.startswith(f"{place}: holds half a character, such as \\ud")


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        ("a: Blue Widget #5 (12 oz)", " #5 (12 oz)"),
        ("a: 'Blue Widget' #5", ""),
        ("a: Blue Widget#5", ""),
        ("a: 'it''s #5'", ""),
        ("a: [one #x\n  ]", ""),
        ("a: |\n  Blue #5\n", ""),
    ],
)
def test_comment_behind_a_text(text: str, comment: str) -> None:
    """What YAML takes away from an unquoted text as a comment is known."""
    found = document.child(document.parse(text, "f"), "a")
    assert found is not None
    assert getattr(found, "comment", "") == comment


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        (">\n  You can:\n  - wait\n  - cancel\n", "- wait"),
        ("You can\n  1. wait\n  2. cancel\n", "1. wait"),
        (">\n  You can:\n\n  - wait\n", ""),
        (">\n  You can:\n\n  - wait\n  - cancel\n", "- wait"),
        (">\n  One long\n  sentence.\n", ""),
        ("|\n  You can:\n  - wait\n", ""),
    ],
)
def test_folded_list(text: str, joined: str) -> None:
    """The first line of a list that YAML folds into the line above is known."""
    found = document.child(document.parse(f"a: {text}b: c\n", "f"), "a")
    assert isinstance(found, document.Scalar)
    assert found.joined == joined
