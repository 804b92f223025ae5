"""One order's late items as one mail: whatever the facts hold is text, and what holds for this order alone is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from mailed import LINK, MANNER, MUG, OPTIONS, TODAY, WIDGET, facts, mail, order

from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.core.macros.mails import OrderFacts, mail_version, render_mail
from zendesk_bridge.core.macros.telling import Manner
from zendesk_bridge.core.model import (
    Accuracy,
    Backorder,
    Mail,
    NoticeKind,
    OrderLine,
    Promise,
    ShipWindow,
    Split,
    Swap,
    Wait,
)
from zendesk_bridge.core.notices import Market

ALL = (
    "{{ customer.greeting }}\n\n{{ backorder.delay }}\n\n{{ backorder.ship_window }}\n\n{{ backorder.choices }}\n\n"
    "Rest: {{ order.rest }}\n\n**[Choose]({{ choices.link }})**\n\n{{ backorder.follow_up }}\n"
)


def said(reply: str, known: OrderFacts, locale: str = "en_US", manner: Manner = MANNER, **local: str) -> Mail:
    """What a customer reads."""
    return render_mail(mail(reply, **local), known, manner, locale, TODAY)


def test_one_mail_tells_all_late_items_of_the_order_and_no_other() -> None:
    """Two late lines are one mail; an item that is late, too, and not on this order is not named."""
    lamp = replace(WIDGET, sku="LAMP", name="Harbor Lamp", reason="a strike")
    chair = replace(WIDGET, sku="CHAIR", name="Oak Chair")
    known = OrderFacts(order(items=(WIDGET, lamp)), (WIDGET, lamp, chair), link=LINK)
    text = said(ALL, known).text
    assert "Blue Widget" in text
    assert "Harbor Lamp is delayed: a strike" in text
    assert "Oak Chair" not in text


def test_a_mail_belongs_on_no_helpdesk() -> None:
    """However it comes among macros, none is made of it."""
    assert not mail(ALL).wanted_on("shop")


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "**bold** [x](https://evil.example) `code`",
    "{{ticket.id}} {% if x %} {{ x | y }}",
    "</p><script>alert(1)</script>",
    "&lt;b&gt; &amp; \"quoted\" 'too'",
    "one\r\nBcc: all@example.com\u2028two",
    "\u202egnp.exe",
    "🎁🎁🎁",
    "שלום עולם",
    "x" * 5000,
    "{",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_a_fact_holds_is_text_everywhere(text: str) -> None:
    """Names, SKUs, reasons and numbers come from other programs: nothing in them does anything in any part."""
    swap = Swap("S", text)
    item = replace(WIDGET, sku=text, name=text, reason=text, options=(Wait(), swap))
    known = OrderFacts(
        replace(order(OrderLine("9", text + "2", 1, text, in_stock=True), items=(item,)), number=text), (item,)
    )
    words = "{{ backorder.items }} {{ order.rest }} {{ backorder.delay }} {{ backorder.swaps }} {{ order.number }}"
    one = render_mail(mail(words, words), known, MANNER, "en_US", TODAY)
    for tag in ("<img", "<script", "<strong>", "<a ", "<code"):
        assert tag not in one.html
    for part in (one.subject, one.html, one.text):
        assert "{{" not in part
        assert "{%" not in part
        assert "\u202e" not in part
    assert "\n" not in one.subject
    assert "\r" not in one.subject
    assert "\u2028" not in one.subject
    assert 0 < len(one.subject) <= 150
    assert one.html.startswith("<p>")


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Ada Lovelace", "Hi Ada,"),
        ("ada", "Hi ada,"),
        ("Lovelace, Ada", "Hi Ada,"),
        ("Dr. Ada Lovelace", "Hi Dr. Ada Lovelace,"),
        ("J. Smith", "Hi J. Smith,"),
        ("Anne-Marie d'Arc", "Hi Anne-Marie,"),
        ("van der Berg", "Hi van der Berg,"),
        ("Familie Müller", "Hi Familie Müller,"),
        ("NULL", "Hello,"),
        ("undefined", "Hello,"),
        ("Widget Works GmbH", "Hi Widget Works GmbH,"),
        ("山田 太郎", "Hi 山田 太郎,"),
        ("محمد علي", "Hi محمد,"),
        ("Zoë 🌸", "Hi Zoë,"),
        ("", "Hello,"),
        ("   ", "Hello,"),
        ("🎁🎁", "Hello,"),
        ("---", "Hello,"),
        ("ada@example.com", "Hello,"),
        ("Win a prize: www.evil.example", "Hello,"),
        ("Free money at evil.example", "Hello,"),
        ("<b>Ada</b>", "Hello,"),
        ("{{ticket.id}}", "Hello,"),
        ("Ada\r\nBcc: x@example.com", "Hello,"),
        ("A" * 61, "Hello,"),
    ],
)
def test_a_customer_is_greeted_as_they_are_called_or_politely_without_a_name(name: str, greeting: str) -> None:
    """What is no name is not repeated, and no greeting has a gap."""
    assert said("{{ customer.greeting }}\n\nLate.", facts(name=name)).text.startswith(f"{greeting}\n")
    assert said("Hi {{ customer.first_name }},\n\nLate.", facts(name=name)).text.startswith(f"{greeting}\n")


@pytest.mark.parametrize(
    ("locale", "reply", "read"),
    [
        ("de", "Guten Tag {{ customer.name }},\n\nSpät.", "Guten Tag,\n\nSpät."),
        ("de", "Liebe Kundin {{ customer.name }},\n\nSpät.", "Guten Tag,\n\nSpät."),
        ("fr", "Bonjour {{ customer.name }},\n\nTard.", "Bonjour,\n\nTard."),
        ("es", "Hola, {{ customer.name }}:\n\nTarde.", "Hola:\n\nTarde."),
        ("de", "Guten Tag,\n\nDanke, {{ customer.first_name }}!", "Guten Tag,\n\nDanke!"),
        ("de", "{{ customer.name|title }}, hier:\n\nSpät.", ", hier:\n\nSpät."),
        ("de", "Hallo {% if customer.name %}{{ customer.name }}{% else %}Du{% endif %},\n\nA", "Hallo Du,\n\nA"),
    ],
)
def test_without_a_name_no_sentence_has_a_gap(locale: str, reply: str, read: str) -> None:
    """However an admin greets: the line that greets is one for everybody, and elsewhere the name is left out."""
    assert said("Hi", facts(name=""), locale, **{locale: reply}).text == read


def test_an_order_without_a_number_is_called_by_its_id() -> None:
    """No sentence has a gap where a shop tells none."""
    known = replace(facts(), order=replace(order(), number=" "))
    assert said("Order {{ order.number }}.", known).text == "Order 77."


def test_an_order_without_an_address_is_greeted_too() -> None:
    """A sample of what would be said needs nobody to say it to."""
    known = replace(facts(), order=replace(order(), recipient=None))
    assert said("{{ customer.greeting }}\n\nx", known).text.startswith("Hello,")


def test_it_speaks_the_customers_language_and_writes_days_as_they_do() -> None:
    """Else the main one, throughout."""
    spoken = {"de": "{{ backorder.ship_window }}"}
    assert said("{{ backorder.ship_window }}", facts(), "de-AT", **spoken).text == "1.\N{EN DASH}5. Dezember"
    assert said("{{ backorder.ship_window }}", facts(), "en-GB", **spoken).text == "1\N{EN DASH}5 December"
    assert said("{{ backorder.ship_window }}", facts(), "it", **spoken).text == "December 1 \N{EN DASH} 5"
    assert said("{{ backorder.ship_window }}", facts(), "", **spoken).text == "December 1 \N{EN DASH} 5"


def test_what_can_ship_now_is_told_where_it_is_known() -> None:
    """Of another line nobody knows: it is not promised, and may still be asked for. Late lines are no rest."""
    unknown = replace(MUG, in_stock=None)
    gone = replace(MUG, in_stock=False)
    ahead = "have the rest of your order shipped now"
    for lines, named, offered in [
        ((MUG,), True, True),
        ((unknown,), False, True),
        ((gone,), False, False),
        ((), False, False),
    ]:
        text = said("{{ backorder.choices }} [{{ order.rest }}]", facts(*lines)).text
        assert ("Stone Mug" in text, ahead in text) == (named, offered)


def test_what_is_late_and_not_told_of_today_is_no_rest() -> None:
    """Another item of the order waits, too: it is neither in stock, nor could it be sent ahead."""
    other = OrderLine("7", "LAMP", 1, "Harbor Lamp", in_stock=None)
    reply = "{{ backorder.choices }} [{{ order.rest }}] {{ 'partly' if order.partly_late }}"
    apart = said(reply, replace(facts(other), all_late={"lamp", "wid-12"})).text
    assert "rest of your order" not in apart
    assert apart.endswith("[]")
    assert "rest of your order" in said(reply, facts(other)).text
    in_stock = replace(other, in_stock=True)
    assert "Harbor Lamp" not in said(reply, replace(facts(in_stock), all_late=("lamp",))).text


def test_a_long_rest_is_not_told_one_by_one() -> None:
    """Forty lines are a list that nobody reads."""
    lines = [replace(MUG, id=str(n), sku=f"M{n}", name=f"Mug {n}") for n in range(40)]
    assert said("{{ order.rest }}", facts(*lines)).text == "Mug 0, Mug 1, Mug 2, Mug 3, Mug 4, Mug 5, and 34 more items"


def test_the_ship_date_promised_with_the_order_wins() -> None:
    """The rule's days are counted from what this customer was told when they ordered."""
    us = Manner("en_US", market=Market.US)
    line = OrderLine("1", "wid-12", 1, promised_by=date(2026, 11, 24))
    near = OrderFacts(replace(order(), lines=(line,)), (WIDGET,))
    long = replace(WIDGET, promised_by=date(2026, 9, 1))
    assert "you agree to the new timing" in said("{{ backorder.choices }}", near, manner=us).text
    assert (
        "you agree to the new timing"
        in said("{{ backorder.choices }}", OrderFacts(near.order, (long,)), manner=us).text
    )
    assert "you agree to the new timing" not in said("{{ backorder.choices }}", facts(items=(long,)), manner=us).text


