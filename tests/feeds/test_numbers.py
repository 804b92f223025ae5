"""Numbers of a column, as German and American programs write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zendesk_bridge.feeds.numbers import NumberColumn


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (["2,000", "10,000", "1,000"], ["2", "10", "1"]),
        (["2,000", "12", "0"], ["2000", "12", "0"]),
        (["2.000", "12", "0"], ["2000", "12", "0"]),
        (["2.000", "0"], ["2", "0"]),
        (["1.250,000", "300,000", "5,000-", "0,000"], ["1250", "300", "-5", "0"]),
        (["1,250.000", "300.000", "5.000-"], ["1250", "300", "-5"]),
        (["1,5", "2,000", "1.000"], ["1.5", "2", "1000"]),
        (["1.50", "2.000", "1,000"], ["1.5", "2", "1000"]),
        (["1,250", "1,250,000", "7"], ["1250", "1250000", "7"]),
        (["1.250.000", "1.250", "7"], ["1250000", "1250", "7"]),
        (["1'250", "7-", "-3"], ["1250", "-7", "-3"]),
        (["2", "soon", ""], ["2", None, None]),
    ],
)
def test_one_column(cells: list[str], read: list[str | None]) -> None:
    """What stands before the decimals is told by the other cells of the column."""
    column = NumberColumn()
    for cell in cells:
        column.see(cell)
    assert [column.read(cell) for cell in cells] == [None if it is None else Decimal(it) for it in read]


def test_numbers_that_are_no_text() -> None:
    """A number of a sheet or of JSON is that number."""
    assert [NumberColumn().read(it) for it in (2, 2.0, Decimal("2.5"), None, True)] == [
        2,
        2,
        Decimal("2.5"),
        None,
        None,
    ]
