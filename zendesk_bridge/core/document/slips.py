"""Lines that are no YAML, by what stands in them: what people write, told from the lines and not from the parser.

Names are repeated and values are not: a line may hold a secret.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import yaml

from zendesk_bridge.core.errors import Place, Problem

_KEY = r"[\w.-]+"
_UNSEEN = "\u00a0\u2000-\u200b\u202f\u3000\ufeff"
_SPACE = re.compile(f"[ \t]*[{_UNSEEN}]")
_BULLET = re.compile(
    rf"(?P<before>[ ]*)(?P<sign>[-\u2010-\u2015\u2212•·‣▪*])(?P<space>[ ]*)(?P<key>{_KEY}):(?:[ ].*)?$"
)
_FENCE = re.compile(r"[ ]*```")
_CONFLICT = re.compile(r"(?:<{7}|>{7}) |={7}$")
_COLONS = re.compile(rf"(?P<before>[ ]*(?:- +)*(?P<key>{_KEY}): +)(?P<value>[^\s\"'|>\[{{].*:(?:[ ].*)?)$")
_NO_SPACE = re.compile(rf"(?P<before>[ ]*(?:- +)*)(?P<key>{_KEY}):(?P<value>[^ \t].*)")
_OTHER_SIGN = re.compile(
    rf"(?P<before>[ ]*(?:- +)*)(?P<key>{_KEY})[{_UNSEEN} ]*[=\uff1a\ufe55][{_UNSEEN} ]*(?P<value>.+)"
)
_NO_COLON = re.compile(rf"(?P<before>[ ]*(?:- +)*)(?P<key>{_KEY}) +(?P<value>[^:=].*)")
_OPEN = re.compile(rf"(?P<before>[ ]*(?:- +)*)(?P<key>{_KEY}):[ ]*(?P<bar>[|>][+-]?\d?)?[ ]*$")
_BEHIND_BAR = re.compile(rf"[ ]*(?:- +)*(?P<key>{_KEY}): +(?P<bar>[|>])[+-]?\d? *(?P<rest>[^\s#].*)")
_FLOW = re.compile(rf"[ ]*(?:- +)*(?P<key>{_KEY}):[ ]*(?P<flow>\[.*\]|\{{.*\}})[ ]*(?:#.*)?$")
_EMPTY = re.compile(r"[\[{][ ]*[\]}]")
_ENTRY = re.compile(rf"(?P<before>[ ]*(?:- +)*){_KEY}:(?:[ ]|$)")


class YamlSlip(NamedTuple):
    """Where something is wrong, what it is, and what to write."""

    line: int
    column: int
    message: str
    fix: str


class YamlSpot(NamedTuple):
    """What the parser says, and the lines that it speaks of, counted from 0."""

    said: str
    lines: Sequence[str]
    line: int
    start: int

    def near(self) -> Iterator[tuple[int, str]]:
        """Yield the line where the parser gave up, the one where it began to wonder, and the one above."""
        for number in dict.fromkeys((self.line, self.start, self.line - 1)):
            if 0 <= number < len(self.lines):
                yield number, self.lines[number]


def spotted(error: yaml.MarkedYAMLError, said: str, file: str, lines: Sequence[str]) -> Problem | None:
    """Return the slip that one of these lines shows; None where none is known."""
    mark = error.problem_mark or error.context_mark
    if not mark:
        return None
    start = error.context_mark.line if error.context_mark else mark.line
    spot = YamlSpot(said, lines, mark.line, start)
    told = next((told for look in _LOOKS if (told := look(spot))), None)
    return Problem(Place(file, told.line + 1, told.column + 1), told.message, told.fix) if told else None


def _left_behind(spot: YamlSpot) -> YamlSlip | None:
    for number, line in enumerate(spot.lines):
        if _CONFLICT.match(line):
            fix = "keep one of the two versions, and take away the lines with <<<<<<<, ======= and >>>>>>>"
            return YamlSlip(number, 0, "git has left a conflict here", fix)
        if _FENCE.match(line) and number in {spot.line, spot.start, 0}:
            fix = "take away the lines with ``` and all that stands outside of them"
            return YamlSlip(number, 0, "``` is how a chat or a web page marks the beginning of a file", fix)
    return None


def _unseen_indentation(spot: YamlSpot) -> YamlSlip | None:
    for number, line in spot.near():
        if found := _SPACE.match(line):
            message = f"the line begins with a space that is none (U+{ord(found[0][-1]):04X}), as a web page has them"
            return YamlSlip(
                number, found.end() - 1, message, "delete what stands before its first word, and type spaces"
            )
    return None


def _bullet(spot: YamlSpot) -> YamlSlip | None:
    for number, line in spot.near():
        found = _BULLET.match(line)
        if found and not (found["sign"] == "-" and found["space"]):
            what = "a dash without a space behind it" if found["sign"] == "-" else f"'{found['sign']}' is no dash"
            return YamlSlip(
                number, len(found["before"]), f"{what}: no item begins here", f"write '- {found['key']}: ...'"
            )
    return None


def _behind_bar(spot: YamlSpot) -> YamlSlip | None:
    found = _BEHIND_BAR.match(spot.lines[spot.line]) if "block scalar" in spot.said else None
    if not found:
        return None
    message = f"'{found['bar']}' says that the text stands in the lines below, and words follow it here"
    fix = "put them into the next line, indented; or the whole text in quotation marks, if the sign is part of it"
    return YamlSlip(spot.line, found.start("bar"), message, fix)


def _not_indented(spot: YamlSpot) -> YamlSlip | None:
    """Tell of a text that stands below its ``|`` and is no further to the right than that."""
    if "':'" not in spot.said or not spot.start:
        return None
    above = _OPEN.match(spot.lines[spot.start - 1])
    if not (above and above["bar"]):
        return None
    fix = "put two spaces before each line of the text, more than before its name"
    return YamlSlip(spot.start, 0, f"the text below '{above['key']}: {above['bar']}' is not indented", fix)


def _without_bar(spot: YamlSpot) -> YamlSlip | None:
    """Tell of a text of several lines that begins below its key, without a ``|``."""
    if "mapping values" not in spot.said:
        return None
    indent = _indent(spot.lines[spot.line])
    for number in range(spot.line - 1, -1, -1):
        row = spot.lines[number]
        if not row.strip() or _indent(row) >= indent:
            continue
        found = _OPEN.match(row)
        if not found or found["bar"] or spot.line - number < _TEXT:
            return None
        message = f"a text of several lines, with a colon in it, begins below '{found['key']}:' without a bar"
        return YamlSlip(number, len(found["before"]), message, f"write '{found['key']}: |'")
    return None


_TEXT = 2  # lines from a key to the second line of its text


def _second_colon(spot: YamlSpot) -> YamlSlip | None:
    found = _COLONS.match(spot.lines[spot.line]) if "mapping values" in spot.said else None
    if not found:
        return None
    value = found["value"]
    if value.endswith(":") and ": " not in value:
        fix = "take away the colon at the end of the line, or put the whole text in quotation marks"
    else:
        fix = f'put the whole text in quotation marks: {found["key"]}: "..."'
    return YamlSlip(spot.line, len(found["before"]), "a text with a colon in it stands without quotation marks", fix)


def _behind_flow(spot: YamlSpot) -> YamlSlip | None:
    """Tell of items or settings that stand below a list or a mapping which was closed already, as ``[]`` is."""
    if "<block end>" not in spot.said or spot.line >= len(spot.lines):
        return None
    above = ((number, spot.lines[number]) for number in range(spot.line - 1, -1, -1))
    number, row = next(((n, row) for n, row in above if row.split("#")[0].strip()), (0, ""))
    found = _FLOW.match(row)
    further = _indent(spot.lines[spot.line]) > _indent(row) or spot.lines[spot.line].lstrip(" ").startswith("-")
    if not (found and further):
        return None
    key, flow = found["key"], found["flow"]
    signs = f"{flow[0]}{flow[-1]}"
    if _EMPTY.fullmatch(flow):
        message = f"'{key}: {signs}' says that there is nothing in it, and something stands below it in line"
        fix = f"take the {signs} away, so that line {number + 1} is `{key}:` alone"
    else:
        message = f"'{key}:' ends with the {signs[1]} in its own line, and more of it stands below in line"
        fix = (
            f"write all of it between {signs[0]} and {signs[1]}, or take these away and write each part in a line below"
        )
    return YamlSlip(number, found.start("flow"), f"{message} {spot.line + 1}", fix)


def _too_far(spot: YamlSpot) -> YamlSlip | None:
    row, above = spot.lines[spot.line], next((row for row in reversed(spot.lines[: spot.line]) if row.strip()), "")
    entry, before = _ENTRY.match(row), _ENTRY.match(above)
    if "mapping values" not in spot.said or not (entry and before) or len(entry["before"]) <= len(before["before"]):
        return None
    fix = f"begin it in column {len(before['before']) + 1}, as the line above"
    return YamlSlip(spot.line, len(entry["before"]), "this line is indented further than the one above it", fix)


def _no_pair(spot: YamlSpot) -> YamlSlip | None:
    """Tell of a line that should be ``name: value``, and what its sign is instead."""
    if "':'" not in spot.said or spot.start >= len(spot.lines):
        return None
    row = spot.lines[spot.start]
    for pattern, message in _PAIRS:
        if found := pattern.match(row):
            fix = f"write '{found['key']}: ', a colon and a space, before the value"
            return YamlSlip(spot.start, len(found["before"]), message, fix)
    return None


_PAIRS = (
    (_NO_SPACE, "no space stands behind the colon"),
    (_OTHER_SIGN, "another sign stands where a colon belongs"),
    (_NO_COLON, "no colon stands behind the name"),
)


def _cut_off(spot: YamlSpot) -> YamlSlip | None:
    if "<stream end>" not in spot.said or "flow" not in spot.said:
        return None
    for number in range(min(spot.line, len(spot.lines) - 1), -1, -1):
        row = spot.lines[number]
        last = max(row.rfind("{"), row.rfind("["))
        if last >= 0 and row.find("}" if row[last] == "{" else "]", last) < 0:
            sign = "}" if row[last] == "{" else "]"
            fix = f"write the rest, and {sign} where it ends: has the file lost its last lines?"
            return YamlSlip(number, last, "what is opened here is never closed", fix)
    return None


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


_LOOKS: tuple[Callable[[YamlSpot], YamlSlip | None], ...] = (
    _left_behind,
    _unseen_indentation,
    _bullet,
    _behind_bar,
    _not_indented,
    _second_colon,
    _without_bar,
    _behind_flow,
    _too_far,
    _no_pair,
    _cut_off,
)