def told(window: ShipWindow | None, accuracy: Accuracy = Accuracy.CURRENT) -> dict[str, tuple[Promise, ...]]:
    """What the customer was told of the widget before."""
    at = datetime(2026, 11, 10, tzinfo=UTC)
    return {"WID-12": (Promise(1, "WID-12", "c", at, window, None, accuracy, NoticeKind.FIRST),)}


def test_a_window_that_the_customer_was_told_and_that_moved_is_named() -> None:
    """And none is where what they know holds, was made up, or where nobody knows what holds now."""
    old = ShipWindow(None, date(2026, 11, 20))
    no_more = "that no longer holds"
    for heard, item, named in [
        (told(old), WIDGET, True),
        (told(old), replace(WIDGET, ship_window=None), True),
        (told(WIDGET.ship_window), WIDGET, False),
        (told(old, Accuracy.INVENTED), WIDGET, False),
        (told(old), replace(WIDGET, ship_window=None, lapsed=True), False),
        (told(None), replace(WIDGET, ship_window=None), False),
        ({}, WIDGET, False),
    ]:
        assert (no_more in said("{{ backorder.delay }}", replace(facts(items=(item,)), heard=heard)).text) is named


def test_no_day_of_the_past_is_told() -> None:
    """A window that is over, or an update that is due, becomes what is true today."""
    over = replace(WIDGET, ship_window=ShipWindow(date(2026, 11, 1), date(2026, 11, 20)), next_update=TODAY)
    text = said("{{ backorder.message }}", facts(items=(over,))).text
    assert "We are confirming the new ship date." in text
    assert "November" not in text


