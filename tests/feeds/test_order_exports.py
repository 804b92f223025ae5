"""Exports of orders as other programs write them: every line with its order's cells, and no order twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from zendesk_bridge.core.conditions import condition
from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.model import Order
from zendesk_bridge.feeds import FileManner, FileRows, Layout, OrderRows

SHOPIFY = """\
Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem sku,\
Lineitem fulfillment status,Shipping Name,Shipping Country,Cancelled at,Id,Tags
#1001,m@example.com,paid,USD,59.90,2026-11-20 10:12:33 -0500,2,Widget,WID-12,pending,Maria,US,,5001,vip
#1001,m@example.com,,,,2026-11-20 10:12:33 -0500,1,Lamp,LAMP-3,pending,,,,,
#1002,j@example.com,refunded,USD,49.90,2026-11-21 02:12:33 -0500,1,Lamp,LAMP-3,pending,J,DE,2026-11-22,5002,
#1002,j@example.com,,,,2026-11-21 02:12:33 -0500,1,Widget,WID-12,pending,,,,,
#1003,a@example.com,paid,USD,49.90,2026-11-21 23:50:33 -0500,1,Mug,MUG-1,fulfilled,Ann,GB,,5003,
#1003,a@example.com,,,,2026-11-21 23:50:33 -0500,2,Widget,WID-12,pending,,,,,
"""
NAMED = {"order": "Name", "ordered_at": "Created at", "email": "Email", "sku": "Lineitem sku"}
ALL = {**NAMED, "quantity": "Lineitem quantity", "country": "Shipping Country", "customer": "Shipping Name"}
OPEN = {"Lineitem fulfillment status": "not fulfilled", "Cancelled at": ""}


def read(tmp_path: Path, text: str, skus: str = "WID-12 LAMP-3", **layout: Any) -> tuple[list[Order], list[str]]:
    """Return the orders that a file of this text tells, and what it cannot tell."""
    file = tmp_path / "orders.csv"
    file.write_text(text, encoding="utf-8")
    where = {column: condition(it) for column, it in layout.pop("where", {}).items()}
    rows = OrderRows(FileRows(file, FileManner("csv"), "shop"), ZoneInfo("UTC"), Layout(where=where, **layout))
    given = list(rows.affected(skus.split()))
    wrong = [str(one).partition("orders.csv")[2] for one in given if isinstance(one, Problem)]
    return [one for one in given if isinstance(one, Order)], wrong


@pytest.mark.parametrize("columns", [NAMED, ALL, {**ALL, "id": "Id", "value": "Total"}], ids=["few", "more", "all"])
@pytest.mark.parametrize("where", [OPEN, {**OPEN, "Financial Status": "paid"}], ids=["cancelled", "paid, too"])
def test_number_address_and_day_on_every_row(tmp_path: Path, columns: dict[str, str], where: dict[str, str]) -> None:
    """Shopify repeats these three alone: a later line is paid or cancelled as its first, and of the same order."""
    orders, wrong = read(tmp_path, SHOPIFY, columns=columns, where=where)
    told = [(one.number, [(line.sku, line.quantity) for line in one.lines]) for one in orders]
    many = 2 if "quantity" in columns else 1
    assert wrong == []
    assert told == [("#1001", [("WID-12", many), ("LAMP-3", 1)]), ("#1003", [("WID-12", many)])]
    if "id" in columns:
        assert [(one.id, one.country, str(one.value)) for one in orders] == [
            ("5001", "US", "59.90"),
            ("5003", "GB", "49.90"),
        ]


def test_every_cell_on_every_row(tmp_path: Path) -> None:
    """Where an order's cells are on all its rows, an empty one is empty: a line is not shipped because the first is."""
    text = "order,ordered_at,email,country,sku,Shipped at\n"
    text += "1,2026-11-20,a@b.example,US,LAMP-3,2026-11-22\n1,2026-11-20,a@b.example,US,WID-12,\n"
    orders, wrong = read(tmp_path, text, where={"Shipped at": ""})
    assert ([[line.sku for line in one.lines] for one in orders], wrong) == ([["WID-12"]], [])


def test_countries_and_languages_in_words(tmp_path: Path) -> None:
    """Words are understood; what is not is told once for all orders, with a place and a count, and never quoted."""
    text = "order;ordered_at;email;country;locale;sku\n1;2026-11-20;a@b.example;Deutschland;Deutsch;WID-12\n"
    text += "2;2026-11-20;c@b.example;12 Main St;Jane Doe;WID-12\n3;2026-11-20;d@b.example;Ruritania;;WID-12\n"
    text += "4;2026-11-20;e@b.example;;;WID-12\n5;2026-11-20;f@b.example;Elsewhere;;MUG-1\n"
    orders, wrong = read(tmp_path, text)
    assert [(one.country, one.locale) for one in orders] == [("DE", "de"), ("", ""), ("", ""), ("", "")]
    assert [it.partition(" (write its ")[0] for it in wrong] == [
        ":3:4: country: this is no country that is known, so that orders 2 and 1 more are written to by your own clock",
        ":3:5: locale: this is no language that is known, so that order 2 is written to in your main one",
    ]
