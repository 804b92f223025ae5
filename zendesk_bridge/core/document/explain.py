"""What PyYAML says of a text that is no YAML, in plain words and with what to do about it."""

from __future__ import annotations

import re

import yaml

from zendesk_bridge.core.document.slips import spotted
from zendesk_bridge.core.errors import Place, Problem

_QUOTE = "put the whole text in quotation marks"
# What PyYAML says -> what it means, and what to do about it. The first that matches wins.
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    (r"found character '\\t'", "a tab character stands where YAML wants spaces",
     "replace it by spaces; most editors can do so in the whole file at once"),
    (r"found character '(.+)' that cannot start", "a text cannot begin with {0}", _QUOTE),
    (r"mapping values are not allowed", "a second ': ' in one value, or a key that is indented too far",
     "quote a text that holds ': ', or line the key up with the one above"),
    (r"mapping keys are not allowed", "a text cannot begin with ? and a space", _QUOTE),
    (r"could not find expected ':'", "this line is no 'name: value'", "add the colon, or indent it as text"),
    (r"found unexpected end of stream|found unexpected document", "a quotation mark is opened here and never closed",
     "write the one that closes it, where the text ends"),
    (r"expected ',' or", "a bracket is opened and not closed, or a comma is missing",
     "close the [ or {{ before this, or put a comma or quotation marks where they are missing"),
    (r"expected the node content", "a value is missing here", "write it, or take the comma away"),
    (r"found undefined alias", "a text cannot begin with *, which means something else to YAML", _QUOTE),
    (r"found duplicate anchor", "this anchor (&) is defined twice", "give it another name"),
    (r"while scanning an alias.*expected alphabetic", "a text cannot begin with *", _QUOTE),
    (r"expected alphabetic or numeric", "a text cannot begin with &", _QUOTE),
    (r"expected a single document", "a second document begins here",
     "keep one in a file: move what is below '---' into a file of its own, or remove '---'"),
    (r"expected <block end>|sequence entries are not allowed|expected '<document start>'",
     "the indentation does not fit the lines above", "line it up with its neighbours"),
    (r"unknown escape character", "an unknown \\ sequence in double quotation marks",
     "use single quotation marks, or write \\\\"),
)  # fmt: skip
_OTHER = "put the text in quotation marks, or write it below '|', indented"


def _commented(lines: list[str], start: yaml.Mark | None, end: yaml.Mark) -> int | None:
    """Return the first line from an open bracket on in which a comment begins, or None."""
    first = start.line if start else max(0, end.line - 1)
    return next((number for number in range(first, end.line + 1) if " #" in "".join(lines[number : number + 1])), None)


_BEGUN = re.compile(r"""[ ]*(?:-[ ]+)*(?P<key>[\w-]+):[ ]+(?P<sign>\{\{|\{%|["'\[{])""")
_READ_AS = {
    "'": "a text that ends at the next '",
    '"': 'a text that ends at the next "',
    "[": "a list",
    "{": "a mapping",
}
_CLOSED_BY = {"[": "]", "{": "}"}


def _unquoted(error: yaml.MarkedYAMLError, file: str, lines: list[str]) -> Problem | None:
    """Tell of a text that begins with what means something else to YAML, a brace most often, and goes on behind it."""
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark and mark.line < len(lines)]
    for number in dict.fromkeys(mark.line for mark in marks):
        found = _BEGUN.match(lines[number])
        if not found:
            continue
        sign = found["sign"]
        if sign in _READ_AS and not _goes_on(lines[number][found.end() :], sign):
            continue
        read_as = _READ_AS.get(sign, "a mapping")
        message = f"a text begins with {sign} here, which YAML reads as {read_as}"
        around = {"'": 'double quotation marks (")', '"': "single quotation marks (')"}.get(sign, "quotation marks")
        fix = f"put {around} around the whole text, or write '{found['key']}: |' and the text indented below"
        return Problem(Place(file, number + 1, found.start("sign") + 1), message, fix)
    return None


def _goes_on(rest: str, sign: str) -> bool:
    """Tell whether words follow on the line behind what closes the quotation mark or bracket."""
    _, close, words = rest.rpartition(_CLOSED_BY[sign]) if sign in _CLOSED_BY else rest.partition(sign)
    behind = words.strip(" ")
    return bool(close and behind) and behind[0] not in "#" + sign


def explained(error: yaml.MarkedYAMLError, file: str, lines: list[str]) -> Problem:
    """Return one problem in plain words; what is opened and never closed is placed where it opens."""
    said = f"{error.context or ''} {error.problem or ''}".strip()
    matches = ((re.search(pattern, said), meaning, fix) for pattern, meaning, fix in _MEANINGS)
    found, meaning, fix = next((match for match in matches if match[0]), (None, f"this is not YAML: {said}", _OTHER))
    message = meaning.format(*found.groups()) if found else meaning
    fix = fix.replace("{{", "{")
    opened = "quotation mark" in message
    mark = (error.context_mark if opened else None) or error.problem_mark
    if not mark:
        return Problem(Place(file), message, fix)
    if slip := _unquoted(error, file, lines) or spotted(error, said, file, lines):
        return slip
    if "bracket" in message and "${" in "".join(lines[mark.line : mark.line + 1]):
        # The commonest slip in a configuration: {api_key: ${KEY}} looks right, and its braces are YAML's.
        message, fix = "a ${VARIABLE} inside { } or [ ] needs quotation marks", 'write "${VARIABLE}"'
    elif "bracket" in message and (cut := _commented(lines, error.context_mark, mark)) is not None:
        message = "a # behind a space begins a comment, which takes the rest of this line with it"
        return Problem(Place(file, cut + 1), message, "put the text that holds the # in quotation marks")
    return Problem(Place(file, mark.line + 1, mark.column + 1), message, fix)