def test_the_link_stands_in_both_and_can_be_clicked_in_both() -> None:
    """In the text it has a line of its own, with nothing behind it that a mail program would take for a part of it."""
    one = said("A\n\n**[Choose here]({{ choices.link }})**\n\nB", replace(facts(), link=LINK))
    assert f'<a href="{LINK.replace("&", "&amp;")}">Choose here</a>' in one.html
    assert f"Choose here:\n{LINK}\n\nB" in one.text


def test_without_a_link_it_is_asked_for_and_not_there() -> None:
    """A mail can say both: with a link where there is one, and by a reply."""
    reply = "A\n\n{% if choices.link %}\n[x]({{ choices.link }})\n{% else %}\nReply.\n{% endif %}"
    assert said(reply, facts()).text == "A\n\nReply."
    assert LINK in said(reply, replace(facts(), link=LINK)).text
    with pytest.raises(InvalidInput, match=r"between \{% if choices.link %\} and"):
        said("[x]({{ choices.link }})", facts())


def test_a_fact_says_nowhere_where_a_link_leads() -> None:
    """Only our own link does."""
    with pytest.raises(InvalidInput, match="a fact would say where a link leads"):
        said("[x]({{ order.number }})", facts())


@pytest.mark.parametrize(
    ("reply", "known"),
    [
        ("{{ backorder.message }}", facts(items=())),
        ("{{ backorder.message }}", OrderFacts(order(items=()), (WIDGET,))),
        ("{{ backorder.back_in_stock }}", facts()),
        ("{{ backorder.back_in_stock }}", replace(facts(), back=("ELSE",))),
    ],
    ids=["nothing late", "late on other orders", "nothing back", "back on other orders"],
)
def test_a_mail_with_nothing_to_tell_is_refused(reply: str, known: OrderFacts) -> None:
    """Rather than sent with a hole in it."""
    with pytest.raises(InvalidInput, match="so that there is nothing to tell"):
        said(reply, known)


