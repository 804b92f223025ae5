"""core.mentions.orders: which orders a customer's words name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.mentions.match import Vocabulary
from zendesk_bridge.core.mentions.orders import MOST, order_number, order_numbers
from zendesk_bridge.core.model import Backorder, Product, Words

VOCABULARY = Vocabulary.of(
    [Backorder("WID-1200", "Blue Widget", aliases=("SO-777",))], [Product("100234", "Lamp"), Product("000456", "Rug")]
)


def named(text: str) -> tuple[str, ...]:
    """Return the orders in a description."""
    return order_numbers([Words("description", text)], VOCABULARY.calls)


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("Where is my order #10482?", ["10482"]),
        ("Where is #10482", ["10482"]),
        ("order no. 10482, please", ["10482"]),
        ("My order number is 1042 and", ["1042"]),
        ("Order ID: SO-10482.", ["SO-10482"]),
        ("order 10482 has not come", ["10482"]),
        ("order # 52", ["52"]),
        ("Amazon order 111-1234567-7654321", ["111-1234567-7654321"]),
        ("Bestellung 10482 fehlt noch", ["10482"]),
        ("Bestellnummer: 10482", ["10482"]),
        ("Meine Bestell-Nr. 10482", ["10482"]),
        ("die Bestellung mit der Nummer 10482", ["10482"]),
        ("Auftragsnummer 10482", ["10482"]),
        ("ma commande n° 10482", ["10482"]),
        ("commande numéro 10482", ["10482"]),
        ("mi pedido 10482", ["10482"]),
        ("pedido nº 1042", ["1042"]),
        ("número de pedido: 10482", ["10482"]),
        ("mijn bestelling 10482", ["10482"]),
        ("bestelnummer 10482", ["10482"]),
        ("il mio ordine n. 10482", ["10482"]),
        ("a minha encomenda 10482", ["10482"]),
        ("orders #10482, #10483 and #10484", ["10482", "10483", "10484"]),
        ("order so-10482", []),
        ("order number so-10482", ["SO-10482"]),
        ("Order #10482 😀 and again order #10482", ["10482"]),
        ("order #\uff11\uff10\uff14\uff18\uff12", ["10482"]),
    ],
)
def test_orders_that_are_named(text: str, orders: list[str]) -> None:
    """A word that says order, or the sign before a number as shops write it; in seven languages."""
    assert list(named(text)) == orders


@pytest.mark.parametrize(
    "text",
    [
        "I would like to order 100234",
        "can I order 12000",
        "je commande 100234",
        "he pedido 100234",
        "I ordered 100234",
        "order 2 widgets",
        "my order of 12000 pieces",
        "order 20000 pcs",
        "my order 10000 € ago",
        "my order from 2026-11-12",
        "order 2026-11-12",
        "order 2026",
        "order 01-02-2026",
        "order 555-123-4567",
        "call me: +49 170 1234567",
        "phone 5551234567",
        "order tracking 1Z999AA10123456784",
        "tracking number 794612345678",
        "order 4006381333931123",
        "ticket #4711",
        "invoice #4711",
        "item #10482",
        "the colour #102030a",
        "#2026goals",
        "order WID-12",
        "order: WID-1200",
        "https://shop.example/#10482",
        "order #10482abc@example.com",
        "#10,482",
        "in order to get 10482",
        "",
    ],
)
def test_what_is_no_order(text: str) -> None:
    """Phones, tracking numbers, days, amounts, items, tickets and what is ordered are none."""
    assert named(text) == ()


def test_an_item_is_no_order() -> None:
    """Customers write a SKU where they were asked for the order's number, of a late item or of any other."""
    assert named("order number wid-1200, order no. so777, my order 100234, order #000456, order #10482") == ("10482",)


def test_quoted_words_are_not_the_customers() -> None:
    """An order that stands in what was quoted below is of another mail."""
    text = "My order #10482 is late.\n\nOn Mon, Nov 2, 2026 at 9:00 AM Shop <a@b.example> wrote:\n> Your order #99999\n"
    assert named(text) == ("10482",)


def test_many_are_cut() -> None:
    """A pasted list is not remembered as a whole."""
    assert len(named(" ".join(f"#{10000 + each}" for each in range(50)))) == MOST


@pytest.mark.parametrize("text", ["#10482", " 10482 ", "# 10482", "\uff11\uff10\uff14\uff18\uff12"])
def test_how_people_ask_for_one(text: str) -> None:
    """With or without the sign: the same order."""
    assert order_number(text) == "10482"


@given(st.text(max_size=2000))
def test_any_text(text: str) -> None:
    """Whatever somebody writes is read, and what is found can be asked for."""
    assert all(order_number(each) == each for each in named(text))


def test_long_texts_are_read_in_no_time() -> None:
    """Nothing that looks like the beginning of a number is tried again and again."""
    for piece in ("order ", "order no ", "order #", "#", "order 1-", "order is no is no "):
        named(piece * (100_000 // len(piece)))
