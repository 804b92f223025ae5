"""What a customer reads on the page is what they have read in the mail, word by word, in each language."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
import requests
from choice_desk import NOON, ZONE, Desk

from zendesk_bridge.core.macros.mails import OrderFacts, render_mail
from zendesk_bridge.core.macros.telling import Manner
from zendesk_bridge.core.model import Order, OrderLine, Recipient
from zendesk_bridge.feeds import BackorderFeed, read_folder

FOLDER = Path(__file__).parents[2] / "macros"
MAIL = next(mail for mail in read_folder(FOLDER).mails if mail.key == "order-first")
ITEM = next(item for item in BackorderFeed(FOLDER / "backorders.yaml").read().backorders if item.sku == "LAMP-3")
TODAY = NOON.astimezone(ZONE).date()


@pytest.mark.parametrize("locale", ["en_US", "de_AT", "fr", "es_MX"])
def test_page_and_mail_say_the_same(desk: Desk, locale: str) -> None:
    """What is late and why, the window under its name, and the day of the next update."""
    order = Order(
        "orders",
        "7001",
        "10482",
        datetime(2026, 11, 2, tzinfo=UTC),
        (OrderLine("l0", ITEM.sku, 1, ITEM.name),),
        recipient=Recipient("ada@example.com", "Ada"),
    )
    mail = " ".join(render_mail(MAIL, OrderFacts(order, (ITEM,)), Manner("en_US"), locale, TODAY).text.split())
    desk.facts(ITEM)
    page = unescape(requests.get(desk.link(desk.message(ITEM, locale=locale)), timeout=30).text)
    (name, window), *_ = re.findall(r"<dl><dt>(.*?)</dt><dd>(.*?)</dd></dl>", page)
    late, update = re.findall(r"<p>([^<]*)</p>", page.partition("<section")[2])
    assert ITEM.name in late
    for said in (late, name, window, update):
        assert said in mail
