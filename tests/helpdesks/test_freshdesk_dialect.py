from __future__ import annotations

import pytest

from zendesk_bridge.core.model import FieldKey, RemoteField
from zendesk_bridge.helpdesks.freshdesk.dialect import FreshdeskDialect

DIALECT = FreshdeskDialect({FieldKey.SHIP_WINDOW: RemoteField(1, "cf_ship_window_4711", "Ship window", "custom_text")})


@pytest.mark.parametrize(
    ("name", "placeholder"),
    [
        ("customer.first_name", "{{ticket.requester.firstname}}"),
        ("customer.name", "{{ticket.requester.name}}"),
        ("agent.name", "{{ticket.agent.name}}"),
        ("agent.first_name", "{{ticket.agent.name}}"),
        ("ticket.id", "{{ticket.id}}"),
        ("ticket.subject", "{{ticket.subject}}"),
        ("backorder.ship_window", "{{ticket.cf_ship_window_4711}}"),
        ("backorder.items", None),
        ("backorder.nonsense", None),
        ("customer.shoe_size", None),
    ],
)
def test_placeholder(name: str, placeholder: str | None) -> None:
    """Neutral names become Freshdesk's; a field goes by the name that Freshdesk gave it."""
    assert DIALECT.placeholder(name) == placeholder


def test_guard() -> None:
    """A canned response cannot see that a field is empty, so the body stands alone."""
    assert DIALECT.guard([FieldKey.ITEMS], "<div>a</div>", "<div>b</div>") == "<div>a</div>"


@pytest.mark.parametrize(
    ("html", "shaped"),
    [
        ("<p>a</p>", "<div>a</div>"),
        ("<p>a</p>\n<p>b</p>\n", "<div>a</div><div><br></div><div>b</div>"),
        ("<p>a<br />\nb <b>c</b>\n<i>d</i></p>", "<div>a<br>\nb <b>c</b>\n<i>d</i></div>"),
        ("<p>a</p>\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>\n<p>b</p>",
         "<div>a</div><ul><li>x</li><li>y</li></ul><div>b</div>"),
        ("<ul>\n<li>\n<p>x</p>\n</li>\n<li>\n<p>y</p>\n<ul>\n<li>z</li>\n</ul>\n</li>\n</ul>",
         "<ul><li>x</li><li>y<ul><li>z</li></ul></li></ul>"),
        ("<pre>a\n b</pre>", "<pre>a\n b</pre>"),
        ("plain", "plain"),
    ],
)  # fmt: skip
def test_shape(html: str, shaped: str) -> None:
    """Paragraphs become divs with an empty line between them; lists and inline markup stay."""
    assert DIALECT.shape(html) == shaped
    assert DIALECT.shape(shaped) == shaped
