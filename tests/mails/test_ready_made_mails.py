"""The mails that come with the product read well in every language, for every order that they may be sent for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from mailed import MANNER, order

from zendesk_bridge.core.macros.dates import days_in
from zendesk_bridge.core.macros.mails import OrderFacts, SampleOrder, render_mail, tells_back
from zendesk_bridge.core.macros.telling import Manner
from zendesk_bridge.core.model import Accuracy, Macro, NoticeKind, Promise, ShipWindow
from zendesk_bridge.core.notices import Market
from zendesk_bridge.feeds import BackorderFeed, read_folder

FOLDER = Path(__file__).parents[2] / "macros"
MAILS = {mail.key: mail for mail in read_folder(FOLDER).mails}
ITEMS = BackorderFeed(FOLDER / "backorders.yaml").read().backorders
TODAY = date(2026, 11, 23)
LANGUAGES = ("en_US", "de", "fr", "es")
SORRY = re.compile(r"\b(sorry|tut uns leid|désolés|Lamentamos)\b", re.IGNORECASE)
HOLE = re.compile(
    r"[\[\]{}]|\bNone\b|\*\*|: *[.;,]|\s[.,]|\.\.|\( ?\)|\bby \.|\b(?:am|le|el) (?:\.|wieder)|[.:!?][A-ZÄÖÜÉ¿]"
    r"|(?<!\n)\n(?=(?:Shipping|Versand ab|Expédition|Salida))| {2}"
)
OWN_WORDS = {
    "en_US": re.compile(r"\b(the|you|your)\b", re.IGNORECASE),
    "de": re.compile(r"\b(der|Sie|wir|Ihre\w*)\b"),
    "fr": re.compile(r"\b(nous|vous|votre)\b", re.IGNORECASE),
    "es": re.compile(r"\b(el|su|nuestr[oa]s?)\b"),
}
BY_REPLY = re.compile(r"reply|antworten|répond|respond", re.IGNORECASE)
NAMES = re.compile("|".join(re.escape(item.name) for item in ITEMS) + r"|Sample Tea \w+|\w+ \w+ (?:12 oz|Lamp|Grinder)")
ORDERS = [
    SampleOrder(rest=rest, link=link, name=name)
    for rest in (True, False)
    for link in (True, False)
    for name in ("Ada L", "")
]
ABOUT = [*((item,) for item in ITEMS), ITEMS[:2], ITEMS[3:5], ITEMS]

EACH = pytest.mark.parametrize("mail", MAILS.values(), ids=MAILS)


def test_there_is_one_for_whatever_is_to_be_said() -> None:
    """Eight, each in four languages."""
    assert sorted(MAILS) == [
        *("order-back", "order-first", "order-long-delay", "order-no-date", "order-no-news", "order-renewed"),
        *("order-split-first", "order-swap-first"),
    ]
    for mail in MAILS.values():
        assert {words.locale for words in mail.variants} == set(LANGUAGES)


@EACH
@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_mail_is_whole(mail: Macro, locale: str) -> None:
    """No hole, no word of another language, sorry once, the order's number in the subject, and a way to answer."""
    for items in ABOUT:
        for sample in ORDERS:
            known = sample.facts(items, TODAY, back=tells_back(mail))
            one = render_mail(mail, known, MANNER, locale, TODAY)
            assert "#1042" in one.subject
            assert len(one.subject) < 110
            assert not HOLE.search(one.text), one.text
            assert not HOLE.search(one.subject)
            assert len(SORRY.findall(one.text)) == 1, one.text
            text = NAMES.sub("", one.text)
            for item in items:
                text = text.replace(item.text(locale).reason, "")
            assert {name for name, word in OWN_WORDS.items() if word.search(text)} == {locale}
            assert BY_REPLY.search(one.text)
            assert ("https:" in one.text) == ("https:" in one.html) == sample.link
            assert len(items) > 2 or len(one.text.split()) < 260
            assert all(item.name in one.text for item in items)


