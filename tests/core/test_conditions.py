"""Which rows count, by what an admin wrote; and what a cell says as text, number or day."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from zendesk_bridge.core.conditions import Unreadable, condition
from zendesk_bridge.core.raw import day_of, number_of, text_of


@pytest.mark.parametrize(
    ("written", "yes", "no"),
    [
        ("open", ["open", " OPEN ", "Open"], ["opened", "", None]),
        ("not open", ["closed", ""], ["open", "OPEN"]),
        ("!= open", ["closed", ""], ["open"]),
        ("<> open", ["closed"], ["Open"]),
        ("= open", ["open"], ["closed"]),
        ("not  SAMPLE*", ["WID-1", "a sample"], ["SAMPLE-1", "sample"]),
        ("*", ["x", 0], ["", None, " "]),
        ("not *", ["", None], ["x"]),
        ("", ["", None, "  "], ["x"]),
        (None, ["", None], ["x"]),
        ('not ""', ["x"], ["", None]),
        ("a*b*c", ["abc", "a-b-c", "axbxbxc"], ["ab", "acb"]),
        ("'not open'", ["not open"], ["open", "closed"]),
        ("nothing", ["nothing"], ["hing"]),
        (["A", "B*"], ["a", "bee"], ["C", ""]),
        ("> 0", [1, "1", "1,250", 0.5, Decimal(3)], [0, "0", "-1", "", None]),
        (">= 5", ["5", "5.0", 5.0], ["4.9"]),
        ("<2", ["1", "-7"], ["2"]),
        ("5", [5, "5", "5.0", 5.0], ["6", "05"]),
        ("0123", ["0123"], ["123", 123]),
        ("true", [True, "TRUE"], [False, "false", 1]),
        (
            "> 2026-12-01",
            [date(2026, 12, 2), datetime.fromisoformat("2026-12-02T09:00"), "12/02/2026"],
            [date(2026, 12, 1), ""],
        ),
        ("2026-12-01", [date(2026, 12, 1), "12/01/2026", "2026-12-01"], ["12/02/2026"]),
        ("not > 5", ["5", ""], ["6"]),
    ],
)  # fmt: skip
def test_what_holds(written: str | list[str] | None, yes: list[object], no: list[object]) -> None:
    """A condition holds as it reads: text in whatever case, numbers and days as such."""
    it = condition(written)
    assert [it.holds(value, "%m/%d/%Y") for value in yes] == [True] * len(yes)
    assert [it.holds(value, "%m/%d/%Y") for value in no] == [False] * len(no)


@pytest.mark.parametrize(("written", "cell"), [("> 0", "#N/A"), (["A", "> 0"], "soon"), ("< 2026-12-01", "soon")])
def test_what_cannot_be_compared(written: str | list[str], cell: str) -> None:
    """A cell that holds neither number nor day is never taken for one that is too small."""
    assert isinstance(condition(written).holds(cell), Unreadable)


@pytest.mark.parametrize("written", ["> soon", ">", "not", [], ["not A", "not B"], ["A", "!= B"]])
def test_what_is_no_condition(written: str | list[str]) -> None:
    """What can never be right is refused, with what to write instead."""
    with pytest.raises(ValueError, match=r"\w") as caught:
        condition(written)
    assert len(caught.value.args) == 2


def test_many_stars_cost_linear_time() -> None:
    """A pattern with many stars is not tried in every way that there is."""
    assert condition("*a" * 400 + "*b").holds("a" * 20_000) is False


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,250", 1250), ("1.250.000", 1_250_000), ("1.250,5", "1250.5"), ("1,250.5", "1250.5"), ("1 250", 1250),
        ("1'250.50", "1250.5"), ("1.25", "1.25"), ("1,25", "1.25"), ("-3", -3), (".5", "0.5"), (1042.0, 1042),
        ("$5", None), ("", None), (None, None), (True, None), ("1,2,3", None), ("nan", None), ("1e5", 100_000),
        (float("nan"), None),
    ],
)  # fmt: skip
def test_numbers(cell: object, number: object) -> None:
    """A number is read whatever stands between its thousands, and nothing else is taken for one."""
    assert number_of(cell) == (None if number is None else Decimal(str(number)))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1042.0, "1042"), (8.13e12, "8130000000000"), (3.5, "3.5"), (Decimal("1042.00"), "1042"), (None, ""),
        (date(2026, 12, 1), "2026-12-01"), (datetime.fromisoformat("2026-12-01"), "2026-12-01"),
        ("0123", "0123"), (False, "false"),
        (datetime.fromisoformat("2026-12-01T08:30"), "2026-12-01 08:30:00"), (Decimal("1E+3"), "1000"),
    ],
)  # fmt: skip
def test_texts(cell: object, text: str) -> None:
    """A cell is written as a person would: a sheet's number without the decimal that nobody typed."""
    assert text_of(cell) == text


@pytest.mark.parametrize(
    ("cell", "pattern", "day"),
    [
        ("2026-12-01", None, date(2026, 12, 1)), ("2026-12-01T23:30:00Z", None, date(2026, 12, 1)),
        ("2026-12-01 08:00:00.000 +0100", None, date(2026, 12, 1)), ("12/01/2026", None, None),
        ("12/01/2026", "%m/%d/%Y", date(2026, 12, 1)), ("2026-12-01", "%m/%d/%Y", None),
        (datetime.fromisoformat("2026-12-01T23:00"), "%m/%d/%Y", date(2026, 12, 1)),
        ("2026-13-01", None, None), (None, None, None),
    ],
)  # fmt: skip
def test_days(cell: object, pattern: str | None, day: date | None) -> None:
    """A day is the one that the source wrote, in its own zone; a pattern is kept to."""
    assert day_of(cell, pattern) == day


@pytest.mark.parametrize("sign", ["T", " ", ","])
def test_a_long_cell_costs_linear_time(sign: str) -> None:
    """What may stand before a time of day is looked for at the end of a cell, however long that is."""
    assert day_of(f"12/01/2026{sign * 500_000}x", "%m/%d/%Y") is None
    assert day_of("12/01/2026, 11:30:00 p.m. +01:00", "%m/%d/%Y") == date(2026, 12, 1)
