"""The numbers of one column, of which each alone may be two: 2,000 is two, or two thousand."""

from __future__ import annotations

import re
from decimal import Decimal

from zendesk_bridge.core.raw import number_of

_EITHER = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d{1,3})(?P<by>[.,])(?P<rest>\d{3})(?P<behind>-?)", re.ASCII)
_SHOWS = re.compile(r"[+-]?[\d.,]*[.,]\d+-?", re.ASCII)
_PLAIN = re.compile(r"[+-]?\d+-?", re.ASCII)


class NumberColumn:
    """Learns from the cells of a column what stands before their decimals; ``see`` all of it before ``read``.

    Where some number shows it, as 1.250,000 or 1,5 do, that counts. Otherwise a program that writes every number with
    three decimals writes none without, so that beside a plain 12 the sign stands between thousands.
    """

    def __init__(self) -> None:
        self._decimal = ""
        self._plain = False

    @classmethod
    def plain(cls) -> NumberColumn:
        """Return a column in which a number without decimals was seen."""
        found = cls()
        found.see("1")
        return found

    def see(self, text: str) -> None:
        """Take in one cell."""
        text = text.strip()
        if _PLAIN.fullmatch(text):
            self._plain = self._plain or text != "0"
        elif not self._decimal and not _EITHER.fullmatch(text) and _SHOWS.fullmatch(text):
            last, other = (".", ",") if text.rfind(".") > text.rfind(",") else (",", ".")
            self._decimal = other if text.count(last) > 1 else last

    def read(self, value: object) -> Decimal | None:
        """Return the number that a cell holds, None where it holds none."""
        found = _EITHER.fullmatch(value.strip()) if isinstance(value, str) else None
        if not found:
            return number_of(value)
        sign = "-" if "-" in {found["sign"], found["behind"]} else ""
        has_decimals = found["by"] == self._decimal if self._decimal else not self._plain
        return Decimal(f"{sign}{found['whole']}{'.' if has_decimals else ''}{found['rest']}")