def test_what_is_back_is_told_by_the_name_on_the_order() -> None:
    """Its fact may be gone by then; what is still late is no rest, and neither is what is back."""
    cup = replace(MUG, id="3", sku="CUP", name="Tea Cup")
    known = OrderFacts(order(MUG, cup), (WIDGET,), back=("mug-1",))
    reply = "{{ backorder.back_in_stock }}; {{ backorder.items }}; {{ order.rest }}"
    assert said(reply, known).text == "Stone Mug; Blue Widget; Tea Cup"


def test_a_template_that_is_wrong_or_comes_out_empty_is_told() -> None:
    """At its place, by what would be read."""
    with pytest.raises(InvalidInput, match=r"unknown name order\.nummer"):
        said("{{ order.nummer }}", facts())
    with pytest.raises(InvalidInput, match="this comes out empty"):
        said("{% if order.rest %}x{% endif %}", facts())
    with pytest.raises(InvalidInput, match="this comes out empty"):
        render_mail(mail("x", "{% if order.rest %}x{% endif %}"), facts(), MANNER, "en_US", TODAY)


def test_what_is_asked_holds_for_all_late_items() -> None:
    """A sentence about all of them is said where it is true of all of them."""
    names = {"a": "wait", "b": "cancel", "c": "swap", "d": "several", "e": "ship_window_known", "f": "split"}
    asked = "".join(f"{{{{ '{letter}' if backorder.{name} }}}}" for letter, name in names.items())
    one = Backorder("ONE", "One", options=OPTIONS, ship_window=WIDGET.ship_window)
    two = Backorder("TWO", "Two", options=(Split(),))
    assert said(f".{asked}", facts(MUG, items=(one,))).text == ".abcef"
    assert said(f".{asked}", facts(MUG, items=(one, two))).text == ".cdf"
    assert said(f".{asked}", facts(items=(two,))).text == "."


def test_the_version_changes_with_the_words_and_not_with_the_facts() -> None:
    """A reviewed plan is bound to what is said in it."""
    base = mail_version(mail("A", de="B"), MANNER)
    assert base == mail_version(mail("A", de="B"), MANNER)
    assert base != mail_version(mail("A", de="C"), MANNER)
    assert base != mail_version(mail("A", "Other", de="B"), MANNER)
    assert base != mail_version(mail("A", de="B"), Manner("en_US", market=Market.US))
    assert base != mail_version(mail("A", de="B"), Manner("en_US", working_days=5))
    english = mail_version(mail("A", de="B"), MANNER, ["en_US"])
    assert english == mail_version(mail("A", de="C"), MANNER, ["en_US"])
    assert english != mail_version(mail("A", de="B"), MANNER, ["en_GB"])
