"""Tables of phrases as data, and one regular expression for all of a table."""

from __future__ import annotations

import re

_GOES_ON = re.compile(r"\\\n\s*")
_GAP = " ... "
_REACH = 70  # characters between the two parts of a phrase


def rows(text: str) -> tuple[str, ...]:
    """Return the lines of a table, each a pattern; one that ends with a backslash goes on in the next."""
    return tuple(line.strip() for line in _GOES_ON.sub("", text).splitlines() if line.strip())


def either(text: str) -> str:
    """Return a pattern for any of a table's rows."""
    return f"(?:{'|'.join(rows(text))})"


def whole_words(lines: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of these rows as whole words."""
    each = [_reaching(branch) for line in lines for branch in _branches(line)]
    return re.compile(rf"(?<![\w])(?:{'|'.join(each)})(?![\w])")


def _branches(row: str) -> list[str]:
    """Return the alternatives of a row: what stands between bars that are in no bracket."""
    depth, pieces = 0, [""]
    for letter in row:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            pieces.append("")
        else:
            pieces[-1] += letter
    return pieces


def _reaching(branch: str) -> str:
    """Return a pattern that ends where its first part does, if the rest of it follows within a few words."""
    first, gap, rest = branch.partition(_GAP)
    return rf"{first}(?=[^!?\n]{{0,{_REACH}}}(?<!\w)(?:{rest})(?!\w))" if gap else branch
