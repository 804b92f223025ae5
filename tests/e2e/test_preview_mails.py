"""preview: mails as customers of late orders would read them, as text, as HTML and as a page for a browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

MAIL = """\
key: order-first
per: order
subject: "Order {{ order.number }}: {{ backorder.items }}"
reply: |
  {{ customer.greeting }}

  {{ backorder.message }}

  {% if choices.link %}
  [Choose]({{ choices.link }})
  {% endif %}
locales:
  de: {subject: "Bestellung {{ order.number }}", reply: "{{ customer.greeting }}"}
"""


@pytest.fixture
def shop(quiet_shop: Any) -> Any:
    """The quiet shop, with one mail."""
    quiet_shop.write("macros/order-first.yaml", MAIL)
    return quiet_shop


def test_a_mail_is_shown_as_it_is_sent(shop: Any) -> None:
    """In each of its languages, with its subject, for an order that is said; each item is late on the same order."""
    out = shop.ok("preview", "order-first", "--item", "WID-12", "--item", "LAMP-3").out
    assert re.search(r"^=== Order #1042: .*Blue Widget.*  \(order-first, en_US\)$", out, re.MULTILINE)
    assert "Harbor Desk Lamp" in out
    assert "=== Bestellung #1042  (order-first, de)" in out
    assert "--- sent through shop, shop-eu: here for Alex Morgan's made-up order #1042, WID-12, LAMP-3 are late" in out
    assert "Choose" not in out
    shop.write(
        "config.yaml", (shop.folder / "config.yaml").read_text() + "outreach: {link: https://orders.example.com}\n"
    )
    assert "Choose:\nhttps://" in shop.ok("preview", "order-first").out
    assert "Guten Tag Alex Morgan," in shop.ok("preview", "order-first", "--locale", "de", "--html").out


def test_programs_are_told_mails_beside_replies(shop: Any) -> None:
    """Without a key all are shown; a mail is no reply of any helpdesk."""
    told = shop.ok("preview", "--format", "json").json
    assert {reply["macro"] for reply in told["replies"]} == {"delay-update", "item-update"}
    assert [(mail["key"], mail["locale"], mail["items"]) for mail in told["mails"]] == [
        ("order-first", "en_US", ["WID-12"]),
        ("order-first", "de", ["WID-12"]),
    ]
    assert told["mails"][0]["html"].startswith("<p>Hi Alex,</p>")


def test_a_page_for_a_browser_stands_alone(shop: Any, tmp_path: Path) -> None:
    """It holds HTML and text of every reply and mail, loads nothing, and replaces no file but one like it."""
    file = tmp_path / "mails.html"
    for _ in range(2):
        assert "open it in a browser" in shop.ok("preview", "--html", str(file)).out
    page = file.read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert page.count("<pre>") == page.count('<div class="both"') == 4
    file.write_text("mine")
    ran = shop.run("preview", "order-first", "--html", str(file))
    assert (ran.code, file.read_text()) == (2, "mine")


def test_html_without_a_page_is_what_it_was(shop: Any) -> None:
    """`--html KEY` shows that macro's HTML; a name that is no page's is told apart from a key."""
    assert "<p>Hi Alex" in shop.ok("preview", "--html", "delay-update").out
    ran = shop.run("preview", "order-first", "--html", "mails.txt")
    assert (ran.code, "the name of a page ends in .html, and 'mails.txt' does not" in ran.err) == (2, True)


def test_a_hostile_item_is_text_on_the_page(shop: Any, tmp_path: Path) -> None:
    """Whoever opens the page runs nothing of a supplier's cell."""
    shop.swap("macros/backorders.yaml", "name: Blue Widget 12 oz", "name: '<img src=x onerror=alert(1)>'")
    shop.ok("preview", "order-first", "--html", str(tmp_path / "m.html"))
    page = (tmp_path / "m.html").read_text("utf-8")
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
