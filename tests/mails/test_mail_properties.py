"""Whatever a shop and a supplier write, a mail comes out whole, and does nothing but say it."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from mailed import LINK, MANNER, TODAY, WIDGET, order

from zendesk_bridge.core.macros.mails import OrderFacts, render_mail
from zendesk_bridge.core.model import Cancel, Macro, OrderLine, Swap, Wait
from zendesk_bridge.feeds import read_folder

MAILS = [mail for mail in read_folder(Path(__file__).parents[2] / "macros").mails if mail.key != "order-back"]
PIECES = [
    *"{}%#<>&\"'[]()*_`\\|:;.,-\r\n\t ",
    "{{",
    "{%",
    "%}",
    "<b>",
    "https://",
    "&lt;",
    "\u2028",
    "\u202e",
    "\ue0000\ue001",
    "\ud800",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), min_size=1, max_size=12).map("".join)
TAGS = {"p", "br", "strong", "a"}


class Tags(HTMLParser):
    """The tags of a mail, and where its links lead."""

    def __init__(self, html: str) -> None:
        """Read it."""
        super().__init__()
        self.tags: set[str] = set()
        self.links: set[str | None] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what there is."""
        self.tags.add(tag)
        self.links |= {value for _, value in attrs}


@given(
    mail=st.sampled_from(MAILS), locale=st.sampled_from(["en_US", "de", "fr", "es"]), a=TEXTS, b=TEXTS, c=TEXTS, d=TEXTS
)
@settings(deadline=None, max_examples=150)
def test_no_text_does_more_than_be_read(mail: Macro, locale: str, a: str, b: str, c: str, d: str) -> None:
    """Only our own tags and our own link, one line of subject, and nothing that a helpdesk would fill in."""
    item = replace(WIDGET, sku=a, name=b, reason=c, options=(Wait(), Swap("S", d), Cancel()))
    known = OrderFacts(
        replace(order(OrderLine("9", "other", 1, c, in_stock=True), items=(item,), name=d), number=b),
        (item,),
        link=LINK,
    )
    one = render_mail(mail, known, MANNER, locale, TODAY)
    read = Tags(one.html)
    assert read.tags <= TAGS
    assert read.links == {LINK}
    assert LINK in one.text
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", one.subject)
    assert 0 < len(one.subject) <= 150
    for part in (one.subject, one.text, one.html):
        part.encode()
        assert "{{" not in part
        assert "{%" not in part
        assert not re.search("[\ue000\ue001]", part)
