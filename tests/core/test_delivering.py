"""What stands around a message's words on a helpdesk, and what of it did not arrive."""

from __future__ import annotations

import pytest

from zendesk_bridge.core.delivering import draft, draft_marker, otherwise, referenced
from zendesk_bridge.core.model import Delivery, Mail, Recipient

LINK = '<p>Hi <b>Zo\u00eb</b></p><p><a href="https://shop.example/c/x.y-z_">Choose</a></p>'
SENT = Delivery("0f", Recipient("zoe@example.com"), Mail("Late: <b> & co", LINK, "Hi Zo\u00eb"), "en")

IN_DIVS = (
    '<div class="zd"><div>Hi <strong>Zo&#235;</strong></div>'
    '<div><a target="_blank" rel="noopener" href="https://shop.example/c/x.y-z_">Choose</a></div></div>'
)
KEPT = {
    "as it was sent": (LINK, []),
    "in divs, with attributes": (
        IN_DIVS,
        [],
    ),
    "another word": (LINK.replace("Choose", "Buy"), ["text"]),
    "a word less": (LINK.replace("Hi", ""), ["text"]),
    "another link": (LINK.replace("shop", "sh0p"), ["links"]),
    "no link": ("<p>Hi Zo\u00eb</p><p>Choose</p>", ["links"]),
    "nothing": ("", ["text", "links"]),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_did_not_arrive_is_named(name: str) -> None:
    """A helpdesk's own way to write HTML is no change; other words and other links are."""
    kept, lost = KEPT[name]
    assert otherwise(LINK, kept) == lost


def test_a_draft_says_what_it_is() -> None:
    """An agent sees that nothing was sent, what it is about, and a marker; a subject is text, whatever it holds."""
    html = draft(SENT)
    assert "Not sent yet" in html
    assert "An older draft for this order, if there is one, holds no more." in html
    assert "Late: &lt;b&gt; &amp; co" in html
    assert LINK in html
    assert draft_marker("0f") in html


def test_a_reference_is_the_last_line() -> None:
    """What a customer reads of the key is a reference below the letter."""
    assert referenced(SENT) == f"{LINK}<p>Ref. 0f</p>"
