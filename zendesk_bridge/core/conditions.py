"""What a cell must hold for its row to count, as an admin writes it: ``open``, ``> 0``, ``not SAMPLE*``, a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any

from zendesk_bridge.core.raw import day_of, number_of, text_of

_SIGNS: dict[str, Callable[[Any, Any], bool]] = {">=": ge, "<=": le, ">": gt, "<": lt}
_BEGINS = re.compile(r"(?P<sign>>=|<=|!=|<>|==|[<>=])\s*(?P<bound>.*)", re.DOTALL)
_NOT = re.compile(r"not(?:\s+(?P<rest>.*))?", re.DOTALL | re.IGNORECASE)
_CODE = re.compile(r"0\d")  # what begins with a zero is a code, and no number: 0123 is not 123
_QUOTED = re.compile(r"""(["'])(?P<inside>.*)\1""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a cell cannot be compared: it holds neither a number nor a day."""

    says: str


@dataclass(frozen=True, slots=True)
class CellCondition:
    """One condition. ``sign`` compares numbers or days; without it the text is the same, or fits a ``*`` pattern.

    ``negated`` turns it round. ``among`` are conditions of which one has to hold, and then nothing else counts.
    """

    text: str = ""
    sign: str = ""
    bound: Decimal | date | None = None
    negated: bool = False
    among: tuple[CellCondition, ...] = ()

    def holds(self, value: object, dates: str | None = None) -> bool | Unreadable:
        """Tell whether it holds for this cell; ``dates`` is how the days of its column are written."""
        if self.among:
            return self._one_of(value, dates)
        if not self.sign:
            return self._same(value, dates) is not self.negated
        if not text_of(value).strip():
            return self.negated
        found = day_of(value, dates) if isinstance(self.bound, date) else number_of(value)
        if found is None:
            return Unreadable("is no day" if isinstance(self.bound, date) else "is no number")
        return _SIGNS[self.sign](found, self.bound) is not self.negated

    def _one_of(self, value: object, dates: str | None) -> bool | Unreadable:
        answers = [one.holds(value, dates) for one in self.among]
        if True in answers:
            return True
        return next((answer for answer in answers if isinstance(answer, Unreadable)), False)

    def _same(self, value: object, dates: str | None) -> bool:
        cell = _folded(text_of(value))
        if "*" in self.text:
            return bool(cell) and _fits(self.text, cell)
        if cell == self.text or not cell:
            return cell == self.text
        if isinstance(self.bound, Decimal):
            return not _CODE.match(cell) and number_of(value) == self.bound
        return isinstance(self.bound, date) and day_of(value, dates) == self.bound


def condition(written: str | Sequence[str] | None) -> CellCondition:
    """Return the condition that an admin wrote; raises ValueError with what is wrong, and what to write instead.

    A text has to stand in the cell, in whatever case; ``*`` in it is any text, and alone any text but none; an empty
    one is an empty cell. ``>``, ``>=``, ``<`` and ``<=`` compare with a number or a day, ``not`` or ``!=`` turns round.
    Of a list one has to hold.
    """
    if isinstance(written, str) or written is None:
        return _one(written or "")
    each = tuple(map(_one, written))
    if not each:
        raise ValueError("is an empty list, for which no row counts", "name what may stand in the cell")
    if any(one.negated for one in each):
        raise ValueError(
            "holds a 'not', and of a list one has to hold: nearly every row would count", "name what counts"
        )
    return CellCondition(among=each)


def _one(written: str) -> CellCondition:
    text = " ".join(written.split())
    negation = _NOT.fullmatch(text)
    negated = bool(negation)
    text = (negation["rest"] or "") if negation else text
    if negation and not text:
        raise ValueError("does not say what may not stand there", "write 'not X', or \"*\" for any text but none")
    begins = _BEGINS.fullmatch(text)
    if begins and begins["sign"] in {"!=", "<>"}:
        negated, text, begins = not negated, begins["bound"], None
    elif begins and begins["sign"] in {"=", "=="}:
        text, begins = begins["bound"], None
    if begins:
        bound = _bound(begins["bound"])
        if bound is None:
            raise ValueError("compares with neither a number nor a day", 'write "> 0", or "> 2026-12-31"')
        return CellCondition(text, begins["sign"], bound, negated)
    quoted = _QUOTED.fullmatch(text)
    text = quoted["inside"] if quoted else text
    return CellCondition(_folded(text), "", _bound(text), negated)


def _bound(text: str) -> Decimal | date | None:
    found = day_of(text)
    return (None if _CODE.match(text) else number_of(text)) if found is None else found


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _fits(pattern: str, cell: str) -> bool:
    """Tell whether a cell fits a text with stars in it, looking at every sign of it once."""
    first, *others = re.split(r"\*+", pattern)
    last = others.pop()
    if not (cell.startswith(first) and cell.endswith(last) and len(first) + len(last) <= len(cell)):
        return False
    at, end = len(first), len(cell) - len(last)
    for part in others:
        found = cell.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True
