"""Late items that the catalogue does not list: told, with the SKU that was likely meant."""

from __future__ import annotations

import pytest

from zendesk_bridge.core.macros.lint import lint_listing
from zendesk_bridge.core.model import Backorder, Product


def told(skus: str, listed: str) -> list[tuple[str, str]]:
    """Return what is said of these late items against these products, and what to do."""
    found = lint_listing([Backorder(sku, sku) for sku in skus.split()], [Product(sku) for sku in listed.split()])
    assert all((item.rule, item.severity) == ("not-in-catalogue", "warning") for item in found)
    return [(item.message, item.suggestion) for item in found]


@pytest.mark.parametrize(
    ("sku", "listed", "meant"),
    [
        ("17", "0017 18", "0017"),
        ("ABC-1", "ABC-01 ABC-02", "ABC-01"),
        ("WID12", "WID-12", "WID-12"),
        ("wid_012", "X WID-12", "WID-12"),
        ("WIDG-12", "WID-12 LAMP-3", "WID-12"),
        ("7-B", "07-b", "07-b"),
    ],
)
def test_the_nearest(sku: str, listed: str, meant: str) -> None:
    """Zeros, case and punctuation that a spreadsheet took are seen through, and so is a slip of the pen."""
    assert told(sku, listed) == [(f"{sku} is not in the catalogue", f"there is {meant}: is that the item?")]


@pytest.mark.parametrize(("late", "listed"), [("A B", "a B C"), ("A", ""), ("", "A")])
def test_nothing_to_tell(late: str, listed: str) -> None:
    """A SKU is listed whatever its case; and where there is no catalogue nothing is missing in it."""
    assert told(late, listed) == []


def test_unlike_anything() -> None:
    """An item that is like no product is told as it is."""
    assert told("???", "A-1 B-2") == [("??? is not in the catalogue", "look at its SKU, or add it to the catalogue")]


def test_another_shops_catalogue() -> None:
    """Where many items are unknown, it is one mistake: another catalogue, or another column."""
    late = " ".join(f"late{n}x" for n in range(40))
    ((message, fix),) = told(late, "qq ww ee")
    assert message == (
        "late0x is not in the catalogue, nor are late1x, late2x, late3x and 36 more: 40 of 40 late items"
    )
    assert "columns" in fix