@EACH
def test_no_mail_tells_a_day_of_the_past(mail: Macro) -> None:
    """On whatever day it is sent."""
    for today in (TODAY, date(2026, 12, 5), date(2026, 12, 20), date(2027, 3, 1)):
        for locale in LANGUAGES:
            known = SampleOrder().facts(ITEMS, today, back=tells_back(mail))
            text = render_mail(mail, known, MANNER, locale, today).text
            assert all(day >= today for day in days_in(text, today)), text


def told(sku: str, window: ShipWindow, kind: NoticeKind = NoticeKind.FIRST) -> dict[str, tuple[Promise, ...]]:
    """What a customer was told of an item two weeks ago."""
    at = datetime(2026, 11, 9, 12, tzinfo=UTC)
    return {sku: (Promise(1, sku, "c", at, window, None, Accuracy.CURRENT, kind),)}


@pytest.mark.parametrize(
    ("key", "promised", "heard", "says"),
    [
        ("order-first", date(2026, 11, 30), {}, "if we do not hear from you, we take it that you agree"),
        ("order-long-delay", date(2026, 11, 24), {}, "This is a long delay, so we need your answer."),
        (
            "order-renewed",
            date(2026, 11, 15),
            told("WID-12", ShipWindow(None, date(2026, 11, 28))),
            "This is a further delay, so we need your answer.",
        ),
    ],
)
def test_the_markets_paragraph_follows_the_order(
    key: str, promised: date, heard: dict[str, tuple[Promise, ...]], says: str
) -> None:
    """Short, long or further: by what this order was promised and this customer was told, and not by the item."""
    last = date(2027, 1, 8) if key == "order-long-delay" else date(2026, 12, 5)
    item = replace(ITEMS[0], promised_by=None, ship_window=ShipWindow(None, last))
    plain = order(items=(item,))
    known = replace(plain, lines=(replace(plain.lines[0], promised_by=promised),))
    us = Manner("en_US", market=Market.US)
    text = render_mail(MAILS[key], OrderFacts(known, (item,), heard=heard), us, "en_US", TODAY).text
    assert says in text
    assert ("that no longer holds" in text) == bool(heard)


def test_a_swap_and_a_rest_come_first_where_there_are_any() -> None:
    """And a mail about them that there are none of says nothing of them."""
    widget, kettle = ITEMS[:2]
    swap = MAILS["order-swap-first"]
    with_swap = render_mail(swap, SampleOrder().facts([widget], TODAY), MANNER, "en_US", TODAY)
    without = render_mail(swap, SampleOrder().facts([kettle], TODAY), MANNER, "en_US", TODAY)
    assert with_swap.text.index("we can send you the Green Widget 12 oz") < with_swap.text.index("is delayed")
    assert "swap" in with_swap.subject
    assert "swap" not in without.subject + without.text
    split = MAILS["order-split-first"]
    ahead = render_mail(split, SampleOrder().facts([kettle], TODAY), MANNER, "en_US", TODAY)
    alone = render_mail(split, SampleOrder(rest=False).facts([kettle], TODAY), MANNER, "en_US", TODAY)
    assert ahead.text.index("In stock already: Sample Tea Tin") < ahead.text.index("is delayed")
    assert "ahead" in ahead.subject
    assert "rest of your order" not in alone.subject + alone.text


def test_what_is_back_is_told_alone_or_with_what_is_late_still() -> None:
    """The last paragraphs stand only where something is late."""
    back = MAILS["order-back"]
    alone = render_mail(back, SampleOrder().facts([], TODAY, back=True), MANNER, "en_US", TODAY)
    both = render_mail(back, SampleOrder().facts(ITEMS[:1], TODAY, back=True), MANNER, "en_US", TODAY)
    assert "we have your Sample Tea Pot in stock again" in alone.text
    assert "delayed" not in alone.text
    assert "Part of your order is still delayed." in both.text
    assert "Blue Widget" in both.text
